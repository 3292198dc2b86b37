"""Small words: moments of backups and drafts, outcomes, acts; notices in three parts."""

from datetime import date, datetime
from enum import StrEnum

import pytest
from PySide6.QtWidgets import QPushButton

from hrdesk.domain.batch_answer import RowState, StrayCause
from hrdesk.domain.case import CaseState
from hrdesk.domain.clock import CHINA_TIME
from hrdesk.domain.errors import Damaged, EnvironmentFault, Fault, Refused, WrongKey
from hrdesk.domain.finding import Outcome
from hrdesk.domain.office import OfficeLevel
from hrdesk.domain.staff import Role
from hrdesk.services.batch_answers import AnswerFate
from hrdesk.services.presenting import catalogue_words
from hrdesk.ui.batches import answer_terms
from hrdesk.ui.draft_list import saved_words
from hrdesk.ui.faults import show_fault, tone_of, two_lines
from hrdesk.ui.foot_bar import backup_words
from hrdesk.ui.notice import Notice, Tone
from hrdesk.ui.office_words import LEVELS, ROLES
from hrdesk.ui.outcome_words import OUTCOMES, STATES
from hrdesk.ui.unbroken_text import UnbrokenText, has_long_run

MOMENT = datetime(2026, 3, 18, 8, 5, tzinfo=CHINA_TIME)


def test_a_backup_of_today_says_its_time_and_an_older_one_its_day():
    assert "08:05" in backup_words(MOMENT, date(2026, 3, 18))
    assert "2026-03-18" not in backup_words(MOMENT, date(2026, 3, 18))
    assert "2026-03-18 08:05" in backup_words(MOMENT, date(2026, 3, 19))
    assert ":" not in backup_words(None, date(2026, 3, 19))


def test_who_may_not_is_told_which_role_it_takes():
    assert {role.value: words for role, words in ROLES.items()}.items() <= catalogue_words(
        "roles"
    ).items()
    fault = Refused("rights.role", name="柳测试", roles="approver supervisor")
    headline, remedy = two_lines(fault)
    assert headline == "权限：“柳测试”没有“审批”或者“主管”岗位，不能办这件事。"
    assert remedy.startswith("请有“审批”或者“主管”岗位的同事办理")


def test_a_draft_of_today_says_its_time_and_an_older_one_its_day():
    assert saved_words(MOMENT, MOMENT).endswith("08:05")
    assert saved_words(MOMENT, MOMENT.replace(day=19)) == "2026-03-18 08:05"


@pytest.mark.parametrize(
    ("kind", "words"),
    [
        (Outcome, OUTCOMES),
        (CaseState, STATES),
        (OfficeLevel, LEVELS),
        (Role, ROLES),
        (RowState, answer_terms.STATES),
        (RowState, answer_terms.TONES),
        (AnswerFate, answer_terms.FATES),
        (AnswerFate, answer_terms.FATE_TONES),
        (StrayCause, answer_terms.CAUSES),
    ],
)
def test_every_member_has_words(kind: type[StrEnum], words: dict[StrEnum, str]):
    assert set(words) == set(kind)
    assert all(words.values())


@pytest.mark.parametrize(
    ("fault", "tone"),
    [
        (Refused("draft.stale"), Tone.WARNING),
        (EnvironmentFault("print.no_printer"), Tone.WARNING),
        (WrongKey("login.wrong"), Tone.ERROR),
        (Damaged("store.damaged"), Tone.ERROR),
    ],
)
def test_refusals_and_troubles_of_the_machine_are_no_errors_of_the_program(
    fault: Fault, tone: Tone
):
    assert tone_of(fault) is tone


def test_a_notice_says_where_what_and_what_to_do_and_then_nothing(themed, qtbot):
    notice = Notice(name="line")
    qtbot.addWidget(notice)
    assert notice.headline == ""
    show_fault(notice, EnvironmentFault("print.no_printer"))
    assert (notice.headline, notice.remedy) == two_lines(EnvironmentFault("print.no_printer"))
    notice.clear()
    assert (notice.headline, notice.remedy) == ("", "")


@pytest.mark.parametrize(
    ("text", "long"),
    [("X" * 28, False), ("X" * 29, True), ("号" * 60, False), ("ab cd " * 20, False)],
)
def test_only_runs_that_no_label_breaks_are_long(text: str, long: bool):
    assert has_long_run(text) is long


def test_a_long_run_takes_more_lines_where_there_is_less_room(themed, qtbot):
    line = UnbrokenText("X" * 60, "label")
    qtbot.addWidget(line)
    assert line.minimumSizeHint().width() < 200
    assert line.heightForWidth(200) > line.heightForWidth(2000)


def test_the_action_of_a_notice_is_done_once_offered_and_gone_with_it(themed, qtbot):
    notice = Notice(name="line")
    qtbot.addWidget(notice)
    done: list[int] = []
    notice.say(Tone.WARNING, "headline", "remedy")
    notice.offer("act", lambda: done.append(1))
    action = notice.findChild(QPushButton, "line_action")
    action.click()
    notice.say(Tone.INFO, "another")
    action.click()
    assert done == [1]
