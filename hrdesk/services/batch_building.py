"""From frozen case versions and the pack's `batch.toml` to the rows and the sheet of a batch."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from hrdesk.domain.batch import FrozenBatch, SentCase, SentRow
from hrdesk.domain.batch_spec import (
    FIXED_TEXT,
    MONTH_FORMATS,
    ROW_MONTHS,
    ROW_PAID,
    BatchColumn,
    BatchSpec,
    CellFormat,
    RowKind,
)
from hrdesk.domain.capitals import capital_words
from hrdesk.domain.case import Case
from hrdesk.domain.dates import Month, written_months
from hrdesk.domain.errors import Refused
from hrdesk.domain.finding import Outcome
from hrdesk.domain.money import to_fen
from hrdesk.domain.month_cells import month_cell
from hrdesk.domain.roster import RosterRow
from hrdesk.intake.form_spec import FormSpec, RosterSpec
from hrdesk.intake.roster_text import rosters_of
from hrdesk.services.batch_frame import BatchFrame, SentRows, file_shares, official_of
from hrdesk.services.displaying import displayed_date
from hrdesk.services.paid_months import paid_months, shares_paid
from hrdesk.services.resent_lines import Again, wanted_rows

if TYPE_CHECKING:
    from hrdesk.workbooks.batch_sheet import BatchSheet

_CASE, _LINE, _ROW = "case.", "line.", "row."
SentCell = str | int | None


@dataclass(frozen=True, slots=True)
class BatchGround:
    """What all rows of a batch are built with."""

    spec: BatchSpec
    form: FormSpec
    office_name: str


@dataclass(frozen=True, slots=True)
class _Subject:
    """What a row is about: its case with what that one says in every row, what the row pays, and
    where rows are lines, the roster's row, its number from 1, its paid months and the sum of each
    share in them.
    """

    case: Case
    values: Mapping[str, SentCell]
    amount_fen: int | None
    row: RosterRow | None = None
    line: int = 0
    months: tuple[str, ...] = ()
    paid: Mapping[str, int] = field(default_factory=dict)

    @property
    def line_entries(self) -> Mapping[str, str]:
        """The entries of the roster's row; LookupError where rows are cases."""
        if self.row is None:
            raise LookupError("a row of a case has no line")
        return self.row.entries


#: Gives the cell of a column for a row and its number.
_Reader = Callable[[_Subject, int], SentCell]


def frame_of(ground: BatchGround, made_by: str, words: Mapping[str, str]) -> dict[str, object]:
    """Return the frame of a batch as it is frozen: template and words, nothing of a case.

    It names the roster whose rows are sent, and the entries of the payee's account, so that below
    all forms it is known what was sent (`storage.sent_schema`).
    """
    columns = [
        {
            "header": column.header,
            "source": column.source,
            "format": column.format.value,
            "width": column.width,
            "required": column.required,
        }
        for column in ground.spec.columns
    ]
    return {
        "titles": list(ground.spec.titles),
        "sheet": ground.spec.sheet,
        "columns": columns,
        "measure_title": ground.form.title,
        "office": ground.office_name,
        "made_by": made_by,
        "words": dict(words),
        "lines": _roster(ground).id if ground.spec.rows is RowKind.LINE else "",
        "payee": list(ground.form.payee),
    }


def sent_cases(
    ground: BatchGround, cases: Iterable[Case], again: Again | None = None
) -> tuple[SentCase, ...]:
    """Return the rows of cases as they are sent, numbered through; each case is let go at once.

    With `again` only those lines are sent, and a case has the sum of them; see `wanted_rows`.

    Where rows are lines, those that do not count are not sent: Refused `batch.no_rows` (number)
    when none is left. Refused `batch.not_eligible` (number) for a case of another outcome,
    `batch.no_code` (number, header) for a code that the platform's list does not word,
    `batch.months_apart` (number, line, header, months) for months that are no span.
    """
    sent = []
    readers = [_reader(column) for column in ground.spec.columns]
    place = 0
    for case in cases:
        rows = []
        if case.version.finding["outcome"] != Outcome.ELIGIBLE.value:
            raise Refused("batch.not_eligible", number=case.number)
        paid = 0
        for line, subject in wanted_rows(case, _subjects(ground, case), again):
            place += 1
            paid += subject.amount_fen or 0
            rows.append(SentRow(line, tuple([read(subject, place) for read in readers])))
        if not rows:
            raise Refused("batch.no_rows", number=case.number)
        amount = _case_fen(case)
        if again is not None and amount is not None:
            amount = paid
        sent.append(SentCase(case.id, case.number, case.version.number, amount, tuple(rows)))
    return tuple(sent)


