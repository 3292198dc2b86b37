"""Acceptance: a number, an immutable signed version, a right that is used once; or nothing."""

import threading
from dataclasses import replace
from datetime import date

import pytest

from hrdesk.domain.case import CaseState
from hrdesk.domain.errors import InvalidInput, Refused
from hrdesk.domain.finding import Outcome
from hrdesk.domain.money import to_fen
from hrdesk.services import acceptance
from hrdesk.services.acceptance import accept
from hrdesk.services.cases import list_cases, open_case
from hrdesk.services.drafts import drafts, open_draft, save_draft, start_draft
from hrdesk.services.intake import judge_entries
from hrdesk.services.numbering import register_start
from hrdesk.services.presenting import present
from hrdesk.services.verification import verify_folder
from hrdesk.storage import cases
from hrdesk.storage import drafts as stored_drafts
from hrdesk.storage.store import Act
from tests.people import former_number, identity_number
from tests.services import counter
from tests.shipped import amount_on

BORN = date(1990, 3, 7)
#: One person's number as clerks, scanners and old papers give it.
SEQUENCE = next(n for n in range(1000) if identity_number(BORN, n).endswith("X"))
PLAIN = identity_number(BORN, SEQUENCE)
SPELLINGS = {
    "plain": PLAIN,
    "small x": PLAIN.lower(),
    "in groups": f" {PLAIN[:6]} {PLAIN[6:14]} {PLAIN[14:]} ",
    "full width": "".join(chr(ord(char) + 0xFEE0) for char in PLAIN),
    "15 digits": former_number(BORN, SEQUENCE),
}


def everything(session):
    """What the store shows of its cases, drafts, rights and audit."""
    with session.store.reading() as reader:
        return (
            reader.cases(limit=1000),
            reader.drafts(),
            reader.grants(counter.MEASURE, PLAIN, counter.firm(1)),
            reader.audit_head(),
        )


def accept_as_judged_before(session, draft):
    """Accept by the judgement of an earlier moment, as a window does that nobody refreshed."""
    judged = judge_entries(session, draft.measure, draft.entries, draft.created_at.date())
    new = acceptance._new_case(session, session.form(draft.measure), draft, judged)

    def later():
        with session.store.acting(session.staff) as act:
            act.keep_pack(session.policy.files, (session.policy.id, session.policy.book.version))
            act.add_case(new)

    return later


def test_an_accepted_case_keeps_what_was_typed_judged_and_signed(session, clock):
    typed = counter.entries(
        1, identity=SPELLINGS["in groups"], name=" 买买提.艾力 ", account_name="买买提·艾力"
    )
    draft = counter.draft(session, typed)
    clock.step(60)
    judged = judge_entries(session, counter.MEASURE, typed)
    case = accept(session, draft)
    version = case.version
    assert (case.number, case.state) == ("510411-2026-0381", CaseState.ACCEPTED)
    assert (case.received_on, case.entered_at) == (date(2026, 3, 18), clock.moment)
    assert (version.number, version.signed_by) == (1, session.staff.id)
    assert version.entries["identity"] == PLAIN
    assert version.entries["name"] == "买买提·艾力"
    assert version.facts == judged.application
    assert version.finding["outcome"] == "eligible"
    assert version.form_hash == session.form(counter.MEASURE).content_hash
    assert version.policy_hash == session.policy.content_hash
    assert open_case(session, case.id).case == case


def test_the_finding_is_frozen_with_its_titles(session):
    finding = counter.accepted(session).version.finding
    assert all(check["title"] and check["shown"] for check in finding["checks"])
    assert {row["id"] for row in finding["parameters"]} >= {"startup_grant.amount"}


def test_acceptance_takes_the_draft_away_and_is_audited(session):
    draft = counter.draft(session, counter.entries())
    case = accept(session, draft)
    assert drafts(session) == ()
    with session.store.reading() as reader:
        (record,) = reader.audit_of(case.id)
        assert reader.audit_head().sequence == record.sequence
    assert (record.act, record.actor) == ("case.accept", session.staff.id)
    assert record.detail == {"number": case.number, "measure": counter.MEASURE}
    with pytest.raises(Refused) as caught:
        accept(session, draft)
    assert caught.value.key == "draft.gone"


def test_the_store_is_sound_after_every_kind_of_acceptance(folder, clock):
    with counter.at_work(folder, clock) as session:
        for n, category in enumerate(counter.CATEGORIES, start=1):
            counter.accepted(session, n, category=category)
    report = verify_folder(folder, counter.LOGIN, counter.PASSWORD, full=True)
    assert (report.exit_code, report.findings) == (0, ())


