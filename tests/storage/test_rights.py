"""Rights that are used once, by organizations and by the people of rosters."""

import pytest
from sqlcipher3 import dbapi2 as sqlcipher

from hrdesk.domain.errors import Refused, Tampered
from hrdesk.domain.right import Holder, OnceRight
from hrdesk.domain.roster import RosterPerson
from hrdesk.storage.verify import verify
from tests.storage import desk

RATED = OnceRight(Holder.ORGANIZATION, by=("rating",), noted=("rated_on",))
TRAINED = OnceRight(Holder.LINE, by=("course",))


def rated(firm, rating, outcome="eligible"):
    """The parts of a case in which an organization claims a right for a grade."""
    facts = {"rating": rating, "rated_on": "2026-01-05", "licensed": True}
    return {
        "measure": "rated",
        "right": RATED,
        "identity": desk.agency_code(firm),
        "organization": desk.agency_code(firm),
        "application": {"measure": "rated", "on": "2026-03-18", "facts": facts},
        "finding": {"outcome": outcome, "amount": desk.AMOUNTS.get(outcome), "parameters": []},
    }


def trained(course, *people, outcomes=()):
    """The parts of a case in which each person of a roster claims a right for a course."""
    outcomes = outcomes or ("eligible",) * len(people)
    lines = [{"person": desk.person(n)} for n in people]
    judged = [
        {"line": line, "outcome": outcome, "amount": "300.00" if outcome == "eligible" else "0.00"}
        for line, outcome in enumerate(outcomes, 1)
    ]
    return {
        "measure": "trained",
        "right": TRAINED,
        "people": tuple(
            RosterPerson(line, f"学员{n}", desk.person(n)) for line, n in enumerate(people, 1)
        ),
        "application": {"measure": "trained", "facts": {"course": course}, "lines": lines},
        "finding": {
            "outcome": "eligible",
            "amount": f"{300 * outcomes.count('eligible')}.00",
            "lines": judged,
            "parameters": [],
        },
    }


def test_an_organization_uses_a_right_once_and_another_grade_is_another_right(store):
    first = desk.accept(store, 1, **rated(1, "3A"))
    with pytest.raises(Refused) as caught:
        desk.accept(store, 2, **rated(1, "3A"))
    assert (caught.value.key, caught.value.values) == ("right.taken", {"number": first.number})
    other = desk.accept(store, 2, **rated(2, "3A"))
    better = desk.accept(store, 3, **rated(1, "4A"))
    for firm, numbers in ((1, {first.number, better.number}), (2, {other.number})):
        with store.reading() as reader:
            found = reader.grants("rated", desk.agency_code(firm), desk.agency_code(firm))
        assert {each["number"] for each in found} == numbers


@pytest.mark.parametrize(("before", "after"), [("rated", "rated__x"), ("rated__y", "rated__x")])
def test_a_right_is_used_once_by_all_measures_of_a_rule(store, before, after):
    first = desk.accept(store, 1, **rated(1, "3A") | {"measure": before})
    with pytest.raises(Refused) as caught:
        desk.accept(store, 2, **rated(1, "3A") | {"measure": after})
    assert (caught.value.key, caught.value.values) == ("right.taken", {"number": first.number})
    desk.accept(store, 2, **rated(1, "3A") | {"measure": "rated_x"})
    with store.reading() as reader:
        (found,) = reader.grants(after, desk.agency_code(1), desk.agency_code(1))
    assert (found["measure"], found["number"]) == (before, first.number)


@pytest.mark.parametrize(
    ("before", "after"), [("rated", "rated"), ("rated__x", "rated"), ("rated__x", "rated__y")]
)
def test_a_right_that_was_freed_past_the_program_is_granted_under_no_name_of_its_rule(
    folder, clock, before, after
):
    with desk.opened(folder, clock) as store:
        first = desk.accept(store, 1, **rated(1, "3A") | {"measure": before})
    with desk.without_guards(folder) as connection:
        connection.execute("update right_once set active = 0")
    with desk.opened(folder, clock) as store:
        with pytest.raises(Tampered) as caught:
            desk.accept(store, 2, **rated(1, "3A") | {"measure": after})
        assert (caught.value.key, caught.value.values) == (
            "verify.right_unlike_case",
            {"number": first.number},
        )
        other = desk.accept(store, 3, **rated(1, "3A") | {"measure": "rated_x"})
        with store.reading() as reader:
            (found,) = reader.grants("rated_x", desk.agency_code(1), desk.agency_code(1))
    assert found["number"] == other.number


