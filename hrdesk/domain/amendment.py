"""A change of law as an office records it: with its document, confirmed by a second person.

Nothing is overwritten: a change that turns out wrong is ended by another one.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from hrdesk.domain.dates import Period
from hrdesk.domain.organization import Entry, Withdrawal

#: A value as packs write it: a count or percentage, an amount with two decimals, codes, or a
#: count or an amount by code.
PlainValue = int | str | tuple[str, ...] | Mapping[str, int | str]


#: Stands for "not ended" where None means "as if it had not been made".
_OPEN = date.max


@dataclass(frozen=True, slots=True)
class Source:
    """The document of a change: number, day of issue, and where it lies or what it says."""

    document: str
    issued_on: date
    note: str


@dataclass(frozen=True, slots=True)
class DatedValue:
    """One value of a parameter from a day on, until the next one begins.

    `place` is the code of the place in which it holds, "" for everywhere.
    """

    parameter: str
    valid_from: date
    value: PlainValue
    clause: str
    place: str = ""

    @property
    def slot(self) -> tuple[str, str, date]:
        """What two values that stand together never share."""
        return self.parameter, self.place, self.valid_from


@dataclass(frozen=True, slots=True)
class NewValues:
    """Values that one document brings, adopted together."""

    values: tuple[DatedValue, ...]


@dataclass(frozen=True, slots=True)
class NewRuling:
    """The office's reading of a silent text, for applications received from a day on."""

    question: str
    reading: str
    valid_from: date
    until: date | None = None


@dataclass(frozen=True, slots=True)
class NewTerm:
    """A new last day of the document."""

    last_day: date


@dataclass(frozen=True, slots=True)
class Successor:
    """Another policy, for applications received from a day on: its pack by hash, and its id."""

    content_hash: str
    policy: str
    first_day: date


@dataclass(frozen=True, slots=True)
class Ending:
    """The end of an earlier change: after a day, or, without one, as if it had not been made."""

    amendment: str
    last_day: date | None = None


Content = NewValues | NewRuling | NewTerm | Successor | Ending


@dataclass(frozen=True, slots=True)
class Amendment:
    """A change on record. It counts once a second person has confirmed it; a proposal that is
    withdrawn never does. `policy` is the id of the policy that it changes, `proposer` the
    account of whoever proposed it.
    """

    id: str
    policy: str
    content: Content
    source: Source
    proposer: str
    entry: Entry
    confirmation: Entry | None = None
    withdrawal: Withdrawal | None = None

    @property
    def is_open(self) -> bool:
        """Whether the change waits for a second person."""
        return self.confirmation is None and self.withdrawal is None


@dataclass(frozen=True, slots=True)
class StandingAmendment:
    """A confirmed change that counts, and the last day on which it does, if it was ended."""

    amendment: Amendment
    last_day: date | None = None

    @property
    def never_counts(self) -> bool:
        """Whether it was ended before its first day; older stores may hold such an end."""
        return ends_before(self.amendment.content, self.last_day)


def begins(content: Content) -> date | None:
    """Return the first day of a change; None where it has none of its own."""
    match content:
        case NewValues(values):
            return min(each.valid_from for each in values)
        case NewRuling(valid_from=day) | Successor(first_day=day):
            return day
        case _:
            return None


def ends_before(content: Content, last_day: date | None) -> bool:
    """Tell whether a last day lies before the first day of a change."""
    first = begins(content)
    return first is not None and last_day is not None and last_day < first


def standing(amendments: Iterable[Amendment]) -> tuple[StandingAmendment, ...]:
    """Return the changes that count, in the order in which they were confirmed.

    A change that was ended without a day counts no more; endings themselves are left out.
    """
    confirmed = sorted(
        (each for each in amendments if each.confirmation is not None),
        key=lambda each: each.confirmation.sequence if each.confirmation else 0,
    )
    ended: dict[str, date | None] = {}
    for each in confirmed:
        if isinstance(each.content, Ending):
            ended[each.content.amendment] = _earlier(
                ended.get(each.content.amendment, _OPEN), each.content.last_day
            )
    annulled = {amendment for amendment, last_day in ended.items() if last_day is None}
    return tuple(
        StandingAmendment(each, ended.get(each.id))
        for each in confirmed
        if not isinstance(each.content, Ending) and each.id not in annulled
    )


def _earlier(one: date | None, other: date | None) -> date | None:
    """Return the earlier of two ends: what was ended comes back by no later end."""
    return None if one is None or other is None else min(one, other)


def is_overtaken(content: Content, on_record: Iterable[Amendment]) -> bool:
    """Tell whether what counts by now leaves no room for a change.

    A value of the same parameter, place and day, a ruling on the same question whose days it
    shares, a last day that is no earlier, a successor that is the same or begins on the same day;
    of an ending: that its change counts no more, or no longer than until that day. What was ended
    before its first day takes no room.
    """
    counting = standing(on_record)
    if isinstance(content, Ending):
        ends = [each.last_day for each in counting if each.amendment.id == content.amendment]
        return not ends or (
            content.last_day is not None and ends[0] is not None and ends[0] <= content.last_day
        )
    return any(_excludes(each, content) for each in counting)


def _excludes(other: StandingAmendment, content: Content) -> bool:
    match (other.amendment.content, content):
        case (NewValues(values), NewValues(new)):
            taken = {each.slot for each in values}
            return any(each.slot in taken for each in new)
        case (NewRuling() as ruling, NewRuling() as new) if ruling.question == new.question:
            return _period(ruling, other.last_day).overlaps(_period(new, None))
        case (NewTerm(last_day), NewTerm(new_day)):
            return new_day <= last_day
        case (Successor() as one, Successor() as new):
            same = one.policy == new.policy or one.first_day == new.first_day
            return same and not other.never_counts
        case _:
            return False


def _period(ruling: NewRuling, ended: date | None) -> Period:
    ends = [day for day in (ruling.until, ended) if day is not None]
    return Period(ruling.valid_from, min(ends, default=None))
