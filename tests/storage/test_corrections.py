"""A correction is the next version, by two persons; what older versions signed goes on holding."""

from contextlib import contextmanager
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlcipher3 import dbapi2 as sqlcipher

from hrdesk.domain.batch_answer import RowState
from hrdesk.domain.errors import Refused, Tampered
from hrdesk.domain.roster import RosterRow
from hrdesk.domain.staff import Role
from hrdesk.intake.roster_text import roster_text
from hrdesk.storage import batch_refusals, corrected_versions
from hrdesk.storage.renewal import give_password
from hrdesk.storage.verify import verify
from tests.conftest import histories
from tests.storage import desk

#: Of the first person a right, of the second none yet.
ANOTHER_PERSON = (
    desk.change("identity", desk.person(1), desk.person(2)),
    desk.change("name", "测试1", "测试二"),
)


@pytest.fixture
def office(folder, clock):
    """An office with the second person of corrections."""
    desk.with_corrector(folder, clock)
    return folder


@pytest.fixture
def first(office, clock):
    """The office as who proposes opens it, and what opens it as the second person."""

    class Desk:
        """Acts of both persons, each in a store of his own."""

        def accept(self, *args, **changes):
            with desk.opened(office, clock) as store:
                return desk.accept(store, *args, **changes)

        def run(self, act, *args, **other):
            with desk.opened(office, clock) as store:
                return act(store, *args, **other)

        def propose(self, case, changes=desk.ANOTHER_ACCOUNT, **other):
            return self.run(desk.propose_correction, case, changes, **other)

        def confirm(self, correction, **changes):
            with desk.as_corrector(office, clock) as store:
                return desk.confirm_correction(store, correction, **changes)

        def newest(self, case):
            with desk.opened(office, clock) as store, store.reading() as reader:
                return reader.proven_case(case.id)

        def contents(self):
            with desk.opened(office, clock) as store:
                return desk.contents(store)

        def found(self, text):
            with desk.opened(office, clock) as store, store.reading() as reader:
                return [each.number for each in reader.find_cases(text)]

    return Desk()


def findings(folder, clock, *, full=True):
    report = verify(folder, desk.LOGIN, desk.PASSWORD, full=full, clock=clock)
    return [each.key for each in report.findings]


def test_a_confirmed_correction_is_the_next_signed_version(office, clock, first):
    case = first.accept(1)
    correction = first.propose(case)
    assert first.newest(case) == case
    made = first.confirm(correction)
    assert (made.version.number, made.version.previous_signature) == (2, case.version.signature)
    assert made.version.signed_by != case.version.signed_by
    assert made.version.entries == case.version.entries | {"account_number": desk.OTHER_ACCOUNT}
    assert made == first.newest(case)
    with desk.opened(office, clock) as store, store.reading() as reader:
        (kept,) = reader.corrections_of(case.id)
        acts = [record.act for record in reader.audit_of(case.id)]
        assert reader.waiting_corrections() == ()
    assert kept.changes == desk.ANOTHER_ACCOUNT
    assert (kept.made, kept.is_open, kept.cause) == (2, False, "账号抄错一位")
    assert kept.confirmation is not None
    assert (kept.entry.by, kept.confirmation.by) == ("柳测试", "沙测试")
    assert acts == ["case.accept", "correction.propose", "correction.confirm"]
    assert findings(office, clock) == []


def test_another_person_is_found_granted_and_refused_from_then_on(office, clock, first):
    case = first.accept(1)
    first.confirm(first.propose(case, ANOTHER_PERSON))
    assert first.found("测试二") == first.found(desk.person(2)) == [case.number]
    assert first.found("测试1") == first.found(desk.person(1)) == []
    with pytest.raises(Refused, match=r"right\.taken"):
        first.accept(2)
    first.accept(1)
    assert findings(office, clock) == []


def test_a_person_who_has_the_right_already_refuses_the_correction_whole(office, clock, first):
    case, other = first.accept(1), first.accept(2)
    correction = first.propose(case, ANOTHER_PERSON)
    before = first.contents()
    with pytest.raises(Refused, match=r"right\.taken") as refused:
        first.confirm(correction)
    assert refused.value.values["number"] == other.number
    assert first.contents() == before
    assert findings(office, clock) == []


