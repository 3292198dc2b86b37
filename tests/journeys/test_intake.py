"""A clerk takes a case in: types, watches the panel, goes where it points, accepts."""

from collections.abc import Iterator
from time import process_time

import pytest
from PySide6.QtCore import QObject, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFrame, QLineEdit, QPushButton
from pytestqt.qtbot import QtBot

from hrdesk.domain.capitals import capital_words
from hrdesk.domain.case import Draft
from hrdesk.domain.errors import EnvironmentFault
from hrdesk.domain.money import grouped, to_fen
from hrdesk.services.cases import list_cases
from hrdesk.services.drafts import drafts, open_draft, save_draft
from hrdesk.services.intake import Judged, judge_entries
from hrdesk.services.session import Session
from hrdesk.ui.changes import Changes
from hrdesk.ui.intake import autosave, form_state
from hrdesk.ui.main_window import MainWindow
from hrdesk.ui.tasks import Tasks
from tests.journeys.intake_page import IntakeDesk, IntakePage
from tests.journeys.office import ENTRIES, MEASURE, REGISTERED
from tests.journeys.pages import close, opened
from tests.patience import PATIENCE_MS
from tests.shipped import amount_on

CATEGORY_KEYS = ("category", "proof_seen", "proof_number", "proof_seen_on")
COMMON = {key: text for key, text in ENTRIES.items() if key not in CATEGORY_KEYS}
CERTIFIED = {"proof_seen": "yes", "proof_number": "虚构证明第1号", "proof_seen_on": "2026-03-10"}

#: What a clerk enters for each category, the outcome of the panel, its amount.
CATEGORIES = [
    ("student", {"enrolled": "yes", "full_time": "yes", "school_in_province": "yes"}, "met"),
    ("student", {"enrolled": "yes", "full_time": "no", "school_in_province": "yes"}, "unmet"),
    ("grassroots_graduate", CERTIFIED, "met"),
    ("returning_migrant", CERTIFIED, "met"),
    ("hardship", CERTIFIED, "met"),
    ("hardship", {"proof_seen": "no"}, "unmet"),
    ("unemployed_graduate", {"graduated_on": "2024-06-30", "unemployed": "yes"}, "met"),
    ("unemployed_graduate", {"graduated_on": "2021-03-18", "unemployed": "yes"}, "met"),
    ("unemployed_graduate", {"graduated_on": "2021-03-17", "unemployed": "yes"}, "officer"),
    ("unemployed_graduate", {"graduated_on": "2021-03-01", "unemployed": "yes"}, "unmet"),
    ("unemployed_graduate", {"graduated_on": "2024-06-30"}, "unknown"),
    ("other", {"superior_document": "虚构文件〔2025〕1号"}, "officer"),
]
_PAID = amount_on(REGISTERED)
AMOUNT = grouped(_PAID)
AMOUNTS = {"met": AMOUNT, "unmet": "0.00", "officer": "—", "unknown": "—"}


@pytest.fixture
def desk(qtbot: QtBot, session: Session, tasks: Tasks, changes: Changes) -> Iterator[IntakeDesk]:
    with IntakeDesk(qtbot, session, tasks, changes) as opened_here:
        yield opened_here


def test_from_the_card_of_the_measure_to_the_number(
    qtbot: QtBot, session: Session, tasks: Tasks, changes: Changes
):
    window = MainWindow(session, tasks, changes)
    screen = opened(qtbot, window)
    window.pages.home.start("startup_grant")
    page = IntakePage(qtbot, window)
    # Open is the wizard as soon as it is being opened; on a busy machine that takes a while.
    qtbot.waitUntil(lambda: page.shows("finding_outcome"), timeout=PATIENCE_MS)
    assert page.outcome() == "unknown"
    page.enter_all(ENTRIES)
    assert page.outcome() == "met"
    assert page.amount() == AMOUNT
    assert page.text("finding_amount_words") == capital_words(to_fen(_PAID))
    assert set(page.conditions().values()) == {"met"}
    number = page.accept()
    assert number == "510411-2026-0001"
    assert {"F2", "F6"}.isdisjoint(page.words().splitlines())
    assert [case.number for case in list_cases(session)] == [number]
    assert drafts(session) == ()
    page.press("next_case")
    qtbot.waitUntil(lambda: page.shows("step.applicant"), timeout=PATIENCE_MS)
    assert page.value("name") == ""
    close(screen)


