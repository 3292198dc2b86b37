"""A successor: read whole, proposed by one, confirmed by another, and who is judged by it."""

import shutil
from datetime import date
from pathlib import Path

import pytest
from sqlcipher3 import dbapi2 as sqlcipher

from hrdesk.domain.errors import Damaged, InvalidInput, Refused, Tampered
from hrdesk.domain.pack_files import PackFiles
from hrdesk.packs.law import Packs
from hrdesk.packs.policy import kept_policy
from hrdesk.packs.toml_file import lines_of
from hrdesk.services.acceptance import accept
from hrdesk.services.amendment_list import change_lines
from hrdesk.services.amendments import (
    confirm_amendment,
    propose_ending,
    propose_ruling,
    propose_term,
    propose_value,
)
from hrdesk.services.approval_form import case_to_print
from hrdesk.services.cases import open_case
from hrdesk.services.deciding import law_changed, points_of
from hrdesk.services.drafts import follow_day, open_draft, start_draft
from hrdesk.services.intake import judge_entries
from hrdesk.services.lapse import lapse_notice
from hrdesk.services.policy_differences import DifferenceKind
from hrdesk.services.replaying import Replaying
from hrdesk.services.session import log_in
from hrdesk.services.successors import propose_successor
from hrdesk.storage import amendments as storage_amendments
from hrdesk.storage.connection import keyed_connection
from hrdesk.storage.layout import database_path
from hrdesk.storage.verify import verify
from hrdesk.ui.law.terms import change_source, state_words
from tests.packs.hostile import corpus
from tests.packs.successor import DOCUMENT, FIRST_DAY, GONE, ID, NEW, NEW_TITLE, successor
from tests.services import counter, succession
from tests.services.older_store import without_early_end_rule
from tests.services.open_cases import COUNTED
from tests.services.second_person import SOURCE, as_second, confirmed, seen
from tests.shipped import policy

SHIPPED = "panzhihua-2021-373"
TOO_EARLY = "guard: ending no earlier"
#: A graduate within the years of the measure by one reading of the text, and not by the other.
STRADDLING = {
    "category": "unemployed_graduate",
    "graduated_on": "2021-10-05",
    "unemployed": "yes",
    "material.diploma": "copy",
    "material.unemployment_record": "copy",
}


@pytest.fixture(scope="module")
def with_successor(prepared, module_folder):
    """The folder of an office in which the successor was installed; never to be worked in."""
    folder = Path(shutil.copytree(prepared, module_folder / "数据"))
    clock = counter.SteppingClock()
    session = log_in(folder, counter.LOGIN, counter.PASSWORD, clock)
    clock.moment = succession.INSTALLED
    succession.install(session, module_folder)
    session.store.close()
    return folder


@pytest.fixture
def installed(with_successor, folder, clock):
    """The clerk at work in a copy of it, on the day of the installation."""
    shutil.rmtree(folder)
    shutil.copytree(with_successor, folder)
    clock.moment = succession.INSTALLED
    session = log_in(folder, counter.LOGIN, counter.PASSWORD, clock)
    yield session
    session.store.close()


@pytest.fixture
def in_force(installed, clock):
    clock.moment = succession.AFTER
    return installed


def replayed(session):
    replaying = Replaying(session)
    try:
        while (replay := replaying.advance()) is None:
            continue
    finally:
        replaying.cancel()
    return replay


