"""Change of law in the office: by document, seen before it counts, by two persons, provable."""

import json
from datetime import date
from decimal import Decimal

import pytest

from hrdesk.domain.errors import InvalidInput, Refused, Tampered
from hrdesk.domain.finding import Outcome
from hrdesk.domain.staff import Role
from hrdesk.services import amendments, approval_form
from hrdesk.services.amendment_list import change_lines
from hrdesk.services.assess import assess_line
from hrdesk.services.compared_case import side_by_side
from hrdesk.services.deciding import decide, law_changed, outlook, points_of
from hrdesk.services.decision_subject import Order
from hrdesk.services.intake import judge_entries
from hrdesk.services.lapse import lapse_notice
from hrdesk.services.parameter_values import form_of, places_of, plain_value, value_entries
from hrdesk.services.parameters import FigureState, Wanted, found_in, parameter_lines
from hrdesk.services.questions import question_lines
from hrdesk.services.session import log_in
from hrdesk.storage.renewal import NewPerson, add_person, give_password
from hrdesk.ui.login import open_session
from tests.conftest import ROOT
from tests.services import counter, test_batches
from tests.services.older_store import without_early_end_rule
from tests.services.open_cases import REASON, straddling
from tests.services.paper import pdf_text
from tests.services.replayed import replay
from tests.services.second_person import (
    NAME,
    SOURCE,
    as_second,
    confirmed,
    opened_anew,
    seen,
)
from tests.services.test_forged_case import forge
from tests.storage.desk import CHEAP

AMOUNT, CAP = "startup_grant.amount", "startup_loan_individual.cap"
NATIONAL = "财金〔2023〕75号"
UPGRADE = "agency_rating_award.upgrade"
UPGRADED = next(
    json.loads(line)["input"]
    for line in (ROOT / "tests/policy/worked.jsonl").read_text("utf-8").splitlines()
    if json.loads(line)["name"] == "upgrade 3A to 4A"
)


@pytest.fixture(autouse=True)
def second_person(session):
    """A second administrator and supervisor, who was there before anything is proposed."""
    with as_second(session):
        pass


def ruled(session, propose):
    """Let the second person, a supervisor, propose, and the first one confirm."""
    with as_second(session) as other:
        propose(other)
    change = session.amendments()[-1].id
    amendments.confirm_amendment(session, seen(session, change))


def dated(day, **changes):
    return {**SOURCE, "amendment_from": day, "amendment_clause": "一（二）", **changes}


def propose_amount(session, day="2026-03-02", yuan="12,000.00"):
    amendments.propose_value(session, AMOUNT, dated(day, amendment_value=yuan))


def result(session, line):
    finding = assess_line(json.dumps(line), session.policy.book)
    return finding["outcome"], finding["amount"]


@pytest.mark.parametrize(
    ("day", "amount"), [("2026-03-01", 12000), ("2026-03-02", 12000), ("2026-03-03", 10000)]
)
def test_a_value_counts_from_its_day_on_once_it_is_confirmed(session, day, amount):
    typed = counter.entries()
    assert date(2026, 3, 2) == counter.REGISTERED
    propose_amount(session, day)
    assert judge_entries(session, counter.MEASURE, typed).finding.amount == Decimal(10000)
    confirmed(session)
    finding = judge_entries(session, counter.MEASURE, typed).finding
    assert finding.amount == Decimal(amount)
    (use,) = [each for each in finding.parameters if each.id == AMOUNT]
    source = ("攀人社发〔2026〕12号", "一（二）", f"{NAME} 2026-03-18")
    assert (use.document, use.clause, use.confirmed) == (
        source if amount == 12000 else ("攀人社发〔2021〕373号", "三（七）", "")
    )


def test_a_form_says_who_confirmed_a_figure(session, tmp_path):
    propose_amount(session)
    confirmed(session)
    case = counter.accepted(session)
    words = pdf_text(approval_form.preview(session, case.id), tmp_path)
    assert f"（{NAME}2026-03-18确认）" in words


