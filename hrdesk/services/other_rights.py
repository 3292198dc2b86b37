"""What an applicant may claim besides the measure of an intake, and what excludes each other."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from hrdesk.domain.case import Draft
from hrdesk.domain.dates import Month
from hrdesk.domain.prospect import Overlap, Prospect
from hrdesk.intake.carrying import carried_entries
from hrdesk.rules.application import read_application
from hrdesk.rules.claims import MONTHS
from hrdesk.rules.judge import judge
from hrdesk.rules.measure import Measure
from hrdesk.rules.prospects import COMMON_FACTS, carried_over, prospect_of
from hrdesk.rules.registry import measures
from hrdesk.services.drafts import save_draft, start_draft
from hrdesk.services.granted_before import GrantMemory
from hrdesk.services.session import Session
from hrdesk.storage.reader import Reader

#: So many rows of a roster are looked at; who has more is served by the first of them.
MOST_LINES = 200
#: So many lines are judged in a piece: some 20 ms.
_PIECE = 25
Lines = Sequence[Mapping[str, Any]]


@dataclass(frozen=True, slots=True)
class OtherRights:
    """The other measures in the order of the document, and months that overlap."""

    prospects: tuple[Prospect, ...]
    overlaps: tuple[Overlap, ...]


def other_rights(
    session: Session,
    application: Mapping[str, Any],
    done: Callable[[OtherRights], object],
) -> Iterator[None]:
    """Look at the other measures a piece at a time, each some 20 ms, then tell what was found.

    `application` is an intake in the shape of the contract, as `Judged` has it.
    """
    given = {**application, "lines": list(application.get("lines", ()))[:MOST_LINES]}
    overlaps = _overlaps(session, given)
    yield
    found = []
    for measure in _alike(session, given["measure"]):
        findings = []
        raw = carried_over(given, measure.id, session.policy.book)
        for piece in _pieces(raw):
            findings.append(_judged(session, measure, piece))
            yield
        exclusive = measure.cost == measures()[given["measure"]].cost
        found.append(replace(prospect_of(findings), exclusive=exclusive))
    done(OtherRights(tuple(found), overlaps))
    yield


def start_other(session: Session, measure: str, entries: Mapping[str, str], other: str) -> Draft:
    """Begin a draft of another measure with what an intake of a measure has in common with it."""
    form, target = session.form(measure), session.form(other)
    draft = start_draft(session, other)
    carried = carried_entries(form, target, entries, COMMON_FACTS)
    return save_draft(session, draft, {**draft.entries, **carried})


def _alike(session: Session, measure: str) -> Iterator[Measure]:
    """Yield the other measures for which the same kind of applicant applies."""
    forms = session.policy.forms
    form = forms[measure]
    kind = form.fields[form.applicant_identity].type
    for other in forms.values():
        if other.measure != measure and other.fields[other.applicant_identity].type is kind:
            yield measures()[other.measure]


def _pieces(raw: dict[str, Any]) -> Iterator[dict[str, Any]]:
    lines = raw.get("lines", [])
    for first in range(0, max(len(lines), 1), _PIECE):
        piece = lines[first : first + _PIECE]
        yield {**raw, "lines": piece} if piece else {**raw, "lines": None}


def _judged(session: Session, measure: Measure, raw: dict[str, Any]) -> Any:
    with session.store.reading() as reader:
        history = _history(reader, measure, raw)
    application = read_application({**raw, "history": history}, draft=True)
    return judge(application, session.policy.book)


def _history(reader: Reader, measure: Measure, raw: Mapping[str, Any]) -> list[object]:
    applicant = str(raw["applicant"])
    people = _people(raw["lines"] or ())
    once = reader.grants(measure.id, applicant, applicant)
    return [*once, *GrantMemory().granted(reader, measure, people).entries]


def _people(lines: Lines) -> frozenset[str]:
    return frozenset(str(line["person"]) for line in lines if line.get("person"))


def _overlaps(session: Session, given: Mapping[str, Any]) -> tuple[Overlap, ...]:
    """Return the months that are claimed here and were granted under any measure."""
    own = measures()[given["measure"]]
    claimed = {
        (number, str(line["person"])): _months(line)
        for number, line in enumerate(given["lines"], 1)
        if line.get("person")
    }
    costs = {each.cost for each in measures().values() if _is_monthly(each)}
    people = _people(given["lines"])
    if not _is_monthly(own) or not people:
        return ()
    with session.store.reading() as reader:
        granted: list[tuple[str, Mapping[str, Any]]] = [
            (cost, entry) for cost in sorted(costs) for entry in reader.months_granted(cost, people)
        ]
    found = []
    for (line, person), months in claimed.items():
        for cost, entry in granted:
            same = months & set(entry["detail"]["months"]) if entry["person"] == person else set()
            if same:
                found.append(_overlap(line, entry, same, blocked=cost == own.cost))
    return tuple(found)


def _overlap(line: int, entry: Mapping[str, Any], months: set[str], *, blocked: bool) -> Overlap:
    parsed = (Month.parse(text) for text in sorted(months))
    kept = tuple(month for month in parsed if month is not None)
    return Overlap(line, entry["measure"], entry["number"], kept, blocked)


def _months(line: Mapping[str, Any]) -> set[str]:
    """Return the months that a line claims, as months or in records that name one each."""
    listed = line.get(MONTHS) or ()
    named = (each.get("month") if isinstance(each, Mapping) else each for each in listed)
    return {str(month) for month in named if month}


def _is_monthly(measure: Measure) -> bool:
    return measure.roster is not None and MONTHS in measure.roster.facts