@pytest.mark.usefixtures("cold_children")
def test_an_administrator_sees_what_a_pack_changes(session, clock, tmp_path):
    clock.moment = succession.INSTALLED
    read = succession.read(session, succession.pack_file(tmp_path))
    assert (read.policy, read.document, str(read.first_day)) == (ID, DOCUMENT, FIRST_DAY)
    assert read.examples > 40
    found = {(each.kind, each.measure, each.title): each for each in read.differences}
    assert found[DifferenceKind.ADDED, NEW_TITLE, ""].after.startswith(NEW_TITLE)
    assert (DifferenceKind.GONE, policy().forms[GONE].title, "") in found
    grant = found[DifferenceKind.CLAUSE, policy().forms["startup_grant"].title, ""]
    assert (grant.before, grant.after) == ("三（七）", "第二章第七条")
    caps = [each for each in read.differences if each.kind is DifferenceKind.FIGURE]
    assert "800.00" in {each.after for each in caps if each.measure == NEW_TITLE}
    assert found[DifferenceKind.TERM, "", ""].before.endswith("2026-10-23")


def test_a_successor_counts_from_its_day_on_once_two_persons_took_it(session, clock, tmp_path):
    clock.moment = succession.INSTALLED
    with as_second(session):
        pass
    read = succession.read(session, succession.pack_file(tmp_path))
    propose_successor(session, read, succession.TYPED)
    assert session.law.on(date(2026, 10, 24)).id == SHIPPED
    with pytest.raises(Refused, match=r"amendments\.own"):
        confirm_amendment(session, seen(session, session.amendments()[-1].id))
    confirmed(session)
    assert [session.law.on(date(2026, 10, day)).id for day in (23, 24)] == [SHIPPED, ID]
    assert session.measures_gone == ()
    (line,) = change_lines(session)
    assert (line.counts, line.parts[0].is_policy, line.parts[0].title) == (True, True, ID)
    clock.moment = succession.AFTER
    assert session.policy.id == ID
    assert lapse_notice(session) is None
    assert NEW in {each.id for each in session.measures}
    assert GONE in {each.id for each in session.measures_ever} - {
        each.id for each in session.measures
    }


def test_a_case_of_each_side_of_the_day_keeps_its_own_form(installed, clock):
    before = accept(installed, counter.draft(installed, succession.typed(1, date(2026, 10, 12))))
    clock.moment = succession.AFTER
    after = accept(installed, counter.draft(installed, succession.typed(2, date(2026, 11, 3))))
    assert [case.version.finding["policy"] for case in (before, after)] == [SHIPPED, ID]
    assert [case.version.finding["outcome"] for case in (before, after)] == ["eligible"] * 2
    documents = [open_case(installed, case.id).form.document for case in (before, after)]
    assert documents == [policy().book.document, DOCUMENT]
    clauses = [case_to_print(installed, case.id).form.clause for case in (before, after)]
    assert clauses == ["三（七）", "第二章第七条"]
    replay = replayed(installed)
    assert (replay.versions, replay.differences) == (2, ())


def test_a_draft_whose_day_lies_on_the_other_side_is_taken_in_on_the_other_form(in_force):
    typed = succession.typed(3, date(2026, 10, 20), **succession.LATE)
    draft = counter.draft(in_force, typed)
    assert draft.policy == ID
    judged = judge_entries(in_force.of_draft(draft), draft.measure, draft.entries)
    problem = judged.reading.problems["received"]
    assert (problem.key, problem.values["document"]) == (
        "receipt.other_policy",
        policy().book.document,
    )
    with pytest.raises(InvalidInput, match=r"accept\.incomplete"):
        accept(in_force, draft)
    moved = follow_day(in_force, draft, date(2026, 10, 20))
    assert (moved.policy, moved.entries) == (SHIPPED, draft.entries)
    case = accept(in_force, moved)
    assert case.version.finding["policy"] == SHIPPED
    assert case.version.policy_hash == policy().content_hash


def test_a_measure_that_the_other_policy_does_not_have_is_said(in_force):
    draft = start_draft(in_force, NEW)
    with pytest.raises(Refused, match=r"draft\.no_measure"):
        follow_day(in_force, draft, date(2026, 10, 20))
    assert open_draft(in_force, draft.id).policy == ID


