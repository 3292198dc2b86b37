"""The workbook of an upload batch, fully resolved: nothing is looked up while it is written."""

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date, datetime

from hrdesk.domain.batch_spec import ROW_AMOUNT, BatchColumn
from hrdesk.domain.template import TemplatePlan

#: Text, a day, whole fen in a money column or a count in a count column, or nothing. An empty
#: text is nothing: a workbook does not tell the two apart.
Cell = str | date | int | None
Row = Sequence[Cell]

_MANIFEST_FORMAT, _OFFICIAL_FORMAT = 1, 2


@dataclass(frozen=True, slots=True)
class CaseShare:
    """What a batch holds of one case: its rows and what they pay (None: nothing is paid)."""

    number: str
    rows: int
    amount_fen: int | None


@dataclass(frozen=True, slots=True)
class FileShare:
    """What a file of a batch holds: its name, its rows and what they pay (None: not said)."""

    name: str
    rows: int
    amount_fen: int | None


@dataclass(frozen=True, slots=True)
class ControlPage:
    """What the rows must add up to, for whoever receives them: the second sheet, or a workbook.

    `made_by` is the name of the person, `total_capitals` the sum in words; both the sum and
    the words are None and "" where the measure pays nothing. `shares` stand in the order of
    the rows. They may be as many as the rows: like those they are walked several times and
    must come out the same each time. `words` are the fixed words of the page by name. `files`
    are the files of a batch that goes into an official template, in order. `follows` is the
    number of the batch whose failed rows are sent again, or "".
    """

    number: str
    measure_title: str
    office: str
    made_at: datetime
    made_by: str
    cases: int
    rows: int
    total_fen: int | None
    total_capitals: str
    shares: Iterable[CaseShare]
    words: Mapping[str, str]
    files: tuple[FileShare, ...] = ()
    follows: str = ""


@dataclass(frozen=True, slots=True)
class Official:
    """The official template that rows go into: its bytes, how, and the rows of each file.

    Rows are walked several times; `counts` says how many each file has.
    """

    template: bytes
    plan: TemplatePlan
    parts: tuple[Iterable[Row], ...]
    counts: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class BatchSheet:
    """A batch to be written.

    `titles` are the lines above the header. `rows` has a cell for each column; it is walked
    several times and never held whole, so that memory does not grow with the batch: hand in
    something that can be walked anew, no generator. `official` where the rows go into an official
    template: then the control page is a workbook of its own.
    """

    measure: str
    name: str
    titles: tuple[str, ...]
    columns: tuple[BatchColumn, ...]
    rows: Iterable[Row]
    control: ControlPage
    official: Official | None = None

    @property
    def amount_column(self) -> int | None:
        """The column whose sum is that of the batch; None where nothing is paid, or where the
        platform's template has no such column and the sum is that of the cases alone.
        """
        sources = [column.source for column in self.columns]
        return sources.index(ROW_AMOUNT) if ROW_AMOUNT in sources else None


@dataclass(frozen=True, slots=True)
class Manifest:
    """What stands in the file beside a workbook: which bytes it is, and what they add up to.

    `sha256` is in hex, `total_fen` whole fen (None where nothing is paid), `made_at` ISO 8601.
    """

    format_version: int
    number: str
    measure: str
    file_name: str
    sha256: str
    cases: int
    rows: int
    total_fen: int | None
    headers: tuple[str, ...]
    made_at: str


@dataclass(frozen=True, slots=True)
class NamedFile:
    """A file of a batch as its manifest names it; `rows` is 0 for the control page."""

    file_name: str
    sha256: str
    rows: int


@dataclass(frozen=True, slots=True)
class OfficialManifest:
    """What stands beside the files of a batch in an official template: which bytes they are.

    `template` is the SHA-256 of the template; `files` are the workbooks in order, the control
    page last.
    """

    format_version: int
    number: str
    measure: str
    template: str
    files: tuple[NamedFile, ...]
    cases: int
    rows: int
    total_fen: int | None
    headers: tuple[str, ...]
    made_at: str


def official_manifest(
    sheet: BatchSheet, official: Official, written: Sequence[tuple[str, str]]
) -> OfficialManifest:
    """Return the manifest of workbooks that were read again; `written` are names and SHA-256."""
    control = sheet.control
    rows = (*official.counts, 0)
    return OfficialManifest(
        format_version=_OFFICIAL_FORMAT,
        number=control.number,
        measure=sheet.measure,
        template=hashlib.sha256(official.template).hexdigest(),
        files=tuple(
            NamedFile(name, sha256, count)
            for (name, sha256), count in zip(written, rows, strict=True)
        ),
        cases=control.cases,
        rows=control.rows,
        total_fen=control.total_fen,
        headers=tuple(column.header for column in sheet.columns),
        made_at=control.made_at.isoformat(),
    )


def manifest_of(sheet: BatchSheet, file_name: str, sha256: str) -> Manifest:
    """Return the manifest of a workbook that was written and read again."""
    control = sheet.control
    return Manifest(
        format_version=_MANIFEST_FORMAT,
        number=control.number,
        measure=sheet.measure,
        file_name=file_name,
        sha256=sha256,
        cases=control.cases,
        rows=control.rows,
        total_fen=control.total_fen,
        headers=tuple(column.header for column in sheet.columns),
        made_at=control.made_at.isoformat(),
    )


def manifest_bytes(manifest: Manifest | OfficialManifest) -> bytes:
    """Return the manifest as JSON in UTF-8, a name to a line."""
    return (json.dumps(asdict(manifest), ensure_ascii=False, indent=2) + "\n").encode()
