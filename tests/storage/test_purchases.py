"""The register of purchased services: rows of agencies that are known, corrected by withdrawal."""

from datetime import date
from decimal import Decimal

import pytest
from sqlcipher3 import dbapi2 as sqlcipher

from hrdesk.domain.errors import Refused
from tests.storage import desk


def purchases(store):
    with store.reading() as reader:
        return reader.purchases()


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
    enter(store, desk.purchase(other))
    wrong = next(each for each in purchases(store) if each.organization == agency.id)
    with desk.acting(store) as act:
        act.withdraw_purchase(wrong.id, "金额抄错")
    enter(store, desk.purchase(agency, fen=1))
    gone, right = (each for each in purchases(store) if each.organization == agency.id)
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
