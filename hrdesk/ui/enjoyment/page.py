"""The page of what a person or an organization has enjoyed (享受记录)."""

from collections.abc import Callable, Iterator
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QComboBox,
    QFrame,
    QHBoxLayout,
    QLineEdit,
    QListView,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from hrdesk.domain.errors import Fault
from hrdesk.domain.roster import RosterPlace
from hrdesk.services import enjoyment
from hrdesk.services.enjoyment import History, PersonHistory
from hrdesk.services.session import Session
from hrdesk.ui import theme
from hrdesk.ui.changes import Changes
from hrdesk.ui.columns import stacked
from hrdesk.ui.enjoyment.organization_cards import organization_cards
from hrdesk.ui.enjoyment.person_cards import main_cards, side_cards
from hrdesk.ui.enjoyment.terms import MEANING
from hrdesk.ui.faults import show_fault
from hrdesk.ui.notice import Notice
from hrdesk.ui.page import MARGINS, KeyHint, Page, bind_keys, scrolling_keys
from hrdesk.ui.tasks import Tasks
from hrdesk.ui.words import button, label, styled

#: Keys of a line of time, which not everybody has.
_TIME_HINTS = (KeyHint("Tab", "到时间线"), KeyHint("← → ↑ ↓", "逐月看"))
_RIGHT_WIDTH = 340
_NUMBER_WIDTH = 230
_PEOPLE_WIDTH = 380
_ASK = (
    "输入身份证件号码或统一社会信用代码，按 Enter：看一个人或一家单位有过哪些补贴、还剩多少。\n"
    "也可以在案件页、查询列表里点“享受记录”。"
)
_READING = "正在读取……"
_NOTHING = "本处没有这个号码的记录。别处享受过的，以申报和上级平台为准。"


