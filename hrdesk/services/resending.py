"""Failed rows: the queue of them, and the batch that sends them again."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from hrdesk.domain.batch_answer import FailedLine
from hrdesk.domain.correction import Correction
from hrdesk.domain.errors import Refused
from hrdesk.domain.identity import normalised_identity
from hrdesk.domain.staff import Role
from hrdesk.services import batches
from hrdesk.services.batch_writing import BatchWriting
from hrdesk.services.closing import may_close
from hrdesk.services.corrections import Place
from hrdesk.services.mended_rows import Mending, mending_of
from hrdesk.services.paid_months import paid_months
from hrdesk.services.sent_columns import RowTerms, row_terms
from hrdesk.services.session import Session
from hrdesk.storage.batches import NewBatch


@dataclass(frozen=True, slots=True)
class FailedRow:
    """A failed row as it is shown: whom it is about, what it pays, what the platform says.

    `fields` are the headers that the platform's reason names; () leaves it at the row. `places`
    are where those stand in the case that do. `mending` says what was corrected since.
    """

    line: FailedLine
    person: str
    amount_fen: int | None
    fields: tuple[str, ...]
    places: tuple[Place, ...]
    mending: Mending

    @property
    def is_mended(self) -> bool:
        """Whether the row itself was corrected since it was sent."""
        return self.mending is Mending.MENDED


def failures(session: Session) -> tuple[FailedRow, ...]:
    """Return the failed rows that are not sent again yet, the batch made first at the top."""
    with session.store.reading() as reader:
        queue = reader.failed_queue()
    return _failed_rows(session, queue)


def failures_of(session: Session, case_id: str) -> tuple[FailedRow, ...]:
    """Return the failed rows of a case that are neither sent again yet nor closed, by line."""
    with session.store.reading() as reader:
        lines = reader.failed_lines(case_id)
    return _failed_rows(session, lines)


@dataclass(frozen=True, slots=True)
class FailedCount:
    """How many failed rows wait, and of them how many were corrected since they were sent.

    `elsewhere` counts those whose case was corrected, but not they themselves (`Mending`).
    """

    waiting: int
    mended: int = 0
    elsewhere: int = 0


def count_failures(session: Session) -> FailedCount:
    """Return how many rows `failures` lists; none for who can neither send nor close them."""
    if not (session.staff.may(Role.CLERK) or may_close(session)):
        return FailedCount(0)
    with session.store.reading() as reader:
        waiting, corrected = reader.failed_count()
        queue = reader.failed_queue() if corrected else ()
    lines = [line for line in queue if line.newest > line.version]
    stand = [row.mending for row in _failed_rows(session, lines)]
    return FailedCount(waiting, stand.count(Mending.MENDED), stand.count(Mending.ELSEWHERE))


def begin_again(session: Session, rows: Sequence[FailedRow], folder: Path) -> BatchWriting:
    """Send failed rows of one batch again, each from the newest version of its case.

    A row whose case was not corrected goes as it was: who chose it says so. Raises Refused
    `batch.empty`, `resend.two_batches`, `resend.person_sent` (number, batch) when the person of a
    row waits or was accepted under another line of the case, `batch.line_gone` (number),
    `batch.row_waiting`, `batch.row_accepted`, `batch.row_not_failed` (number), and what
    `batches.begin` raises.
    """
    session.require(Role.CLERK)
    if not rows:
        raise Refused("batch.empty")
    lines = [row.line for row in rows]
    follows = {line.batch_id for line in lines}
    if len(follows) > 1:
        raise Refused("resend.two_batches")
    again: dict[str, frozenset[int]] = {}
    for line in lines:
        again[line.case_id] = again.get(line.case_id, frozenset()) | {line.line}
    new = batches.new_batch(session, lines[0].measure, list(again), follows.pop(), again)
    _refuse_paid_people(session, new)
    return batches.begin_writing(session, new, folder)


def _refuse_paid_people(session: Session, new: NewBatch) -> None:
    """Refuse a row whose person waits or was accepted under another line of the case.

    The case says whom a row pays and for which months, in the version that was sent: a template
    need have no column for either, and a correction may have put somebody else there since.
    """
    for sent in new.cases:
        with session.store.reading() as reader:
            version = reader.case(sent.case_id).version
            locked = reader.locked_rows(sent.case_id)
            batches_of = {other.batch_id for other in locked}
            sent_as = {each: reader.sent_as(each, sent.case_id) for each in batches_of}
        for other in locked:
            theirs = _paid(*sent_as[other.batch_id], other.line)
            for row in sent.rows:
                mine = _paid(version.facts, version.finding, row.line)
                if row.line != other.line and _meet(mine, theirs):
                    raise Refused("resend.person_sent", number=sent.number, batch=other.batch)


#: Who is paid, "" where a roster names nobody, and for which months, where it is paid by the month.
_Paid = tuple[str, frozenset[str]]


def _paid(application: Mapping[str, Any], finding: Mapping[str, Any], line: int) -> _Paid:
    if not line:
        return normalised_identity(str(application["applicant"])), frozenset()
    person = application["lines"][line - 1].get("person") or ""
    months = paid_months(finding["lines"][line - 1])
    return normalised_identity(str(person)), frozenset(months)


def _meet(mine: _Paid, theirs: _Paid) -> bool:
    if not mine[0] or mine[0] != theirs[0]:
        return False
    return bool(mine[1] & theirs[1]) or not mine[1] or not theirs[1]


def _terms(session: Session, batch_id: str, case_id: str) -> RowTerms:
    with session.store.reading() as reader:
        frame = reader.batch_frame(batch_id)
    return row_terms(session, frame, case_id)


def _failed_rows(session: Session, lines: Sequence[FailedLine]) -> tuple[FailedRow, ...]:
    cases = {line.batch_id: line.case_id for line in lines}
    terms = {batch_id: _terms(session, batch_id, case) for batch_id, case in cases.items()}
    with session.store.reading() as reader:
        touched = {each.correction.case_id for each in reader.waiting_corrections()}
        touched |= {line.case_id for line in lines if line.newest > line.version}
        made = {
            each: reader.corrections_of(each) for each in touched & {line.case_id for line in lines}
        }
    return tuple(
        _failed_row(terms[each.batch_id], each, made.get(each.case_id, ())) for each in lines
    )


def _failed_row(terms: RowTerms, line: FailedLine, corrections: Sequence[Correction]) -> FailedRow:
    fields = terms.fields_in(line.reason)
    places = (terms.place_of(header, line.line) for header in fields)
    return FailedRow(
        line=line,
        person=terms.person(line.cells),
        amount_fen=terms.amount_fen(line.cells),
        fields=fields,
        places=tuple(each for each in places if each is not None),
        mending=mending_of(terms, line, fields, corrections),
    )