@pytest.mark.parametrize(("category", "facts", "outcome"), CATEGORIES)
def test_each_category_is_judged_as_it_is_typed(desk: IntakeDesk, category, facts, outcome):
    page = desk.open(COMMON)
    page.enter_all({"category": category, **facts})
    assert page.outcome() == outcome
    assert page.amount() == AMOUNTS[outcome]


def test_two_readings_of_the_clause_are_laid_out_with_what_each_gives(desk: IntakeDesk):
    page = desk.open(COMMON)
    facts = {"graduated_on": "2021-03-10", "unemployed": "yes"}
    page.enter_all({"category": "unemployed_graduate", **facts})
    gives = [given for _words, given in page.readings("graduated_on")]
    assert page.conditions()["graduated_on"] == "officer"
    assert sorted(gives) == ["不符合", "不符合", f"符合，{AMOUNT} 元"]


def test_every_unknown_condition_leads_to_the_field_that_settles_it(desk: IntakeDesk):
    page = desk.open()
    unknown = [code for code, outcome in page.conditions().items() if outcome == "missing"]
    ways = page.ways()
    assert len(ways) == len(unknown)
    assert {"identity", "registered_on", "category", "licence_seen", "is_founder"} <= set(ways)
    for field in ways:
        page.press(f"settle.{field}")
        assert page.cursor() == field
        assert page.shows(field)


def test_an_unknown_of_a_hidden_field_leads_to_the_choice_that_shows_it(desk: IntakeDesk):
    page = desk.open({**COMMON, "category": "hardship"})
    assert page.ways() == ["proof_seen"]
    page.press("settle.proof_seen")
    page.press_key(Qt.Key.Key_Y)
    assert page.ways() == ["proof_number"]
    page.press("settle.proof_number")
    page.type_on("虚构1号")
    page.press("settle.proof_seen_on")
    page.type_on("20260310")
    assert page.ways() == []
    assert page.outcome() == "met"


def test_f6_goes_round_the_unknown_conditions(desk: IntakeDesk):
    page = desk.open()
    ways = list(dict.fromkeys(page.ways()))
    visited = []
    for _way in (*ways, ways[0]):
        page.press_key(Qt.Key.Key_F6)
        visited.append(page.cursor())
    assert visited == [*ways, ways[0]]


def test_f6_goes_to_what_hinders_acceptance_when_nothing_is_unknown(desk: IntakeDesk):
    page = desk.open({**ENTRIES, "phone": "", "material.bank_card": ""})
    assert page.cursor() == "phone"
    page.press_key(Qt.Key.Key_F6)
    assert page.cursor() == "material.bank_card"
    page.press_key(Qt.Key.Key_F6)
    assert page.cursor() == "phone"


def test_enter_walks_through_the_fields_and_on_to_the_next_page(desk: IntakeDesk):
    page = desk.open()
    state = page.view.state
    expected = [*state.shown_keys(0), state.shown_keys(1)[0]]
    walked = []
    page.view.go_to("received")
    for _step in expected:
        walked.append(page.cursor())
        page.press_key(Qt.Key.Key_Return)
    assert walked == expected
    assert {"received", "name", "identity", "phone"} <= set(walked)
    assert "late_reason" not in walked


def test_tab_goes_through_each_page_and_then_to_its_buttons(desk: IntakeDesk):
    page = desk.open()
    last_page = len(desk.session.form(MEASURE).pages) - 1
    for place in (last_page, *range(last_page)):
        page.view.show_page(place)
        keys = page.view.state.shown_keys(place)
        last = keys[-1]
        page.view.go_to(keys[0])
        stops = [page.cursor()]
        while stops[-1] != last:
            page.press_key(Qt.Key.Key_Tab)
            stops.append(page.cursor())
        assert stops == keys
        page.press_key(Qt.Key.Key_Tab)
        assert page.cursor() == ("onward" if place == 0 else "back")


