"""A platform's answer, looked at before anything of it is kept."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from functools import partial
from pathlib import Path

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QCheckBox, QTabWidget, QVBoxLayout, QWidget

from hrdesk.domain.errors import Fault, InvalidInput, Problem
from hrdesk.intake.answer_sheet import SENT
from hrdesk.services import batch_answers
from hrdesk.services.batch_answers import Answer, AnswerChoice, AnswerFate
from hrdesk.services.presenting import present
from hrdesk.services.session import Session
from hrdesk.ui.ahead import Ahead, in_turns
from hrdesk.ui.batches import answer_terms as terms
from hrdesk.ui.batches import preview_words
from hrdesk.ui.batches.answer_desk import AnswerDesk, Seen
from hrdesk.ui.batches.answer_head import AnswerHead
from hrdesk.ui.batches.answer_ticks import AnswerTicks
from hrdesk.ui.batches.contradiction_words import WHAT_TO_DO, plan_contradictions
from hrdesk.ui.batches.state_lines import StateLines, lines_table
from hrdesk.ui.batches.words_card import WordsCard
from hrdesk.ui.faults import show_fault
from hrdesk.ui.list_import.mapping_card import MappingCard
from hrdesk.ui.list_import.models import LinesModel
from hrdesk.ui.list_import.sentence_table import SentenceTable
from hrdesk.ui.notice import Notice, Tone
from hrdesk.ui.page import MARGINS, KeyHint, Page, bind_keys
from hrdesk.ui.storing import Storing
from hrdesk.ui.tasks import Tasks

_ROW_WIDTHS = (110, 170, 250, 120, 126, 280, 150)
_STRAY_WIDTHS = (110, 200, 500)
_WRONG_WIDTHS = (130, 420, 310)
_CHANGED, _STRAYS, _WRONG, _MAPPING = range(4)
#: How often the counts are said anew.
_COUNT_MS = 100


_TAKE = KeyHint("Ctrl Enter", "导入")


class AnswerPage(Page):
    """One answer from its file to the store; `taken` carries the batch's id, its number, and
    which rows the answer contradicts.

    The process that reads is ended by `forget`. While the answer is stored nothing else is done
    and nobody leaves: it is a matter of a second, and half of it is never stored.
    """

    taken = Signal(str, str, str)
    left = Signal()
    hints: tuple[KeyHint, ...] = (KeyHint("Esc", "返回，什么也不存"),)

    def __init__(self, session: Session, tasks: Tasks, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("answer_import")
        self._session, self._tasks = session, tasks
        self._desk = AnswerDesk(session)
        self._seen: Seen | None = None
        self._counting = QTimer(self)
        self._counting.setInterval(_COUNT_MS)
        self._counting.timeout.connect(self._say_counts)
        self.notice = Notice(self, name="answer_notice")
        self._head = AnswerHead()
        self._words = WordsCard()
        self._every_failed = QCheckBox(terms.EVERY_FAILED)
        self._every_failed.setObjectName("every_failed")
        self._ticks = AnswerTicks()
        self._mapping: MappingCard | None = None
        self._work = Ahead(iter(()), self, after_ms=0)
        self._rows = StateLines(terms.CHANGED_TITLES, 4, frozenset({0, 1, 3, 6}), self)
        self._strays = LinesModel(terms.STRAY_PREVIEW_TITLES, self)
        self._wrong = LinesModel(terms.WRONG_TITLES, self)
        self._lay_out()
        resting = (self._head, self._words, self._ticks, self._tabs)
        self._storing = Storing(self.notice, resting)
        leave = self._storing.leaving(self.left.emit)
        self._head.take_asked.connect(self._take)
        self._head.left.connect(leave)
        self._words.changed.connect(self._read_again)
        self._every_failed.toggled.connect(lambda _: self._read_again())
        self._ticks.changed.connect(self._read_again)
        bind_keys(self, {"Esc": leave, "Ctrl+Return": self._take})

    def enter(self) -> None:
        """Take the focus for what is to be done next."""
        self._head.take_cursor()

    def read(self, path: Path, marked: str | None) -> None:
        """Begin to read a file; `marked` is the batch from which the clerk came."""
        self._begin_counting()
        self._tasks.run(partial(self._desk.first, path, marked), self._show, self._failed)

    def forget(self) -> None:
        """End the reading; of the answer nothing is left."""
        self._counting.stop()
        self._work.stop()
        self._desk.leave()

    def let_go(self) -> Iterator[None]:
        """Go, in pieces, once the page is shown no more."""
        if self._mapping is not None:
            yield from in_turns(self._mapping.let_go())
        self.deleteLater()

    def _begin_counting(self) -> None:
        self._head.say_reading(0, 0)
        self._counting.start()

    def _say_counts(self) -> None:
        self._head.say_reading(*self._desk.counts)

    def _read_again(self) -> None:
        """Match the rows anew by what was chosen."""
        if self._seen is None or self._desk.is_left or self._storing.is_under_way:
            return
        answer = self._seen.answer
        roles = answer.heading.roles if self._mapping is None else self._mapping.columns()
        choice = AnswerChoice(
            replace(answer.heading, roles=roles),
            self._words.chosen(),
            every_failed=self._every_failed.isChecked(),
            is_to_batch=self._ticks.is_to_batch,
            amounts_seen=self._ticks.amounts_seen,
        )
        self._begin_counting()
        work = partial(self._desk.again, answer, self._seen.terms, choice)
        self._tasks.run(work, self._show, self._failed)

    def _show(self, seen: Seen) -> None:
        if self._desk.is_left:
            seen.answer.file.cancel()
            return
        self._counting.stop()
        first = self._seen is None
        self._seen = seen
        if first:
            self._show_mapping(seen.answer)
        self.notice.clear()
        wrong = self._say_fault(seen.fault)
        self._wrong.show_lines(len(wrong), lambda n: wrong[n])
        self._show_plan(seen)
        self._ticks.ask(seen.fault)
        self._tabs.setTabText(_WRONG, f"读不准、不同或对不上的 {len(wrong)}")
        if wrong:
            self._tabs.setCurrentIndex(_WRONG)
        elif seen.fault is not None:
            self._tabs.setCurrentIndex(_MAPPING)
        elif self._tabs.currentIndex() == _WRONG:
            self._tabs.setCurrentIndex(_CHANGED)
        self._tabs.show()
        if first:
            self._head.take_cursor()
            self._words.take_cursor()

    def _show_plan(self, seen: Seen) -> None:
        made, shown = seen.plan, seen.terms
        self._head.show_plan(seen.answer, made)
        told = (
            []
            if made is None
            else [each for each in made.told if each[2] is not AnswerFate.UNCHANGED]
        )
        strays = [] if made is None else made.reading.strays
        self._rows.show_states(
            len(told),
            lambda n: (
                str(told[n][0].file_row),
                told[n][1].number,
                shown.person(told[n][1].cells),
                terms.amount(shown.amount_fen(told[n][1].cells)),
                terms.FATES[told[n][2]],
                terms.told_words(*told[n]),
                told[n][0].serial or "—",
            ),
            lambda n: terms.FATE_TONES[told[n][2]],
        )
        self._strays.show_lines(
            len(strays),
            lambda n: (
                str(strays[n].file_row),
                terms.CAUSES[strays[n].cause],
                terms.stray_words(strays[n].cells),
            ),
        )
        self.hints = ((_TAKE,) if made is not None else ()) + type(self).hints
        self.hints_changed.emit()
        self._tabs.setTabText(_CHANGED, f"有变化的行 {len(told)}")
        self._tabs.setTabText(_STRAYS, f"对不上的行 {len(strays)}")
        if made is not None and made.reading.unknown:
            self._ask_words(made.reading.unknown)
        elif made is not None and (against := plan_contradictions(made, shown)):
            self.notice.say(Tone.ERROR, against, WHAT_TO_DO)

    def _ask_words(self, unknown: Mapping[str, int]) -> None:
        self._words.ask(unknown)
        self.notice.say(
            Tone.WARNING,
            f"处理结果里有不认识的用语：{preview_words.unknown_words(unknown)}",
            "在下面选定它的意思；本单位以后就认得。没有选定以前什么也不存。",
        )

    def _say_fault(self, fault: Fault | None) -> list[tuple[str, ...]]:
        """Say what hinders and return its places, each with what to do."""
        if fault is None:
            return []
        show_fault(self.notice, fault)
        problems = fault.problems if isinstance(fault, InvalidInput) else ()
        return [_wrong_cells(each) for each in problems]

    def _show_mapping(self, answer: Answer) -> None:
        sent = [
            (f"上报的：{header}", f"{SENT}{n}") for n, header in enumerate(answer.columns.headers)
        ]
        self._mapping = mapping = MappingCard([*terms.OWN_COLUMNS, *sent], terms.MAPPING_HINT)
        mapping.changed.connect(self._read_again)
        heading = answer.heading
        self._mapped.addWidget(mapping, 1)
        pieces = mapping.show_titles(heading.titles, heading.samples, heading.roles)
        self._work = Ahead(pieces, self, after_ms=0)
        self._work.begin()

    def _failed(self, fault: Fault) -> None:
        if self._desk.is_left:
            return
        self._counting.stop()
        self._storing.end()
        self._tabs.hide()
        self._ticks.hide()
        self._head.say_failed()
        show_fault(self.notice, fault)

    def _take(self) -> None:
        seen = self._seen
        made = None if seen is None else seen.plan
        if seen is None or made is None or not made.may_be_taken or not self._head.is_ready:
            return
        self._storing.begin("正在存入回执……")
        batch = made.answer.frozen.batch
        against = plan_contradictions(made, seen.terms)
        done = partial(self._is_taken, batch.id, against)
        self._tasks.run(partial(batch_answers.take, self._session, made), done, self._failed)

    def _is_taken(self, batch_id: str, against: str, number: str) -> None:
        self.taken.emit(batch_id, number, against)

    def _lay_out(self) -> None:
        self._tabs = QTabWidget()
        self._tabs.setObjectName("answer_tabs")
        mapped = QWidget()
        self._mapped = QVBoxLayout(mapped)
        self._mapped.setContentsMargins(12, 10, 12, 10)
        self._mapped.addWidget(self._every_failed)
        rows = lines_table("answer_rows", self._rows, _ROW_WIDTHS, 5)
        strays = lines_table("answer_strays", self._strays, _STRAY_WIDTHS, 2)
        wrong = lines_table("answer_wrong", self._wrong, _WRONG_WIDTHS, 1)
        self._tabs.addTab(SentenceTable(rows, terms.preview_whole), "")
        self._tabs.addTab(SentenceTable(strays, terms.stray_whole), "")
        self._tabs.addTab(SentenceTable(wrong, terms.wrong_whole), "")
        self._tabs.addTab(mapped, "栏目对应")
        column = QVBoxLayout(self)
        column.setContentsMargins(*MARGINS)
        column.setSpacing(10)
        for part in (self._head, self.notice, self._ticks, self._words):
            column.addWidget(part)
        column.addWidget(self._tabs, 1)
        column.addStretch(0)
        self._tabs.hide()


def _wrong_cells(problem: Problem) -> tuple[str, ...]:
    message = present(problem)
    return message.where, message.problem, message.remedy