def test_versions_before_several_corrections_all_go_on_holding(office, clock, first):
    case = first.accept(1)
    made = first.confirm(first.propose(case, ANOTHER_PERSON))
    made = first.confirm(first.propose(made))
    back = tuple(desk.change(each.key, each.after, each.before) for each in ANOTHER_PERSON)
    made = first.confirm(first.propose(made, back))
    assert made.version.number == 4
    assert first.found("测试1") == [case.number]
    with desk.raw(office) as connection:
        kept = connection.execute("select last_version from former_register order by 1").fetchall()
    assert kept == [(1,), (3,)]
    assert findings(office, clock) == []


def test_months_go_over_to_the_person_of_a_row(office, clock, first):
    case = first.run(desk.accept_months, 1, {4: ("2026-01",), 5: ("2026-01",)})
    lines = [dict(each) for each in case.version.facts["lines"]]
    lines[0]["person"] = desk.person(6)
    people = desk.month_case({6: ("2026-01",), 5: ("2026-01",)})["people"]
    facts = {**case.version.facts, "lines": lines}
    first.confirm(first.propose(case), people=people, application=facts, right=None)
    assert (first.found("名册6"), first.found("名册4")) == ([case.number], [])
    with pytest.raises(Refused, match=r"right\.month_taken"):
        first.run(desk.accept_months, 2, {6: ("2026-01",)})
    first.run(desk.accept_months, 2, {4: ("2026-01",)})
    assert findings(office, clock) == []


def test_rows_of_a_roster_stay_where_they_are(office, clock, first):
    case = first.run(desk.accept_months, 1, {4: ("2026-01",), 5: ("2026-01",)})
    correction = first.propose(case)
    for people in (desk.month_case({4: ("2026-01",)})["people"], ()):
        with pytest.raises(ValueError, match="zip"):
            first.confirm(correction, people=people, right=None)
    assert first.newest(case) == case


def test_nobody_confirms_what_he_proposed(first):
    correction = first.propose(first.accept(1))
    with pytest.raises(Refused, match=r"correct\.own"):
        first.run(desk.confirm_correction, correction)


def test_what_is_settled_is_not_settled_again(first):
    case = first.accept(1)
    taken_back, confirmed = first.propose(case), None
    first.run(withdraw, taken_back)
    confirmed = first.propose(case)
    handed_over = first.run(desk.corrected_case, confirmed)
    first.confirm(confirmed)
    for correction in (taken_back, confirmed, "nothing"):
        with pytest.raises(Refused, match=r"correct\.gone"):
            first.run(withdraw, correction)
        with pytest.raises(Refused, match=r"correct\.gone"):
            first.run(confirm_as, replace(handed_over, correction=correction))


def withdraw(store, correction, reason="改错了"):
    with desk.acting(store) as act:
        act.withdraw_correction(correction, reason)


def confirm_as(store, new):
    with desk.acting(store) as act:
        return act.confirm_correction(new)


def test_who_takes_back_and_who_refuses_is_told_apart(office, clock, first):
    case = first.accept(1)
    first.run(withdraw, first.propose(case))
    refused = first.propose(case)
    with desk.as_corrector(office, clock) as store:
        withdraw(store, refused, "材料上不是这个账号")
        with store.reading() as reader:
            kept = reader.corrections_of(case.id)
    assert [each.was_refused for each in kept] == [False, True]
    assert [each.withdrawal.reason for each in kept] == ["改错了", "材料上不是这个账号"]


def test_one_correction_of_a_version_waits_at_a_time(first):
    case = first.accept(1)
    first.propose(case)
    with pytest.raises(Refused, match=r"correct\.waiting"):
        first.propose(case)


def test_a_correction_of_an_older_version_is_refused_and_named_as_such(office, clock, first):
    case = first.accept(1, **desk.OPEN)
    correction = first.propose(case)
    decided = first.run(desk.decide, case)
    with desk.opened(office, clock) as store, store.reading() as reader:
        (waiting,) = reader.waiting_corrections()
    assert (waiting.number, waiting.is_stale) == (case.number, True)
    before = first.contents()
    with pytest.raises(Refused, match=r"correct\.stale"), desk.as_corrector(office, clock) as store:
        confirm_as(store, desk.corrected_case(store, correction))
    with pytest.raises(Refused, match=r"correct\.stale"):
        first.propose(case)
    assert first.contents() == before
    first.confirm(first.propose(decided))


def test_what_is_about_to_be_corrected_is_not_sent(first):
    case = first.accept(1)
    correction = first.propose(case)
    with pytest.raises(Refused, match=r"batch\.correction_waits") as refused:
        first.run(desk.make_batch, case)
    assert refused.value.values == {"number": case.number}
    first.run(desk.make_batch, first.confirm(correction))