def test_a_person_of_a_roster_uses_a_right_once_by_all_measures_of_a_rule(store):
    first = desk.accept(store, 1, **trained("焊工", 4) | {"measure": "trained__night"})
    with pytest.raises(Refused, match=r"right\.line_taken"):
        desk.accept(store, 2, **trained("焊工", 5, 4))
    with store.reading() as reader:
        (found,) = reader.grants_to_people("trained", (desk.person(4),))
    assert (found["measure"], found["number"]) == ("trained__night", first.number)


def test_a_measure_of_a_rule_with_rights_cannot_go_past_them(store):
    desk.accept(store, 1, **rated(1, "3A"))
    with pytest.raises(RuntimeError, match="claims no right"):
        desk.accept(store, 2, **rated(2, "3A") | {"measure": "rated__x", "right": None})


@pytest.mark.parametrize("measure", ["rated", "rated__x"])
def test_the_index_itself_knows_the_rule(folder, clock, measure):
    with desk.opened(folder, clock) as store:
        desk.accept(store, 1, **rated(1, "3A") | {"measure": measure})
        desk.accept(store, 2, **rated(2, "3A") | {"measure": "rated__y"})
    with (
        desk.without_guards(folder) as connection,
        pytest.raises(sqlcipher.IntegrityError, match="UNIQUE"),
    ):
        connection.execute(
            "update right_once set identity_key = (select min(identity_key) from right_once)"
        )


@pytest.mark.parametrize("outcome", ["ineligible", "incomplete"])
def test_what_cannot_be_granted_leaves_the_right_free(store, outcome):
    desk.accept(store, 1, **rated(1, "3A", outcome))
    granted = desk.accept(store, 2, **rated(1, "3A"))
    with store.reading() as reader:
        (found,) = reader.grants("rated", desk.agency_code(1), desk.agency_code(1))
    assert found["number"] == granted.number


def test_what_an_officer_has_to_decide_holds_the_right(store):
    desk.accept(store, 1, **rated(1, "3A", "officer"))
    with pytest.raises(Refused, match=r"right\.taken"):
        desk.accept(store, 2, **rated(1, "3A"))


def test_an_organizations_history_is_what_the_contract_asks_for(store):
    first = desk.accept(store, 1, **rated(1, "3A"))
    with store.reading() as reader:
        found = reader.grants("rated", desk.agency_code(1), desk.agency_code(1))
        other = reader.grants("rated", desk.agency_code(2), desk.agency_code(2))
    assert found == (
        {
            "measure": "rated",
            "organization": desk.agency_code(1),
            "on": "2026-03-18",
            "amount": "10000.00",
            "number": first.number,
            "detail": {"rating": "3A", "rated_on": "2026-01-05"},
        },
    )
    assert other == ()


def test_a_person_of_a_roster_uses_a_right_once_whatever_the_agency(store):
    first = desk.accept(store, 1, **trained("焊工", 4, 5))
    before = desk.contents(store)
    with pytest.raises(Refused) as caught:
        desk.accept(store, 2, **trained("焊工", 6, 5))
    assert caught.value.key == "right.line_taken"
    assert caught.value.values == {"number": first.number, "row": "2"}
    assert desk.contents(store)["cases"] == before["cases"]
    second = desk.accept(store, 2, **trained("电工", 4, 5))
    third = desk.accept(store, 3, **trained("焊工", 6))
    people = [desk.person(n) for n in (4, 5, 6)]
    with store.reading() as reader:
        found = reader.grants_to_people("trained", people)
    assert sorted((people.index(each["person"]), each["number"]) for each in found) == [
        (0, first.number),
        (0, second.number),
        (1, first.number),
        (1, second.number),
        (2, third.number),
    ]


