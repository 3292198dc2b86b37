"""The register: nothing is overwritten, nothing is lost, everything is found and on record."""

from dataclasses import replace
from datetime import date

import pytest

from hrdesk.domain.dates import Period
from hrdesk.domain.errors import Refused
from hrdesk.domain.organization import (
    AgencyKind,
    BaseLevel,
    FormerName,
    LicenceKind,
    Matter,
    NoOther,
    ParkRecognition,
    Recognition,
)
from hrdesk.storage.organization_content import fact_from, written_content
from hrdesk.storage.verify import verify
from tests.people import NAMES
from tests.storage import desk
from tests.storage.test_search import plans

FACTS = (
    desk.licence(),
    desk.licence(kind=LicenceKind.FILING, period=Period(date(2021, 1, 1))),
    Recognition(BaseLevel.NATIONAL, Period(date(2024, 7, 1), date(2026, 6, 30)), "函〔2024〕7号"),
    ParkRecognition(Period(date(2023, 1, 1)), "函〔2023〕1号"),
    NoOther(Matter.PARK, desk.RECEIVED, "许可台账"),
)


def change(store, agency, **changes):
    with desk.acting(store) as act:
        act.change_organization(agency.id, agency.version, desk.details(**changes))


def enter(store, agency, fact):
    with desk.acting(store) as act:
        act.add_organization_fact(agency.id, fact)


def withdraw(store, agency, row, reason="登记有误"):
    with desk.acting(store) as act:
        act.withdraw_organization_fact(agency.id, row.id, reason)


def test_what_is_entered_comes_back_as_it_was(store, clock):
    agency = desk.add_agency(store, 1, *FACTS)
    assert agency.credit_code == desk.agency_code(1)
    assert agency.version == 1
    assert agency.details == desk.details().details
    assert tuple(row.fact for row in agency.rows) == FACTS
    assert {row.entry.by for row in agency.rows} == {"柳测试"}
    assert {row.entry.at for row in agency.rows} == {clock.now()}
    assert [row.entry.sequence for row in agency.rows] == sorted(
        {row.entry.sequence for row in agency.rows}
    )
    with store.reading() as reader:
        assert reader.organization(agency.id) == agency
        assert reader.organization("nobody") is None
        assert reader.organization_by_code(desk.agency_code(2)) is None


def test_a_kind_that_nobody_knows_is_none_of_the_known():
    content = written_content(ParkRecognition(Period(date(2023, 1, 1)), "函〔2023〕1号"))
    with pytest.raises(LookupError, match="no kind"):
        fact_from("blacklisting", content)


def test_a_code_is_entered_once_in_whatever_spelling(store):
    agency = desk.add_agency(store, 1)
    spelled = f" {agency.credit_code[:8]}-{agency.credit_code[8:].lower()}"
    with pytest.raises(Refused) as refused, desk.acting(store) as act:
        act.add_organization(spelled, desk.details(name="另一家"))
    assert refused.value.key == "register.known"
    assert refused.value.values["name"] == agency.name
    with store.reading() as reader:
        assert reader.organization_by_code(spelled) == agency


@pytest.mark.parametrize("name", [*NAMES, "攀枝花" + "长" * 190, "索玛（集团）人力资源有限公司"])
def test_names_of_any_length_and_rare_characters_are_kept_and_found(store, name):
    agency = desk.add_agency(store, 1, name=name)
    assert agency.name == name
    with store.reading() as reader:
        assert reader.find_organizations(name) == (agency,)


def test_changed_details_leave_the_former_names(store, clock):
    agency = desk.add_agency(store, 1, desk.licence())
    clock.step(86_400)
    change(store, agency, name="攀枝花新索玛有限公司")
    clock.step(86_400)
    agency = desk.agency_of(store)
    change(store, agency, name=agency.name, contact="罗㛃")
    newest = desk.agency_of(store)
    assert newest.version == 3
    assert newest.details.contact == "罗㛃"
    assert newest.former_names == (FormerName(desk.details().details.name, date(2026, 3, 19)),)
    assert newest.rows == agency.rows


