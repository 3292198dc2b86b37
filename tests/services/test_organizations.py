"""What clerks do with the register: entered in any spelling, refused at the field, found again."""

from dataclasses import replace
from datetime import date

import pytest

from hrdesk.domain.dates import Period
from hrdesk.domain.errors import InvalidInput, Refused
from hrdesk.domain.organization import (
    AgencyKind,
    BaseLevel,
    Licence,
    LicenceKind,
    Matter,
    NoOther,
    ParkRecognition,
    Recognition,
    agency_facts,
)
from hrdesk.domain.staff import Role
from hrdesk.intake import register_forms
from hrdesk.services import organizations
from hrdesk.services.presenting import present
from hrdesk.storage.verify import verify
from tests.people import CREDIT_CODE_PREFIXES, card_number, credit_code
from tests.services import counter

CODE = credit_code()
TYPED = {
    "credit_code": CODE,
    "organization_name": "攀枝花索玛人力资源服务有限公司",
    "agency_kind": "commercial",
    "contact": "罗㛃",
    "phone": "139 8123 4567",
    "bank": "攀枝花农村商业银行仁和支行",
    "holder": "攀枝花索玛人力资源服务有限公司",
    "account": "6001-2345-6789",
}
LICENCE = {
    "licence_kind": "licence",
    "licence_number": "5104110001",
    "issued_by": "仁和区人力资源和社会保障局",
    "valid_from": "2022-1-1",
    "valid_until": "2027年6月30日",
    "seen_on": "2026-03-18",
}
BASE = {"base_level": "province", "document": "攀人社函〔2024〕7号", "valid_from": "2024-07-01"}
PARK = {"document": "攀人社函〔2023〕1号", "valid_from": "2023-01-01", "valid_until": "2028-01-01"}
NO_OTHER = {"source": "许可台账", "confirmed_on": "2026-03-18"}


def add(session, **changes):
    return organizations.add(session, {**TYPED, **changes})


def enter(session, organization, form=register_forms.LICENCE, **changes):
    plain = {
        register_forms.LICENCE: LICENCE,
        register_forms.RECOGNITION: BASE,
        register_forms.PARK: PARK,
    }[form]
    return organizations.enter(session, organization, form, {**plain, **changes})


def problems(session, form, typed):
    reading = organizations.read_form(session, form, typed)
    return {problem.where: problem.key for problem in organizations.hindrances(reading)}


def test_an_organization_is_entered_with_what_was_typed_tidied(session):
    organization = add(session, credit_code=f" {CODE.lower()} ")
    assert organization.credit_code == CODE
    assert organization.version == 1
    details = organization.details
    assert (details.phone, details.account) == ("13981234567", "600123456789")
    assert details.kind is AgencyKind.COMMERCIAL
    assert organizations.by_code(session, CODE.lower()) == organization
    assert organizations.opened(session, organization.id) == organization


@pytest.mark.parametrize("prefix", CREDIT_CODE_PREFIXES)
def test_every_prefix_is_taken_letters_too(session, prefix):
    code = credit_code(prefix)
    assert add(session, credit_code=code).credit_code == code


def test_a_wrong_check_character_is_named_with_the_right_one(session):
    wrong = CODE[:-1] + ("0" if CODE[-1] != "0" else "1")
    with pytest.raises(InvalidInput) as invalid:
        add(session, credit_code=wrong)
    (problem,) = invalid.value.problems
    assert (problem.key, problem.where) == ("credit_code.check_character", "credit_code")
    assert problem.values["expected"] == CODE[-1]
    assert CODE[-1] in present(problem, {"credit_code": "x"}).problem
    assert organizations.list_organizations(session) == ()


def test_what_is_missing_is_said_at_each_field(session):
    assert problems(session, register_forms.ORGANIZATION, {}) == dict.fromkeys(
        ("credit_code", "organization_name", "agency_kind"), "register.required"
    )
    assert problems(session, register_forms.WITHDRAWAL, {"reason": " "}) == {
        "reason": "register.required"
    }


def hints(session, **changes):
    reading = organizations.read_form(session, register_forms.ORGANIZATION, TYPED | changes)
    assert reading.complete
    return {where: hint.key for where, found in reading.hints.items() for hint in found}


def test_luhn_warns_of_cards_alone(session):
    card = card_number("622848000000000000")
    assert hints(session, account=card) == {}
    wrong = card[:-1] + str((int(card[-1]) + 1) % 10)
    assert hints(session, account=wrong) == {"account": "account.card_check"}
    assert hints(session, account="5" + wrong[1:]) == {}
    assert add(session, account=wrong).details.account == wrong


def test_another_holder_is_worth_a_second_look(session):
    assert hints(session, holder="另一家公司") == {"holder": "name.differs"}


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"valid_until": "2021-12-31"}, {"valid_until": "date.before"}),
        ({"valid_until": "2022-01-01"}, {}),
        ({"valid_until": ""}, {}),
        ({"seen_on": "2026-03-19"}, {"seen_on": "date.future"}),
        ({"valid_from": "2026-12-01"}, {}),
        ({"valid_from": ""}, {"valid_from": "register.required"}),
        ({"valid_from": "2022-02-30"}, {"valid_from": "date.impossible"}),
        ({"licence_kind": "other"}, {"licence_kind": "choice.unknown"}),
        ({"licence_number": "", "issued_by": ""}, dict.fromkeys(("licence_number", "issued_by"))),
    ],
)
def test_a_licence_is_judged_field_by_field(session, changes, expected):
    found = problems(session, register_forms.LICENCE, LICENCE | changes)
    assert found.keys() == expected.keys()
    assert all(found[where] == key for where, key in expected.items() if key)