def test_a_case_that_an_open_batch_holds_is_closed_until_it_is_voided(first, monkeypatch):
    case = first.accept(1)
    correction = first.propose(case)
    monkeypatch.setattr(batch_refusals, "refuse_waiting", lambda *_: None)
    batch = first.run(desk.make_batch, case)
    for act in (lambda: first.confirm(correction), lambda: first.propose(case)):
        with pytest.raises(Refused, match=r"correct\.in_batch"):
            act()
    first.run(desk.void_batch, batch)
    first.confirm(correction)


def test_what_was_corrected_is_decided_with_its_new_account(office, clock, first):
    case = first.accept(1, **desk.OPEN)
    corrected = first.confirm(first.propose(case), finding=case.version.finding)
    decided = first.run(desk.decide, corrected)
    assert decided.version.entries["account_number"] == desk.OTHER_ACCOUNT
    assert decided.version.number == 3
    assert findings(office, clock) == []


PEOPLE = "people"


def lined(store):
    """A case with a roster whose rows are sent one by one."""
    rows = tuple(RosterRow(f"r{n}", {"name": f"名册{n}"}) for n in (1, 2))
    plain = desk.new_case(desk.keep(store), 1)
    entries = {**plain.entries, f"roster.{PEOPLE}": roster_text(rows)}
    lines = [{"outcome": "eligible", "amount": f"{yuan}.00"} for yuan in (4000, 6000)]
    finding = {**plain.finding, "lines": lines}
    given = {**plain.application, "lines": [{}, {}]}
    return desk.accept(store, 1, entries=entries, finding=finding, application=given)


#: What all rows share, and what is not the payee's account.
ANOTHER_PHONE = (desk.change("phone", "", "13911112222"),)


def renamed(line):
    """Another name in a row."""
    return (desk.change("name", f"名册{line}", "改名", roster=PEOPLE, line=line),)


def answered(first, states, *, again=()):
    """A case that was sent, as the platform answered; `again` are the lines sent once more."""
    case = first.run(lined)
    batch = first.run(desk.send, desk.batch_of_lines(None, (case, (1, 2))))
    first.run(desk.take, desk.told(batch, states))
    if again:
        first.run(desk.send, desk.batch_of_lines(batch, (case, again)))
    return case, batch


ACCEPTED, FAILED = RowState.ACCEPTED, RowState.FAILED


def test_only_what_failed_is_corrected_once_it_was_sent(office, clock, first):
    case, batch = answered(first, {1: ACCEPTED, 2: FAILED})
    for changes in (renamed(1), ANOTHER_PHONE, (*renamed(1), *renamed(2))):
        with pytest.raises(Refused, match=r"correct\.row_sent"):
            first.propose(case, changes)
    correction = first.propose(case, renamed(2))
    lines = [dict(each) for each in case.version.finding["lines"]]
    for line, amount in ((0, "3999.00"), (0, "4001.00")):
        other = [dict(each) for each in lines]
        other[line]["amount"] = amount
        finding = {**case.version.finding, "lines": other}
        with pytest.raises(Refused, match=r"correct\.pays_sent"):
            first.confirm(correction, finding=finding)
    made = first.confirm(correction)
    again = first.run(desk.send, desk.batch_of_lines(batch, (made, (2,))))
    assert first.run(desk.batch_of, again).cases[0].version == 2
    assert findings(office, clock) == []


def test_a_row_that_was_sent_again_is_closed_again(first):
    case, _ = answered(first, {1: ACCEPTED, 2: FAILED}, again=(2,))
    with pytest.raises(Refused, match=r"correct\.in_batch"):
        first.propose(case, renamed(2))


def test_a_row_that_the_platform_accepted_after_all_keeps_its_person(first):
    """Told accepted after it was sent again, and failed there: it may have been paid."""
    case, batch = answered(first, {1: ACCEPTED, 2: FAILED})
    again = first.run(desk.send, desk.batch_of_lines(batch, (case, (2,))))
    first.run(desk.take, desk.told(batch, {2: ACCEPTED}, 2))
    first.run(desk.take, desk.told(again, {1: FAILED}, 3))
    with pytest.raises(Refused, match=r"correct\.(in_batch|row_sent)"):
        first.propose(case, renamed(2))