def batch_sheet(frozen: FrozenBatch) -> "BatchSheet":
    """Return the workbooks of a batch from its frozen copy alone."""
    from hrdesk.workbooks.batch_sheet import BatchSheet, CaseShare, ControlPage

    batch, frame = frozen.batch, BatchFrame(frozen.frame)
    columns = frame.columns
    official = official_of(frozen, frame)
    values = {
        "office": frame.text("office"),
        "number": batch.number,
        "made_on": displayed_date(batch.made_at.date()),
    }
    control = ControlPage(
        number=batch.number,
        measure_title=frame.text("measure_title"),
        office=frame.text("office"),
        made_at=batch.made_at,
        made_by=frame.text("made_by"),
        cases=batch.cases,
        rows=batch.rows,
        total_fen=batch.sum_fen,
        total_capitals="" if batch.sum_fen is None else capital_words(batch.sum_fen),
        shares=[CaseShare(case.number, len(case.rows), case.amount_fen) for case in frozen.cases],
        words=frame.words,
        follows=batch.follows,
        files=() if official is None else file_shares(batch.number, official, columns),
    )
    return BatchSheet(
        measure=batch.measure,
        name=frame.text("sheet"),
        titles=tuple(title.format(**values) for title in frame.titles),
        columns=columns,
        rows=SentRows(frozen.cases, columns),
        control=control,
        official=official,
    )


def _subjects(ground: BatchGround, case: Case) -> Iterator[tuple[int, _Subject]]:
    """Yield what each row of a case stands for, with the number of its line (0: the case)."""
    values = _case_values(ground, case)
    if ground.spec.rows is RowKind.CASE:
        yield 0, _Subject(case, values, _case_fen(case))
        return
    spec = _roster(ground)
    rows = rosters_of(ground.form, case.version.entries)[spec.id]
    lines: Any = case.version.finding["lines"]
    for number, (row, line) in enumerate(zip(rows, lines, strict=True), 1):
        if line["outcome"] == Outcome.ELIGIBLE.value:
            shares = shares_paid(spec, row.entries, line)
            paid = {share: to_fen(amount) for share, amount in shares.items()}
            fen, months = _fen(line["amount"]), paid_months(line)
            yield number, _Subject(case, values, fen, row, number, months, paid)


def _roster(ground: BatchGround) -> RosterSpec:
    """Return the roster whose rows are sent one by one."""
    if ground.form.lines is None:
        raise LookupError(f"{ground.form.measure} has no lines")
    return ground.form.lines


def _reader(column: BatchColumn) -> _Reader:
    source = column.source
    if source.startswith(FIXED_TEXT):
        fixed = source.removeprefix(FIXED_TEXT)
        return lambda _subject, _place: fixed
    if source.startswith(ROW_PAID):
        share = source.removeprefix(ROW_PAID)
        return lambda subject, _place: subject.paid[share]
    if source == ROW_MONTHS and column.format in MONTH_FORMATS:
        return lambda subject, _place: _span(column, subject)
    if source.startswith(_ROW):
        return ROW_READERS[source.removeprefix(_ROW)]
    if source.startswith(_CASE):
        value = source.removeprefix(_CASE)
        return lambda subject, _place: subject.values[value]
    if source.startswith(_LINE):
        name = source.removeprefix(_LINE)
        return lambda subject, _place: _typed(column, subject, subject.line_entries.get(name, ""))
    return lambda subject, _place: _typed(
        column, subject, subject.case.version.entries.get(source, "")
    )


def _span(column: BatchColumn, subject: _Subject) -> SentCell:
    """Return the months of a row as the platform wants their span."""
    if not subject.months:
        return None
    cell = month_cell(subject.months, column.format)
    if cell is None:
        raise Refused(
            "batch.months_apart",
            number=subject.case.number,
            line=subject.line,
            header=column.header,
            months=written_months(month for text in subject.months if (month := Month.parse(text))),
        )
    return cell


def _typed(column: BatchColumn, subject: _Subject, text: str) -> SentCell:
    """Return an entry as the column keeps it; days stay in ISO form until they are written."""
    if not text:
        return None
    if column.format is CellFormat.MONEY:
        return to_fen(Decimal(text))
    if column.format is CellFormat.COUNT:
        return int(text)
    if column.codes and text not in column.codes:
        raise Refused("batch.no_code", number=subject.case.number, header=column.header)
    return column.codes.get(text, text)


def _case_values(ground: BatchGround, case: Case) -> Mapping[str, SentCell]:
    return {name: read(ground, case) for name, read in CASE_READERS.items()}


def _capitals(_ground: BatchGround, case: Case) -> SentCell:
    amount = _case_fen(case)
    return None if amount is None else capital_words(amount)


def _case_fen(case: Case) -> int | None:
    return _fen(case.version.finding["amount"])


def _fen(amount: object) -> int | None:
    return to_fen(Decimal(amount)) if isinstance(amount, str) else None


#: What a column takes as `row.<name>` and as `case.<name>`; the domain says which there are.
ROW_READERS: Mapping[str, _Reader] = {
    "number": lambda _subject, place: place,
    "amount": lambda subject, _place: subject.amount_fen,
    "months": lambda subject, _place: ",".join(subject.months) or None,
    "month_count": lambda subject, _place: len(subject.months),
}
CASE_READERS: Mapping[str, Callable[[BatchGround, Case], SentCell]] = {
    "number": lambda _ground, case: case.number,
    "paper_number": lambda _ground, case: case.paper_number or None,
    "received": lambda _ground, case: case.received_on.isoformat(),
    "amount": lambda _ground, case: _case_fen(case),
    "amount_capitals": _capitals,
    "clause": lambda ground, _case: ground.form.clause,
    "document": lambda ground, _case: ground.form.document,
    "authority": lambda ground, _case: ground.form.authority,
    "office": lambda ground, _case: ground.office_name,
    "identity_number": lambda ground, case: case.version.entries[ground.form.applicant_identity],
}
