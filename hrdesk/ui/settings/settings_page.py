"""设置: what is set, users, a backup at once, earlier years' numbers, a lost anchor."""

from collections.abc import Iterator
from functools import partial

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtWidgets import (
    QApplication,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from hrdesk.domain.clock import today
from hrdesk.domain.errors import Fault
from hrdesk.services.backup import back_up_now
from hrdesk.services.session import Session
from hrdesk.ui import theme
from hrdesk.ui.changes import Changes
from hrdesk.ui.faults import show_fault
from hrdesk.ui.foot_bar import backup_words
from hrdesk.ui.notice import Notice, Tone
from hrdesk.ui.office_words import LEVELS, ROLES
from hrdesk.ui.page import MARGINS, KeyHint, Page
from hrdesk.ui.settings.numbers_card import NumbersCard
from hrdesk.ui.settings.record_card import JUMP, LOSS, RecordCard
from hrdesk.ui.settings.users_card import UsersCard
from hrdesk.ui.tasks import Tasks
from hrdesk.ui.version import program_version
from hrdesk.ui.words import label, selectable, styled

_LABEL_WIDTH = 140


class SettingsPage(Page):
    """A lost anchor first; office, person, data, numbers and document as they are.

    It is made empty; `make_ahead` or the first visit fills it. `registered` carries the notice
    on which it was said that a number is on record now; `log_out_wanted` carries what
    the login then says.
    """

    registered = Signal(object)
    log_out_wanted = Signal(str)
    hints = (KeyHint("Alt 1", "受理"), KeyHint("Alt 2", "查询"))

    def __init__(self, session: Session, tasks: Tasks, changes: Changes) -> None:
        super().__init__()
        self.setObjectName("settings_page")
        self._session = session
        self._tasks = tasks
        self._changes = changes
        self._running = False
        self.notice = Notice(self, "settings_notice")
        # Parents first: Qt works out the style of everything below a widget that moves.
        self._area = QScrollArea(self)
        self._inside = styled(QWidget(self._area.viewport()), "ground")
        self._backup = selectable("", "number")
        self._backup.setObjectName("last_backup")
        self._button = QPushButton("立即备份")
        self._button.setObjectName("back_up_now")
        self._button.clicked.connect(self._back_up)
        self._pieces = self._make()
        changes.backups.connect(self._show_backup)
        self._show_backup()

    def make_ahead(self) -> Iterator[None]:
        """Make what is not made yet, a piece at a time."""
        yield from self._pieces

    def be_whole(self) -> None:
        """Make what is not made yet."""
        for _ in self._pieces:
            pass

    def enter(self) -> None:
        """Take the focus for the one thing that can be done here."""
        self._button.setFocus()

    def begin_start(self, year: int) -> None:
        """Lead to the place where the numbers of an earlier year are registered."""
        self._numbers.begin(year)
        self._show_whole(self._numbers)

    def begin_note(self, name: str) -> None:
        """Lead to the place where a lost anchor (`loss`) or a jump of the clock is seen to."""
        card = self._record_cards[name]
        self._show_whole(card)
        card.begin()

    def _show_whole(self, part: QWidget) -> None:
        # What a card says now has its place only after the layout was asked anew.
        QApplication.sendPostedEvents(None, QEvent.Type.LayoutRequest)
        self._area.ensureWidgetVisible(part)

    def _back_up(self) -> None:
        if self._running:
            return
        self._running = True
        self._button.setText("正在备份并核对……")
        self._tasks.run(partial(back_up_now, self._session), self._backed_up, self._refused)

    def _backed_up(self, _moment: object) -> None:
        self._ready()
        self.notice.say(Tone.DONE, "已备份，并重新打开核对无误")
        self._changes.backups.emit()

    def _refused(self, fault: Fault) -> None:
        self._ready()
        show_fault(self.notice, fault)

    def _ready(self) -> None:
        self._running = False
        self._button.setText("立即备份")

    def _show_backup(self) -> None:
        day = today(self._session.clock)
        self._backup.setText(backup_words(self._session.last_backup(), day))

    def _make(self) -> Iterator[None]:
        column = QVBoxLayout(self._inside)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        column.addWidget(label("设置", "title"))
        column.addWidget(self.notice)
        work = (self._session, self._tasks, self._changes, self._inside)
        self._record_cards = {
            kind.name: RecordCard(kind, self._session, self._tasks, self._changes)
            for kind in (LOSS, JUMP)
        }
        for card in self._record_cards.values():
            column.addWidget(card)
        column.addWidget(_facts("office", "单位和人员", self._people(), self._inside))
        yield
        users = UsersCard(self._session, self._tasks, self._inside)
        users.shown.connect(self._show_whole)
        users.log_out_wanted.connect(self.log_out_wanted)
        column.addWidget(users)
        yield
        yield from users.fill()
        column.addWidget(_facts("data", "数据", self._data(), self._inside))
        self._numbers = NumbersCard(*work)
        self._numbers.registered.connect(partial(self.registered.emit, self._numbers.notice))
        column.addWidget(self._numbers)
        yield
        column.addWidget(_facts("documents", "文件", self._documents(), self._inside))
        column.addStretch(1)
        self._place_all()

    def _place_all(self) -> None:
        self._area.setWidgetResizable(True)
        # A click beside the fields must not take the keyboard from them.
        self._area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._area.setWidget(self._inside)
        page = QVBoxLayout(self)
        page.setContentsMargins(*MARGINS)
        page.addWidget(self._area)

    def _people(self) -> tuple[tuple[str, QWidget], ...]:
        office, staff = self._session.office, self._session.staff
        roles = "、".join(words for role, words in ROLES.items() if role in staff.roles)
        return (
            ("单位", selectable(office.name)),
            ("代码", selectable(office.code, "number")),
            ("级别", selectable(LEVELS[office.level])),
            ("登录人", selectable(f"{staff.name}（{staff.login}） · {roles}")),
        )

    def _data(self) -> tuple[tuple[str, QWidget], ...]:
        backup = QWidget()
        row = QHBoxLayout(backup)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(16)
        row.addWidget(self._backup)
        row.addWidget(self._button)
        row.addStretch(1)
        return (
            ("数据文件夹", selectable(str(self._session.folder))),
            ("最近一次备份", backup),
        )

    def _documents(self) -> tuple[tuple[str, QWidget], ...]:
        documents = {self._session.form(measure.id).document for measure in self._session.measures}
        titles = "、".join(measure.title for measure in self._session.measures)
        return (
            ("政策文件", selectable("、".join(sorted(documents)))),
            ("可受理的事项", selectable(titles)),
            ("程序版本", selectable(program_version(), "number")),
        )


def _facts(
    name: str, title: str, facts: tuple[tuple[str, QWidget], ...], parent: QWidget
) -> QFrame:
    surface = QFrame(parent)
    surface.setObjectName(name)
    theme.role(surface, "card")
    column = QVBoxLayout(surface)
    column.setContentsMargins(24, 16, 24, 18)
    column.setSpacing(10)
    column.addWidget(label(title, "strong"))
    grid = QGridLayout()
    grid.setVerticalSpacing(8)
    grid.setColumnMinimumWidth(0, _LABEL_WIDTH)
    grid.setColumnStretch(1, 1)
    for number, (words, value) in enumerate(facts):
        grid.addWidget(label(words, "soft"), number, 0, Qt.AlignmentFlag.AlignVCenter)
        grid.addWidget(value, number, 1, Qt.AlignmentFlag.AlignVCenter)
    column.addLayout(grid)
    return surface