def test_dated_rows_come_back_in_the_order_of_their_entry(session):
    organization = enter(session, add(session))
    organization = enter(session, organization, licence_kind="filing", valid_until="")
    organization = enter(session, organization, register_forms.RECOGNITION)
    organization = enter(session, organization, register_forms.PARK)
    seen = date(2026, 3, 18)
    issuer = LICENCE["issued_by"]
    period = Period(date(2022, 1, 1), date(2027, 6, 30))
    assert [row.fact for row in organization.rows] == [
        Licence(LicenceKind.LICENCE, "5104110001", period, issuer, seen),
        Licence(LicenceKind.FILING, "5104110001", Period(date(2022, 1, 1)), issuer, seen),
        Recognition(BaseLevel.PROVINCE, Period(date(2024, 7, 1)), BASE["document"]),
        ParkRecognition(Period(date(2023, 1, 1), date(2028, 1, 1)), PARK["document"]),
    ]
    assert agency_facts(organization, seen) == {
        "agency_kind": "commercial",
        "licensed": True,
        "park_recognised": True,
        "recognitions": [{"level": "province", "from": "2024-07-01"}],
    }


def test_no_follows_only_from_a_confirmation(session):
    organization = enter(session, add(session), valid_until="2025-12-31")
    day = date(2026, 3, 18)
    assert "licensed" not in agency_facts(organization, day)
    organization = organizations.confirm_no_other(session, organization, Matter.LICENCE, NO_OTHER)
    assert organization.rows[-1].fact == NoOther(Matter.LICENCE, day, "许可台账")
    assert agency_facts(organization, day)["licensed"] is False
    row = organization.rows[0].id
    organization = organizations.withdraw(session, organization, row, {"reason": "日期抄错"})
    assert "licensed" not in agency_facts(organization, day)


def test_nothing_can_be_confirmed_of_what_is_not_held(session):
    organization = enter(session, add(session))
    assert organizations.may_confirm(organization, Matter.LICENCE)
    with pytest.raises(Refused) as refused:
        organizations.confirm_no_other(session, organization, Matter.PARK, NO_OTHER)
    assert refused.value.key == "register.nothing_to_confirm"


def test_a_changed_name_is_found_under_both(session):
    organization = add(session)
    begun = organizations.first_entries(session, register_forms.DETAILS, organization)
    renamed = organizations.change(
        session, organization, begun | {"organization_name": "四川龙肘山人力资源有限公司"}
    )
    assert [former.name for former in renamed.former_names] == [TYPED["organization_name"]]
    for text in ("索玛", "龙肘山", "sclzs", CODE[-4:]):
        (found,) = organizations.find_organizations(session, text).rows
        assert (found.id, found.former_name) == (organization.id, TYPED["organization_name"])


def test_details_that_did_not_change_make_no_version(session):
    organization = add(session)
    begun = organizations.first_entries(session, register_forms.DETAILS, organization)
    assert organizations.change(session, organization, begun) == organization


def test_the_second_of_two_clerks_is_refused(session):
    seen = add(session)
    begun = organizations.first_entries(session, register_forms.DETAILS, seen)
    organizations.change(session, seen, begun | {"contact": "阿说么约布"})
    with pytest.raises(Refused) as refused:
        organizations.change(session, seen, begun | {"phone": "13911111111"})
    assert refused.value.key == "register.stale"
    assert organizations.opened(session, seen.id).details.contact == "阿说么约布"


def test_forms_begin_with_today(session):
    for form, field in (
        (register_forms.LICENCE, "seen_on"),
        (register_forms.NO_OTHER, "confirmed_on"),
    ):
        assert organizations.first_entries(session, form, None) == {field: "2026-03-18"}


def test_the_list_says_what_holds_today_and_nothing_personal(session):
    enter(session, add(session))
    expired = enter(session, add(session, credit_code=counter.firm(2)), valid_until="2025-12-31")
    organizations.confirm_no_other(session, expired, Matter.LICENCE, NO_OTHER)
    add(session, credit_code=counter.firm(3))
    rows = organizations.list_organizations(session)
    assert [row.licensed for row in rows] == [None, False, True]
    assert organizations.list_organizations(session, rows[0]) == rows[1:]
    words = repr(rows)
    assert not any(TYPED[field] in words for field in ("contact", "account"))
    assert "13981234567" not in words


def test_whoever_is_no_clerk_changes_nothing(session):
    organization = enter(session, add(session))
    session.staff = replace(session.staff, roles=frozenset({Role.REVIEWER}))
    acts = (
        lambda: add(session, credit_code=counter.firm(2)),
        lambda: organizations.change(session, organization, TYPED),
        lambda: enter(session, organization, register_forms.PARK),
        lambda: organizations.confirm_no_other(session, organization, Matter.LICENCE, NO_OTHER),
        lambda: organizations.withdraw(
            session, organization, organization.rows[0].id, {"reason": "x"}
        ),
    )
    for act in acts:
        with pytest.raises(Refused) as refused:
            act()
        assert refused.value.key == "rights.role"
    assert organizations.opened(session, organization.id) == organization
    assert len(organizations.list_organizations(session)) == 1


def test_an_organization_that_is_not_there(session):
    assert organizations.by_code(session, CODE) is None
    with pytest.raises(Refused) as refused:
        organizations.opened(session, "nobody")
    assert refused.value.key == "lookup.no_organization"


def test_what_clerks_enter_verifies(folder, session, clock):
    organization = enter(session, add(session))
    organizations.withdraw(session, organization, organization.rows[0].id, {"reason": "登记有误"})
    session.close()
    report = verify(folder, counter.LOGIN, counter.PASSWORD, full=True, clock=clock)
    assert report.findings == ()