@pytest.mark.parametrize(("day", "most"), [("2026-03-18", 300000), ("2026-03-19", 200000)])
def test_the_national_loan_rules_are_adopted_together_from_their_day(session, day, most):
    typed = test_batches.person_entries()
    amendments.propose_adoption(session, NATIONAL, dated(day, amendment_document=NATIONAL))
    (change,) = change_lines(session)
    pending = session.law.packs.shipped.book.pending.values()
    pending = session.law.packs.shipped.book.pending.values()
    assert len(change.parts) == len([each for each in pending if each.document == NATIONAL])
    confirmed(session)
    finding = judge_entries(session, test_batches.PERSON, typed).finding
    assert finding.ceiling == Decimal(most)
    lines = found_in(parameter_lines(session), Wanted(CAP))
    assert [each.state for each in lines] == [FigureState.SHIPPED, FigureState.LOCAL]
    assert [each.until for each in lines] == [
        date.fromisoformat(day).replace(day=int(day[-2:]) - 1),
        None,
    ]


def test_a_ruling_decides_until_its_end_and_its_end_gives_it_back_to_an_officer(session):
    readings = {each.id: each for each in question_lines(session)}[UPGRADE].readings
    assert result(session, UPGRADED) == ("officer", None)
    typed = {**SOURCE, "amendment_from": "2024-04-01", "amendment_reading": next(iter(readings))}
    with pytest.raises(Refused, match=r"rights\.role"):
        amendments.propose_ruling(session, UPGRADE, typed)
    ruled(session, lambda other: amendments.propose_ruling(other, UPGRADE, typed))
    outcome, amount = result(session, UPGRADED)
    assert outcome == "eligible"
    shown = [
        each["shown"]
        for each in assess_line(json.dumps(UPGRADED), session.policy.book)["checks"]
        if SOURCE["amendment_document"] in each["shown"]
    ]
    assert len(shown) == 1
    assert result(session, UPGRADED | {"on": "2024-03-31"})[0] == "officer"
    with as_second(session) as other, pytest.raises(InvalidInput) as refused:
        amendments.propose_ruling(other, UPGRADE, typed)
    assert [each.key for each in refused.value.problems] == ["amendments.ruled"]
    ruling = change_lines(session)[0].id
    ruled(session, lambda other: amendments.propose_ending(other, ruling, SOURCE))
    assert result(session, UPGRADED)[0] == "officer"
    assert amount is not None


def test_an_extension_moves_the_last_day_and_takes_the_lapse_back(session, clock):
    late = {
        "measure": "agency_rating_award",
        "on": "2026-11-23",
        "applicant": "91510402MA62123453",
        "facts": {
            "agency_kind": "commercial",
            "licensed": True,
            "rating": "3A",
            "rating_level": "province",
            "rated_on": "2026-10-25",
        },
    }
    clock.moment = counter.noon(2026, 11, 23)
    assert result(session, late) == ("ineligible", "0.00")
    assert lapse_notice(session) is not None
    for day, key in (("2026-10-23", ["amendments.not_later"]), ("2027-10-23", [])):
        try:
            amendments.propose_term(session, {**SOURCE, "amendment_last_day": day})
        except InvalidInput as refused:
            assert [each.key for each in refused.problems] == key
        else:
            assert not key
    confirmed(session)
    assert result(session, late) == ("eligible", "10000.00")
    assert lapse_notice(session) is None
    assert result(session, late | {"on": "2027-10-25"})[0] == "officer"


def test_what_a_change_would_do_is_seen_and_decided_cases_stay(session, tmp_path):
    sent = counter.accepted(session, 1)
    test_batches.made(session, tmp_path)
    waiting = counter.accepted(session, 2)
    loan = test_batches.taken_in(session, test_batches.PERSON, test_batches.person_entries(3))
    propose_amount(session)
    change = session.amendments()[-1].id
    preview = seen(session, change)
    assert [each.number for each in preview.changed] == [waiting.number]
    assert (preview.judged, preview.before, preview.after) == (2, Decimal(10000), Decimal(12000))
    (case,) = preview.changed
    assert (case.before.amount, case.after.amount) == (Decimal(10000), Decimal(12000))
    everything = seen(session, change, with_decided=True)
    assert [each.number for each in everything.changed] == [sent.number, waiting.number]
    sides = side_by_side(session, change, waiting.id)
    before, after = sides.before, sides.after
    assert (before.amount, after.amount) == (Decimal(10000), Decimal(12000))
    amendments.withdraw_amendment(session, change, "写错了")
    amendments.propose_adoption(session, NATIONAL, dated("2026-03-18"))
    loans = confirmed(session)
    assert [each.number for each in loans.changed] == [loan.number]
    for case in (sent, waiting, loan):
        with session.store.reading() as reader:
            assert reader.case(case.id).version == case.version