def test_what_came_in_before_is_taken_in_though_its_measure_is_gone(in_force):
    assert [each.id for each in in_force.measures_gone] == [GONE]
    draft = start_draft(in_force, GONE)
    assert draft.policy == SHIPPED
    session = in_force.of_draft(draft)
    late = {**draft.entries, "received": "2026-10-20"}
    problems = [
        judge_entries(session, GONE, entries).reading.problems.get("received")
        for entries in (draft.entries, late)
    ]
    assert [None if each is None else each.key for each in problems] == [
        "receipt.other_policy",
        None,
    ]


def test_a_draft_begun_before_keeps_its_form_after_the_day(installed, clock):
    draft = counter.draft(installed, succession.typed(4, date(2026, 10, 12)))
    clock.moment = succession.AFTER
    assert draft.policy == SHIPPED
    form = installed.of_draft(draft).form(draft.measure)
    assert form.clause == "三（七）"
    assert accept(installed, draft).version.policy_hash == policy().content_hash


def test_what_the_office_changed_of_the_predecessor_is_none_of_the_successor(installed, clock):
    typed = {
        "amendment_value": "12000.00",
        "amendment_from": "2026-10-13",
        "amendment_clause": "一",
    }
    propose_value(installed, "startup_grant.amount", {**SOURCE, **typed})
    confirmed(installed)
    old, new = (installed.law.on(date(2026, 10, day)).book for day in (23, 24))
    days = [row.valid_from for row in old.parameters["startup_grant.amount"]]
    assert date(2026, 10, 13) in days
    assert date(2026, 10, 13) not in {
        row.valid_from for row in new.parameters["startup_grant.amount"]
    }
    clock.moment = succession.AFTER
    assert [line.counts for line in change_lines(installed)] == [True, True]


def test_a_successor_is_ended_as_if_it_had_not_been_until_somebody_was_judged_by_it(
    installed, clock
):
    change = installed.amendments()[-1].id
    propose_ending(installed, change, SOURCE)
    confirmed(installed)
    assert installed.law.on(date(2026, 10, 24)).id == SHIPPED


@pytest.mark.parametrize(
    ("last_day", "key"),
    [
        ("", "amendments.used"),
        ("2025-10-24", "amendments.ends_before"),
        ("2026-10-23", "amendments.ends_before"),
        ("2026-10-24", "amendments.used_until"),
        ("2026-11-02", "amendments.used_until"),
    ],
)
def test_a_successor_that_was_used_ends_on_no_day_before_the_last_receipt(in_force, last_day, key):
    for n, day in ((5, 3), (6, 1)):
        accept(
            in_force,
            counter.draft(
                in_force,
                succession.typed(n, date(2026, 11, day), **({} if day == 3 else succession.LATE)),
            ),
        )
    change = in_force.amendments()[-1].id
    with pytest.raises(Refused, match=key.replace(".", r"\.") + "$"):
        propose_ending(in_force, change, {**SOURCE, "amendment_last_day": last_day})
    assert [each.id for each in in_force.amendments()] == [change]
    assert in_force.law.on(date(2026, 11, 3)).id == ID


def test_a_successor_that_was_used_ends_from_the_day_of_the_last_receipt_on(in_force):
    accept(in_force, counter.draft(in_force, succession.typed(5, date(2026, 11, 3))))
    change = in_force.amendments()[-1].id
    propose_ending(in_force, change, {**SOURCE, "amendment_last_day": "2026-11-03"})
    confirmed(in_force)
    assert [in_force.law.on(date(2026, 11, day)).id for day in (3, 4)] == [ID, SHIPPED]


@pytest.mark.parametrize(
    ("last_day", "key"),
    [("", r"amendments\.used$"), ("2026-10-24", r"amendments\.used_until$")],
)
def test_what_was_taken_in_since_an_end_was_proposed_hinders_its_confirmation(
    in_force, last_day, key
):
    change = in_force.amendments()[-1].id
    propose_ending(in_force, change, {**SOURCE, "amendment_last_day": last_day})
    accept(in_force, counter.draft(in_force, succession.typed(5, date(2026, 11, 3))))
    with pytest.raises(Refused, match=key):
        confirmed(in_force)