@pytest.mark.parametrize("states", [{}, {1: ACCEPTED}, {1: ACCEPTED, 2: ACCEPTED}])
def test_while_no_row_failed_nothing_is_corrected(first, states):
    case = first.run(lined)
    batch = first.run(desk.send, desk.batch_of_lines(None, (case, (1, 2))))
    if states:
        first.run(desk.take, desk.told(batch, states))
    with pytest.raises(Refused, match=r"correct\.in_batch"):
        first.propose(case, renamed(1))


def test_once_every_row_failed_what_they_share_is_corrected(office, clock, first):
    case, _ = answered(first, {1: FAILED, 2: FAILED})
    made = first.confirm(first.propose(case))
    assert made.version.number == 2
    assert findings(office, clock) == []


def test_a_case_whose_rows_failed_is_still_not_decided(first):
    """A decision would change what the accepted rows were paid by."""
    case, _ = answered(first, {1: ACCEPTED, 2: FAILED})
    with pytest.raises(Refused, match=r"decide\.nothing_open"):
        first.run(desk.decide, case)


@pytest.mark.parametrize("roles", [set(Role) - {Role.CLERK}, set()])
def test_only_a_clerk_proposes_below_the_service_too(first, roles):
    case = first.accept(1)

    def propose(store):
        author = store._author
        store._author = replace(author, staff=replace(author.staff, roles=frozenset(roles)))
        return desk.propose_correction(store, case)

    with pytest.raises(Refused, match=r"rights\.role"):
        first.run(propose)


@pytest.mark.parametrize("role", sorted(Role))
def test_who_may_confirm_and_refuse(folder, clock, role):
    desk.with_corrector(folder, clock, role)
    with desk.opened(folder, clock) as store:
        case = desk.accept(store, 1)
        correction = desk.propose_correction(store, case)
    may = role in {Role.CLERK, Role.APPROVER, Role.SUPERVISOR}
    with desk.as_corrector(folder, clock) as store:
        if not may:
            for act in (desk.confirm_correction, withdraw):
                with pytest.raises(Refused, match=r"rights\.role"):
                    act(store, correction)
            return
        assert desk.confirm_correction(store, correction).version.number == 2
    assert findings(folder, clock) == []


def test_who_was_added_since_confirms_nothing(folder, clock):
    with desk.opened(folder, clock) as store:
        correction = desk.propose_correction(store, desk.accept(store, 1))
    desk.with_corrector(folder, clock)
    with desk.as_corrector(folder, clock) as store:
        with pytest.raises(Refused, match=r"correct\.key_given"):
            desk.confirm_correction(store, correction)
        withdraw(store, correction)


@contextmanager
def reset_by_the_proposer(office, clock):
    """The second person after the first one gave her a password, which she changed at once."""
    with desk.opened(office, clock) as store:
        with store.reading() as reader:
            person = next(each for each in reader.people() if each.login == desk.CORRECTOR)
        give_password(store, person, "given anew by him", desk.CHEAP)
    with desk.opened_as(office, desk.CORRECTOR, "given anew by him", clock) as store:
        give_password(store, store.actor, desk.CORRECTOR_PASSWORD, desk.CHEAP)
        yield store


def test_who_was_reset_by_the_proposer_confirms_after_seven_days(office, clock, first):
    with reset_by_the_proposer(office, clock):
        pass
    correction = first.propose(first.accept(1))
    with pytest.raises(Refused, match=r"correct\.key_reset") as refused:
        first.confirm(correction)
    assert refused.value.values["until"] == "2026-03-25 09:30"
    clock.step(7 * 86_400)
    first.confirm(correction)
    assert findings(office, clock) == []


GUARD = "correction_confirmed_by_another"


@contextmanager
def unguarded(folder, *names):
    """Take guards away, and put them back."""
    with desk.raw(folder) as connection:
        query = "select sql from sqlite_master where name = ?"
        guards = [connection.execute(query, (name,)).fetchone()[0] for name in names]
        for name in names:
            connection.execute(f"drop trigger {name}")
    yield
    with desk.raw(folder) as connection:
        for guard in guards:
            connection.execute(guard)


@pytest.mark.parametrize("who", ["the proposer", "one whose keys he gave"])
@pytest.mark.parametrize("guard", ["trigger", "verify"])
def test_the_proposer_alone_corrects_by_no_altered_program(
    office, clock, first, monkeypatch, guard, who
):
    correction = first.propose(first.accept(1))
    monkeypatch.setattr(corrected_versions, "_refuse_person", lambda *_: None)

    def confirm():
        if who == "the proposer":
            first.run(desk.confirm_correction, correction)
            return
        with reset_by_the_proposer(office, clock) as store:
            desk.confirm_correction(store, correction)

    if guard == "trigger":
        with pytest.raises(sqlcipher.IntegrityError, match="confirmed by another"):
            confirm()
        return
    with unguarded(office, GUARD):
        confirm()
    assert findings(office, clock, full=False) == ["verify.correction_alone"]