@pytest.mark.usefixtures("cold_children")
def test_two_persons_with_a_role_make_a_change(session):
    propose_amount(session)
    change = session.amendments()[-1].id
    with pytest.raises(Refused, match=r"amendments\.own"):
        amendments.confirm_amendment(session, seen(session, change))
    with as_second(session) as other:
        stale = seen(other, change)
        amendments.propose_value(other, CAP, dated("2026-03-02", amendment_value="250000"))
        with pytest.raises(Refused, match=r"amendments\.seen_before"):
            amendments.confirm_amendment(other, stale)
        preview = seen(other, change)
        line = next(each for each in change_lines(other) if each.id == change)
        assert (line.may_confirm, line.may_withdraw, line.may_end) == (True, True, False)
        amendments.confirm_amendment(other, preview)
        with pytest.raises(Refused, match=r"amendments\.seen_before"):
            amendments.confirm_amendment(other, preview)
    line = next(each for each in change_lines(session) if each.id == change)
    assert line.counts
    assert line.amendment.confirmation is not None
    assert line.amendment.confirmation.by == NAME
    assert not line.may_confirm
    assert line.may_end


def test_a_value_of_a_day_that_is_there_is_refused_until_it_is_ended(session):
    propose_amount(session)
    with pytest.raises(InvalidInput) as refused:
        propose_amount(session, yuan="13,000.00")
    assert [(each.key, each.where) for each in refused.value.problems] == [
        ("amendments.same_day", "amendment_from")
    ]
    confirmed(session)
    with pytest.raises(InvalidInput):
        propose_amount(session, yuan="13,000.00")
    amendments.propose_ending(session, session.amendments()[0].id, SOURCE)
    confirmed(session)
    finding = judge_entries(session, counter.MEASURE, counter.entries()).finding
    assert (finding.outcome, finding.amount) == (Outcome.ELIGIBLE, Decimal(10000))
    propose_amount(session, yuan="13,000.00")
    confirmed(session)
    finding = judge_entries(session, counter.MEASURE, counter.entries()).finding
    assert finding.amount == Decimal(13000)


@pytest.mark.parametrize("field", SOURCE)
def test_no_change_without_its_document(session, field):
    with pytest.raises(InvalidInput) as refused:
        amendments.propose_value(
            session, AMOUNT, dated("2026-03-02", amendment_value="12000", **{field: ""})
        )
    assert [each.where for each in refused.value.problems] == [field]
    assert session.amendments() == ()


def test_every_parameter_can_be_given_a_value_by_its_form(session):
    """Each kind of value comes back from its form as it was shown."""
    book = session.policy.book
    for parameter, rows in book.parameters.items():
        place = next((each.code for each in places_of(session, parameter)), "")
        form = form_of(session, parameter)
        asked = [name for name in form.fields if name.startswith("amendment_value")]
        assert asked
        filled = value_entries(session, parameter)
        typed = dict.fromkeys(asked, "7") | filled
        amendments.propose_value(session, parameter, {**dated("2026-03-02"), **typed}, place)
        (value,) = session.amendments()[-1].content.values
        if filled:
            assert value.value == plain_value(rows[-1].value), parameter
    assert len(session.amendments()) == len(book.parameters)


def test_a_case_that_waits_for_an_officer_is_judged_again_by_the_changed_law(session):
    waiting = straddling(session)
    (point,) = points_of(session, waiting)
    typed = {**SOURCE, "amendment_from": "2026-03-18", "amendment_reading": "at_founding"}
    ruled(session, lambda other: amendments.propose_ruling(other, point.question, typed))
    assert points_of(session, waiting) == ()
    assert law_changed(session, waiting)
    with pytest.raises(InvalidInput, match=r"decide\.invalid"):
        decide(session, Order(waiting.id, 1, {}, ""))
    seen_before = outlook(session, Order(waiting.id, 1, {}, REASON))
    after = decide(session, Order(waiting.id, 1, {}, REASON))
    assert (after.version.number, after.version.finding["outcome"]) == (2, "eligible")
    assert seen_before.outcome is Outcome.ELIGIBLE
    (again,) = after.version.finding["rejudged"]
    assert (again["reason"], again["version"]) == (REASON, 2)
    assert replay(session).differences == ()


def test_nothing_is_judged_again_while_the_law_stays(session):
    waiting = straddling(session)
    assert not law_changed(session, waiting)
    with pytest.raises(Refused, match=r"decide\.nothing_chosen"):
        decide(session, Order(waiting.id, 1, {}, REASON))