def test_pages_turn_by_keys_also_out_of_a_line(desk: IntakeDesk):
    page = desk.open()
    second, third = (page.view.state.shown_keys(place)[0] for place in (1, 2))
    page.press_key(Qt.Key.Key_PageDown)
    assert page.cursor() == second
    page.press_key(Qt.Key.Key_Return, ctrl=True)
    assert page.cursor() == third
    page.press_key(Qt.Key.Key_PageUp)
    page.press_key(Qt.Key.Key_End, ctrl=True)
    assert page.shows("accept")
    page.press_key(Qt.Key.Key_Home, ctrl=True)
    assert page.shows("received")


def test_a_wrong_number_is_said_at_the_field_and_on_the_review_in_three_parts(desk: IntakeDesk):
    page = desk.open({**ENTRIES, "identity": ""})
    page.enter_all({"identity": "510402199003072218"})
    tone, words, remedy = page.remark("identity")
    assert tone == "error"
    assert "应为 7" in words
    assert remedy
    page.press("step.review")
    assert page.text("open.identity") == desk.session.form(MEASURE).fields["identity"].label
    assert f"{words}{remedy}" in page.words()
    assert not page.part("accept", QPushButton).isEnabled()
    page.press("open.identity")
    assert page.cursor() == "identity"


def test_what_is_missing_is_listed_by_page_and_the_remedy_said_once(desk: IntakeDesk):
    page = desk.open()
    page.press("step.review")
    page.wait_for("review_hindrances")
    words = page.words()
    assert words.count("填写后才能受理") == 1
    assert words.count("收到或核验后在材料一页勾选") == 1
    for key in page.view.state.open_keys():
        assert page.shows(f"open.{key}")
    page.press("open.entity")
    assert page.cursor() == "entity"


def test_hints_come_once_more_on_the_review_and_hinder_nothing(desk: IntakeDesk):
    page = desk.open({**ENTRIES, "account_name": "别人"})
    words = page.view.state.remark("account_name").words
    page.press("step.review")
    page.wait_for("review_hints")
    assert page.part("accept", QPushButton).isEnabled()
    assert any(words in line for line in page.words().splitlines())
    page.press("hint.account_name")
    assert page.cursor() == "account_name"
    page.enter("account_name", ENTRIES["name"])
    page.press("step.review")
    assert not page.shows("review_hints")


def test_the_foot_of_a_page_counts_wrong_missing_and_awaited_fields_alike(desk: IntakeDesk):
    page = desk.open({**COMMON, "licence_number": "", "agency_name": "", "entity": "123"})
    page.view.go_to("category")
    assert page.view.state.to_do(2) == ["category", "entity", "agency_name", "licence_number"]
    assert "4" in page.text("still_open")
    page.enter("licence_number", "虚构1号")
    assert "3" in page.text("still_open")


def test_an_identity_card_is_looked_at_or_copied_and_never_kept(desk: IntakeDesk):
    page = desk.open()
    page.go_to("material.identity_card")
    offered = [
        button.objectName().removeprefix("material.identity_card=")
        for button in page.view.findChildren(QPushButton)
        if button.objectName().startswith("material.identity_card=")
    ]
    assert offered == ["seen", "copy", ""]
    for words in ("看过原件，退给本人", "与原件核对后留存"):
        assert words in page.text("ticks_explained")
    assert "收原件" not in page.text("ticks_explained")


def test_a_number_still_being_typed_is_no_error_until_the_clerk_leaves_it(desk: IntakeDesk):
    page = desk.open()
    page.view.go_to("identity")
    page.type_on("51040219900")
    assert page.remark("identity")[0] == "hint"
    page.press_key(Qt.Key.Key_Return)
    assert page.remark("identity")[0] == "error"
    page.view.go_to("identity")
    page.type_on("30722")
    assert page.remark("identity")[0] == "error"


