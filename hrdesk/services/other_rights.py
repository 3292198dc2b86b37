"""What an applicant may claim besides the measure of an intake, and what excludes each other."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from hrdesk.domain.case import Draft
from hrdesk.domain.prospect import Overlap, Prospect
from hrdesk.intake.carrying import carried_entries
from hrdesk.rules.application import read_application
from hrdesk.rules.judge import judge
from hrdesk.rules.measure import Measure
from hrdesk.rules.prospects import COMMON_FACTS, carried_over, prospect_of
from hrdesk.rules.registry import measure_of
from hrdesk.services.drafts import save_draft, start_draft
from hrdesk.services.granted_before import GrantMemory
from hrdesk.services.month_overlaps import Lines, is_monthly, overlaps_of
from hrdesk.services.session import Session
from hrdesk.storage.reader import Reader

#: Other measures are judged with so many rows of a roster; each row is judged for each measure.
MOST_LINES = 200
#: So many lines are judged in a piece: some 20 ms.
_PIECE = 25


@dataclass(frozen=True, slots=True)
class OtherRights:
    """The other measures in the order of the document, and months that overlap.

    `looked_at` and `listed` are how many rows of the roster other measures were judged with, and
    how many it has; months are compared of all rows.
    """

    prospects: tuple[Prospect, ...]
    overlaps: tuple[Overlap, ...]
    looked_at: int
    listed: int


def other_rights(
    session: Session,
    application: Mapping[str, Any],
    done: Callable[[OtherRights], object],
) -> Iterator[None]:
    """Look at the other measures a piece at a time, each some 20 ms, then tell what was found.

    `application` is an intake in the shape of the contract, as `Judged` has it.
    """
    rows: Lines = application.get("lines") or ()
    given = {**application, "lines": rows[:MOST_LINES]}
    whole = len(rows) <= MOST_LINES
    own = measure_of(application["measure"])
    overlaps = yield from overlaps_of(session, own, rows)
    found = []
    for measure in _alike(session, own.id):
        findings = []
        raw = carried_over(given, measure.id, session.policy.book)
        for piece in _pieces(raw):
            findings.append(_judged(session, measure, piece))
            yield
        exclusive = measure.cost == own.cost and is_monthly(own)
        found.append(replace(prospect_of(findings, whole=whole), exclusive=exclusive))
    done(OtherRights(tuple(found), overlaps, len(given["lines"]), len(rows)))
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
            yield measure_of(other.measure)


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
