"""The users of the office, row by row: who, roles, state, since when."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from hrdesk.services.people import User, UserState
from hrdesk.ui.settings.user_terms import STATES, roles_words, since_words, who
from hrdesk.ui.words import button, label, rule

_HEAD_HEIGHT = 34
_NAME_WIDTH = 240
_ROLES_WIDTH = 180


@dataclass(frozen=True, slots=True)
class UserActs:
    """What an administrator may do with the user of a row."""

    reset: Callable[[User], None]
    change_roles: Callable[[User], None]
    retire: Callable[[User], None]


class UserRows(QWidget):
    """A row for each user; those who act, but for oneself, have buttons where there are `acts`.

    A row is made anew only when something about its user changed.
    """

    def __init__(self, acts: UserActs | None) -> None:
        super().__init__()
        self.setObjectName("user_rows")
        self._acts = acts
        self._shown: dict[str, tuple[User, QWidget]] = {}
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(6)

    def fill(self, users: Sequence[User]) -> Iterator[None]:
        """Show the users, a row at a time."""
        for place, user in enumerate(users):
            known, row = self._shown.get(user.id, (None, None))
            if row is not None:
                self._column.removeWidget(row)
            if known != user and row is not None:
                row.hide()
                row.deleteLater()
            kept = row if known == user and row is not None else _row(user, self._acts)
            self._column.insertWidget(place, kept)
            self._shown[user.id] = (user, kept)
            yield

    def take_cursor(self, login: str) -> bool:
        """Take the focus for the first button of a user's row; tell whether it has one."""
        for user, row in self._shown.values():
            first = row.findChild(QPushButton)
            if user.login == login and first is not None:
                first.setFocus()
                return True
        return False


def _row(user: User, acts: UserActs | None) -> QWidget:
    made = QWidget()
    made.setObjectName(f"user_{user.login}")
    soft = user.state is UserState.RETIRED
    words, role = STATES[user.state]
    head = QHBoxLayout()
    head.setSpacing(12)
    # As high with the buttons as without them.
    head.addStrut(_HEAD_HEIGHT)
    for text, width in ((who(user), _NAME_WIDTH), (roles_words(user), _ROLES_WIDTH)):
        said = label(text, "soft" if soft else "label", wrap=True)
        said.setFixedWidth(width)
        head.addWidget(said)
    state = label(words, role)
    state.setObjectName(f"user_state_{user.login}")
    head.addWidget(state, 0, Qt.AlignmentFlag.AlignVCenter)
    head.addStretch(1)
    if user.is_self:
        head.addWidget(label("本人", "soft"))
    elif acts is not None and not soft:
        for name, press in _buttons(user, acts):
            press.setAccessibleName(f"{name} {who(user)}")
            head.addWidget(press)
    column = QVBoxLayout(made)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(1)
    column.addLayout(head)
    since = label(since_words(user), "small", wrap=True)
    since.setObjectName(f"user_since_{user.login}")
    column.addWidget(since)
    column.addSpacing(4)
    column.addWidget(rule())
    return made


def _buttons(user: User, acts: UserActs) -> tuple[tuple[str, QWidget], ...]:
    roles = button(f"roles_{user.login}", "岗位…", partial(acts.change_roles, user), "plain")
    reset = button(f"reset_{user.login}", "重设密码…", partial(acts.reset, user), "plain")
    retire = button(f"retire_{user.login}", "停用…", partial(acts.retire, user), "plain")
    return (("重设密码", reset), ("改岗位", roles), ("停用", retire))
