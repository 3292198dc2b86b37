"""The judge: checks with their sentences, readings, rulings, figures and notes."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from hrdesk.domain.dates import Period
from hrdesk.domain.finding import Check, CheckOutcome, Outcome
from hrdesk.rules.application import read_application
from hrdesk.rules.book import Book, Extension, OfficeDecisions, ParameterRow, Ruling
from hrdesk.rules.judge import judge
from hrdesk.rules.registry import measure_of
from tests.rules.strategies import FIRM, OTHER_FIRM, OTHER_PERSON, PERSON
from tests.shipped import amount_on, book, book_with

REGISTERED = date(2024, 6, 30)
MIGRANT = {
    "founded_agency": True,
    "is_founder": True,
    "registered_on": REGISTERED.isoformat(),
    "entity": FIRM,
    "category": "returning_migrant",
    "category_proof": True,
}
GRADUATE = {
    **MIGRANT,
    "category": "unemployed_graduate",
    "graduated_on": "2019-06-30",
    "unemployed": True,
}
RULED = "攀人社函〔2026〕8号"


def finding(facts, under: Book | None = None, **changes):
    raw = {
        "measure": "startup_grant",
        "on": "2024-07-10",
        "applicant": PERSON,
        "facts": facts,
        **changes,
    }
    return judge(read_application(raw, draft=True), under or book())


def check_of(found, code: str) -> Check:
    return next(check for check in found.checks if check.code == code)


def said(code: str, sentence: str, /, **numbers: str) -> str:
    """A sentence of the pack with its numbers as they must be written."""
    check = book().measures["startup_grant"].checks[code]
    return check.sentences[sentence].format(**numbers)


def ruled(question: str, reading: str, first: date = date(2021, 1, 1), last: date | None = None):
    ruling = Ruling(question, reading, Period(first, last), RULED)
    return replace(book(), rulings=(ruling,))


def grant(person: str = "", organization: str = "", on: str = "2023-01-01", **more: str):
    return {
        "measure": "startup_grant",
        "person": person,
        "organization": organization,
        "on": on,
        **more,
    }


def test_a_finding_carries_what_the_contract_asks_for():
    found = finding(MIGRANT).as_contract()
    assert list(found) == [
        "measure",
        "policy",
        "outcome",
        "amount",
        "authority",
        "checks",
        "lines",
        "parameters",
        "notes",
    ]
    assert found["authority"] == "市、县（区）人力资源社会保障局"
    assert (found["lines"], found["notes"]) == ([], [])
    shown = [check["check"] for check in found["checks"]]
    declared = [condition.code for condition in measure_of("startup_grant").conditions]
    assert shown == [code for code in declared if code in shown]
    assert {"in_force", "applied", "category", "category_proof", "once"} <= set(shown)
    assert {"enrolled", "graduated_on", "superior_document"}.isdisjoint(shown)


def test_sentences_carry_the_numbers():
    found = finding(GRADUATE, on="2024-07-10")
    assert check_of(found, "in_force").shown == said(
        "in_force", "met", matter="2024-06-30", first_day="2021-10-24", last_day="2026-10-23"
    )
    assert check_of(found, "graduated_on").shown == said(
        "graduated_on",
        "officer",
        graduated="2019-06-30",
        years="5",
        deadline="2024-06-30",
        matter="2024-06-30",
        on="2024-07-10",
    )
    label = book().measures["startup_grant"].labels["category.unemployed_graduate"]
    assert check_of(found, "category").shown == said("category", "met", code=label)


def test_a_record_shows_day_and_amount_but_no_number_of_a_person():
    history = [grant(PERSON, FIRM, amount="10000.00")]
    shown = check_of(finding(MIGRANT, history=history), "once").shown
    assert shown == said("once", "unmet", paid_on="2023-01-01", paid="10,000.00")


@pytest.mark.parametrize(
    ("entry", "shown"),
    [
        (grant(PERSON), said("once", "unmet_open", paid_on="2023-01-01")),
        (grant(OTHER_PERSON, FIRM), said("once", "officer_open", paid_on="2023-01-01")),
        (
            {"measure": "startup_grant", "person": PERSON},
            said("once", "unmet_open", paid_on=book().words["unknown"]),
        ),
    ],
)
def test_a_record_whose_amount_or_day_is_open_is_said_so(entry, shown):
    assert check_of(finding(MIGRANT, history=[entry]), "once").shown == shown


def test_the_first_of_several_records_is_shown():
    history = [grant(PERSON, on="2024-01-02"), grant(PERSON, on="2023-05-06", amount="1.00")]
    assert "2023-05-06" in check_of(finding(MIGRANT, history=history), "once").shown


def test_an_entry_without_person_counts_for_its_firm_only():
    assert finding(MIGRANT, history=[grant("", FIRM)]).outcome is Outcome.OFFICER
    assert finding(MIGRANT, history=[grant("", OTHER_FIRM)]).outcome is Outcome.ELIGIBLE
    assert finding(MIGRANT, history=[grant("", "")]).outcome is Outcome.ELIGIBLE


@pytest.mark.parametrize("history", [[], [grant(OTHER_PERSON, OTHER_FIRM)]])
def test_while_the_number_is_unknown_nothing_is_said_about_earlier_grants(history):
    once = check_of(finding(MIGRANT, applicant="", history=history), "once")
    assert (once.outcome, once.settles) == (CheckOutcome.MISSING, ("applicant",))


def test_unknown_facts_are_named_by_their_paths():
    found = finding({})
    for code, path in {
        "in_force": "facts.registered_on",
        "founded_agency": "facts.founded_agency",
        "is_founder": "facts.is_founder",
        "category": "facts.category",
    }.items():
        assert check_of(found, code).settles == (path,)
    both = finding({"category": "unemployed_graduate"})
    assert check_of(both, "graduated_on").settles == ("facts.graduated_on", "facts.registered_on")


def test_an_unlisted_code_is_shown_on_one_line_without_controls():
    found = finding({**MIGRANT, "category": "a\n\u202eb\x00 {c}"})
    assert check_of(found, "category").shown == said("category", "unmet", code="a b {c}")
    assert "…" in check_of(finding({**MIGRANT, "category": "x" * 500}), "category").shown


def test_readings_are_worked_out_for_the_whole_case():
    readings = check_of(finding(GRADUATE), "graduated_on").readings
    assert [(reading.outcome, reading.amount) for reading in readings] == [
        (Outcome.ELIGIBLE, amount_on(REGISTERED)),
        (Outcome.INELIGIBLE, Decimal("0.00")),
        (Outcome.INELIGIBLE, Decimal("0.00")),
    ]
    other_open = finding(GRADUATE, history=[grant(OTHER_PERSON, FIRM)])
    best = check_of(other_open, "graduated_on").readings[0]
    assert (best.outcome, best.amount) == (Outcome.OFFICER, None)
    unmet = finding({**GRADUATE, "unemployed": False})
    readings = check_of(unmet, "graduated_on").readings
    assert {reading.outcome for reading in readings} == {Outcome.INELIGIBLE}


def test_one_reading_of_the_last_day_holds_for_matter_and_application():
    found = finding({**MIGRANT, "registered_on": "2026-10-24"}, on="2026-10-24")
    results = [
        (reading.text, reading.outcome, reading.amount)
        for reading in check_of(found, "in_force").readings
    ]
    readings = book().questions["last_day"].readings
    amount = amount_on(date(2026, 10, 24))
    assert results == [
        (readings["usage"], Outcome.INELIGIBLE, Decimal("0.00")),
        (readings["civil_code"], Outcome.ELIGIBLE, amount),
    ]


def test_a_ruling_settles_a_check_and_names_its_document():
    found = finding(GRADUATE, ruled("startup_grant.counted_from", "at_founding"))
    check = check_of(found, "graduated_on")
    assert (check.outcome, check.readings) == (CheckOutcome.MET, ())
    assert RULED in check.shown
    assert book().questions["startup_grant.counted_from"].readings["at_founding"] in check.shown
    assert (found.outcome, found.amount) == (Outcome.ELIGIBLE, amount_on(REGISTERED))
    (record,) = (r for r in found.as_record()["checks"] if r["check"] == "graduated_on")
    assert record["question"] == "startup_grant.counted_from"


def test_a_reading_that_was_not_taken_is_noted_where_it_would_give_another_result():
    (application, both) = finding(
        GRADUATE, ruled("startup_grant.counted_from", "at_founding")
    ).notes
    assert "以收到申请之日为准" in application
    assert "不符合，0.00 元" in application
    assert "两个日期都要在期内" in both
    same = finding(
        {**GRADUATE, "unemployed": False}, ruled("startup_grant.counted_from", "at_founding")
    )
    assert same.notes == ()


def test_a_ruling_counts_for_applications_received_in_its_period():
    question = ("startup_grant.counted_from", "at_founding")
    for first, last, settled in [
        (date(2024, 7, 11), None, False),
        (date(2024, 7, 10), None, True),
        (date(2024, 1, 1), date(2024, 7, 10), True),
        (date(2024, 1, 1), date(2024, 7, 9), False),
    ]:
        found = finding(GRADUATE, ruled(*question, first, last))
        assert (found.outcome is Outcome.ELIGIBLE) == settled


@pytest.mark.parametrize(
    ("on", "graduated", "reading", "outcome"),
    [
        ("2024-06-30", "2019-06-30", "at_application", CheckOutcome.MET),
        ("2024-07-01", "2019-06-30", "at_application", CheckOutcome.UNMET),
        ("2024-07-01", "2019-06-30", "both", CheckOutcome.UNMET),
        ("2024-06-30", "2019-06-30", "both", CheckOutcome.MISSING),
        ("2024-07-01", "2019-06-30", "at_founding", CheckOutcome.MISSING),
    ],
)
def test_the_day_of_registration_is_asked_only_where_the_ruling_needs_it(
    on, graduated, reading, outcome
):
    facts = {**GRADUATE, "graduated_on": graduated, "registered_on": None}
    found = finding(facts, ruled("startup_grant.counted_from", reading), on=on)
    assert check_of(found, "graduated_on").outcome is outcome


def test_parameters_are_those_of_the_day_of_the_matter():
    shipped = book_with(
        "startup_grant.amount", ParameterRow(date(2021, 10, 24), Decimal("8000.00"), "旧文件", "一")
    )
    later = ParameterRow(date(2025, 1, 1), Decimal("9000.00"), "新文件", "一")
    office = shipped.with_office(OfficeDecisions({"startup_grant.amount": (later,)}, (), None))
    for registered, amount, document in [
        ("2024-12-31", "8000.00", "旧文件"),
        ("2025-01-01", "9000.00", "新文件"),
    ]:
        found = finding({**MIGRANT, "registered_on": registered}, office, on="2025-02-01")
        used = {use.id: use for use in found.parameters}["startup_grant.amount"]
        assert (str(found.amount), used.value, used.document) == (amount, amount, document)
    unknown = finding({**MIGRANT, "registered_on": None}, office, on="2025-02-01")
    assert "startup_grant.amount" not in {use.id for use in unknown.parameters}


def test_a_list_that_has_changed_is_asked_about_only_where_it_matters():
    first = ParameterRow(date(2021, 10, 24), ("hardship", "returning_migrant"), "旧文件", "一")
    later = ParameterRow(date(2025, 1, 1), (*first.value, "veteran"), "新文件", "一")
    office = book_with("startup_grant.categories", first, later)

    def category(code: str, registered: str | None) -> Check:
        facts = {**MIGRANT, "category": code, "registered_on": registered}
        return check_of(finding(facts, office, on="2025-02-01"), "category")

    assert category("veteran", "2024-12-31").outcome is CheckOutcome.UNMET
    assert category("veteran", "2025-01-01").outcome is CheckOutcome.MET
    assert category("veteran", None).settles == ("facts.registered_on",)
    assert category("hardship", None).outcome is CheckOutcome.MET
    assert category("nobody", None).outcome is CheckOutcome.UNMET


def test_lists_are_written_in_the_words_of_the_form():
    used = {use.id: use for use in finding(MIGRANT).parameters}["startup_grant.categories"]
    assert used.value.startswith("省内普通高校全日制在校大学生、服务基层项目的大学生、")
    assert used.title == "补贴对象"


def test_an_extension_moves_the_last_day_and_ends_the_dispute():
    extension = Extension(date(2027, 10, 23), "攀人社发〔2026〕1号")
    office = book().with_office(OfficeDecisions({}, (), extension))
    inside = finding({**MIGRANT, "registered_on": "2026-10-24"}, office, on="2026-11-23")
    assert inside.outcome is Outcome.ELIGIBLE
    after = finding({**MIGRANT, "registered_on": "2027-10-24"}, office, on="2027-10-24")
    assert after.outcome is Outcome.INELIGIBLE
    assert check_of(after, "in_force").shown == said(
        "in_force", "unmet_over", matter="2027-10-24", last_day="2027-10-23"
    )


def test_an_office_row_of_the_same_day_takes_the_place_of_the_shipped_one():
    day = date(2021, 10, 24)
    shipped = book_with("startup_grant.amount", ParameterRow(day, Decimal("9000.00"), "文件", "一"))
    row = ParameterRow(day, Decimal("8000.00"), "更正", "一")
    office = shipped.with_office(OfficeDecisions({"startup_grant.amount": (row,)}, (), None))
    assert office.parameters["startup_grant.amount"] == (row,)
    assert finding(MIGRANT, office).amount == Decimal("8000.00")


def test_facts_about_the_agency_decide_nothing_in_this_measure():
    agency = {"agency_kind": "public", "licensed": False, "blacklisted": True}
    assert finding({**MIGRANT, **agency}) == finding(MIGRANT)


REFERRALS = ("equity_financing_grant", "tax_relief", "service_procurement")
LAST_DAY, DISPUTED = book().last_day, book().disputed_last_day
TAKEN = {
    "nothing": book(),
    "usage": ruled("last_day", "usage"),
    "civil_code": ruled("last_day", "civil_code"),
    "an extension": book().with_office(
        OfficeDecisions({}, (), Extension(date(2027, 10, 23), "攀人社发〔2026〕1号"))
    ),
}


@pytest.mark.parametrize("measure", REFERRALS)
@pytest.mark.parametrize(
    ("on", "taken", "word"),
    [
        (date(2021, 10, 23), "nothing", "early"),
        (date(2021, 10, 24), "nothing", ""),
        (LAST_DAY, "nothing", ""),
        (DISPUTED, "nothing", "last_day"),
        (DISPUTED, "usage", "lapsed"),
        (DISPUTED, "civil_code", ""),
        (date(2026, 10, 25), "nothing", "lapsed"),
        (date(2026, 10, 25), "civil_code", "lapsed"),
        (date(2027, 10, 23), "an extension", ""),
        (date(2027, 10, 24), "an extension", "lapsed"),
    ],
)
def test_a_referral_outside_the_term_says_so_and_is_handed_on_all_the_same(
    measure, on, taken, word
):
    under = TAKEN[taken]
    inside, found = (
        finding({}, TAKEN["nothing"], measure=measure, on="2023-05-01"),
        finding({}, under, measure=measure, on=on.isoformat()),
    )
    days = {"on": on, "first_day": under.first_day, "last_day": under.last_day}
    expected = (under.words[f"referral_{word}"].format(**days),) if word else ()
    assert (found.outcome, found.amount, found.notes) == (Outcome.REFERRAL, None, expected)
    assert inside.notes == ()
    assert {check.code for check in found.checks} == {check.code for check in inside.checks}