def test_of_two_who_change_at_once_the_second_is_refused_and_nothing_lost(store):
    seen = desk.add_agency(store, 1)
    change(store, seen, phone="13911111111")
    with pytest.raises(Refused) as refused:
        change(store, seen, contact="罗㛃")
    assert refused.value.key == "register.stale"
    now = desk.agency_of(store)
    assert (now.version, now.details.phone) == (2, "13911111111")
    change(store, now, phone="13911111111", contact="罗㛃")
    assert desk.agency_of(store).details.contact == "罗㛃"


def test_two_who_date_at_once_are_both_kept(store):
    seen = desk.add_agency(store, 1)
    for fact in (desk.licence(number="1"), desk.licence(number="2")):
        enter(store, seen, fact)
    assert [row.fact.number for row in desk.agency_of(store).rows] == ["1", "2"]


def test_nobody_is_changed_that_is_not_there(store):
    agency = desk.add_agency(store, 1)
    with pytest.raises(Refused) as refused:
        change(store, replace(agency, id="nobody"))
    assert refused.value.key == "lookup.no_organization"


@pytest.mark.parametrize("fact", FACTS[:4])
def test_the_same_row_stands_once(store, fact):
    agency = desk.add_agency(store, 1, fact)
    with pytest.raises(Refused) as refused:
        enter(store, agency, fact)
    assert refused.value.key == "register.row_known"
    withdraw(store, agency, agency.rows[0])
    enter(store, agency, fact)
    first, second = desk.agency_of(store).rows
    assert (first.withdrawal is None, second.withdrawal is None) == (False, True)
    desk.add_agency(store, 2, fact)


def test_that_nothing_is_missing_may_be_confirmed_again(store):
    agency = desk.add_agency(store, 1, FACTS[4])
    enter(store, agency, FACTS[4])
    assert len(desk.agency_of(store).rows) == 2


def test_a_withdrawn_row_stays_with_reason_and_person(store, clock):
    agency = desk.add_agency(store, 1, *FACTS)
    clock.step(60)
    withdraw(store, agency, agency.rows[1], "备案号抄错")
    rows = desk.agency_of(store).rows
    assert [row.fact for row in rows] == list(FACTS)
    gone = rows[1].withdrawal
    assert gone is not None
    assert (gone.reason, gone.entry.by, gone.entry.at) == ("备案号抄错", "柳测试", clock.now())
    assert gone.entry.sequence > rows[-1].entry.sequence
    assert all(row.withdrawal is None for row in rows if row.id != rows[1].id)


def test_a_row_is_withdrawn_once_and_by_its_own_organization(store):
    agency, other = desk.add_agency(store, 1, *FACTS), desk.add_agency(store, 2)
    withdraw(store, agency, agency.rows[0])
    for owner, row in ((agency, agency.rows[0]), (other, agency.rows[1])):
        with pytest.raises(Refused) as refused:
            withdraw(store, owner, row)
        assert refused.value.key == "register.row_withdrawn"


def test_every_entry_is_on_record_and_tells_nothing(store):
    agency = desk.add_agency(store, 1, desk.licence())
    change(store, agency, contact="罗㛃")
    withdraw(store, agency, agency.rows[0])
    with store.reading() as reader:
        records = reader.audit_of(agency.id)
    assert [record.act for record in records] == [
        "organization.add",
        "organization.enter",
        "organization.change",
        "organization.withdraw",
    ]
    assert all(record.detail.keys() <= {"row", "version", "kind"} for record in records)
    assert len({record.detail["row"] for record in records}) == 4


def test_the_register_is_sound_as_it_is_written(store, folder, clock):
    desk.fill_register(store)
    store.close()
    report = verify(folder, desk.LOGIN, desk.PASSWORD, full=True, clock=clock)
    assert report.findings == ()
    assert report.counts["organization"] == 2


