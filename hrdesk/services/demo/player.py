"""Plays the story through the services of the window and compares with what it expects."""

import json
import shutil
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from decimal import Decimal
from pathlib import Path

from hrdesk.domain.batch import Batch
from hrdesk.domain.case import Case
from hrdesk.domain.errors import Refused
from hrdesk.domain.finding import Finding, Outcome
from hrdesk.domain.money import to_fen
from hrdesk.domain.print_spec import PaperKind
from hrdesk.services import approval_form, batches, office_setup, organizations
from hrdesk.services.acceptance import accept
from hrdesk.services.assess import assess_line
from hrdesk.services.cases import list_cases
from hrdesk.services.deciding import decide
from hrdesk.services.decision_subject import Order
from hrdesk.services.demo.law import StoryClock, place_figures
from hrdesk.services.demo.pictures import take_pictures
from hrdesk.services.demo.story import Story, StoryCase, StoryDecision, moment
from hrdesk.services.demo.summary import Left, Played, write_summary
from hrdesk.services.drafts import save_draft, start_draft
from hrdesk.services.intake import Judged, judge_entries
from hrdesk.services.many_forms import save_forms
from hrdesk.services.purchases import enter_purchase
from hrdesk.services.referrals import enter_answer
from hrdesk.services.session import Session, log_in
from hrdesk.services.verification import verify_folder
from hrdesk.services.witness import acknowledge, open_jumps
from hrdesk.storage.files import disk_faults

#: The folder is ours to empty only when it carries this file.
MARK = "hrdesk-demo"
ALL_FORMS = "all-forms.pdf"
DATA = "data"
BATCHES = "batches"


@dataclass(slots=True)
class _Play:
    """The play as it goes: what was done, and what differed from the expectation."""

    session: Session
    clock: StoryClock
    out: Path
    played: list[Played] = field(default_factory=list)
    applications: list[str] = field(default_factory=list)
    differences: list[str] = field(default_factory=list)
    batches: list[Batch] = field(default_factory=list)

    def expect(self, what: str, expected: object, found: object) -> None:
        """Note a difference."""
        if expected != found:
            self.differences.append(f"{what}: {expected!r} != {found!r}")


def play_story(story: Story, out: Path, say: Callable[[str], None]) -> int:
    """Play the story into a fresh folder and return the exit code."""
    _fresh(out)
    data, clock = out / DATA, StoryClock(moment(story.first_day))
    session = _set_up(story, out, clock)
    session = place_figures(story, session, clock)
    play = _Play(session, clock, out)
    try:
        for case in story.cases:
            _play_case(play, case)
        clock.moment = moment(story.last_day)
        _print_together(play)
        for measure in dict.fromkeys(case.measure for case in story.cases):
            if not session.form(measure).refers:
                _send(play, story, measure)
        _buy(session, story)
        # Its clock follows the days of the cases, which stand by subject and not in their order.
        acknowledge(session, open_jumps(session), story.words["clock_note"])
    finally:
        session.close()
    report = verify_folder(data, story.login, story.password, full=True)
    play.expect("verify", 0, report.exit_code)
    (out / "applications.jsonl").write_text("\n".join(play.applications) + "\n", encoding="utf-8")
    pictured = take_pictures(story, out, play.expect)
    if not pictured:
        say(story.words["no_pictures"])
    left = Left(
        tuple(play.played),
        tuple(play.batches),
        tuple(play.differences),
        pictured,
        {form.measure: form.title for form in session.policy.forms.values()},
    )
    write_summary(story, left, out)
    for line in play.differences:
        say(line)
    say(story.words["done"].format(cases=len(play.played), differences=len(play.differences)))
    return 1 if play.differences else 0


def _set_up(story: Story, out: Path, clock: StoryClock) -> Session:
    """Set the office up with its recovery sheet, and log in."""
    data = out / DATA
    place = next(each for each in office_setup.offices() if each.code == story.office_code)
    office = office_setup.named(place, office_setup.full_name(place))
    order = office_setup.SetupOrder(office, story.login, story.name, story.password)
    key = office_setup.new_recovery_key()
    sheet = office_setup.recovery_sheet(order, key, clock)
    (out / "recovery-sheet.pdf").write_bytes(sheet)
    office_setup.set_up(data, order, key, clock)
    return log_in(data, story.login, story.password, clock)


def _fresh(out: Path) -> None:
    """Empty the folder of an earlier play; anything else in the way is left alone."""
    if out.exists() and (not out.is_dir() or any(out.iterdir())):
        if not (out / MARK).exists():
            raise Refused("demo.folder_in_use", folder=str(out))
        shutil.rmtree(out)
    with disk_faults(out):
        out.mkdir(parents=True, exist_ok=True)
        (out / MARK).touch()