def test_what_nobody_proposed_is_no_part_of_a_correction(office, clock, first, monkeypatch):
    case = first.accept(1)
    correction = first.propose(case)
    other = case.version.entries | {"account_number": "6217000000000000000"}
    with pytest.raises(RuntimeError, match="nobody proposed"):
        first.confirm(correction, entries=other, account="6217000000000000000")
    monkeypatch.setattr(corrected_versions, "corrected", lambda *_: other)
    first.confirm(correction, entries=other, account="6217000000000000000")
    assert findings(office, clock, full=False) == []
    assert findings(office, clock) == ["verify.version_uncorrected"]


def test_a_change_of_what_is_not_there_is_a_bug_that_shows(first):
    case = first.accept(1)
    wrong = desk.change("account_number", desk.OTHER_ACCOUNT, desk.ACCOUNT)
    nowhere = desk.change("name", "", "x", roster="people", line=1)
    for changes in ((wrong,), (nowhere,), ()):
        with pytest.raises(ValueError, match=r"correction|change"):
            first.propose(case, changes)


PROPOSED = {
    "its changes": "update correction set changes = replace(changes, '87654321', '11111111')",
    "its reason": "update correction set cause = '别的原因'",
    "who proposed it": "update audit set actor = (select id from staff where login = 'gengzheng')"
    " where act = 'correction.propose'",
    "the case before": "update case_value set entries = json_set(entries, '$.name', '别人')",
}


@pytest.mark.parametrize("what", PROPOSED)
def test_what_was_forged_is_not_signed_anew(office, clock, first, what):
    case = first.accept(1)
    correction = first.propose(case)
    with desk.without_guards(office) as connection:
        connection.execute(PROPOSED[what])
    with pytest.raises((Tampered, Refused)), desk.as_corrector(office, clock) as store:
        confirm_as(store, desk.corrected_case(store, correction))
    with desk.opened(office, clock) as store, store.reading() as reader:
        assert reader.case(case.id).version.number == 1


#: What somebody with the data key does to a corrected case, and what plain `verify` says.
TAKEN_BACK = {
    "its confirmation": (
        "delete from correction_confirmation",
        {"verify.correction_missing", "verify.version_uncorrected"},
    ),
    "its proposal": (
        "delete from correction",
        {"verify.correction_missing", "verify.correction_alone", "verify.reference"},
    ),
    "its record": (
        "delete from audit where act = 'correction.confirm'",
        {
            "verify.correction_changed",
            "verify.correction_alone",
            "verify.version_unrecorded",
            "verify.reference",
            "verify.anchor_ahead",
            "verify.tail_cut",
        },
    ),
    "its old values": (
        "update correction set changes = replace(changes, '12345678', '00000000')",
        {"verify.correction_changed"},
    ),
    "its reason": ("update correction set cause = 'x'", {"verify.correction_changed"}),
    "what was shown": (
        "update correction_confirmation set seen = '{}'",
        {"verify.correction_changed"},
    ),
    "the account of the new version": (
        "update case_version set account_key = 'x' where number = 2",
        set(),
    ),
}


@pytest.mark.parametrize("what", TAKEN_BACK)
def test_a_correction_that_was_touched_is_found(office, clock, first, what):
    first.confirm(first.propose(first.accept(1)))
    statement, keys = TAKEN_BACK[what]
    with desk.without_guards(office) as connection:
        connection.execute(statement)
    if keys:
        found = set(findings(office, clock, full=False))
        assert found & keys
    assert findings(office, clock)


def test_a_version_with_another_account_and_no_correction_is_found(
    office, clock, first, monkeypatch
):
    case = first.accept(1, **desk.OPEN)
    standing_of = desk.standing_of
    monkeypatch.setattr(
        "hrdesk.storage.decisions.standing_of",
        lambda *args: replace(standing_of(*args), account_key="0" * 64),
    )
    with pytest.raises(sqlcipher.IntegrityError, match="version of open case"):
        first.run(desk.decide, case)
    with unguarded(office, "version_of_open_case"):
        first.run(desk.decide, case)
    assert findings(office, clock, full=False) == ["verify.version_uncorrected"]


