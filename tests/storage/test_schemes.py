"""Versions verify under the scheme they were made under, whatever later releases hash."""

import contextlib
from dataclasses import asdict, replace

import pytest
from peewee import TextField

from hrdesk.storage import schemes
from hrdesk.storage import verify as verify_module
from hrdesk.storage.canonical import digest
from hrdesk.storage.cases import NewCase
from hrdesk.storage.migrations import Plan
from hrdesk.storage.tables import CaseRow
from hrdesk.storage.versions import content_hash, statement
from tests.storage import desk

FIRST = schemes.SCHEMES[1]
#: One more personal column, and a value of the version that was not under the hash before.
SECOND = replace(
    FIRST,
    number=2,
    register=(*FIRST.register, "village"),
    content=(*FIRST.content, "key_id"),
    signed=(*FIRST.signed, "form_hash"),
)
LATER = Plan(2, {1: lambda c: c.execute("alter table cases add column village text")})


@pytest.fixture
def later_release(monkeypatch):
    """Begin the release that knows villages when the test says so."""

    def begin():
        monkeypatch.setattr(schemes, "SCHEMES", {1: FIRST, 2: SECOND})
        monkeypatch.setattr(verify_module, "RELEASED", LATER)
        plain = NewCase.register
        monkeypatch.setattr(NewCase, "register", lambda new: {**plain(new), "village": "云村"})
        CaseRow._meta.add_field("village", TextField(null=True))

    yield begin
    if "village" in CaseRow._meta.fields:
        CaseRow._meta.remove_field("village")


def schemes_of(folder):
    with desk.raw(folder) as connection:
        rows = connection.execute(
            "select v.scheme from case_version v join cases c on c.id = v.case_id order by c.number"
        )
        return [scheme for (scheme,) in rows]


@pytest.fixture
def folder_of_both(folder, clock, later_release):
    """A store with a case of either release."""
    with desk.opened(folder, clock) as store:
        desk.accept(store, 1)
    later_release()
    with contextlib.closing(desk.open_store(folder, clock, plan=LATER)) as store:
        desk.accept(store, 2)
    return folder


def findings(folder, clock):
    report = verify_module.verify(folder, desk.LOGIN, desk.PASSWORD, full=True, clock=clock)
    return report.exit_code, [(p.key, p.values["number"]) for p in report.findings]


def test_versions_of_both_schemes_hold(folder_of_both, clock):
    assert schemes_of(folder_of_both) == [1, 2]
    assert findings(folder_of_both, clock) == (0, [])


def test_the_later_release_verifies_a_store_without_its_column(folder, clock, later_release):
    with desk.opened(folder, clock) as store:
        desk.accept(store, 1)
    later_release()
    assert findings(folder, clock) == (0, [])


OLD, NEW = "510411-2026-0381", "510411-2026-0382"


@pytest.mark.parametrize(
    ("script", "changed"),
    [
        # What only the second scheme hashes is open in versions of the first, as it always was.
        ("update cases set village = 'x'", [NEW]),
        ("update cases set phone = '13900000000'", [OLD, NEW]),
        ("update case_version set scheme = 3 - scheme", [OLD, NEW]),
        ("update case_version set scheme = 3 where scheme = 1", [OLD]),
    ],
)
def test_what_a_scheme_hashes_is_under_its_signature(folder_of_both, clock, script, changed):
    with desk.without_guards(folder_of_both) as connection:
        connection.execute(script)
    code, found = findings(folder_of_both, clock)
    assert code == 2
    assert sorted(found) == [("verify.version_changed", number) for number in changed]


def test_a_signature_names_its_scheme():
    frame = dict.fromkeys(FIRST.frame, "x")
    row = dict.fromkeys({*FIRST.content, *FIRST.signed}, "x")
    one, two = {**row, "scheme": 1}, {**row, "scheme": 2}
    assert statement(FIRST, "d", frame, one) != statement(FIRST, "d", frame, two)
    assert content_hash(FIRST, frame, one) != content_hash(FIRST, frame, two)


#: A scheme that was released never changes, or every version made under it would be called changed.
RELEASED = {1: "bb791b524ca2360cbb0911c15db9b4e50efdac038974c648f630f62f325ad008"}


def test_every_scheme_is_what_was_released():
    assert {n: digest(asdict(scheme)) for n, scheme in schemes.SCHEMES.items()} == RELEASED
    assert all(scheme.number == n for n, scheme in schemes.SCHEMES.items())
