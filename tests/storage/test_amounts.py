"""The store takes the amount of a case from its finding; nobody hands it another."""

from dataclasses import fields

import pytest
from sqlcipher3 import dbapi2 as sqlcipher

from hrdesk.storage import cases, decisions, rights, versions
from hrdesk.storage.amounts import decided_fen
from hrdesk.storage.verify import verify
from tests.storage import desk

GUARD = "value_as_signed"


def finding(amount, outcome="eligible"):
    return {"outcome": outcome, "amount": amount, "parameters": []}


@pytest.mark.parametrize(
    ("written", "fen"),
    [("10000.00", 1_000_000), ("0.00", 0), ("0.07", 7), ("9999999999999.99", 10**15 - 1)],
)
def test_the_amount_is_the_one_that_is_written(written, fen):
    assert decided_fen(finding(written)) == fen


def test_what_is_open_has_no_amount():
    assert decided_fen(finding(None, "officer")) is None


#: What no finding says; 10000 alone is an amount, but not as the contract writes it.
NO_AMOUNT = ["10000", "1e4", "-1.00", "0.001", "-0.00", " 1.00", "1,000.00", "", "NaN", 10000]


@pytest.mark.parametrize("written", NO_AMOUNT)
@pytest.mark.parametrize("act", ["accept", "decide"])
def test_an_amount_that_no_finding_says_is_a_bug_that_shows(store, act, written):
    opened = desk.accept(store, 1, **desk.OPEN)
    before = desk.contents(store)
    with pytest.raises(ValueError, match="written otherwise"):
        if act == "accept":
            desk.accept(store, 2, finding=finding(written))
        else:
            desk.decide(store, opened, finding=finding(written))
    after = desk.contents(store)
    assert (after["cases"], after["versions"]) == (before["cases"], before["versions"])


def test_a_finding_that_says_no_amount_at_all_is_a_bug_that_shows(store):
    with pytest.raises(ValueError, match="no amount"):
        desk.accept(store, 1, finding={"outcome": "eligible", "parameters": []})


def test_nothing_that_is_handed_over_carries_an_amount_of_its_own():
    for handed in (cases.NewCase, decisions.NewDecision, versions.VersionContent, rights.Decided):
        assert not [each.name for each in fields(handed) if "amount" in each.name]


def test_row_version_and_right_carry_the_amount_of_the_finding(store, folder, clock):
    first = desk.accept(store, 1, finding=finding("321.09"))
    opened = desk.accept(store, 2, **desk.OPEN)
    desk.decide(store, opened, finding=finding("54.30"))
    with store.reading() as reader:
        rows = {row.number: row.amount_fen for row in reader.cases()}
        granted = [reader.grants(desk.MEASURE, desk.person(n), "")[0]["amount"] for n in (1, 2)]
    assert rows == {first.number: 32_109, opened.number: 5_430}
    assert granted == ["321.09", "54.30"]
    store.close()
    report = verify(folder, desk.LOGIN, desk.PASSWORD, full=True, clock=clock)
    assert (report.findings, report.total_fen) == ((), 37_539)


@pytest.mark.parametrize("act", ["accept", "decide"])
@pytest.mark.parametrize("amount", [1, None])
def test_a_program_that_would_sign_another_amount_is_refused_by_the_file(
    store, monkeypatch, act, amount
):
    """Below the service: the trigger compares the columns with the finding."""
    opened = desk.accept(store, 1, **desk.OPEN)
    before = desk.contents(store)
    _alter(monkeypatch, amount)
    with pytest.raises(sqlcipher.IntegrityError, match="guard: value as signed"):
        _accept_or_decide(store, act, opened)
    monkeypatch.undo()
    after = desk.contents(store)
    assert (after["cases"], after["versions"]) == (before["cases"], before["versions"])


@pytest.mark.parametrize("act", ["accept", "decide"])
def test_another_amount_that_was_signed_past_the_guard_is_found(folder, clock, monkeypatch, act):
    with desk.opened(folder, clock) as store:
        opened = desk.accept(store, 1, **desk.OPEN)
    guard = _taken_down(folder)
    _alter(monkeypatch, 1)
    with desk.opened(folder, clock) as store:
        number = _accept_or_decide(store, act, opened).number
    monkeypatch.undo()
    with desk.raw(folder) as connection:
        connection.execute(guard)
    report = verify(folder, desk.LOGIN, desk.PASSWORD, full=True, clock=clock)
    assert [(each.key, dict(each.values)) for each in report.findings] == [
        ("verify.version_unlike_finding", {"number": number})
    ]


def _alter(monkeypatch, amount):
    for module in (cases, decisions, rights, versions):
        monkeypatch.setattr(module, "decided_fen", lambda _: amount)


def _accept_or_decide(store, act, opened):
    return desk.accept(store, 2) if act == "accept" else desk.decide(store, opened)


def _taken_down(folder):
    with desk.raw(folder) as connection:
        query = "select sql from sqlite_master where type = 'trigger' and name = ?"
        (guard,) = connection.execute(query, (GUARD,)).fetchone()
        connection.execute(f"drop trigger {GUARD}")
    return guard