def test_a_former_name_that_was_forged_is_found(office, clock, first):
    first.confirm(first.propose(first.accept(1), ANOTHER_PERSON))
    with desk.without_guards(office) as connection:
        connection.execute(
            "update former_register set register = json_set(register, '$.applicant_name', 'x')"
        )
    assert findings(office, clock) == ["verify.version_changed"]


MONTHS = st.sets(st.sampled_from(["2025-12", "2026-01", "2026-02"]), min_size=1).map(
    lambda months: tuple(sorted(months))
)
ROSTER = st.dictionaries(st.integers(1, 3), MONTHS, min_size=1, max_size=2)
STEPS = st.one_of(
    st.tuples(st.just("accept"), st.just(0), ROSTER, st.booleans()),
    st.tuples(st.just("correct"), st.integers(0, 7), ROSTER, st.booleans()),
    st.tuples(st.just("decide"), st.integers(0, 7), ROSTER, st.booleans()),
)


def month_case(months, *, is_open=False):
    """The parts of a case of which each month pays a yuan, or is for an officer."""
    parts = desk.month_case(months, "officer" if is_open else "paid")
    lines = [
        line | {"amount": "0.00" if is_open else f"{len(line['months'])}.00"}
        for line in parts["finding"]["lines"]
    ]
    if is_open:
        lines = [line | {"outcome": "officer"} for line in lines]
    total = sum(map(len, months.values()))
    finding = {
        "outcome": "officer" if is_open else "eligible",
        "amount": None if is_open else f"{total}.00",
        "lines": lines,
    }
    return parts | {"finding": parts["finding"] | finding}


@pytest.mark.torture
@settings(max_examples=histories(15))
@given(steps=st.lists(STEPS, max_size=8))
def test_no_history_of_corrections_and_decisions_pays_a_month_twice(memory, steps):
    folder = desk.found(memory / desk.new_id())
    desk.with_corrector(folder)
    cases, claimed = [], {}
    for kind, which, months, is_open in steps:
        try:
            if kind == "accept":
                with desk.opened(folder) as store:
                    case = desk.accept(store, 9, **month_case(months, is_open=is_open))
                cases.append(case)
            elif not cases:
                continue
            else:
                place = which % len(cases)
                case = cases[place] = moved(folder, kind, cases[place], months, is_open)
        except Refused as refusal:
            assert refusal.key in {"right.month_taken", "decide.nothing_open"}
            continue
        claimed[case.id] = {
            (line["person"], month["month"])
            for line, judged in zip(
                case.version.facts["lines"], case.version.finding["lines"], strict=True
            )
            for month in judged["months"]
        }
    with desk.raw(folder) as connection:
        held = connection.execute(
            "select case_id, count(*), sum(amount_fen) from right_month where active group by 1"
        ).fetchall()
        paid = dict(connection.execute("select id, amount_fen from cases").fetchall())
    everything = [each for months in claimed.values() for each in months]
    assert len(everything) == len(set(everything)) == sum(count for _, count, _ in held)
    assert {case: total for case, _, total in held} == {
        case: paid[case] for case in claimed if claimed[case]
    }
    assert verify(folder, desk.LOGIN, desk.PASSWORD, full=True).findings == ()


def moved(folder, kind, case, months, is_open):
    """Correct a case to other people and months, or decide it, and return it."""
    lines = len(case.version.facts["lines"])
    if kind == "decide":
        people = {
            n: tuple(line["months"])
            for n in range(1, 4)
            for line in case.version.facts["lines"]
            if line["person"] == desk.person(n)
        }
        finding = month_case(people)["finding"]
        with desk.opened(folder) as store:
            return desk.decide(store, case, finding=finding, right=None, cost=desk.MONTHLY)
    months = dict(list((months | {7: ("2026-02",), 8: ("2026-02",)}).items())[:lines])
    parts = month_case(months, is_open=is_open)
    account = case.version.entries["account_number"]
    other = desk.OTHER_ACCOUNT if account == desk.ACCOUNT else desk.ACCOUNT
    with desk.opened(folder) as store:
        changes = (desk.change("account_number", account, other),)
        correction = desk.propose_correction(store, case, changes)
    content = {name: parts[name] for name in ("people", "application", "finding")}
    try:
        with desk.as_corrector(folder) as store:
            return desk.confirm_correction(store, correction, right=None, **content)
    except Refused:
        with desk.opened(folder) as store:
            withdraw(store, correction)
        raise