def test_a_form_that_is_not_complete_is_refused_place_by_place(session):
    draft = counter.draft(
        session,
        counter.entries(
            1,
            phone="",
            bank="",
            identity="510402199003072218",
            registered_on="2026-02-30",
            **{"material.bank_card": ""},
        ),
    )
    before = everything(session)
    with pytest.raises(InvalidInput) as caught:
        accept(session, draft)
    assert caught.value.key == "accept.incomplete"
    assert caught.value.values == {"count": "5"}
    assert {problem.where: problem.key for problem in caught.value.problems} == {
        "identity": "identity.check_character",
        "registered_on": "date.impossible",
        "phone": "field.required",
        "bank": "field.required",
        "material.bank_card": "material.required",
    }
    assert everything(session) == before
    assert counter.accepted(session, 2).number == "510411-2026-0381"


def test_a_blank_form_names_everything_it_lacks_in_the_order_of_the_form(session):
    draft = start_draft(session, counter.MEASURE)
    with pytest.raises(InvalidInput) as caught:
        accept(session, draft)
    places = [problem.where for problem in caught.value.problems]
    missing = judge_entries(session, counter.MEASURE, draft.entries).reading.missing_required
    assert places == list(missing)
    assert places[:2] == ["name", "identity"]
    for problem in caught.value.problems:
        assert present(problem, {problem.where: "该处"}).where == "该处"


def test_a_late_entry_without_reason_and_paper_number_is_refused(session):
    typed = counter.entries(1, received="2026-03-17")
    draft = counter.draft(session, typed)
    with pytest.raises(InvalidInput) as caught:
        accept(session, draft)
    assert {problem.where for problem in caught.value.problems} == {"paper_number", "late_reason"}
    filled = typed | {"paper_number": "登字17", "late_reason": "停电"}
    case = accept(session, save_draft(session, draft, filled))
    assert (case.paper_number, case.received_on) == ("登字17", date(2026, 3, 17))


def test_a_draft_that_lay_over_night_is_no_late_entry(session, clock):
    draft = counter.draft(session, counter.entries())
    clock.step(3 * 24 * 60 * 60)
    case = accept(session, open_draft(session, draft.id))
    assert (case.received_on, case.entered_at.day) == (date(2026, 3, 18), 21)


def test_numbers_continue_the_paper_register_and_each_year_has_its_own(session, clock):
    assert counter.accepted(session, 1).number == "510411-2026-0381"
    assert counter.accepted(session, 2).number == "510411-2026-0382"
    late = {"paper_number": "登字17", "late_reason": "停电", "registered_on": "2025-12-01"}
    register_start(session, 2025, 118)
    for n, number in ((3, "510411-2025-0118"), (4, "510411-2025-0119")):
        assert counter.accepted(session, n, received="2025-12-31", **late).number == number
    assert counter.accepted(session, 5).number == "510411-2026-0383"
    clock.moment = counter.noon(2027, 1, 1)
    assert counter.accepted(session, 6, received="2027-01-01").number == "510411-2027-0001"


@pytest.mark.parametrize(
    ("category", "changes", "outcome", "amount_fen"),
    [
        ("hardship", {}, Outcome.ELIGIBLE, to_fen(amount_on(counter.REGISTERED))),
        ("other", {}, Outcome.OFFICER, None),
        ("hardship", {"proof_number": ""}, Outcome.INCOMPLETE, None),
        ("hardship", {"is_founder": "no"}, Outcome.INELIGIBLE, 0),
    ],
)
def test_a_complete_form_is_accepted_whatever_its_finding(
    session, category, changes, outcome, amount_fen
):
    case = counter.accepted(session, 1, category=category, **changes)
    (row,) = list_cases(session)
    assert (row.outcome, row.amount_fen) == (outcome.value, amount_fen)
    assert case.version.finding["outcome"] == outcome.value


def test_a_person_who_was_accepted_is_judged_ineligible_the_second_time(session):
    first = counter.accepted(session, 1)
    second = counter.accepted(session, 1, entity=counter.firm(9))
    once = next(c for c in second.version.finding["checks"] if c["check"] == "once")
    assert (second.version.finding["outcome"], once["outcome"]) == ("ineligible", "unmet")
    with session.store.reading() as reader:
        grants = reader.grants(counter.MEASURE, counter.person(1), "")
    assert [grant["number"] for grant in grants] == [first.number]