def test_a_successor_that_an_older_store_ended_before_its_day_is_installed_again(
    installed, tmp_path
):
    """Such an end is refused now; where there is one, it is no lock for good."""
    change = installed.amendments()[-1].id
    with without_early_end_rule(installed):
        propose_ending(installed, change, {**SOURCE, "amendment_last_day": "2025-10-24"})
        confirmed(installed)
    assert installed.law.on(date(2026, 10, 24)).id == SHIPPED
    succession.install(installed, tmp_path)
    assert installed.law.on(date(2026, 10, 24)).id == ID


def on_the_old_form(session, clock):
    """A case of the predecessor that waits for an officer, and the day of the successor come."""
    case = accept(
        session, counter.draft(session, succession.typed(1, date(2026, 10, 12), **STRADDLING))
    )
    assert case.version.finding["outcome"] == "officer"
    clock.moment = succession.AFTER
    assert session.policy.id == ID
    return case


def test_a_ruling_on_the_predecessor_settles_what_is_still_open_under_it(installed, clock):
    waiting = on_the_old_form(installed, clock)
    typed = {**SOURCE, "amendment_from": "2026-10-01", "amendment_reading": "at_founding"}
    with as_second(installed) as other:
        propose_ruling(other.of_policy(SHIPPED), COUNTED, typed)
    change = installed.amendments()[-1]
    assert change.policy == SHIPPED
    preview = seen(installed, change.id)
    assert [each.number for each in preview.changed] == [waiting.number]
    confirm_amendment(installed, preview)
    assert law_changed(installed, waiting)
    assert points_of(installed, waiting) == ()
    assert installed.law.named(ID).book.rulings == ()
    with as_second(installed) as other:
        propose_ending(other, change.id, {**SOURCE, "amendment_last_day": "2026-10-31"})
    assert installed.amendments()[-1].policy == SHIPPED


def test_the_predecessor_is_extended_and_given_values_while_the_successor_runs(installed, clock):
    on_the_old_form(installed, clock)
    propose_term(installed.of_policy(SHIPPED), {**SOURCE, "amendment_last_day": "2027-10-23"})
    confirmed(installed)
    value = {
        "amendment_value": "12000.00",
        "amendment_from": "2026-10-01",
        "amendment_clause": "一",
    }
    old = installed.of_policy(SHIPPED)
    propose_value(old, "startup_grant.amount", {**SOURCE, **value})
    confirmed(installed)
    assert [each.policy for each in installed.amendments()[-2:]] == [SHIPPED] * 2
    known = {name: installed.law.named(name).book for name in (SHIPPED, ID)}
    assert known[SHIPPED].last_day == date(2027, 10, 23)
    assert known[ID].last_day != date(2027, 10, 23)
    days = {
        name: date(2026, 10, 1)
        in {row.valid_from for row in book.parameters["startup_grant.amount"]}
        for name, book in known.items()
    }
    assert days == {SHIPPED: True, ID: False}


def test_a_value_of_a_successor_is_there_on_its_first_day(installed):
    value = {
        "amendment_value": "12000.00",
        "amendment_from": "2026-10-24",
        "amendment_clause": "一",
    }
    new = installed.of_policy(ID)
    propose_value(new, "startup_grant.amount", {**SOURCE, **value})
    confirmed(installed)
    assert installed.policy.id == SHIPPED
    books = [installed.law.named(name).book for name in (ID, SHIPPED)]
    found = [
        date(2026, 10, 24) in {row.valid_from for row in book.parameters["startup_grant.amount"]}
        for book in books
    ]
    assert found == [True, False]


