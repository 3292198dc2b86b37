"""Which column of a frozen batch says what: its keys, the person, the amount, the fields."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from hrdesk.domain.batch import FrozenBatch
from hrdesk.domain.batch_spec import ROW_AMOUNT, CellFormat
from hrdesk.domain.masking import masked_identity
from hrdesk.intake.answer_cells import SentCell
from hrdesk.intake.answer_sheet import SentColumns, bare_title, header_name
from hrdesk.intake.form_spec import FieldType, FormSpec
from hrdesk.intake.titles import plain_title
from hrdesk.services.batch_frame import BatchFrame
from hrdesk.services.session import Session

_LINE = "line."
_CASE_NUMBER, _CASE_IDENTITY = "case.number", "case.identity_number"
_ROW_MONTHS, _ROW_NUMBER = "row.months", "row.number"


@dataclass(frozen=True, slots=True)
class RowTerms:
    """How a sent row is shown: the places of its columns in the batch, None where it has none.

    `is_person` says that the identity is that of a person and is masked. `roster` is the one whose
    lines are sent, "" where rows stand for cases. `payee` are the entries of the payee's account.
    `others` are further names of each column: what the form calls its entry, and lists from
    elsewhere.
    """

    headers: tuple[str, ...]
    sources: tuple[str, ...]
    roster: str
    name: int | None
    identity: int | None
    amount: int | None
    is_person: bool
    payee: frozenset[str] = frozenset()
    others: tuple[tuple[str, ...], ...] = ()

    def person(self, cells: Sequence[SentCell]) -> str:
        """Return whom a row is about: the name, and the identity number masked."""
        name = "" if self.name is None else str(cells[self.name] or "")
        number = "" if self.identity is None else str(cells[self.identity] or "")
        shown = masked_identity(number) if self.is_person else number
        return f"{name} {shown}".strip()

    def amount_fen(self, cells: Sequence[SentCell]) -> int | None:
        """Return what a row pays in fen, None where the batch pays nothing."""
        amount = None if self.amount is None else cells[self.amount]
        return amount if isinstance(amount, int) else None

    def fields_in(self, reason: str) -> tuple[str, ...]:
        """Return the headers that a platform's reason names; () where it names none.

        A name that stands inside a longer one counts only where it stands by itself. Another name
        than that of the header counts where one column alone has it.
        """
        left, found = plain_title(reason), set()
        for name, header in _names(self.headers, self.others):
            if len(name) > 1 and name in left:
                found.add(header)
                left = left.replace(name, " ")
        return tuple(header for header in self.headers if header in found)

    def place_of(self, header: str, line: int) -> tuple[str, int, str] | None:
        """Return where a header's entry stands in the case: roster, line and name, or None."""
        source = self.sources[self.headers.index(header)]
        if source.startswith(_LINE):
            return self.roster, line, source.removeprefix(_LINE)
        return None if "." in source else ("", 0, source)


@lru_cache(maxsize=32)
def _names(
    headers: tuple[str, ...], others: tuple[tuple[str, ...], ...]
) -> tuple[tuple[str, str], ...]:
    """Return every name by which a column may be called, with its header; the longest first.

    A queue of thousands of failed rows has the same few frames.
    """
    own = [(header_name(header), header) for header in headers]
    more = [
        (bare_title(name), header)
        for header, names in zip(headers, others, strict=False)
        for name in names
    ]
    called = Counter(name for name, _ in {*own, *more})
    named = own + [(name, header) for name, header in more if called[name] == 1]
    return tuple(sorted(named, key=lambda each: -len(each[0])))


def sent_columns(session: Session, frozen: FrozenBatch) -> SentColumns:
    """Return the columns that an answer may repeat, and which of them identify a row."""
    columns = BatchFrame(frozen.frame).columns
    keys = _keys(_form(session, frozen.cases[0].case_id))
    return SentColumns(
        headers=tuple(each.header for each in columns),
        formats=tuple(each.format for each in columns),
        keys=tuple(n for n, each in enumerate(columns) if each.source in keys),
        numbers=tuple(n for n, each in enumerate(columns) if each.source == _ROW_NUMBER),
        months=tuple(n for n, each in enumerate(columns) if each.source == _ROW_MONTHS),
        amount=_first([each.source for each in columns], [ROW_AMOUNT]),
        pays=unsent_amounts(frozen),
    )


def unsent_amounts(frozen: FrozenBatch) -> tuple[int | None, ...]:
    """Return what each row of a batch that pays and sent no amounts pays, () of any other.

    None where the case has several rows.
    """
    columns = BatchFrame(frozen.frame).columns
    if frozen.batch.sum_fen is None or any(each.format is CellFormat.MONEY for each in columns):
        return ()
    return tuple(
        case.amount_fen if len(case.rows) == 1 else None for case in frozen.cases for _ in case.rows
    )


def row_terms(session: Session, frame: Mapping[str, object], case_id: str) -> RowTerms:
    """Return how the rows of a batch are shown; `case_id` is one of its cases."""
    columns, form = BatchFrame(frame).columns, _form(session, case_id)
    sources = [each.source for each in columns]
    lines = form.lines
    names, identities = [form.applicant_name], [_CASE_IDENTITY, form.applicant_identity]
    is_person = form.fields[form.applicant_identity].type is FieldType.IDENTITY
    if lines is not None and f"{_LINE}{lines.identity}" in sources:
        names, identities = [f"{_LINE}{lines.name}"], [f"{_LINE}{lines.identity}"]
        is_person = True
    applicant = {_CASE_IDENTITY: form.applicant_identity}
    entries = [applicant.get(source, source) for source in sources]
    return RowTerms(
        headers=tuple(each.header for each in columns),
        sources=tuple(entries),
        roster="" if lines is None else lines.id,
        name=_first(sources, names),
        identity=_first(sources, identities),
        amount=_first(sources, [ROW_AMOUNT]),
        is_person=is_person,
        payee=frozenset(form.payee),
        others=tuple(_others(form, source) for source in entries),
    )


def _others(form: FormSpec, source: str) -> tuple[str, ...]:
    """Return what else an entry is called: in the form, and in lists from elsewhere."""
    if source.startswith(_LINE) and form.lines is not None:
        field = form.lines.columns.get(source.removeprefix(_LINE))
    else:
        field = form.fields.get(source)
    return () if field is None else (field.label, *field.titles)


def _first(sources: Sequence[str], wanted: Sequence[str]) -> int | None:
    return next((sources.index(each) for each in wanted if each in sources), None)


def _keys(form: FormSpec) -> frozenset[str]:
    found = {_CASE_NUMBER, _CASE_IDENTITY, form.applicant_identity, _ROW_MONTHS}
    if form.lines is not None:
        found.add(f"{_LINE}{form.lines.identity}")
    return frozenset(found)


def _form(session: Session, case_id: str) -> FormSpec:
    with session.store.reading() as reader:
        case = reader.case(case_id)
    return session.of_case(case).form(case.measure)
