"""Upload batches: accepted cases that go to the platform in one workbook."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class VoidCause(StrEnum):
    """Why a batch was voided: a person said so, or its workbook could not be written."""

    PERSON = "person"
    NOT_WRITTEN = "not_written"


@dataclass(frozen=True, slots=True)
class BatchVoid:
    """The end of a batch; `reason` is what the person gave, "" for other causes."""

    cause: VoidCause
    reason: str
    at: datetime
    by: str


@dataclass(frozen=True, slots=True)
class Batch:
    """A batch as lists show it.

    `sum_fen` is None where the measure pays nothing. `file_name` is "" until its workbook was
    written once; `sha256` is that of the workbook that was written last. While `void` is None
    the batch is open and holds its cases.
    """

    id: str
    number: str
    measure: str
    cases: int
    rows: int
    sum_fen: int | None
    made_at: datetime
    made_by: str
    file_name: str
    sha256: str
    void: BatchVoid | None


@dataclass(frozen=True, slots=True)
class SentRow:
    """A row as it is sent: the line of the roster, from 1 (0: the case itself), and its cells.

    Cells are texts, whole numbers (money in fen), days as ISO texts, or None.
    """

    line: int
    cells: tuple[str | int | None, ...]


@dataclass(frozen=True, slots=True)
class SentCase:
    """What a batch holds of one case: the version that was read, its amount and its rows."""

    case_id: str
    number: str
    version: int
    amount_fen: int | None
    rows: tuple[SentRow, ...]


@dataclass(frozen=True, slots=True)
class FrozenBatch:
    """All that a workbook is written from: its frame (template and words) and its cases.

    `template` is the file of the official template that is filled in, None where there is none.
    """

    batch: Batch
    frame: Mapping[str, object]
    cases: tuple[SentCase, ...]
    template: bytes | None = None