def test_what_a_value_tells_stands_below_it(desk: IntakeDesk):
    page = desk.open()
    page.enter_all({"identity": ENTRIES["identity"], "account_number": ENTRIES["account_number"]})
    assert page.remark("account_number")[1] == "6228 4800 0000 0000 174"
    page.go_to("identity")
    assert "1990年3月7日" in page.remark("identity")[1]


def test_the_holder_of_the_account_is_proposed_and_typing_replaces_it(desk: IntakeDesk):
    page = desk.open({**ENTRIES, "account_name": ""})
    page.view.go_to("account_name")
    assert page.value("account_name") == ENTRIES["name"]
    assert page.view.state.entries["account_name"] == ENTRIES["name"]
    page.type_on("别人")
    assert page.value("account_name") == "别人"
    assert page.remark("account_name")[0] == "warning"
    page.press_key(Qt.Key.Key_Return)
    page.view.go_to("account_name")
    assert page.value("account_name") == "别人"


def test_a_click_keeps_the_proposal_marked(desk: IntakeDesk):
    page = desk.open({**ENTRIES, "account_name": "", "bank": ""})
    line = page.part("account_name", QLineEdit)
    QTest.mouseClick(line, Qt.MouseButton.LeftButton)
    assert line.selectedText() == ENTRIES["name"]
    QTest.mouseClick(line, Qt.MouseButton.LeftButton)
    assert line.selectedText() == ""


def test_required_fields_are_marked_from_the_start_whether_filled_or_not(desk: IntakeDesk):
    page = desk.open()
    marked = [key for key in page.view.state.shown_keys(0) if page.shows(f"{key}*")]
    assert marked == ["received", "name", "identity", "phone"]
    page.enter("phone", "13900000001")
    assert page.shows("phone*")


def test_leaving_a_field_writes_its_value_in_the_one_form(desk: IntakeDesk):
    page = desk.open()
    page.enter_all({"category": "unemployed_graduate", "graduated_on": "2024年6月30日"})
    assert page.value("graduated_on") == "2024年6月30日"
    page.press_key(Qt.Key.Key_Return)
    assert page.value("graduated_on") == "2024-06-30"


def test_what_was_typed_in_a_hidden_field_is_kept_and_not_judged(desk: IntakeDesk):
    page = desk.open(COMMON)
    page.enter_all({"category": "unemployed_graduate", "graduated_on": "nonsense"})
    assert page.remark("graduated_on")[0] in {"error", "hint"}
    page.enter("category", "hardship")
    assert not page.shows("graduated_on")
    page.press("step.review")
    assert not page.shows("open.graduated_on")
    page.enter_all({"category": "unemployed_graduate"})
    assert page.value("graduated_on") == "nonsense"


def test_a_late_entry_asks_for_its_reason_and_the_paper_number(desk: IntakeDesk):
    page = desk.open({key: text for key, text in ENTRIES.items() if key != "paper_number"})
    assert page.view.state.judged.acceptable
    page.enter_all({"received": "2026-02-10"})
    assert page.shows("late_reason")
    assert not page.view.state.judged.acceptable
    page.enter_all({"paper_number": "2026-17", "late_reason": "系统停机期间纸质登记"})
    assert page.view.state.judged.acceptable
    assert page.accept() == "510411-2026-0001"


def test_typing_changes_the_panel_in_place_and_keeps_its_scroll(desk: IntakeDesk):
    page = desk.open(COMMON)
    page.enter_all({"category": "unemployed_graduate", "graduated_on": "2021-03-17"})
    before = page.part("check.in_force", QFrame)
    page.enter("unemployed", "yes")
    assert page.part("check.in_force", QFrame) is before


def test_a_keystroke_is_judged_once_and_makes_no_new_part(
    desk: IntakeDesk, monkeypatch: pytest.MonkeyPatch
):
    judged: list[object] = []

    def judge(*case: object) -> Judged:
        judged.append(case)
        return judge_entries(*case)

    page = desk.open(COMMON)
    page.enter_all({"category": "hardship", "proof_seen": "yes"})
    page.view.go_to("agency_name")
    monkeypatch.setattr(form_state, "judge_entries", judge)
    before = len(page.view.findChildren(QObject))
    page.type_on("abc")
    assert len(judged) == 3
    assert len(page.view.findChildren(QObject)) == before


