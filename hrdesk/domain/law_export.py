"""What one office hands to another: its changes of law as they stand, and the packs they name."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from hrdesk.domain.amendment import (
    Amendment,
    Content,
    Ending,
    NewRuling,
    NewTerm,
    NewValues,
    StandingAmendment,
    Successor,
    is_overtaken,
    standing,
)
from hrdesk.domain.pack_files import PackFiles


@dataclass(frozen=True, slots=True)
class ExportedChange:
    """A change as it travels: of which policy, what, by which document of which day.

    It has one value at the most, and is never an ending: what ended is not handed on, and a
    ruling carries its last day. `last_day` is that of a successor which was ended after a day.
    """

    policy: str
    content: Content
    document: str
    issued_on: date
    last_day: date | None = None


@dataclass(frozen=True, slots=True)
class LawExport:
    """All that one file holds: whose it is, when and by which version, for which policy.

    `packs` are those of the successors, by hash.
    """

    office: tuple[str, str]
    exported_on: date
    program: str
    policy: str
    changes: tuple[ExportedChange, ...]
    packs: Mapping[str, PackFiles]


class Comparison(StrEnum):
    """How a change of another office stands to what is on record here."""

    NEW = "new"
    SAME = "same"
    PROPOSED = "proposed"
    OTHER = "other"
    UNKNOWN = "unknown"
    ENDED = "ended"


def exported_changes(changes: Iterable[StandingAmendment]) -> tuple[ExportedChange, ...]:
    """Return the changes that count, one by one; of two in one place the later confirmed one."""
    found: dict[object, ExportedChange] = {}
    for each in changes:
        for change in _parts(each):
            key = _place(change)
            found.pop(key, None)
            found[key] = change
    return tuple(found.values())


def in_order(changes: Iterable[ExportedChange], policy: str) -> tuple[ExportedChange, ...]:
    """Return changes in the order of a file: those of the policy, each successor with its own."""
    kinds = (NewValues, NewRuling, NewTerm, Successor)
    of_kind = sorted(changes, key=lambda each: kinds.index(type(each.content)))
    ordered = [each for each in of_kind if each.policy == policy and not _follows(each)]
    for successor in filter(_follows, of_kind):
        ordered.append(successor)
        ordered += [each for each in of_kind if _is_of(each, successor)]
    return tuple(ordered)


def compared(change: ExportedChange, on_record: Iterable[Amendment]) -> Comparison:
    """Compare a change with what stands here or waits for a second person.

    It is NEW where both leave room for it.
    """
    amendments = tuple(on_record)
    if any(_is_same(change, other) for other in exported_changes(standing(amendments))):
        return Comparison.SAME
    waiting = [each for each in amendments if each.is_open]
    if any(_is_same(change, part) for each in waiting for part in _parts(StandingAmendment(each))):
        return Comparison.PROPOSED
    if isinstance(change.content, Successor) and change.last_day is not None:
        return Comparison.ENDED
    if _has_no_room(change, amendments):
        return Comparison.OTHER
    return Comparison.NEW


def opposing(change: ExportedChange, on_record: Iterable[Amendment]) -> ExportedChange | None:
    """Return what stands or waits here in the place of a change, None where nothing does."""
    amendments = tuple(on_record)
    alive = [*standing(amendments), *(StandingAmendment(e) for e in amendments if e.is_open)]
    others = [part for each in alive for part in _parts(each)]
    return next((each for each in others if _shares_place(change, each)), None)


def _follows(change: ExportedChange) -> bool:
    return isinstance(change.content, Successor)


def _is_of(change: ExportedChange, successor: ExportedChange) -> bool:
    """Tell whether a change is one of a successor's policy."""
    named = isinstance(successor.content, Successor) and successor.content.policy == change.policy
    return named and not _follows(change)


def _parts(each: StandingAmendment) -> Iterator[ExportedChange]:
    amendment, content = each.amendment, each.amendment.content
    whole = ExportedChange(
        amendment.policy, content, amendment.source.document, amendment.source.issued_on
    )
    match content:
        case NewValues(values):
            yield from (replace(whole, content=NewValues((value,))) for value in values)
        case NewRuling():
            ruling = _ended(content, each.last_day)
            if ruling.until is None or ruling.valid_from <= ruling.until:
                yield replace(whole, content=ruling)
        case Successor():
            if each.last_day is None or content.first_day <= each.last_day:
                yield replace(whole, last_day=each.last_day)
        case NewTerm():
            yield whole
        case Ending():
            return


def _ended(ruling: NewRuling, last_day: date | None) -> NewRuling:
    ends = [day for day in (ruling.until, last_day) if day is not None]
    return replace(ruling, until=min(ends, default=None))


def _place(change: ExportedChange) -> object:
    """Return what two changes that count together never share."""
    match change.content:
        case NewValues((value, *_)):
            # What holds in one place holds there under any policy.
            return "" if value.place else change.policy, value.slot
        case NewTerm():
            return change.policy, "term"
        case _:
            return change.policy, change.content


def _is_same(one: ExportedChange, other: ExportedChange) -> bool:
    """Tell whether two changes change the same alike, by whatever document."""
    match (one.content, other.content):
        case (NewValues((value, *_)), NewValues((known, *_))):
            return _place(one) == _place(other) and value.value == known.value
        case (Successor(), Successor()):
            return (one.content, one.last_day) == (other.content, other.last_day)
        case _:
            return (one.policy, one.content) == (other.policy, other.content)


def _has_no_room(change: ExportedChange, amendments: tuple[Amendment, ...]) -> bool:
    """Tell whether something that counts, or waits, leaves no room; that may be of one policy."""
    if isinstance(change.content, Successor):
        beside = amendments
    else:
        beside = tuple(each for each in amendments if each.policy == change.policy)
    if is_overtaken(change.content, beside):
        return True
    # A later last day takes the place of an earlier one.
    return not isinstance(change.content, NewTerm) and opposing(change, amendments) is not None


def _shares_place(one: ExportedChange, other: ExportedChange) -> bool:
    match (one.content, other.content):
        case (NewValues(), NewValues()) | (NewTerm(), NewTerm()):
            return _place(one) == _place(other)
        case (NewRuling() as ruling, NewRuling() as known):
            return one.policy == other.policy and _overlap(ruling, known)
        case (Successor() as new, Successor() as known):
            return new.policy == known.policy or new.first_day == known.first_day
        case _:
            return False


def _overlap(one: NewRuling, other: NewRuling) -> bool:
    if one.question != other.question:
        return False
    ends = (one.until or date.max, other.until or date.max)
    return one.valid_from <= ends[1] and other.valid_from <= ends[0]
