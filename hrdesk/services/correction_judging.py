"""A case under corrected entries: read, validated and judged as its acceptance was.

Where a correction changes nothing that the rule weighs (a name, an account, a telephone), the
judgement stands as it was signed. Else the case is judged anew by the law of its pack as it stands,
with what other cases were granted by now, and what was decided stays where its question does.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from hrdesk.domain.case import Case
from hrdesk.domain.correction import Change
from hrdesk.domain.decision import CASE, REFUSED, Decisions, Point
from hrdesk.domain.errors import InvalidInput, Problem, Refused
from hrdesk.domain.finding import Finding, Outcome
from hrdesk.intake.corrected import changes_between
from hrdesk.intake.form_spec import FormSpec
from hrdesk.intake.roster_text import rosters_of
from hrdesk.rules.application import read_application
from hrdesk.rules.deciding import OpenPoint, open_points
from hrdesk.rules.judge import judge
from hrdesk.services.case_content import case_entries, grounds_of
from hrdesk.services.decision_subject import REJUDGED
from hrdesk.services.displaying import in_a_row
from hrdesk.services.granted_since import GRANTED_SINCE
from hrdesk.services.intake import Judged, judge_entries
from hrdesk.services.roster_memory import RosterMemory
from hrdesk.services.session import Session
from hrdesk.services.taken_decisions import DECISIONS, FALLEN, decisions_in
from hrdesk.storage.stored_cases import JUDGED_IN

#: Under this name a finding keeps which corrections its case has had.
CORRECTIONS = "corrections"
#: Under this name such a correction keeps how many rows stay sent with the former account.
FORMER_ACCOUNT = "former_account"
#: A finding of these outcomes leaves something to be done; no correction leads there.
_OPEN = (Outcome.INCOMPLETE.value, Outcome.OFFICER.value)
#: The case has its pack for good, whatever policy counts on its day of receipt by now.
_NOT_ASKED = frozenset({"receipt.other_policy"})


@dataclass(frozen=True, slots=True)
class CorrectedJudgement:
    """What a correction makes of a case.

    `entries` and `application` are those of the next version, `record` its finding without the
    correction itself, `fallen` what was decided and counts no more. `is_new` is false where the
    judgement stands as it was signed. `remarks` are what intake says of the new entries, at their
    places: hints, which hinder nothing.
    """

    form: FormSpec
    entries: Mapping[str, str]
    changes: tuple[Change, ...]
    application: Mapping[str, object]
    record: Mapping[str, Any]
    fallen: tuple[Mapping[str, Any], ...]
    is_new: bool
    remarks: tuple[Problem, ...]


def judge_corrected(session: Session, case: Case, entries: Mapping[str, str]) -> CorrectedJudgement:
    """Judge a case under other entries; nothing is written.

    Raises InvalidInput `correct.invalid` with a problem at each place that hinders (`<field>` or
    `<roster>[<place>].<column>`), Refused `correct.nothing` (number) when nothing is changed,
    `correct.left_incomplete` and `correct.left_open` (number, conditions) when the case would
    wait for something that it did not wait for.
    """
    session = session.of_case(case)
    form = session.form(case.measure)
    was, now = _read(session, case, case.version.entries), _read(session, case, entries)
    _refuse_invalid(case, form, entries, now)
    kept = case_entries(form, entries, now)
    kept[form.received] = case.version.entries[form.received]
    changes = changes_between(case.version.entries, kept)
    if not changes:
        raise Refused("correct.nothing", number=case.number)
    remarks = _remarks(was, now, {each.where for each in changes})
    if _weighed(form, was) == _weighed(form, now):
        facts, signed = case.version.facts, _as_signed(case)
        return CorrectedJudgement(
            form, kept, changes, facts, signed, (), remarks=remarks, is_new=False
        )
    record, fallen = _judged_anew(session, case, form, now)
    _refuse_open(case, record)
    return CorrectedJudgement(
        form, kept, changes, now.application, record, fallen, remarks=remarks, is_new=True
    )


def _remarks(was: Judged, now: Judged, changed: set[str]) -> tuple[Problem, ...]:
    """Return what intake says of corrected entries, and of others only since they are corrected."""
    before = set(map(_plain, was.hints()))
    return tuple(
        each for each in now.hints() if each.where in changed or _plain(each) not in before
    )


def _plain(remark: Problem) -> tuple[str, str, str]:
    return remark.where, remark.key, str(sorted(remark.values.items()))


def _read(session: Session, case: Case, entries: Mapping[str, str]) -> Judged:
    form = session.form(case.measure)
    # Whether it was a late entry was settled when its draft was begun.
    is_late = bool(form.late_reason and case.version.entries.get(form.late_reason))
    entered = case.entered_at.date() if is_late else case.received_on
    memory = RosterMemory(rosters_of(form, entries), case.number)
    return judge_entries(session, case.measure, entries, entered, memory)


def _weighed(form: FormSpec, judged: Judged) -> list[object]:
    """Return what the rule weighs of a form, and by what it is asked what others were granted."""
    organization = judged.reading.values.get(form.organization)
    return [organization, {**judged.application, "history": ()}]


def _as_signed(case: Case) -> dict[str, Any]:
    """Return the finding of a case as it was signed, and which version's judgement it is."""
    kept: Mapping[str, Any] = case.version.finding
    return {JUDGED_IN: case.version.number} | dict(kept)


