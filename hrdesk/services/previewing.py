"""What a change of law would do to the cases that are there, seen before it counts."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from itertools import chain
from typing import TYPE_CHECKING, Any, NamedTuple

from hrdesk.domain.amendment import Amendment, Successor
from hrdesk.domain.clock import today
from hrdesk.domain.confirmed_figure import PlacedFigures
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
    could not be judged, `gone` those whose measure a successor does not have;
    `of_successor` that it is one.
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
    of_successor: bool = False

    def counts(self) -> Mapping[str, int]:
        """Return the counts that stay on record with the confirmation."""
        return {"judged": self.judged, "changed": len(self.changed)}


class _Found(NamedTuple):
    """What a slice of cases gives: those that change, yuan before and after, those left out."""

    changed: tuple[ChangedCase, ...]
    before: Decimal
    after: Decimal
    unreadable: tuple[str, ...]
    gone: tuple[str, ...]


class Previewing(SlicedJudging["StoredCase", _Found, Preview]):
    """A preview under way."""

    def __init__(self, session: Session, amendment: str, *, with_decided: bool = False) -> None:
        """Begin; Refused `amendments.gone` when the change is not open any more.

        `with_decided`: cases too that went out in a batch and were received last year or later.
        """
        on_record = session.amendments()
        since = date(today(session.clock).year - 1, 1, 1) if with_decided else None
        require_open(on_record, amendment)
        self._amendment = amendment
        self._of_successor = any(
            each.id == amendment and isinstance(each.content, Successor) for each in on_record
        )
        self._since = since
        from hrdesk.storage.stored_cases import Sought

        with session.store.reading() as reader:
            self._head = reader.audit_head().sequence

        sought = Sought(district_fields(session), since)

        def read(after: "StoredCase | None") -> "tuple[StoredCase, ...]":
            with session.store.reading() as reader:
                return reader.stored_cases(after, SLICE, sought)

        child = ChildProcess(_judge_all, on_record, amendment, session.kept_packs())
        super().__init__(child, read)

    def _whole(self, found: Sequence[_Found]) -> Preview:
        return Preview(
            self._amendment,
            self._head,
            self._since,
            self.judged,
            tuple(chain.from_iterable(each.changed for each in found)),
            sum((each.before for each in found), ZERO),
            sum((each.after for each in found), ZERO),
            tuple(chain.from_iterable(each.unreadable for each in found)),
            tuple(chain.from_iterable(each.gone for each in found)),
            self._of_successor,
        )


def district_fields(session: Session) -> dict[str, str]:
    """Return the entry that holds the district of a case, by the measures that have one."""
    forms = (form for policy in session.law.policies() for form in policy.forms.values())
    return {form.measure: form.district for form in forms if form.district}


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


def require_open(on_record: tuple[Amendment, ...], amendment: str) -> None:
    """Refuse (`amendments.gone`) a change that waits for nobody any more."""
    if not any(each.id == amendment and each.is_open for each in on_record):
        raise Refused("amendments.gone")


def _judge_all(
    speaker: "Speaker",
    on_record: tuple[Amendment, ...],
    amendment: str,
    kept: Mapping[str, PackFiles],
) -> None:
    """Judge every case that is told on both sides; runs in the child."""
    from hrdesk.packs.law import Law
    from hrdesk.services.orphan import end_with_parent

    end_with_parent(lambda: None)
    packs = known_packs(lambda: kept)
    now, then = Law(packs, on_record), Law(packs, as_confirmed(on_record, amendment))
    sides = Sides(now, then, on_record, amendment)
    found: _Found | None = None
    while cases := speaker.ask(found):
        found = _slice(cases, sides)


def _slice(cases: "Iterable[StoredCase]", sides: "Sides") -> _Found:
    changed: list[ChangedCase] = []
    unreadable: list[str] = []
    gone: list[str] = []
    sums = [ZERO, ZERO]
    for case in cases:
        try:
            both = sides.of(case.policy_hash)
            if not all(side.has(case.measure) for side in both):
                gone.append(case.number)
                continue
            application, decided = case.application(), {DECISIONS: case.decisions()}
            before, after = (
                result_of(side.finding(application, case.district, decided)) for side in both
            )
        except Fault:
            unreadable.append(case.number)
            continue
        sums[0] += before.amount or ZERO
        sums[1] += after.amount or ZERO
        if before != after:
            who = (case.id, case.number, case.measure, case.applicant_name)
            changed.append(ChangedCase(*who, before, after))
    return _Found(tuple(changed), sums[0], sums[1], tuple(unreadable), tuple(gone))


class Sides:
    """What a case is judged by: as the law stands, and as it would be.

    A change of a policy leaves each case with its pack. A successor changes no case that is
    accepted: it is shown what it would say of them.
    """

    def __init__(
        self, now: "Law", then: "Law", on_record: tuple[Amendment, ...], amendment: str
    ) -> None:
        self._now, self._then = now, then
        content = next(each.content for each in on_record if each.id == amendment)
        self._successor = content.content_hash if isinstance(content, Successor) else ""

    def of(self, content_hash: str) -> "tuple[Side, Side]":
        """Return both sides for a case by the hash of its pack."""
        after = self._then.of(self._successor or content_hash)
        before = self._now.of(content_hash)
        return Side(before.book, self._now.placed), Side(after.book, self._then.placed)


@dataclass(frozen=True, slots=True)
class Side:
    """A Book, and what holds in single places."""

    book: "Book"
    placed: PlacedFigures

    def has(self, measure: str) -> bool:
        """Tell whether the policy has a measure."""
        return measure in self.book.measures

    def finding(
        self, application: Mapping[str, Any], district: str, decided: Mapping[str, Any]
    ) -> Finding:
        """Judge a case of a district with what was decided in it."""
        from hrdesk.rules.application import read_application
        from hrdesk.rules.judge import judge
        from hrdesk.services.wages import with_wages

        case = read_application(with_wages(application, district, self.placed))
        return judge(case, self.book, None, decisions_in(decided))


def result_of(finding: Finding) -> Result:
    """Return what a finding comes to."""
    return Result(finding.outcome, finding.amount, finding.ceiling)