def test_typing_is_kept_within_two_seconds_without_a_word(desk: IntakeDesk, session: Session):
    page = desk.open()
    page.view.go_to("name")
    with page.qtbot.waitSignal(desk.changes.drafts):
        page.type_on("阿说么约布")
        begun = process_time()
    # The pause after a keystroke and the program's own work, whatever else the machine does.
    assert autosave.QUIET / 1000 + process_time() - begun < 2
    assert open_draft(session, desk.draft_id).entries["name"] == "阿说么约布"


def test_typing_without_a_pause_is_kept_all_the_same(
    desk: IntakeDesk, session: Session, monkeypatch: pytest.MonkeyPatch
):
    # No pause is long enough, however slowly a busy machine types.
    monkeypatch.setattr(autosave, "QUIET", 3_600_000)
    page = desk.open()
    page.view.go_to("address")

    def type_on() -> bool:
        page.type_on("a")
        return bool(open_draft(session, desk.draft_id).entries.get("address"))

    page.qtbot.waitUntil(type_on)


def test_f2_saves_at_once(desk: IntakeDesk, session: Session, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(autosave, "QUIET", 60_000)
    monkeypatch.setattr(autosave, "LATEST", 60_000)
    page = desk.open()
    page.view.go_to("name")
    page.type_on("王强")
    page.press_key(Qt.Key.Key_F2)
    assert page.wait_until_saved(session, desk.draft_id)["name"] == "王强"


def test_a_full_disk_is_said_and_tried_again_while_the_clerk_types_on(
    desk: IntakeDesk, session: Session, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(autosave, "QUIET", 20)
    monkeypatch.setattr(autosave, "AGAIN", 50)
    full = [True]

    def save(session: Session, draft: Draft, entries: dict[str, str]) -> Draft:
        if full[0]:
            raise EnvironmentFault("disk.full", drive="D:", needed="1 MB")
        return save_draft(session, draft, entries)

    monkeypatch.setattr(autosave, "save_draft", save)
    page = desk.open()
    page.view.go_to("name")
    page.type_on("王")
    page.wait_for("intake_notice")
    assert "D:" in page.text("intake_notice_headline") + page.text("intake_notice_remedy")
    page.type_on("强")
    assert page.value("name") == "王强"
    full[0] = False
    assert page.wait_until_saved(session, desk.draft_id)["name"] == "王强"
    page.qtbot.waitUntil(lambda: not page.shows("intake_notice"), timeout=PATIENCE_MS)


def test_leaving_while_the_disk_is_full_stays_and_offers_to_leave(
    desk: IntakeDesk, monkeypatch: pytest.MonkeyPatch
):
    def save(_session: Session, _draft: Draft, _entries: dict[str, str]) -> Draft:
        raise EnvironmentFault("disk.full", drive="D:", needed="1 MB")

    monkeypatch.setattr(autosave, "save_draft", save)
    page = desk.open()
    page.view.go_to("name")
    page.type_on("王")
    page.view.leave()
    page.wait_for("intake_notice_action")
    with page.qtbot.waitSignal(page.view.left, timeout=PATIENCE_MS):
        page.press("intake_notice_action")


def test_an_overtaken_draft_is_said_and_saved_as_a_new_one(desk: IntakeDesk, session: Session):
    page = desk.open()
    elsewhere = open_draft(session, desk.draft_id)
    save_draft(session, elsewhere, {**elsewhere.entries, "name": "别处"})
    page.view.go_to("name")
    page.type_on("王强")
    page.wait_for("intake_notice_action")
    page.press("intake_notice_action")
    page.qtbot.waitUntil(lambda: len(drafts(session)) == 2, timeout=PATIENCE_MS)
    page.qtbot.waitUntil(
        lambda: {each.applicant_name for each in drafts(session)} == {"王强", "别处"},
        timeout=PATIENCE_MS,
    )


def test_a_draft_opens_where_the_clerk_left_it(desk: IntakeDesk):
    page = desk.open(COMMON)
    page.view.go_to("licence_number")
    with page.qtbot.waitSignal(page.view.left, timeout=PATIENCE_MS):
        page.view.leave()
    again = desk.open_again(desk.draft_id)
    assert again.cursor() == "licence_number"


def test_a_draft_never_seen_opens_at_the_first_thing_to_do(desk: IntakeDesk):
    page = desk.open({**ENTRIES, "account_number": ""})
    assert page.cursor() == "account_number"


def test_leaving_keeps_what_was_typed_a_moment_before(desk: IntakeDesk, session: Session):
    page = desk.open()
    page.view.go_to("name")
    page.type_on("王强")
    with page.qtbot.waitSignal(page.view.left, timeout=PATIENCE_MS):
        page.view.leave()
    assert open_draft(session, desk.draft_id).entries["name"] == "王强"


def test_accepting_an_incomplete_form_goes_to_what_hinders(desk: IntakeDesk, session: Session):
    page = desk.open({**ENTRIES, "phone": ""})
    page.press("step.review")
    page.press_key(Qt.Key.Key_Return, ctrl=True)
    assert page.cursor() == "phone"
    assert list_cases(session) == ()


def test_long_and_rare_names_come_through_to_the_case(desk: IntakeDesk, session: Session):
    name = "㛃𬭎𠅤䶮ꆈꌠ·" + "阿" * 43
    page = desk.open({**ENTRIES, "name": "", "account_name": ""})
    page.enter_all({"name": name, "account_name": name})
    page.accept()
    assert [case.applicant_name for case in list_cases(session)] == [name]


def test_a_click_on_an_unknown_condition_puts_the_cursor_into_its_field(desk: IntakeDesk):
    page = desk.open({**ENTRIES, "founder_role": ""})
    row = page.part("check.is_founder", QFrame)
    QTest.mouseClick(row, Qt.MouseButton.LeftButton)
    assert page.cursor() == "founder_role"
    met = page.part("check.founded_agency", QFrame)
    QTest.mouseClick(met, Qt.MouseButton.LeftButton)
    assert page.cursor() == "founder_role"


def test_what_does_not_qualify_is_accepted_on_purpose_only(desk: IntakeDesk, session: Session):
    page = desk.open({**ENTRIES, "licence_seen": "no", "licence_number": "", "licence_seen_on": ""})
    page.press("step.review")
    assert page.outcome() == "unmet"
    accept = page.part("accept", QPushButton)
    assert accept.isEnabled()
    accept.setFocus()
    page.press_key(Qt.Key.Key_Return)
    assert not page.shows("intake_notice")
    page.press_key(Qt.Key.Key_Return, ctrl=True)
    assert "仍要受理吗" in page.text("intake_notice_headline")
    assert list_cases(session) == ()
    page.press("intake_notice_action")
    page.wait_for("case_number")
    assert [each.outcome for each in list_cases(session)] == ["ineligible"]


def test_a_draft_that_nobody_typed_in_leaves_none_behind(desk: IntakeDesk, session: Session):
    page = desk.open()
    assert len(drafts(session)) == 1
    page.view.leave()
    desk.qtbot.waitUntil(lambda: drafts(session) == (), timeout=PATIENCE_MS)


def test_without_a_day_of_receipt_the_panel_says_by_which_it_judges(desk: IntakeDesk):
    page = desk.open(ENTRIES)
    page.go_to("received")
    page.enter("received", "2026-02-30")
    assert "暂按今天" in page.said_of_rows()
    page.enter("received", "2026-03-18")
    assert not page.shows("finding_rows")


def test_a_character_without_a_font_is_said_at_the_field_and_hinders_acceptance(desk: IntakeDesk):
    page = desk.open(ENTRIES)
    page.enter_all({"name": "王\U00031351"})
    said = page.view.state.remark("name")
    assert said.is_error
    assert said.words.startswith("“\U00031351”（U+31351）在本机没有字体")
    page.press("step.review")
    page.wait_for("review_hindrances")
    assert said.words in page.words()
    page.press("open.name")
    assert page.cursor() == "name"
