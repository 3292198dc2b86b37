"""Accepted cases in lists: masked, in pages, found by whatever a person at the counter has."""

from datetime import date

import pytest

from hrdesk.domain.errors import Refused
from hrdesk.domain.money import to_fen
from hrdesk.services import approval_form, cases
from hrdesk.services.cases import find_cases, list_cases, open_case
from hrdesk.services.numbering import register_start
from hrdesk.ui.outcome_words import ACTS
from tests.people import identity_number
from tests.services import counter
from tests.shipped import amount_on

BUSY_REGISTERED = date(2025, 6, 2)
WITH_X = next(number for n in range(999) if (number := identity_number(sequence=n))[-1] == "X")


def names(rows):
    """The applicants of a list, in its order."""
    return [row.applicant_name for row in rows]


@pytest.fixture
def busy(session, clock):
    """A counter at which five people were accepted, one of them under a paper number."""
    register_start(session, 2025, 1)
    people = {
        1: ("王强", {}),
        2: ("吉克伍呷木", {}),
        3: ("买买提·艾力", {"identity": WITH_X}),
        4: ("䶮𬭎", {}),
        5: (
            "王小强",
            {"received": "2025-12-30", "paper_number": "登2025-77", "late_reason": "停电"},
        ),
    }
    for n, (name, changes) in people.items():
        clock.step(60)
        counter.accepted(
            session,
            n,
            name=name,
            account_name=name,
            registered_on=BUSY_REGISTERED.isoformat(),
            **changes,
        )
    return session


def test_the_list_has_the_newest_number_first_with_outcome_and_amount(busy):
    rows = list_cases(busy)
    assert [row.number for row in rows] == [
        "510411-2026-0384",
        "510411-2026-0383",
        "510411-2026-0382",
        "510411-2026-0381",
        "510411-2025-0001",
    ]
    amount = to_fen(amount_on(BUSY_REGISTERED))
    assert {(row.outcome, row.amount_fen) for row in rows} == {("eligible", amount)}
    assert {row.accepted_by for row in rows} == {"柳测试"}
    assert rows[-1].paper_number == "登2025-77"


def test_nothing_personal_but_the_name_is_in_a_list(busy):
    shown = repr((list_cases(busy), find_cases(busy, "王强").rows, find_cases(busy, WITH_X).rows))
    for row in list_cases(busy):
        entries = open_case(busy, row.id).case.version.entries
        for field in ("identity", "phone", "account_number", "bank", "entity"):
            assert entries[field] not in shown, field
        assert entries["identity"][6:14] not in row.applicant_masked
        assert row.applicant_masked.count("*") == 8


def test_pages_follow_each_other_without_gap_or_repetition(busy, monkeypatch):
    monkeypatch.setattr(cases, "PAGE_SIZE", 2)
    pages, last = [], None
    while page := list_cases(busy, last):
        pages.append(page)
        last = page[-1]
    assert [len(page) for page in pages] == [2, 2, 1]
    found = [row.number for page in pages for row in page]
    assert found == sorted(found, reverse=True)
    assert len(set(found)) == 5


def test_a_page_is_not_moved_by_a_case_that_comes_in_between(busy, monkeypatch):
    monkeypatch.setattr(cases, "PAGE_SIZE", 3)
    first = list_cases(busy)
    counter.accepted(busy, 6)
    assert {row.id for row in list_cases(busy, first[-1])}.isdisjoint(row.id for row in first)
    assert len(list_cases(busy, first[-1])) == 2


def test_an_empty_office_has_an_empty_list(session):
    assert list_cases(session) == ()
    assert find_cases(session, "王").rows == ()


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("王强", ["王强"]),
        ("王", ["王强", "王小强"]),
        ("强", ["王强", "王小强"]),
        ("伍呷", ["吉克伍呷木"]),
        ("买买提艾力", ["买买提·艾力"]),
        ("买买提.艾力", ["买买提·艾力"]),
        ("𬭎", ["䶮𬭎"]),
        ("510411-2026-0381", ["王强"]),
        ("0381", ["王强"]),
        ("381", ["王强"]),
        ("2026-0382", ["吉克伍呷木"]),
        ("2025-1", ["王小强"]),
        ("登2025-77", ["王小强"]),
        ("登2025", ["王小强"]),
        ("wq", ["王强"]),
        ("WX", ["王小强"]),
        ("JKWGM", ["吉克伍呷木"]),
        ("mmt", ["买买提·艾力"]),
        ("W", []),
        ("王大强", []),
        ("0999", []),
        ("登2024", []),
        ("", []),
        (" \u3000", []),
    ],
)
def test_cases_are_found_by_name_number_and_paper_number(busy, text, found):
    assert sorted(names(find_cases(busy, text).rows)) == sorted(found)


@pytest.mark.parametrize(
    "spelling",
    [
        lambda number: number,
        str.lower,
        lambda number: f" {number[:6]} {number[6:14]} {number[14:]}",
        lambda number: "".join(chr(ord(char) + 0xFEE0) for char in number),
        lambda number: number[:6] + number[8:17],
        lambda number: number[:14],
        lambda number: number[-4:],
        lambda number: number[-4:].lower(),
    ],
    ids=["whole", "small x", "groups", "full width", "15 digits", "beginning", "end", "small end"],
)
def test_cases_are_found_by_identity_number(busy, spelling):
    assert names(find_cases(busy, spelling(WITH_X)).rows) == ["买买提·艾力"]


def test_a_search_finds_the_newest_of_many(session):
    for n in range(1, 54):
        counter.accepted(session, n)
    found = [row.number for row in find_cases(session, "王强").rows]
    assert found == [f"510411-2026-{n:04d}" for n in range(433, 383, -1)]


def test_an_opened_case_tells_what_happened_by_whom_and_when(session, clock):
    case = counter.accepted(session)
    accepted_at = clock.moment
    clock.step(3600)
    approval_form.print_copy(session, case.id)
    opened = open_case(session, case.id)
    assert opened.case == case
    assert opened.form.measure == counter.MEASURE
    assert [(entry.at, entry.actor_name, entry.act) for entry in opened.history] == [
        (accepted_at, "柳测试", "case.accept"),
        (clock.moment, "柳测试", "paper.add"),
    ]
    assert [paper.copy_number for paper in opened.papers] == [1]
    assert all(ACTS[entry.act] for entry in opened.history)


def test_the_history_of_one_case_holds_nothing_of_another(session):
    one, other = counter.accepted(session, 1), counter.accepted(session, 2)
    approval_form.print_copy(session, other.id)
    assert len(open_case(session, one.id).history) == 1
    assert open_case(session, one.id).papers == ()


@pytest.mark.parametrize("case_id", ["", "no such case", "'; drop table cases"])
def test_a_case_that_is_not_there_is_said(session, case_id):
    with pytest.raises(Refused) as caught:
        open_case(session, case_id)
    assert caught.value.key == "lookup.no_case"