def test_a_preview_says_what_the_successor_cannot_be_compared_with(session, clock, tmp_path):
    counter.accepted(session, 6)
    clock.moment = succession.INSTALLED
    read = succession.read(session, succession.pack_file(tmp_path))
    propose_successor(session, read, succession.TYPED)
    preview = seen(session, session.amendments()[-1].id)
    assert (preview.judged, preview.gone, preview.unreadable) == (1, (), ())
    (changed,) = preview.changed
    assert changed.after.outcome != changed.before.outcome


@pytest.mark.parametrize(
    ("changes", "key"),
    [
        ({"amendment_from": "2026-10-23"}, "successor.too_early"),
        ({"amendment_from": "2030-10-24"}, "amendments.unlikely_day"),
        ({"amendment_document": ""}, "amendments.required"),
    ],
)
def test_no_successor_without_its_day_and_document(session, clock, tmp_path, changes, key):
    clock.moment = succession.INSTALLED
    read = succession.read(session, succession.pack_file(tmp_path))
    with pytest.raises(InvalidInput) as caught:
        propose_successor(session, read, {**succession.TYPED, **changes})
    assert {each.key for each in caught.value.problems} == {key}
    assert session.amendments() == ()


def test_the_shipped_policy_and_one_that_counts_are_not_installed_again(installed, tmp_path):
    for content in (policy().files, successor()):
        path = tmp_path / "again.hrpack"
        path.write_bytes(succession.archive_bytes(content))
        with pytest.raises(Refused, match=r"successor\.known"):
            succession.read(installed, path)


@pytest.mark.parametrize("name", ["out of the folder", "another amount", "GBK", "no rule"])
def test_a_pack_that_fails_anything_changes_nothing(session, clock, folder, tmp_path, name):
    clock.moment = succession.INSTALLED
    made = next(made for each, made, _ in corpus() if each == name)
    path = tmp_path / "bad.hrpack"
    path.write_bytes(made())
    before = {each: each.read_bytes() for each in folder.rglob("*") if each.is_file()}
    with pytest.raises(InvalidInput) as caught:
        succession.read(session, path)
    assert caught.value.problems
    assert {each: each.read_bytes() for each in folder.rglob("*") if each.is_file()} == before
    assert session.amendments() == ()


def shipped_otherwise(session, old, new):
    """Let the program have been shipped with another text in its pack since."""
    files = dict(policy().files.files)
    name = "startup_grant/form.toml"
    text = files[name].decode()
    assert old in text
    files[name] = text.replace(old, new, 1).encode()
    packs = Packs(kept_policy(PackFiles(files)), session._laws._kept)
    session._laws._packs, session._laws._law = packs, None


def test_a_later_release_with_another_pack_opens_a_case_with_its_form(session):
    case = counter.accepted(session, 7)
    shipped_otherwise(session, 'title = "一次性创业补贴"', 'title = "创业补贴"')
    assert session.form(counter.MEASURE).title == "创业补贴"
    assert open_case(session, case.id).form.title == "一次性创业补贴"
    assert case_to_print(session, case.id).form.title == "一次性创业补贴"
    later = accept(session, counter.draft(session, counter.entries(8)))
    assert case_to_print(session, later.id).form.title == "创业补贴"
    assert later.version.policy_hash != case.version.policy_hash


def test_a_kept_pack_that_the_rules_do_not_fit_opens_and_is_not_judged_by(session):
    text = policy().files.files["startup_grant/form.toml"].decode()
    lines = lines_of(text)
    sentence = text.splitlines()[lines["checks", "full_time", "met"] - 1]
    shipped_otherwise(session, f"{sentence}\n", "")
    book = session.policy.book
    assert session.form(counter.MEASURE).title == "一次性创业补贴"
    assert not book.fits
    with pytest.raises(Refused, match=r"law\.unfit"):
        judge_entries(session, counter.MEASURE, counter.entries(9))


def test_a_case_whose_pack_was_never_kept_is_said(session):
    with pytest.raises(Damaged, match=r"store\.pack_missing"):
        session.law.of("0" * 64)