def test_what_holds_when_a_change_is_proposed_is_held_again_when_it_is_confirmed(session):
    """Two proposals for the same place: the one that is confirmed second finds no room."""
    for day in ("2028-10-23", "2027-10-23"):
        amendments.propose_term(session, {**SOURCE, "amendment_last_day": day})
    later, earlier = session.amendments()
    with as_second(session) as other:
        amendments.confirm_amendment(other, seen(other, later.id))
        with pytest.raises(Refused, match=r"amendments\.overtaken"):
            amendments.confirm_amendment(other, seen(other, earlier.id))
    assert session.policy.book.last_day == date(2028, 10, 23)


def test_two_rulings_on_one_question_do_not_both_count(session):
    typed = {**SOURCE, "amendment_from": "2024-04-01"}
    with as_second(session) as other:
        for reading in ("full", "none"):
            amendments.propose_ruling(other, UPGRADE, typed | {"amendment_reading": reading})
    one, two = session.amendments()
    amendments.confirm_amendment(session, seen(session, one.id))
    with pytest.raises(Refused, match=r"amendments\.overtaken"):
        amendments.confirm_amendment(session, seen(session, two.id))


def test_a_ruling_that_has_ended_comes_back_by_no_later_end(session):
    typed = {**SOURCE, "amendment_from": "2024-04-01", "amendment_reading": "full"}
    ruled(session, lambda other: amendments.propose_ruling(other, UPGRADE, typed))
    ruling = session.amendments()[0].id
    with as_second(session) as other:
        for day in ("2024-06-30", "2030-12-31", "2024-05-31"):
            amendments.propose_ending(other, ruling, {**SOURCE, "amendment_last_day": day})
    _, first, later, earlier = session.amendments()
    amendments.confirm_amendment(session, seen(session, first.id))
    with pytest.raises(Refused, match=r"amendments\.overtaken"):
        amendments.confirm_amendment(session, seen(session, later.id))
    assert result(session, UPGRADED | {"on": "2024-07-01"})[0] == "officer"
    amendments.confirm_amendment(session, seen(session, earlier.id))
    assert result(session, UPGRADED | {"on": "2024-05-31"})[0] == "eligible"
    assert result(session, UPGRADED | {"on": "2024-06-01"})[0] == "officer"


def ruled_on_upgrades(session, **changes):
    typed = {**SOURCE, "amendment_from": "2024-04-01", "amendment_reading": "full", **changes}
    ruled(session, lambda other: amendments.propose_ruling(other, UPGRADE, typed))
    return session.amendments()[-1].id


def test_a_ruling_ends_on_no_day_before_its_first(session):
    ruling = ruled_on_upgrades(session)
    with as_second(session) as other:
        with pytest.raises(Refused, match=r"amendments\.ends_before$"):
            amendments.propose_ending(other, ruling, {**SOURCE, "amendment_last_day": "2024-03-31"})
        amendments.propose_ending(other, ruling, {**SOURCE, "amendment_last_day": "2024-04-01"})
    amendments.confirm_amendment(session, seen(session, session.amendments()[-1].id))
    days = ("2024-04-01", "2024-04-02")
    assert [result(session, UPGRADED | {"on": day})[0] for day in days] == ["eligible", "officer"]


def test_an_early_end_that_an_older_store_holds_is_not_confirmed_and_hinders_no_ruling(session):
    """An end before the first day could be proposed once: open or confirmed, it locks nothing."""
    ruling = ruled_on_upgrades(session)
    early = {**SOURCE, "amendment_last_day": "2023-04-01"}
    with without_early_end_rule(session), as_second(session) as other:
        amendments.propose_ending(other, ruling, early)
    ending = session.amendments()[-1].id
    with pytest.raises(Refused, match=r"amendments\.ends_before$"):
        amendments.confirm_amendment(session, seen(session, ending))
    with without_early_end_rule(session):
        amendments.confirm_amendment(session, seen(session, ending))
    assert result(session, UPGRADED)[0] == "officer"
    ruled_on_upgrades(session, amendment_from="2024-01-01")
    assert result(session, UPGRADED)[0] == "eligible"


