"""Internship months at the counter: what one case was paid for, no other is paid for again."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hrdesk.domain.errors import Refused
from hrdesk.intake.roster_text import rosters_of
from hrdesk.services import acceptance
from hrdesk.services.acceptance import accept
from hrdesk.services.intake import judge_entries
from hrdesk.services.presenting import present
from hrdesk.services.roster_memory import RosterMemory
from hrdesk.storage import months
from tests.conftest import SHARED_FIXTURES, histories
from tests.services import counter, interns

PERSON = counter.person(1)


@pytest.fixture
def paying(session):
    """The session of an office that has confirmed the wage of its district."""
    interns.confirm(session)
    return session


def months_of(finding):
    return [
        (line["line"], month["month"], month["outcome"])
        for line in finding["lines"]
        for month in line["months"]
    ]


def test_a_month_that_was_paid_is_shown_as_granted_and_not_paid_again(paying):
    first = accept(paying, interns.draft(paying, interns.intern(PERSON, "2025-09—2025-10")))
    assert first.version.finding["amount"] == "3360.00"
    rows = (interns.intern(counter.person(2), "2025-09"), interns.intern(PERSON, "2025-10—2025-11"))
    judged = judge_entries(paying, interns.MEASURE, interns.entries(*rows))
    (grant,) = judged.application["history"]
    assert grant == {
        "measure": interns.MEASURE,
        "person": PERSON,
        "on": "2026-03-18",
        "number": first.number,
        "detail": {"months": ["2025-09", "2025-10"]},
    }
    months = next(check for check in judged.finding.lines[1].checks if check.code == "months")
    assert months.shown == "2025-11 共 1 个月，1,680.00 元；2025-10 已经发过"
    second = accept(paying, interns.draft(paying, *rows))
    assert second.version.finding["amount"] == "3360.00"
    assert months_of(second.version.finding) == [
        (1, "2025-09", "paid"),
        (2, "2025-10", "skipped"),
        (2, "2025-11", "paid"),
    ]


def judged_with(session, memory, *rows):
    entries = interns.entries(*rows)
    memory.rows.update(rosters_of(session.form(interns.MEASURE), entries))
    judged = judge_entries(session, interns.MEASURE, entries, memory=memory)
    assert judged == judge_entries(session, interns.MEASURE, entries)
    return judged


def test_a_person_of_a_roster_in_work_is_asked_for_once(paying, monkeypatch):
    accept(paying, interns.draft(paying, interns.intern(PERSON, "2025-09")))
    asked = []
    found = months.months_granted

    def watched(ground, measure, people):
        asked.append(sorted(people))
        return found(ground, measure, people)

    monkeypatch.setattr(months, "months_granted", watched)
    rows = [interns.intern(PERSON, "2025-09"), interns.intern(counter.person(2), "2025-09")]
    memory = RosterMemory({})
    for typed in (rows[:1], rows[:1], rows, rows[1:], rows):
        entries = interns.entries(*typed)
        memory.rows.update(rosters_of(paying.form(interns.MEASURE), entries))
        judge_entries(paying, interns.MEASURE, entries, memory=memory)
    assert [people for people in asked if people] == [[PERSON], [counter.person(2)]]


def test_what_another_case_was_granted_meanwhile_counts_at_the_next_keystroke(paying):
    memory, row = RosterMemory({}), interns.intern(PERSON, "2025-09—2025-10")
    assert judged_with(paying, memory, row).finding.amount == 3360
    accept(paying, interns.draft(paying, interns.intern(PERSON, "2025-09")))
    assert judged_with(paying, memory, row).finding.amount == 1680
    other = interns.intern(counter.person(2), "2025-09")
    accept(paying, interns.draft(paying, interns.intern(PERSON, "2025-10"), other))
    judged = judged_with(paying, memory, row, other)
    assert [line.outcome for line in judged.finding.lines] == ["ineligible", "ineligible"]
    assert judged_with(paying, memory, other).application["history"] == [
        entry for entry in judged.application["history"] if entry["person"] == counter.person(2)
    ]


def test_of_two_cases_that_were_judged_before_the_store_takes_one(paying, monkeypatch):
    rows = [interns.intern(counter.person(2), "2025-09"), interns.intern(PERSON, "2025-09")]
    drafted = [interns.draft(paying, *rows[n:]) for n in (1, 0)]
    judged = {draft.id: judge_entries(paying, interns.MEASURE, draft.entries) for draft in drafted}
    first = accept(paying, drafted[0])
    monkeypatch.setattr(acceptance, "judge_entries", lambda *_: judged[drafted[1].id])
    with pytest.raises(Refused) as caught:
        accept(paying, drafted[1])
    assert caught.value.key == "right.month_taken"
    assert caught.value.values == {"number": first.number, "month": "2025-09", "row": "2"}
    message = present(caught.value)
    words = message.where + message.problem + message.remedy
    assert all(each in words for each in (first.number, "2025-09", "第 2 行"))
    assert PERSON not in words


def test_an_incomplete_case_holds_no_month(session):
    row = interns.intern(PERSON, "2025-09")
    first = accept(session, interns.draft(session, row))
    assert first.version.finding["outcome"] == "incomplete"
    interns.confirm(session)
    assert accept(session, interns.draft(session, row)).version.finding["amount"] == "1680.00"


def test_a_month_for_an_officer_is_held_too(paying):
    row = interns.intern(PERSON, "2025-09", started_on="2025-09-10")
    first = accept(paying, interns.draft(paying, row))
    assert months_of(first.version.finding) == [(1, "2025-09", "officer")]
    second = accept(paying, interns.draft(paying, row))
    assert second.version.finding["outcome"] == "ineligible"
    assert months_of(second.version.finding) == [(1, "2025-09", "skipped")]


MONTHS = ("2025-09", "2025-10", "2025-11")
ROWS = st.lists(
    st.tuples(st.integers(1, 2), st.sampled_from(MONTHS), st.sampled_from(MONTHS)),
    min_size=1,
    max_size=3,
)


@pytest.mark.torture
@settings(
    max_examples=histories(10),
    deadline=None,
    suppress_health_check=SHARED_FIXTURES,
)
@given(history=st.lists(ROWS, max_size=3))
def test_no_history_pays_a_person_twice_for_a_month(paying, history):
    """The office of the examples before goes on: its months are held already."""
    for rows in history:
        typed = [
            interns.intern(counter.person(n), f"{min(first, last)}—{max(first, last)}")
            for n, first, last in rows
        ]
        accept(paying, interns.draft(paying, *typed))
    paid = []
    with paying.store.reading() as reader:
        for row in reader.cases(limit=1000):
            version = reader.case(row.id).version
            for given_line, line in zip(
                version.facts["lines"], version.finding["lines"], strict=True
            ):
                paid += [
                    (given_line["person"], month["month"])
                    for month in line["months"]
                    if month["outcome"] == "paid" and version.finding["outcome"] == "eligible"
                ]
    assert len(paid) == len(set(paid))
