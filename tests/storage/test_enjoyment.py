"""What the store knows of people and organizations, each question on an index."""

import pytest

from hrdesk.domain.dates import Month
from hrdesk.domain.errors import Refused
from hrdesk.domain.masking import masked_identity
from hrdesk.storage import enjoyment
from tests.storage import desk
from tests.storage.test_rights import rated, trained

COSTS = {desk.MONTHLY}
FIRM = "91510411MA00000000"
#: Each question with what it is asked; what it finds does not matter here.
QUESTIONS = {
    "_RIGHTS": ("0" * 64,),
    "_MONTHS": ("[]", "0" * 64),
    "_PENDING_RIGHTS": ("0" * 64,),
    "_PENDING_MONTHS": ("[]", "0" * 64),
    "_LINES": ("0" * 64,),
    "_APPLIED": ("0" * 64,),
    "_PEOPLE": (FIRM,),
    "_YEARS": (FIRM,),
    "_APPLICANT": ("x",),
    "_LISTED": ("x", 1),
    "_ROSTER": ("x",),
}


def person(store, n):
    with store.reading() as reader:
        return reader.person_record(desk.person(n), COSTS)


def organization(store, code=FIRM):
    with store.reading() as reader:
        return reader.organization_record(code)


def test_of_a_roster_only_the_line_that_is_asked_for_is_read(store):
    case = desk.accept_months(store, 1, {4: ("2026-01",), 5: ("2026-01", "2026-02")})
    record = person(store, 5)
    (line,) = record.lines
    assert (line.line, line.name, line.origin.number) == (2, "名册5", case.number)
    assert line.given["person"] == desk.person(5)
    assert [each["month"] for each in line.judged["months"]] == ["2026-01", "2026-02"]
    assert [(each.month, each.amount_fen) for each in record.months] == [
        (Month(2026, 1), 100),
        (Month(2026, 2), 100),
    ]
    assert record.names == ("名册5",)
    assert person(store, 6).names == ()


def test_a_month_of_another_kind_of_cost_is_not_asked_for(store):
    desk.accept_months(store, 1, {4: ("2026-01",)})
    with store.reading() as reader:
        assert reader.person_record(desk.person(4), {"other"}).months == ()


@pytest.mark.parametrize(
    ("checks", "line", "month", "fen"),
    [
        ([], "eligible", "paid", 100),
        ([{"outcome": "officer"}], "eligible", "paid", None),
        ([], "officer", "paid", 100),
        ([], "officer", "officer", None),
    ],
)
def test_a_month_has_an_amount_as_soon_as_nobody_has_to_decide(store, checks, line, month, fen):
    changes = desk.month_case({4: ("2026-01",)}, month)
    changes["finding"]["checks"] = checks
    changes["finding"]["lines"][0]["outcome"] = line
    desk.accept(store, 1, **changes)
    assert [each.amount_fen for each in person(store, 4).months] == [fen]


def test_a_line_that_is_for_an_officer_whole_settles_none_of_its_months(store):
    changes = desk.month_case({4: ("2026-01",)})
    changes["finding"]["lines"][0] |= {"outcome": "officer", "amount": "0.00"}
    desk.accept(store, 1, **changes)
    assert [each.amount_fen for each in person(store, 4).months] == [None]


def test_an_organization_has_its_own_rights_those_of_people_and_years(store):
    code = desk.agency_code(1)
    own = desk.accept(store, 1, **rated(1, "3A"))
    desk.accept(store, 2, **trained("电工", 4, 5, 6), organization=code)
    months = {4: ("2025-12", "2026-01"), 5: ("2025-12",)}
    desk.accept(store, 3, **desk.month_case(months), organization=code)
    record = organization(store, code)
    assert [right.origin.number for right in record.own] == [own.number]
    assert record.own[0].detail == {"rating": "3A", "rated_on": "2026-01-05"}
    assert [(each.people, each.open, each.fen) for each in record.people] == [(3, 0, 90_000)]
    assert [(each.year, each.people, each.months, each.fen) for each in record.years] == [
        (2025, 2, 2, 200),
        (2026, 1, 1, 100),
    ]
    assert organization(store, desk.agency_code(2)).years == ()


def test_who_stands_in_a_case_is_named_by_line_and_masked(store):
    case = desk.accept_months(store, 1, {4: ("2026-01",), 5: ("2026-01",)})
    with store.reading() as reader:
        places = reader.roster_of_case(case.id)
        assert [place.line for place in places] == [1, 2]
        assert places[1].masked == masked_identity(desk.person(5))
        assert reader.identity_in_case(case.id, 2) == desk.person(5)
        assert reader.identity_in_case(case.id, 0) == desk.person(1)
        for case_id, line in ((case.id, 3), ("x", 0)):
            with pytest.raises(Refused, match=r"lookup\.no_case"):
                reader.identity_in_case(case_id, line)


@pytest.mark.parametrize("question", QUESTIONS)
def test_every_question_runs_on_an_index(store, question):
    sql = getattr(enjoyment, question)
    with store.reading() as reader:
        plan = reader._ground.db.execute_sql(f"explain query plan {sql}", QUESTIONS[question])
        steps = [row[3] for row in plan]
    scans = [step for step in steps if step.startswith("SCAN") and "json_each" not in step]
    assert steps
    assert scans == []
