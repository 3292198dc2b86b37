"""What a change of law would do to the cases that are there, seen before it counts."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from hrdesk.domain.amendment import Amendment, Successor
from hrdesk.domain.clock import today
from hrdesk.domain.errors import Fault, Refused
from hrdesk.domain.finding import Finding, Outcome
from hrdesk.domain.money import ZERO
from hrdesk.domain.organization import Entry
from hrdesk.domain.pack_files import PackFiles
from hrdesk.services.child_process import ChildProcess
from hrdesk.services.laws import known_packs
from hrdesk.services.session import Session
from hrdesk.services.sliced_judging import SLICE, SlicedJudging
from hrdesk.services.taken_decisions import DECISIONS, decisions_in

if TYPE_CHECKING:
    from hrdesk.packs.law import Law
    from hrdesk.rules.book import Book
    from hrdesk.services.child_process import Speaker
    from hrdesk.storage.stored_cases import StoredCase


@dataclass(frozen=True, slots=True)
class Result:
    """An outcome with its amount in yuan, None while it is open, or the most a loan may reach."""

    outcome: Outcome
    amount: Decimal | None
    ceiling: Decimal | None


@dataclass(frozen=True, slots=True)
class ChangedCase:
    """A case that the change would judge otherwise."""

    id: str
    number: str
    measure: str
    applicant_name: str
    before: Result
    after: Result


@dataclass(frozen=True, slots=True)
class Preview:
    """What one change would do: cases judged, those that change, and yuan in all before, after.

    `since` is the day from which cases in batches were judged too, None when none were; `head`
    is the end of the audit chain as it was before. `unreadable` are the numbers of cases that
    could not be judged, `gone` those whose measure a successor does not have.
    """

    amendment: str
    head: int
    since: date | None
    judged: int
    changed: tuple[ChangedCase, ...]
    before: Decimal
    after: Decimal
    unreadable: tuple[str, ...] = ()
    gone: tuple[str, ...] = ()

    def counts(self) -> Mapping[str, int]:
        """Return the counts that stay on record with the confirmation."""
        return {"judged": self.judged, "changed": len(self.changed)}


class Previewing:
    """A preview under way: `advance` until it gives the preview, or `cancel`."""

    def __init__(self, session: Session, amendment: str, *, with_decided: bool = False) -> None:
        """Begin; Refused `amendments.gone` when the change is not open any more.

        `with_decided`: cases too that went out in a batch and were received last year or later.
        """
        on_record = session.amendments()
        since = date(today(session.clock).year - 1, 1, 1) if with_decided else None
        _require_open(on_record, amendment)
        self._amendment = amendment
        self._since = since
        with session.store.reading() as reader:
            self._head = reader.audit_head().sequence

        def read(after: "StoredCase | None") -> "tuple[StoredCase, ...]":
            with session.store.reading() as reader:
                return reader.stored_cases(after, SLICE, since)

        child = ChildProcess(_judge_all, on_record, amendment, session.kept_packs())
        self._judging = SlicedJudging(child, read)

    @property
    def judged(self) -> int:
        """How many cases were judged so far."""
        return self._judging.judged

    def is_ready(self) -> bool:
        """Tell whether `advance` would go on at once."""
        return self._judging.is_ready()

    def advance(self) -> Preview | None:
        """Judge some more cases; return the preview when all are judged.

        Raises as `SlicedJudging.advance`.
        """
        answer = self._judging.advance()
        if answer is None:
            return None
        return Preview(self._amendment, self._head, self._since, self.judged, *answer)

    def cancel(self) -> None:
        """End it; nothing was written."""
        self._judging.cancel()


def side_by_side(session: Session, amendment: str, case_id: str) -> tuple[Finding, Finding]:
    """Return the findings of a case as the law stands and under a proposed change.

    Refused `lookup.no_case`, `amendments.gone`.
    """
    on_record = session.amendments()
    _require_open(on_record, amendment)
    with session.store.reading() as reader:
        case = reader.case(case_id)
    version = case.version
    books = _Books(
        session.law, session.law_under(as_confirmed(on_record, amendment)), on_record, amendment
    )
    before, after = (
        _finding(version.facts, {DECISIONS: version.finding.get(DECISIONS, ())}, book)
        for book in books.of(version.policy_hash)
    )
    return before, after


def as_confirmed(on_record: Iterable[Amendment], amendment: str) -> tuple[Amendment, ...]:
    """Return what would be on record if one of the changes were confirmed after all others."""
    changes = tuple(on_record)
    last = max(
        (each.confirmation.sequence for each in changes if each.confirmation is not None),
        default=0,
    )
    return tuple(
        replace(each, confirmation=Entry(last + 1, each.entry.at, each.entry.by))
        if each.id == amendment
        else each
        for each in changes
    )


def _require_open(on_record: tuple[Amendment, ...], amendment: str) -> None:
    if not any(each.id == amendment and each.is_open for each in on_record):
        raise Refused("amendments.gone")


class _Books:
    """The Books by which a case is judged: as the law stands, and as it would be.

    A change of a policy leaves its cases with their pack. A successor changes no case that is
    accepted: it is shown what it would say of them.
    """

    def __init__(
        self, now: "Law", then: "Law", on_record: tuple[Amendment, ...], amendment: str
    ) -> None:
        self._now, self._then = now, then
        content = next(each.content for each in on_record if each.id == amendment)
        self._successor = content.content_hash if isinstance(content, Successor) else ""

    def of(self, content_hash: str) -> "tuple[Book, Book]":
        """Return both for a case by the hash of its pack."""
        after = self._then.of(self._successor or content_hash)
        return self._now.of(content_hash).book, after.book


def _judge_all(
    speaker: "Speaker",
    on_record: tuple[Amendment, ...],
    amendment: str,
    kept: Mapping[str, PackFiles],
) -> tuple[tuple[ChangedCase, ...], Decimal, Decimal, tuple[str, ...], tuple[str, ...]]:
    """Judge every case that is told under both Books; runs in the child."""
    from hrdesk.packs.law import Law
    from hrdesk.services.orphan import end_with_parent

    end_with_parent(lambda: None)
    packs = known_packs(lambda: kept)
    now, then = Law(packs, on_record), Law(packs, as_confirmed(on_record, amendment))
    judging = _Judging(_Books(now, then, on_record, amendment))
    while cases := speaker.ask(None):
        for case in cases:
            judging.take(case)
    return judging.found()


class _Judging:
    """What comes of the cases, one after the other."""

    def __init__(self, books: _Books) -> None:
        self._books = books
        self._changed: list[ChangedCase] = []
        self._unreadable: list[str] = []
        self._gone: list[str] = []
        self._sums = [ZERO, ZERO]

    def take(self, case: "StoredCase") -> None:
        """Judge a case under both Books; one whose measure is gone cannot be compared."""
        try:
            now, then = self._books.of(case.policy_hash)
            if case.measure not in then.measures:
                self._gone.append(case.number)
                return
            before, after = _both(case, now, then)
        except Fault:
            self._unreadable.append(case.number)
            return
        self._sums[0] += before.amount or ZERO
        self._sums[1] += after.amount or ZERO
        if before != after:
            who = (case.id, case.number, case.measure, case.applicant_name)
            self._changed.append(ChangedCase(*who, before, after))

    def found(
        self,
    ) -> tuple[tuple[ChangedCase, ...], Decimal, Decimal, tuple[str, ...], tuple[str, ...]]:
        """Return the cases that change, yuan in all before and after, and what is left out."""
        before, after = self._sums
        return tuple(self._changed), before, after, tuple(self._unreadable), tuple(self._gone)


def _both(case: "StoredCase", now: "Book", then: "Book") -> tuple[Result, Result]:
    decided = {DECISIONS: case.decisions}
    before, after = (_result(_finding(case.application, decided, book)) for book in (now, then))
    return before, after


def _finding(application: Mapping[str, Any], decided: Mapping[str, Any], book: "Book") -> Finding:
    from hrdesk.rules.application import read_application
    from hrdesk.rules.judge import judge

    return judge(read_application(application), book, None, decisions_in(decided))


def _result(finding: Finding) -> Result:
    return Result(finding.outcome, finding.amount, finding.ceiling)