def test_a_change_that_was_annulled_stays_so(session):
    propose_amount(session)
    confirmed(session)
    change = session.amendments()[0].id
    for _ in range(2):
        amendments.propose_ending(session, change, SOURCE)
    _, one, two = session.amendments()
    with as_second(session) as other:
        amendments.confirm_amendment(other, seen(other, one.id))
        with pytest.raises(Refused, match=r"amendments\.overtaken"):
            amendments.confirm_amendment(other, seen(other, two.id))
    finding = judge_entries(session, counter.MEASURE, counter.entries()).finding
    assert finding.amount == Decimal(10000)


def test_who_was_added_by_the_proposer_since_does_not_confirm(session):
    propose_amount(session)
    added = NewPerson("sanguanli", "叁管理", frozenset({Role.ADMINISTRATOR}), "given to the third")
    add_person(session.store, added, CHEAP)
    session.store.close()
    third = log_in(session.folder, added.login, added.password, session.clock)
    give_password(third.store, third.staff, "a word of his own", CHEAP)
    preview = seen(third, third.amendments()[-1].id)
    with pytest.raises(Refused, match=r"amendments\.key_given"):
        amendments.confirm_amendment(third, preview)
    third.store.close()


def test_who_was_given_a_password_by_the_proposer_since_does_not_confirm(session):
    with as_second(session) as other:
        second = other.staff
    propose_amount(session)
    change = session.amendments()[-1].id
    give_password(session.store, session.store.staff(second.id), "given once more", CHEAP)
    with pytest.raises(Refused, match=r"amendments\.key_given"), opened_anew(session) as taken:
        amendments.confirm_amendment(taken, seen(taken, change))


@pytest.mark.parametrize(
    "forgery",
    [
        "update amendment set content = replace(content, '12000', '99000')",
        ("insert into amendment_confirmation select 'x', id, '{}', '', '', salt, 1 from amendment"),
    ],
)
def test_nothing_is_judged_by_a_law_that_was_forged(session, forgery):
    """Who has the data key writes an amount, or the confirmation that lacks, into the file."""
    propose_amount(session)
    if forgery.startswith("update"):
        confirmed(session)
    forge(session, forgery)
    session.law_changed()
    with pytest.raises(Tampered) as refused:
        counter.accepted(session)
    assert refused.value.key == "law.tampered"
    with session.store.reading() as reader:
        assert reader.cases() == ()
    session.store.close()
    with pytest.raises(Tampered):
        open_session(session.folder, counter.LOGIN, counter.PASSWORD, session.clock)
    # The folder is let go: another login is refused for the same reason, not as in use.
    with pytest.raises(Tampered):
        open_session(session.folder, counter.LOGIN, counter.PASSWORD, session.clock)


@pytest.mark.parametrize(
    ("parameter", "typed", "key"),
    [
        (AMOUNT, {"amendment_value": "0"}, "amendments.nothing"),
        (
            AMOUNT,
            {"amendment_value": "1", "amendment_from": "1999-12-31"},
            "amendments.unlikely_day",
        ),
        (
            AMOUNT,
            {"amendment_value": "1", "amendment_from": "2028-03-19"},
            "amendments.unlikely_day",
        ),
        (
            "internship_subsidy.shares",
            {f"amendment_value.{each}": "101" for each in ("ordinary", "province", "national")},
            "amendments.over_hundred",
        ),
        (
            "agency_rating_award.rating_levels",
            {"amendment_value.province": "no"},
            "amendments.none_listed",
        ),
    ],
)
def test_a_value_that_no_document_would_say_is_refused(session, parameter, typed, key):
    form = form_of(session, parameter)
    asked = [name for name in form.fields if name.startswith("amendment_value")]
    blank = dict.fromkeys(asked, "no") if form.fields[asked[0]].choices else {}
    with pytest.raises(InvalidInput) as refused:
        amendments.propose_value(session, parameter, dated("2026-03-02") | blank | typed)
    assert {each.key for each in refused.value.problems} == {key}
    assert session.amendments() == ()


def test_a_case_that_cannot_be_read_is_named_and_ends_neither_preview_nor_replay(session):
    broken = counter.accepted(session, 1)
    counter.accepted(session, 2)
    forge(
        session,
        "update case_value set application = '{}' where version_id = "
        f"(select id from case_version where case_id = '{broken.id}')",
    )
    propose_amount(session)
    preview = seen(session, session.amendments()[-1].id)
    assert (preview.unreadable, len(preview.changed)) == ((broken.number,), 1)
    (difference,) = replay(session).differences
    assert (difference.number, difference.outcome_now) == (broken.number, "")