def _play_case(play: _Play, case: StoryCase) -> None:
    play.clock.moment = moment(case.day)
    session = play.session
    draft = start_draft(session, case.measure)
    draft = save_draft(session, draft, dict(draft.entries) | dict(case.entries))
    judged = judge_entries(session, case.measure, draft.entries)
    _compare(play, case, judged)
    play.expect(f"{case.id} acceptable", case.accepted, judged.acceptable)
    number = pdf = ""
    finding = judged.finding
    if judged.acceptable:
        accepted = accept(session, draft)
        number = accepted.number
        pdf = f"{number}.pdf"
        if case.decision is not None:
            finding = _decide(play, case.decision, accepted, finding)
        approval_form.save_copy(session, accepted.id, play.out / pdf)
        if session.form(case.measure).refers:
            _hand_on(play, case, accepted)
    play.played.append(Played(case, number, pdf, finding))


def _decide(play: _Play, decision: StoryDecision, case: Case, finding: Finding) -> Finding:
    """Decide what a case leaves open, and return its finding with what it gives now."""
    order = Order(case.id, case.version.number, decision.taken, decision.reason)
    decided = decide(play.session, order).version.finding
    found = (decided["outcome"], decided["amount"])
    play.expect(f"{case.number} decided", (decision.outcome, decision.amount), found)
    outcome, amount = Outcome(decision.outcome), Decimal(decision.amount)
    return replace(finding, outcome=outcome, amount=amount)


def _hand_on(play: _Play, case: StoryCase, accepted: Case) -> None:
    """Save the notice of a referral beside its letter, and record what was answered."""
    notice = play.out / f"notice-{accepted.number}.pdf"
    approval_form.save_copy(play.session, accepted.id, notice, PaperKind.REFERRAL_NOTICE)
    if case.answer:
        enter_answer(play.session, accepted.id, case.answer)


def _buy(session: Session, story: Story) -> None:
    """Register agencies and the services that were bought of them."""
    for agency in story.agencies:
        organizations.add(session, agency)
    for purchase in story.purchases:
        enter_purchase(session, purchase)


def _print_together(play: _Play) -> None:
    """Print the forms of all accepted cases once more, in one file with its list."""
    cases = [case.id for case in list_cases(play.session) if case.referred is None]
    printed = save_forms(play.session, cases, play.out / ALL_FORMS)
    formed = [
        item for item in play.played if item.number and item.finding.outcome is not Outcome.REFERRAL
    ]
    play.expect("forms in one file", len(formed), printed)


def _send(play: _Play, story: Story, measure: str) -> None:
    """Send the eligible cases of a measure; the workbook's sum is that of their findings.

    Where none can be sent, those that the story says are named, and the play goes on.
    """
    waiting = batches.candidates(play.session, measure, story.first_day, story.last_day)
    chosen = [case.id for case in waiting if batches.may_be_sent(case)]
    if not chosen:
        told = [each.id for each in story.cases if each.measure == measure and _is_sent(each)]
        play.expect(f"{measure} cases sent", told, [])
        return
    folder = play.out / BATCHES
    folder.mkdir(exist_ok=True)
    batch = batches.make_batch(play.session, measure, chosen, folder)
    found = [
        item.finding
        for item in play.played
        if item.number and item.case.measure == measure and item.finding.outcome is Outcome.ELIGIBLE
    ]
    play.expect(f"{measure} cases sent", len(found), batch.cases)
    paid = sum(to_fen(each.amount) for each in found if each.amount is not None)
    play.expect(f"{measure} sum sent", paid, batch.sum_fen or 0)
    play.batches.append(batch)


def _is_sent(case: StoryCase) -> bool:
    return case.accepted and case.expected.outcome == Outcome.ELIGIBLE.value


def _compare(play: _Play, case: StoryCase, judged: Judged) -> None:
    expected, finding = case.expected, judged.finding.as_contract()
    play.expect(f"{case.id} outcome", expected.outcome, finding["outcome"])
    play.expect(f"{case.id} amount", expected.amount, finding["amount"])
    outcomes = {check.code: check.outcome.value for check in judged.finding.checks}
    for code, outcome in expected.checks.items():
        play.expect(f"{case.id} {code}", outcome, outcomes.get(code))
    if judged.application["applicant"]:
        line = json.dumps(judged.application, ensure_ascii=False)
        play.applications.append(line)
        answer = assess_line(line, play.session.policy.book)
        play.expect(f"{case.id} assess", finding, answer)