SCRIPTS = {
    "update organization_version set initials = 'X'": (
        "verify.organization_changed verify.organization_search"
    ),
    "update organization_fact set content = replace(content, '2027', '2037')": (
        "verify.organization_changed"
    ),
    "update organization set credit_code_reversed = credit_code": "verify.organization_changed",
    "delete from organization_fact where kind = 'withdrawal'": "verify.organization_missing",
    "update organization_search set tokens = '78'": "verify.organization_search",
}


@pytest.mark.parametrize("script", SCRIPTS)
def test_what_was_changed_is_named_by_its_code(store, folder, clock, script):
    desk.fill_register(store)
    store.close()
    with desk.without_guards(folder) as connection:
        connection.execute(script)
    report = verify(folder, desk.LOGIN, desk.PASSWORD, full=True, clock=clock)
    assert report.exit_code == 2
    assert {problem.key for problem in report.findings} == set(SCRIPTS[script].split())
    codes = {problem.values["code"] for problem in report.findings}
    assert codes <= {desk.agency_code(1), desk.agency_code(2)}


@pytest.fixture(scope="module")
def register(module_folder):
    """An office with agencies of many names."""
    with desk.opened(desk.found(module_folder / "test_organizations")) as store:
        agency = desk.add_agency(store, 1, desk.licence(), name="攀枝花索玛（集团）有限公司")
        with desk.acting(store) as act:
            named = replace(desk.details(name="四川索玛有限公司"), initials="SCSM")
            act.change_organization(agency.id, 1, named)
        desk.add_agency(store, 2, name="米易县龙肘山劳务服务部")
        for n in range(3, 20):
            desk.add_agency(store, n, name=f"仁和机构{n}")
        yield store


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("索玛", [1]),
        ("四川索玛", [1]),
        ("攀枝花索玛", [1]),
        ("索玛(集团)", [1]),
        ("龙肘山", [2]),
        ("scs", [1]),
        ("csm", [1]),
        ("s", []),
        (desk.agency_code(2), [2]),
        (desk.agency_code(2).lower(), [2]),
        (desk.agency_code(1)[-4:], [1]),
        (desk.agency_code(1)[-3:], []),
        ("91510411MA6200002", [2]),
        ("没有这家", []),
        ("", []),
        ('" OR "', []),
    ],
)
def test_organizations_are_found_by_name_initials_and_code(register, text, found):
    with register.reading() as reader:
        codes = [each.credit_code for each in reader.find_organizations(text)]
    assert codes == [desk.agency_code(n) for n in found]


@pytest.mark.parametrize("text", ["机构", "91510"])
def test_a_search_of_the_register_that_is_cut_lists_those_entered_last(register, text):
    with register.reading() as reader:
        everything = reader.find_organizations(text)
        assert reader.find_organizations(text, 2) == everything[:2]
        entered = [each.id for each in reader.organizations(None, 100)]
    assert [entered.index(each.id) for each in everything] == sorted(
        entered.index(each.id) for each in everything
    )


def test_pages_join_without_gap_and_without_overlap(register):
    with register.reading() as reader:
        pages, after = [], None
        while page := reader.organizations(after, 4):
            pages += [each.credit_code for each in page]
            after = page[-1].id
    assert pages == [desk.agency_code(n) for n in range(19, 0, -1)]


@pytest.mark.parametrize(
    "work",
    [
        lambda reader: reader.organizations(None, 5),
        lambda reader: reader.organization_by_code(desk.agency_code(1)),
        lambda reader: reader.find_organizations("索玛"),
        lambda reader: reader.find_organizations("scsm"),
        lambda reader: reader.find_organizations(desk.agency_code(1)),
    ],
)
def test_no_question_reads_a_whole_table(register, work):
    assert 1 <= len(plans(register, work)) <= 7


def test_a_kind_comes_back(store):
    assert desk.add_agency(store, 1, kind=AgencyKind.PARK).details.kind is AgencyKind.PARK
