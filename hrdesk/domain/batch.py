"""Upload batches: accepted cases that go to the platform in one workbook."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from hrdesk.domain.batch_answer import Tally


class VoidCause(StrEnum):
    """Why a batch was voided: a person said so, or its workbook could not be written."""

    PERSON = "person"
    NOT_WRITTEN = "not_written"


def workbook_names(number: str, files: int | None) -> tuple[str, ...]:
    """Return the names of the workbooks of a batch: its number and nothing of a person.

    `files` is how many go into an official template, with a control page beside them; None where
    rows and control page are one workbook.
    """
    if files is None:
        return (f"{number}.xlsx",)
    control = f"{number}-control.xlsx"
    if files == 1:
        return f"{number}.xlsx", control
    return *(f"{number}-{n}.xlsx" for n in range(1, files + 1)), control


class CopyPurpose(StrEnum):
    """What a copy of a batch is for: the platform, the office's own shelf, a superior office."""

    UPLOAD = "upload"
    KEPT = "kept"
    HANDED = "handed"


@dataclass(frozen=True, slots=True)
class CopiedFile:
    """A file that left with a copy: its name, and its SHA-256 in hex as it was read back."""

    name: str
    sha256: str


@dataclass(frozen=True, slots=True)
class BatchCopy:
    """A copy of a batch that left: its files in order, when, by whom and for what."""

    files: tuple[CopiedFile, ...]
    purpose: CopyPurpose
    at: datetime
    by: str


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

    `sum_fen` is None where the measure pays nothing. `file_name` is "" until a copy of it left
    once; `sha256` is that of the first workbook of the last copy, `purpose` what that was for.
    While `void` is None the batch is open and holds its cases. `follows` is the number of the
    batch whose failed rows it sends again, else ""; `tally` says what became of its rows by the
    platform's answers; `handled` of the failed rows are sent again or closed. Of `settled` rows
    what contradicted them is settled.
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
    follows: str = ""
    purpose: CopyPurpose | None = None
    tally: Tally = field(default_factory=Tally)
    handled: int = 0
    settled: int = 0

    @property
    def has_left(self) -> bool:
        """Whether a copy of it is on record: the platform may have it."""
        return bool(self.file_name)


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
    """All that its files are written from: its frame (columns and words) and its cases.

    `template` is the official template that its rows go into, None where it has none.
    """

    batch: Batch
    frame: Mapping[str, object]
    cases: tuple[SentCase, ...]
    template: bytes | None = None