def _refuse_invalid(case: Case, form: FormSpec, entries: Mapping[str, str], judged: Judged) -> None:
    # The day of receipt stays as it was accepted, whatever a machine's clock says of it by now.
    problems = [
        each
        for each in judged.hindrances()
        if each.key not in _NOT_ASKED and each.where != form.received
    ]
    if entries.get(form.received) != case.version.entries[form.received]:
        problems.insert(0, Problem("correct.fixed", form.received))
    for roster, rows in judged.rows.items():
        problems += [
            Problem("correct.row_emptied", f"{roster}[{place}].{_first(form, roster)}")
            for place, row in enumerate(rows)
            if row.blank
        ]
    if problems:
        raise InvalidInput("correct.invalid", tuple(problems), count=len(problems))


def _first(form: FormSpec, roster: str) -> str:
    return next(iter(form.rosters[roster].columns))


def _judged_anew(
    session: Session, case: Case, form: FormSpec, judged: Judged
) -> tuple[dict[str, Any], tuple[Mapping[str, Any], ...]]:
    """Return the finding under the decisions that still stand, and those that do not."""
    kept: Mapping[str, Any] = case.version.finding
    taken = _of_same_people(case, judged.application)
    application, book = read_application(judged.application), session.policy.book
    standing: dict[Point, Any] = {}
    while True:
        finding = judge(application, book, None, standing)
        again = _still_asked(finding, taken, standing)
        if not again:
            break
        standing |= again
    entries = kept.get(DECISIONS, ())
    stays = [each for each in entries if (each["line"], each["question"]) in standing]
    fallen = tuple(each for each in entries if each not in stays)
    record = finding.as_record() | grounds_of(form, judged)
    for name, part in ((DECISIONS, stays), (FALLEN, [*kept.get(FALLEN, ()), *fallen])):
        if part:
            record[name] = part
    earlier = {name: kept[name] for name in (REJUDGED, GRANTED_SINCE) if name in kept}
    return record | earlier, fallen


def _of_same_people(case: Case, application: Mapping[str, Any]) -> Decisions:
    """Return what was decided of the applicant and of rows that are still the same person's."""
    was: Mapping[str, Any] = case.version.facts
    people = [
        [each.get("person") for each in side.get("lines") or ()] for side in (was, application)
    ]
    return {
        (line, question): taken
        for (line, question), taken in decisions_in(case.version.finding).items()
        if was["applicant"] == application["applicant"]
        and (line == CASE or people[0][line - 1 : line] == people[1][line - 1 : line])
    }


def _still_asked(finding: Finding, taken: Decisions, standing: Decisions) -> Decisions:
    """Return what was decided of points that are open again, by a reading that is offered."""
    return {
        each.point: taken[each.point]
        for each in open_points(finding)
        if each.point in taken
        and each.point not in standing
        and _offers(each, taken[each.point].reading)
    }


def _offers(point: OpenPoint, reading: str) -> bool:
    return reading == REFUSED or any(each.id == reading for each in point.check.readings)


def _refuse_open(case: Case, record: Mapping[str, Any]) -> None:
    """Refuse what would leave a case waiting for more than it waited for before."""
    outcome, before = record["outcome"], case.version.finding["outcome"]
    if outcome not in _OPEN or before in (outcome, Outcome.INCOMPLETE.value):
        return
    is_incomplete = outcome == Outcome.INCOMPLETE.value
    key = "correct.left_incomplete" if is_incomplete else "correct.left_open"
    raise Refused(key, number=case.number, conditions=_open_conditions(record))


def _open_conditions(record: Mapping[str, Any]) -> str:
    """Return the titles of the conditions that would be open, each once."""
    checks = [*record["checks"], *(check for line in record["lines"] for check in line["checks"])]
    open_ones = [each["title"] for each in checks if each["outcome"] in ("missing", "officer")]
    return in_a_row(dict.fromkeys(open_ones))
