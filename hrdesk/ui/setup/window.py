"""The set-up window: five steps, all by keyboard, and nothing is written before the last."""

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from hrdesk.domain.clock import Clock
from hrdesk.domain.errors import Fault
from hrdesk.services.office_setup import SetupOrder, check_order, new_recovery_key, set_up
from hrdesk.ui import theme
from hrdesk.ui.faults import show_fault
from hrdesk.ui.notice import Notice
from hrdesk.ui.setup.done_step import DoneStep
from hrdesk.ui.setup.key_step import KeyStep
from hrdesk.ui.setup.number_step import NumberStep
from hrdesk.ui.setup.office_step import OfficeStep
from hrdesk.ui.setup.person_step import PersonStep
from hrdesk.ui.setup.step import Step
from hrdesk.ui.tasks import Tasks
from hrdesk.ui.words import PRODUCT, button, card, label, styled

if TYPE_CHECKING:
    from hrdesk.services.session import Session

_SIZE = (980, 680)
_STEPS_WIDTH = 210
_MARK_WIDTH = 20
_SHORT_TITLES = ("单位", "管理员", "案号", "恢复密钥", "完成")


class SetupWindow(QWidget):
    """Leads through the first start; `opened` carries the session of the administrator."""

    opened = Signal(object)

    def __init__(self, folder: Path, clock: Clock, tasks: Tasks) -> None:
        super().__init__()
        self.setObjectName("setup_window")
        self.setWindowTitle(f"首次设置 · {PRODUCT}")
        styled(self, "ground")
        self._folder = folder
        self._clock = clock
        self._tasks = tasks
        self._waiting = False
        self.office = OfficeStep()
        self.person = PersonStep()
        self.number = NumberStep(clock)
        self.key = KeyStep(new_recovery_key(), tasks, clock)
        self.done = DoneStep(folder)
        self._steps: tuple[Step, ...] = (self.office, self.person, self.number, self.key, self.done)
        self._marks: list[tuple[QLabel, QLabel]] = []
        self._pages = QStackedWidget()
        self.notice = Notice(self, "setup_notice")
        self._back = button("setup_back", "上一步", self.go_back)
        self._next = button("setup_next", "", self.go_on, "primary")
        self._arrange()
        self._connect()
        self.resize(*_SIZE)
        self._show(0)

    def closeEvent(self, event: QCloseEvent) -> None:
        """Do not leave while the store is being made."""
        if self._waiting:
            event.ignore()
        else:
            event.accept()

    def go_on(self) -> None:
        """Go to the next step if this one is sound; after the last, set up."""
        if self._waiting or not self._is_sound():
            return
        here = self._pages.currentIndex()
        if here + 1 < len(self._steps):
            self._show(here + 1)
        else:
            self._set_up()

    def go_back(self) -> None:
        """Go to the step before."""
        if not self._waiting and self._pages.currentIndex() > 0:
            self._show(self._pages.currentIndex() - 1)

    def _is_sound(self) -> bool:
        step = self._pages.currentWidget()
        office = self.office.office
        if step is self.person:
            return office is not None and self.person.accepts(office)
        if step is self.number:
            order = self._order()
            return self.number.accepts(check_order(order, order.password))
        return isinstance(step, Step) and step.is_ready()

    def _order(self) -> SetupOrder:
        office = self.office.office
        if office is None:
            raise ValueError("no office chosen")
        return self.number.completed(self.person.order(office))

    def _show(self, place: int) -> None:
        self.notice.clear()
        if self.office.office is not None:
            self.number.show_office(self.office.office)
            self.key.take_order(self._order())
            self.done.show_order(self._order())
        self._pages.setCurrentIndex(place)
        self._back.setVisible(place > 0)
        self._next.setText("完成设置" if place == len(self._steps) - 1 else "下一步　Enter")
        for number, (mark, title) in enumerate(self._marks):
            mark.setText("✓" if number < place else str(number + 1))
            for part in (mark, title):
                theme.role(part, "step_here" if number == place else "step")
        if place == len(self._steps) - 1:
            self._next.setFocus()
        else:
            self._steps[place].enter()

    def _set_up(self) -> None:
        order = self._order()
        self._wait(waiting=True)
        work = partial(_set_up_and_open, self._folder, order, self.key.key, self._clock)
        self._tasks.run(work, self._opened, self._refused)

    def _opened(self, session: "Session") -> None:
        self._wait(waiting=False)
        self.person.forget()
        self.opened.emit(session)

    def _refused(self, fault: Fault) -> None:
        self._wait(waiting=False)
        show_fault(self.notice, fault)

    def _wait(self, *, waiting: bool) -> None:
        self._waiting = waiting
        self._back.setDisabled(waiting)
        self._next.setDisabled(waiting)
        self._next.setText("正在建立加密数据库……" if waiting else "完成设置")

    def _connect(self) -> None:
        for step in self._steps:
            step.confirmed.connect(self.go_on)

    def _side(self) -> QFrame:
        side = QFrame()
        theme.role(side, "side")
        side.setFixedWidth(_STEPS_WIDTH)
        marks = QVBoxLayout(side)
        marks.setContentsMargins(24, 28, 16, 24)
        marks.setSpacing(16)
        marks.addWidget(label("首次设置", "heading"))
        for title in _SHORT_TITLES:
            mark, words = label("", "step"), label(title, "step")
            mark.setFixedWidth(_MARK_WIDTH)
            self._marks.append((mark, words))
            line = QHBoxLayout()
            line.addWidget(mark)
            line.addWidget(words, 1)
            marks.addLayout(line)
        marks.addStretch(1)
        marks.addWidget(label("离线 · 数据加密保存", "small"))
        return side

    def _card(self) -> QFrame:
        for step in self._steps:
            self._pages.addWidget(step)
        surface = card("setup_card")
        inner = QVBoxLayout(surface)
        inner.setContentsMargins(32, 26, 32, 24)
        inner.setSpacing(12)
        inner.addWidget(self._pages, 1)
        inner.addWidget(self.notice)
        buttons = QHBoxLayout()
        buttons.addWidget(self._back)
        buttons.addStretch(1)
        buttons.addWidget(self._next)
        inner.addLayout(buttons)
        return surface

    def _arrange(self) -> None:
        content = QVBoxLayout()
        content.setContentsMargins(20, 20, 20, 20)
        content.addWidget(self._card())
        whole = QHBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(self._side())
        whole.addLayout(content, 1)


def _set_up_and_open(folder: Path, order: SetupOrder, key: str, clock: Clock) -> "Session":
    from hrdesk.ui.login import open_session

    set_up(folder, order, key, clock)
    return open_session(folder, order.login, order.password, clock)