class EnjoymentPage(Page):
    """Shows one history at a time, read while the window goes on; `left` goes back."""

    left = Signal()
    hints: tuple[KeyHint, ...] = (
        KeyHint("Ctrl L", "输入号码"),
        KeyHint("PgUp PgDn", "滚动"),
        KeyHint("Esc", "返回"),
    )

    def __init__(self, session: Session, tasks: Tasks, changes: Changes) -> None:
        super().__init__()
        self.setObjectName("enjoyment_page")
        self._session = session
        self._tasks = tasks
        self._read: Callable[[], History] | None = None
        self._case = ""
        self.notice = Notice(self, "enjoyment_notice")
        self._number = QLineEdit()
        self._number.setObjectName("enjoyment_number")
        self._number.setAccessibleName("身份证件号码或统一社会信用代码")
        self._number.setPlaceholderText("证件号码或信用代码")
        self._number.setFixedWidth(_NUMBER_WIDTH)
        self._number.returnPressed.connect(self._look_up)
        self._people = _people_box()
        self._lines: list[int] = []
        self._people.activated.connect(lambda _: self._show_chosen())
        self._who = label("", "heading", wrap=True)
        self._who.setObjectName("enjoyment_who")
        self._meaning = label(MEANING, "small", wrap=True)
        self._meaning.setObjectName("enjoyment_meaning")
        self._meaning.hide()
        self._area = QScrollArea()
        self._area.setObjectName("enjoyment_body")
        self._area.setWidgetResizable(True)
        self._arrange()
        self._set_keys()
        changes.cases.connect(self._read_again)

    def enter(self) -> None:
        """Take the focus: for the number while nobody is shown."""
        if self._read is None:
            self._number.setFocus()
        else:
            self._area.setFocus()

    def ask(self) -> None:
        """Show nobody and wait for a number."""
        self.forget()
        self._show_body(label(_ASK, "soft", wrap=True))

    def show_in_case(self, case_id: str, line: int) -> None:
        """Show the applicant of a case (line 0) or a person in its roster."""
        self.forget()
        self._case = case_id
        # A roster of thousands takes longer than a blink to read.
        self._tasks.run(
            partial(enjoyment.people_in_case, self._session, case_id),
            partial(self._fill_people, case_id, line),
            self._not_listed,
        )
        self._show_body(label(_READING, "soft"))
        self._begin(partial(enjoyment.history_in_case, self._session, case_id, line))

    def forget(self) -> None:
        """Let go of who was shown."""
        self._read = None
        self._case = ""
        self._number.clear()
        self._people.clear()
        self._people.hide()
        self.notice.clear()
        self._who.setText("")
        self._meaning.hide()
        self._show_body(QWidget())

    def _look_up(self) -> None:
        number = self._number.text()
        self.forget()
        self._number.setText(number)
        self._show_body(label(_READING, "soft"))
        self._begin(partial(enjoyment.history_of, self._session, number))

    def _show_chosen(self) -> None:
        line = self._lines[self._people.currentIndex()]
        self._begin(partial(enjoyment.history_in_case, self._session, self._case, line))

    def _begin(self, read: Callable[[], History]) -> None:
        self.notice.clear()
        self._read = read
        self._tasks.run(read, partial(self._arrived, read), partial(self._refused, read))

    def _read_again(self) -> None:
        if self._read is not None:
            self._begin(self._read)

    def _arrived(self, asked: Callable[[], History], history: History) -> None:
        # Somebody else may have been asked for meanwhile.
        if asked is self._read:
            self._number.clear()
            self._show(history)

    def _refused(self, asked: Callable[[], History], fault: Fault) -> None:
        if asked is self._read:
            self._read = None
            self._show_body(QWidget())
            show_fault(self.notice, fault)
            self._number.setFocus()

    def _show(self, history: History) -> None:
        names = "、".join(history.names)
        if isinstance(history, PersonHistory):
            self._who.setText(f"{names}　{history.masked}" if names else history.masked)
            known = bool(history.rights or history.times or history.pending)
            main, side = main_cards(self._session, history), side_cards(self._session, history)
        else:
            self._who.setText(f"{names}　{history.code}" if names else history.code)
            known = bool(history.own or history.people or history.years or history.pending)
            main, side = organization_cards(self._session, history), iter(())
        self._meaning.setVisible(known)
        body = _body(main, side) if known else label(_NOTHING, "soft", wrap=True)
        self._show_body(body, has_times=isinstance(history, PersonHistory) and bool(history.times))
        if self.isVisible():
            self._area.setFocus()

    def _show_body(self, body: QWidget, *, has_times: bool = False) -> None:
        first, *others = type(self).hints
        self.hints = (first, *(_TIME_HINTS if has_times else ()), *others)
        self.hints_changed.emit()
        self._area.setWidget(styled(body, "ground"))

    def _not_listed(self, fault: Fault) -> None:
        show_fault(self.notice, fault)

    def _fill_people(self, case_id: str, line: int, people: tuple[RosterPlace, ...]) -> None:
        # Another case may have been asked for meanwhile.
        if not people or case_id != self._case:
            return
        self._lines = [0, *(each.line for each in people)]
        named = (f"{each.line}　{each.name}　{each.masked}" for each in people)
        self._people.addItems(["申请单位", *named])
        self._people.setCurrentIndex(self._lines.index(line) if line in self._lines else 0)
        self._people.show()

    def _arrange(self) -> None:
        back = button("enjoyment_back", "返回", self.left.emit)
        back.setIcon(theme.icon("back"))
        head = QHBoxLayout()
        head.setSpacing(12)
        head.addWidget(back)
        head.addWidget(label("享受记录", "title"))
        head.addStretch(1)
        head.addWidget(self._people)
        head.addWidget(self._number)
        head.addWidget(button("enjoyment_look_up", "查看", self._look_up))
        page = QVBoxLayout(self)
        page.setContentsMargins(*MARGINS)
        page.setSpacing(10)
        page.addLayout(head)
        page.addWidget(self._who)
        page.addWidget(self._meaning)
        page.addWidget(self.notice)
        page.addWidget(self._area, 1)

    def _set_keys(self) -> None:
        keys: dict[str, Callable[[], object]] = {
            "Ctrl+L": self._number.setFocus,
            "Esc": self.left.emit,
            **scrolling_keys(self._area),
        }
        bind_keys(self, keys)


def _people_box() -> QComboBox:
    people = QComboBox()
    people.setObjectName("enjoyment_people_of_case")
    people.setAccessibleName("本件的申请人和名册里的人")
    people.setFixedWidth(_PEOPLE_WIDTH)
    # Of thousands of names neither box nor list measures each.
    people.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
    names = QListView()
    names.setUniformItemSizes(True)
    people.setView(names)
    return people


def _body(main: Iterator[QFrame], side: Iterator[QFrame]) -> QWidget:
    body = QWidget()
    row = QHBoxLayout(body)
    row.setContentsMargins(0, 0, 4, 0)
    row.setSpacing(14)
    left = QVBoxLayout()
    left.setSpacing(12)
    for surface in main:
        left.addWidget(surface)
    left.addStretch(1)
    row.addLayout(left, 1)
    cards = list(side)
    if cards:
        right = QWidget()
        right.setFixedWidth(_RIGHT_WIDTH)
        column = stacked(right)
        for surface in cards:
            column.addWidget(surface)
        column.addStretch(1)
        row.addWidget(right, 0, Qt.AlignmentFlag.AlignTop)
    return body
