"""The register of purchased services: rows of agencies that are known, corrected by withdrawal."""

from datetime import date
from decimal import Decimal

import pytest
from sqlcipher3 import dbapi2 as sqlcipher

from hrdesk.domain.errors import Refused
from hrdesk.domain.purchase import Wanted
from hrdesk.storage import purchase_search
from tests.storage import desk

ALL = Wanted()


def purchases(store, wanted=ALL, limit=100):
    with store.reading() as reader:
        return reader.purchases(wanted, None, limit)


def enter(store, new):
    with desk.acting(store) as act:
        act.enter_purchase(new)


def test_a_purchase_comes_back_with_its_agency_and_who_entered_it(store):
    agency = desk.add_agency(store)
    enter(store, desk.purchase(agency))
    enter(store, desk.purchase(agency, contract="旧", signed_on=date(2025, 1, 2)))
    newest, older = purchases(store)
    assert (newest.agency, newest.credit_code) == (agency.name, agency.credit_code)
    assert (newest.amount, newest.contract) == (Decimal("120000.00"), "仁购2026-7")
    assert (newest.period.first, newest.period.last) == (desk.RECEIVED, date(2026, 12, 31))
    assert (newest.entry.by, newest.entry.at) == ("柳测试", desk.MOMENT)
    assert older.signed_on == date(2025, 1, 2)


def test_one_row_stands_for_an_agencys_contract_of_a_day_and_a_wrong_one_is_withdrawn(store):
    agency, other = desk.add_agency(store), desk.add_agency(store, 2)
    enter(store, desk.purchase(agency))
    with pytest.raises(Refused, match=r"purchases\.known"):
        enter(store, desk.purchase(agency, fen=1))
    with pytest.raises(Refused, match=r"purchases\.known"):
        enter(store, desk.purchase(agency, contract="仁购 ２０２６－７"))
    enter(store, desk.purchase(other))
    wrong = next(each for each in purchases(store) if each.organization == agency.id)
    with desk.acting(store) as act:
        act.withdraw_purchase(wrong.id, "金额抄错")
    enter(store, desk.purchase(agency, fen=1))
    right, gone = (each for each in purchases(store) if each.organization == agency.id)
    assert (gone.withdrawal.reason, gone.withdrawal.entry.by) == ("金额抄错", "柳测试")
    assert (right.amount, right.withdrawal) == (Decimal("0.01"), None)
    with pytest.raises(Refused, match=r"purchases\.known"):
        enter(store, desk.purchase(agency, fen=2))
    for row in (wrong.id, "nothing"):
        with pytest.raises(Refused, match=r"purchases\.withdrawn"), desk.acting(store) as act:
            act.withdraw_purchase(row, "再撤一次")


def test_an_agency_that_is_not_in_the_register_sells_nothing(store):
    agency = desk.add_agency(store)
    with pytest.raises(sqlcipher.IntegrityError):
        enter(store, desk.purchase(agency, organization="nobody"))


@pytest.mark.parametrize("wanted", [ALL, Wanted("招聘", 2026)])
def test_pages_join_without_gap_and_without_overlap(store, wanted):
    agency = desk.add_agency(store)
    days = [date(2026, 1, 1 + n // 3) for n in range(11)]
    for n, day in enumerate(days):
        enter(store, desk.purchase(agency, contract=f"第{n}份", signed_on=day))
    enter(store, desk.purchase(agency, bought="别的", signed_on=date(2025, 1, 1)))
    with desk.acting(store) as act:
        act.withdraw_purchase(purchases(store)[4].id, "抄错")
    listed, after = [], None
    with store.reading() as reader:
        while page := reader.purchases(wanted, after, 4):
            listed += [each.contract for each in page]
            after = page[-1]
    newest = [f"第{n}份" for n in range(10, -1, -1)]
    assert listed[:11] == newest
    assert len(listed) == (12 if wanted == ALL else 11)


def test_an_agency_with_many_contracts_is_found_whole_by_a_name_that_many_have(store):
    agencies = [desk.add_agency(store, n, name=f"索玛人力{n}公司") for n in range(1, 53)]
    for agency in agencies:
        enter(store, desk.purchase(agency))
    with store.reading() as reader:
        sums = reader.purchase_sums(Wanted("索玛人力"))
    assert len(sums) == 52


def test_a_page_and_its_sums_stay_on_the_index(store):
    desk.add_agency(store)
    with store.reading() as reader:
        db = reader._ground.db
        for sql, values in (
            (purchase_search._PAGE, (*purchase_search._values(db, ALL), "~", 1, 100)),
            (purchase_search._SUMS, purchase_search._values(db, Wanted("索玛", 2026))),
            (purchase_search._YEARS, ()),
        ):
            steps = [row[3] for row in db.execute_sql(f"explain query plan {sql}", values)]
            assert any("purchase_newest" in step for step in steps)
            assert "SCAN p" not in steps