@pytest.mark.parametrize(
    "other", ["ＡＢＣ班（一）", "abc班(一)", "A BC班（一）", "ABC\u200b班〔一〕"]
)
def test_another_spelling_of_a_detail_is_no_other_right(store, other):
    first = desk.accept(store, 1, **trained("ABC班（一）", 4))
    with pytest.raises(Refused, match=r"right\.line_taken"):
        desk.accept(store, 2, **trained(other, 4))
    with store.reading() as reader:
        (kept,) = reader.grants_to_people("trained", (desk.person(4),))
    assert (kept["number"], kept["detail"]) == (first.number, {"course": "ABC班（一）"})


def test_a_line_that_is_not_granted_claims_nothing(store):
    desk.accept(store, 1, **trained("焊工", 4, 5, outcomes=("eligible", "ineligible")))
    desk.accept(store, 2, **trained("焊工", 5))
    with pytest.raises(Refused, match=r"right\.line_taken"):
        desk.accept(store, 3, **trained("焊工", 4))


def test_a_case_that_claims_a_right_of_one_person_twice_is_a_bug_that_shows(store):
    with pytest.raises(RuntimeError, match="twice"):
        desk.accept(store, 1, **trained("焊工", 4, 4))


def test_the_history_of_people_names_those_who_were_asked_for(store):
    judged = ("eligible", "officer", "eligible")
    first = desk.accept(store, 1, **trained("焊工", 4, 5, 6, outcomes=judged))
    with store.reading() as reader:
        found = reader.grants_to_people("trained", (desk.person(5), desk.person(6), ""))
        alone = reader.grants("trained", desk.person(4), "91510411MA00000000")
    entry = {
        "measure": "trained",
        "organization": "91510411MA00000000",
        "on": "2026-03-18",
        "number": first.number,
        "detail": {"course": "焊工"},
    }
    assert found == (
        entry | {"person": desk.person(5)},
        entry | {"person": desk.person(6), "amount": "300.00"},
    )
    assert alone == ()


FORGERIES = {
    "a subject changed": "update right_once set subject = '{}' where line = 1",
    "a detail changed": "update right_once set detail = '{}' where line = 1",
    "an amount changed": "update right_once set amount_fen = 1 where line = 2",
    "a right let go": "update right_once set active = 0 where line = 2",
    "a right of another measure": "update right_once set measure = 'x' where line = 2",
    "a right of another day": "update right_once set granted_on = '2026-01-01' where line = 2",
    "a right of the applicant": "update right_once set holder = 'person', line = 0 where line = 2",
    "a right of another person": "update right_once set identity_key = '"
    + "0" * 64
    + "' where line = 1",
    "a right taken out": "delete from right_once where line = 2",
    "a right put in": "insert into right_once select id || 'x', measure, holder, identity_key,"
    " '{}', detail, organization, case_id, version, 3, granted_on, amount_fen, active"
    " from right_once where line = 1",
}


@pytest.mark.parametrize("what", FORGERIES)
def test_a_right_unlike_its_version_is_found(folder, clock, what):
    with desk.opened(folder, clock) as store:
        number = desk.accept(store, 1, **trained("焊工", 4, 5)).number
    with desk.without_guards(folder) as connection:
        connection.execute(FORGERIES[what])
    report = verify(folder, desk.LOGIN, desk.PASSWORD, clock=clock)
    assert {(each.key, each.values["number"]) for each in report.findings} == {
        ("verify.right_unlike_case", number)
    }


def test_rights_that_are_gone_are_found(folder, clock):
    with desk.opened(folder, clock) as store:
        number = desk.accept(store, 1, **trained("焊工", 4, 5)).number
    with desk.without_guards(folder) as connection:
        connection.execute("delete from right_once")
    report = verify(folder, desk.LOGIN, desk.PASSWORD, clock=clock)
    assert [(each.key, dict(each.values)) for each in report.findings] == [
        ("verify.right_missing", {"number": number})
    ]


def test_a_right_held_twice_is_found(folder, clock):
    with desk.opened(folder, clock) as store:
        for firm in (1, 2):
            desk.accept(store, firm, **rated(firm, "3A"))
    with desk.without_guards(folder) as connection:
        connection.execute("drop index right_once_holder")
        connection.execute(
            "update right_once set identity_key = (select min(identity_key) from right_once)"
        )
    report = verify(folder, desk.LOGIN, desk.PASSWORD, clock=clock)
    assert "verify.right_twice" in {each.key for each in report.findings}