def test_an_application_that_was_refused_uses_no_right(session):
    refused = counter.accepted(session, 1, is_founder="no")
    assert refused.version.finding["outcome"] == "ineligible"
    assert counter.accepted(session, 1).version.finding["outcome"] == "eligible"


def test_an_application_that_waits_for_an_officer_holds_the_right(session):
    counter.accepted(session, 1, category="other")
    second = counter.accepted(session, 1, entity=counter.firm(9))
    assert second.version.finding["outcome"] == "ineligible"


def test_an_incomplete_application_does_not_stand_in_the_way_of_the_complete_one(session):
    first = counter.accepted(session, 1, proof_number="")
    assert first.version.finding["outcome"] == "incomplete"
    assert counter.accepted(session, 1).version.finding["outcome"] == "eligible"
    third = counter.accepted(session, 1, proof_number="")
    assert third.version.finding["outcome"] == "ineligible"


def test_only_what_the_store_has_kept_is_accepted(session):
    draft = counter.draft(session, counter.entries(1))
    altered = replace(draft, entries={**draft.entries, "account_number": "6228480000000000992"})
    with pytest.raises(Refused) as caught:
        accept(session, altered)
    assert caught.value.key == "draft.stale"


def test_another_founder_of_the_firm_goes_to_an_officer_and_has_a_right_of_his_own(session):
    counter.accepted(session, 1)
    partner = counter.accepted(session, 2, entity=counter.firm(1).lower(), founder_role="partner")
    once = next(c for c in partner.version.finding["checks"] if c["check"] == "once")
    assert (partner.version.finding["outcome"], once["outcome"]) == ("officer", "officer")
    assert [reading["outcome"] for reading in once["readings"]] == ["eligible", "ineligible"]


@pytest.mark.parametrize("second", SPELLINGS)
@pytest.mark.parametrize("first", ["plain", "15 digits"])
def test_of_two_drafts_that_were_judged_eligible_the_store_takes_one(session, first, second):
    drafted = [
        counter.draft(session, counter.entries(n, identity=SPELLINGS[spelling]))
        for n, spelling in enumerate((first, second), start=1)
    ]
    acts = [accept_as_judged_before(session, draft) for draft in drafted]
    acts[0]()
    before = everything(session)
    with pytest.raises(Refused) as caught:
        acts[1]()
    assert (caught.value.key, caught.value.values) == (
        "right.taken",
        {"number": "510411-2026-0381"},
    )
    assert everything(session) == before
    assert [row.id for row in drafts(session)] == [drafted[1].id]
    assert counter.accepted(session, 7).number == "510411-2026-0382"


def test_two_clerks_who_press_at_the_same_moment_use_the_right_once(session):
    drafted = [counter.draft(session, counter.entries(n, identity=PLAIN)) for n in (1, 2)]
    barrier, ends = threading.Barrier(2), []

    def press(draft):
        barrier.wait()
        try:
            ends.append(accept(session, draft).version.finding["outcome"])
        except Refused as refusal:
            ends.append(refusal.key)

    threads = [threading.Thread(target=press, args=(draft,)) for draft in drafted]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(ends) in (["eligible", "ineligible"], ["eligible", "right.taken"])
    with session.store.reading() as reader:
        assert len(reader.grants(counter.MEASURE, PLAIN, "")) == 1


@pytest.mark.parametrize(
    ("owner", "step"),
    [
        (stored_drafts, "remove_draft"),
        (cases, "add_people"),
        (cases, "use_claims"),
        (cases, "index_name"),
        (cases, "append"),
        (Act, "add_case"),
    ],
)
def test_an_act_that_breaks_off_leaves_nothing_behind(session, monkeypatch, owner, step):
    draft = counter.draft(session, counter.entries())
    before = everything(session)
    done = getattr(owner, step)

    def fail(*arguments):
        done(*arguments)
        raise RuntimeError("the power goes")

    with monkeypatch.context() as patch:
        patch.setattr(owner, step, fail)
        with pytest.raises(RuntimeError, match="power"):
            accept(session, draft)
    assert everything(session) == before
    assert accept(session, draft).number == "510411-2026-0381"


def test_a_draft_that_was_typed_on_elsewhere_is_not_accepted(session):
    draft = counter.draft(session, counter.entries())
    newer = save_draft(session, draft, counter.entries(name="王刚", account_name="王刚"))
    before = everything(session)
    with pytest.raises(Refused) as caught:
        accept(session, draft)
    assert caught.value.key == "draft.stale"
    assert everything(session) == before
    assert accept(session, newer).version.entries["name"] == "王刚"