def test_a_successor_that_is_confirmed_says_that_its_day_has_not_come(installed, clock):
    (line,) = change_lines(installed)
    assert state_words(line) == "已确认，未到首日"
    clock.moment = succession.AFTER
    (line,) = change_lines(installed)
    assert state_words(line) == "已生效"


def test_who_confirms_sees_which_measure_shares_the_right_of_another(session, tmp_path):
    read = succession.read(session, succession.pack_file(tmp_path))
    shared = [each for each in read.differences if each.kind is DifferenceKind.SHARED_RIGHT]
    assert [each.measure for each in shared] == [NEW_TITLE]
    rule = NEW.partition("__")[0]
    assert session.form(rule).title in shared[0].after


def test_the_store_itself_lets_no_early_end_in(installed, monkeypatch, clock):
    change = installed.amendments()[-1].id
    early = {**SOURCE, "amendment_last_day": "2025-10-24"}
    monkeypatch.setattr(storage_amendments, "_refuse_early_end", lambda *_: None)
    with pytest.raises(sqlcipher.IntegrityError, match=TOO_EARLY):
        propose_ending(installed, change, early)
    assert installed.amendments()[-1].id == change
    with without_early_end_rule(installed):
        propose_ending(installed, change, early)
    with pytest.raises(sqlcipher.IntegrityError, match=TOO_EARLY):
        confirmed(installed)


@pytest.mark.parametrize("last_day", ["", "2026-11-02"])
def test_the_store_itself_lets_no_end_in_before_the_last_receipt(
    in_force, monkeypatch, folder, last_day
):
    accept(in_force, counter.draft(in_force, succession.typed(1, date(2026, 11, 3))))
    change = in_force.amendments()[-1].id
    typed = {**SOURCE, "amendment_last_day": last_day}
    monkeypatch.setattr(storage_amendments, "_refuse_early_end", lambda *_: None)
    with pytest.raises(sqlcipher.IntegrityError, match=TOO_EARLY):
        propose_ending(in_force, change, typed)
    propose_ending(in_force, change, {**SOURCE, "amendment_last_day": "2026-11-03"})
    with without_early_end_rule(in_force):
        propose_ending(in_force, change, typed)
        confirmed(in_force)
    ended = in_force.amendments()[-1].confirmation.sequence
    in_force.close()
    report = verify(folder, counter.LOGIN, counter.PASSWORD)
    (finding,) = [each for each in report.findings if each.key == "verify.amendment_early"]
    assert finding.values["sequence"] == str(ended)


def test_a_pack_is_signed_by_two_persons_of_the_office(installed, folder):
    """The record of each names the pack and is signed; both are proven whole."""
    change = installed.amendments()[-1]
    with installed.store.reading() as reader:
        records = {each.sequence: each for each in reader.audit_of(installed.store._ground.site_id)}
    signed = records[change.confirmation.sequence]
    assert signed.detail["pack"] == change.content.content_hash
    assert signed.detail["first_day"] == change.content.first_day.isoformat() == FIRST_DAY
    assert signed.actor != records[change.entry.sequence].actor
    words = change_source(change)
    assert change.content.content_hash in words
    assert "由本局签署" in words
    installed.close()
    assert verify(folder, counter.LOGIN, counter.PASSWORD, full=True).findings == ()


@pytest.mark.parametrize(
    ("column", "value"), [("pack", "substr(pack, 2) || 'f'"), ("first_day", "'2026-10-25'")]
)
def test_a_pack_that_was_not_signed_is_judged_by_nowhere(installed, folder, column, value):
    with installed.store.holding_key() as source:
        connection = keyed_connection(database_path(folder), source.key)
    connection.execute("drop trigger amendment_confirmation_no_update")
    connection.execute(f"update amendment_confirmation set {column} = {value}")
    connection.close()
    with installed.store.reading() as reader, pytest.raises(Tampered):
        reader.proven_amendments()
