"""What each reading of a silent text would give in the cases that are there, before a ruling."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from itertools import chain
from typing import TYPE_CHECKING, NamedTuple

from hrdesk.domain.amendment import Amendment
from hrdesk.domain.dates import Period
from hrdesk.domain.errors import Fault
from hrdesk.domain.finding import Finding, Outcome
from hrdesk.domain.money import ZERO
from hrdesk.domain.pack_files import PackFiles
from hrdesk.rules.book import Ruling
from hrdesk.rules.deciding import open_points
from hrdesk.services.child_process import ChildProcess
from hrdesk.services.laws import known_packs
from hrdesk.services.previewing import Result, Side, district_fields, result_of
from hrdesk.services.session import Session
from hrdesk.services.sliced_judging import SLICE, SlicedJudging
from hrdesk.services.taken_decisions import DECISIONS

if TYPE_CHECKING:
    from hrdesk.packs.law import Law
    from hrdesk.services.child_process import Speaker
    from hrdesk.storage.stored_cases import StoredCase

_ALWAYS = Period(date.min, None)


@dataclass(frozen=True, slots=True)
class ReadingEffect:
    """What one reading would give in every case that waits for an answer to its question.

    `outcomes` counts them by what they would be, `after` is the sum of their amounts in yuan.
    """

    reading: str
    outcomes: Mapping[Outcome, int]
    after: Decimal


@dataclass(frozen=True, slots=True)
class ReadingsPreview:
    """What each reading would give: cases judged, those that wait, what they come to without it.

    `before` is in yuan: what is certain in them as they stand. `unreadable` are the numbers of
    cases that could not be judged.
    """

    judged: int
    waiting: int
    before: Decimal
    effects: tuple[ReadingEffect, ...]
    unreadable: tuple[str, ...] = ()


class _Found(NamedTuple):
    """What a slice of cases gives: those that wait, yuan in them now, and under each reading."""

    waiting: int
    before: Decimal
    effects: tuple[ReadingEffect, ...]
    unreadable: tuple[str, ...]


class ReadingsPreviewing(SlicedJudging["StoredCase", _Found, ReadingsPreview]):
    """Such a preview under way."""

    def __init__(self, session: Session, question: str) -> None:
        """Begin; nothing is written. Only cases that no batch holds are judged."""
        from hrdesk.storage.stored_cases import Sought

        policy = session.policy
        self._readings = tuple(policy.book.questions[question].readings)
        asked = _Asked(policy.id, question, self._readings)
        sought = Sought(district_fields(session))

        def read(after: "StoredCase | None") -> "tuple[StoredCase, ...]":
            with session.store.reading() as reader:
                return reader.stored_cases(after, SLICE, sought)

        child = ChildProcess(_judge_readings, session.amendments(), session.kept_packs(), asked)
        super().__init__(child, read)

    def _whole(self, found: Sequence[_Found]) -> ReadingsPreview:
        return ReadingsPreview(
            self.judged,
            sum(each.waiting for each in found),
            sum((each.before for each in found), ZERO),
            tuple(_summed(each, found) for each in self._readings),
            tuple(chain.from_iterable(each.unreadable for each in found)),
        )


def _summed(reading: str, found: Iterable[_Found]) -> ReadingEffect:
    own = [effect for each in found for effect in each.effects if effect.reading == reading]
    outcomes: Counter[Outcome] = Counter()
    for effect in own:
        outcomes.update(effect.outcomes)
    return ReadingEffect(reading, dict(outcomes), sum((each.after for each in own), ZERO))


class _Asked(NamedTuple):
    """The question of a policy, and its readings."""

    policy: str
    question: str
    readings: tuple[str, ...]


def _judge_readings(
    speaker: "Speaker",
    on_record: tuple[Amendment, ...],
    kept: Mapping[str, PackFiles],
    asked: _Asked,
) -> None:
    """Judge every case that is told as the law stands, and each that waits under each reading."""
    from hrdesk.packs.law import Law
    from hrdesk.services.orphan import end_with_parent

    end_with_parent(lambda: None)
    sides = _Sides(Law(known_packs(lambda: kept), on_record), asked)
    found: _Found | None = None
    while cases := speaker.ask(found):
        found = _slice(cases, asked, sides)


class _Sides:
    """The law as it stands for a case, and as it would be under each reading; put together once."""

    def __init__(self, law: "Law", asked: _Asked) -> None:
        self._law, self._asked = law, asked
        self._made: dict[str, tuple[Side, Mapping[str, Side]]] = {}

    def of(self, content_hash: str) -> tuple[Side, Mapping[str, Side]]:
        """Return them by the hash of the case's pack; a ruling changes no other policy's cases."""
        sides = self._made.get(content_hash)
        if sides is None:
            policy = self._law.of(content_hash)
            now = Side(policy.book, self._law.placed)
            readings = self._asked.readings if policy.id == self._asked.policy else ()
            under = {each: _under(now, self._asked.question, each) for each in readings}
            sides = self._made[content_hash] = (now, under)
        return sides


def _slice(cases: "Iterable[StoredCase]", asked: _Asked, sides: _Sides) -> _Found:
    sums = dict.fromkeys(asked.readings, ZERO)
    counts: dict[str, Counter[Outcome]] = {reading: Counter() for reading in asked.readings}
    waiting, before, unreadable = 0, ZERO, []
    for case in cases:
        try:
            now, under = sides.of(case.policy_hash)
            finding = _judged(case, now)
            results = _results(case, under) if _waits(finding, asked.question) else {}
        except Fault:
            unreadable.append(case.number)
            continue
        waiting += bool(results)
        before += (finding.amount or ZERO) if results else ZERO
        for reading, result in results.items():
            sums[reading] += result.amount or ZERO
            counts[reading][result.outcome] += 1
    effects = tuple(ReadingEffect(each, dict(counts[each]), sums[each]) for each in asked.readings)
    return _Found(waiting, before, effects, tuple(unreadable))


def _under(now: Side, question: str, reading: str) -> Side:
    ruling = Ruling(question, reading, _ALWAYS, "")
    return replace(now, book=replace(now.book, rulings=(ruling, *now.book.rulings)))


def _waits(finding: Finding, question: str) -> bool:
    return any(each.check.question == question for each in open_points(finding))


def _results(case: "StoredCase", under: Mapping[str, Side]) -> Mapping[str, Result]:
    return {reading: result_of(_judged(case, side)) for reading, side in under.items()}


def _judged(case: "StoredCase", side: Side) -> Finding:
    return side.finding(case.application(), case.district, {DECISIONS: case.decisions()})
