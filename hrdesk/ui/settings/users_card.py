"""The users: everybody sees them and changes his own password, an administrator does the rest."""

from collections.abc import Callable, Iterator, Mapping
from functools import cached_property, partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from hrdesk.domain.errors import Fault, InvalidInput
from hrdesk.domain.staff import Role
from hrdesk.services.people import (
    CURRENT,
    REASON,
    NewUser,
    OwnPassword,
    User,
    UserState,
    add_user,
    administrators,
    change_own_password,
    change_roles,
    reset_password,
    retire_user,
    users,
)
from hrdesk.services.session import Session
from hrdesk.ui import theme
from hrdesk.ui.faults import show_fault
from hrdesk.ui.list_page import rows_or_fault
from hrdesk.ui.notice import Notice, Tone
from hrdesk.ui.reason_row import ReasonRow
from hrdesk.ui.settings import user_terms as terms
from hrdesk.ui.settings.form_panel import FormPanel
from hrdesk.ui.settings.user_forms import own_fields, password_fields, person_fields, roles_row
from hrdesk.ui.settings.user_rows import UserActs, UserRows
from hrdesk.ui.tasks import Tasks
from hrdesk.ui.words import button, label


class UsersCard(QFrame):
    """Lists the users; below them one form at a time, or the reason of a retirement.

    `log_out_wanted` carries what the login then says; `shown` which part is to be read now.
    """

    log_out_wanted = Signal(str)
    shown = Signal(QWidget)

    def __init__(self, session: Session, tasks: Tasks, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("users")
        theme.role(self, "card")
        self._session = session
        self._tasks = tasks
        self._administers = session.staff.may(Role.ADMINISTRATOR)
        self._user: User | None = None
        self.notice = Notice(self, "users_notice")
        # A notice of its own: what an act met and what hinders reading do not hide each other.
        self._unread = Notice(self, "users_unread")
        acts = UserActs(self._begin_reset, self._begin_roles, self._ask_reason)
        self._rows = UserRows(acts if self._administers else None)
        self._alone = label(terms.LAST_ADMINISTRATOR, "soft", wrap=True)
        self._alone.setObjectName("last_administrator")
        self._forms_place = QWidget()
        self._forms = QVBoxLayout(self._forms_place)
        self._reason = ReasonRow(REASON, terms.RETIRING)
        self._buttons = QWidget()
        self._first = button("change_password", "修改我的密码…", self._begin_own)
        self._reason.given.connect(self._retire)
        self._reason.left.connect(self._end)
        self._arrange()

    def fill(self) -> Iterator[None]:
        """Show the users as they are now, a row at a time; what hinders is said above them."""
        self._unread.clear()
        known = rows_or_fault(self._unread, lambda: users(self._session))
        acting = [user for user in known if user.state is not UserState.RETIRED]
        self._alone.setVisible(sum(Role.ADMINISTRATOR in user.roles for user in acting) == 1)
        yield from self._rows.fill(known)

    @cached_property
    def _add(self) -> FormPanel:
        return self._panel(FormPanel("add_user", "添加", person_fields()), self._add_user)

    @cached_property
    def _reset(self) -> FormPanel:
        fields = password_fields("新密码")
        return self._panel(FormPanel("reset_password", "重设", fields), self._reset_password)

    @cached_property
    def _roles(self) -> FormPanel:
        return self._panel(FormPanel("change_roles", "确认", (roles_row(),)), self._change_roles)

    @cached_property
    def _own(self) -> FormPanel:
        return self._panel(FormPanel("own_password", "修改", own_fields()), self._change_own)

    def _panel(self, panel: FormPanel, act: Callable[[], None]) -> FormPanel:
        # A form is made when it is wanted: most people never open one.
        panel.confirmed.connect(act)
        panel.left.connect(self._end)
        self._forms.addWidget(panel)
        return panel

    def _ask(
        self,
        panel: FormPanel,
        what: str,
        user: User | None = None,
        entries: Mapping[str, str] | None = None,
    ) -> None:
        self._begin(user)
        panel.ask(what, entries)
        self.shown.emit(panel)

    def _ask_reason(self, user: User) -> None:
        self._begin(user)
        self.notice.say(Tone.WARNING, *terms.before_retiring(user))
        self._reason.ask(user.id, f"停用 {terms.who(user)}")
        self.shown.emit(self._reason)

    def _begin(self, user: User | None) -> None:
        # One thing at a time: what is typed in one form is not lost by a press beside it.
        self._user = user
        self.notice.clear()
        self._buttons.hide()
        self._rows.setDisabled(True)

    def _end(self) -> None:
        self.notice.clear()
        self._buttons.show()
        self._rows.setDisabled(False)
        self._return_to(self._user.login if self._user else "")

    def _return_to(self, login: str) -> None:
        if not self._rows.take_cursor(login):
            self._first.setFocus()

    def _add_user(self) -> None:
        typed = self._add.form.entries()
        new = NewUser(
            name=typed["name"],
            login=typed["login"],
            roles=frozenset(Role(code) for code in typed["roles"].split()),
            password=typed["password"],
            password_again=typed["password_again"],
        )
        login = new.login.strip()
        done = f"已添加，并记入办理记录。请把登录名“{login}”和第一个密码当面告诉本人"
        self._do(self._add, partial(add_user, self._session, new), done, login)

    def _reset_password(self) -> None:
        if self._user is not None:
            typed = self._reset.form.entries()
            passwords = (typed["password"], typed["password_again"])
            done = f"{terms.who(self._user)} 的密码已重设，并记入办理记录。请当面告诉本人"
            work = partial(reset_password, self._session, self._user, *passwords)
            self._do(self._reset, work, done, self._user.login)

    def _change_roles(self) -> None:
        if self._user is not None:
            roles = frozenset(map(Role, self._roles.form.entries()["roles"].split()))
            done = f"{terms.who(self._user)} 的岗位已改，并记入办理记录。下次登录起适用"
            work = partial(change_roles, self._session, self._user, roles)
            self._do(self._roles, work, done, self._user.login)

    def _change_own(self) -> None:
        typed = self._own.form.entries()
        own = OwnPassword(typed["password"], typed["password_again"], typed[CURRENT])
        done = "密码已修改，并记入办理记录。以前的备份仍用当时的密码打开"
        self._do(self._own, partial(change_own_password, self._session, own), done)

    def _do(self, panel: FormPanel, work: Callable[[], None], done: str, login: str = "") -> None:
        self.notice.clear()
        self._wait(waiting=True)
        self._tasks.run(
            work, lambda _nothing: self._done(panel, done, login), partial(self._refused, panel)
        )

    def _done(self, panel: FormPanel, words: str, login: str) -> None:
        self._wait(waiting=False)
        panel.put_away()
        self._show_users()
        self._return_to(login)
        self.notice.say(Tone.DONE, words)
        self.shown.emit(self.notice)

    def _refused(self, panel: FormPanel, fault: Fault) -> None:
        self._wait(waiting=False)
        # An account whose slot could not be written is there all the same.
        self._show_users()
        if isinstance(fault, InvalidInput):
            panel.form.show_problems(fault.problems)
        else:
            show_fault(self.notice, fault)
            self.shown.emit(self.notice)

    def _retire(self, _user: str, reason: str) -> None:
        if self._user is not None:
            self._wait(waiting=True)
            work = partial(retire_user, self._session, self._user, reason)
            self._tasks.run(work, self._retired, self._not_retired)

    def _retired(self, _nothing: None) -> None:
        self._wait(waiting=False)
        self._reason.put_away()
        self._show_users()
        self.log_out_wanted.emit(terms.RETIRED_WORDS)

    def _not_retired(self, fault: Fault) -> None:
        self._wait(waiting=False)
        if self._reason.takes(fault):
            return
        show_fault(self.notice, fault)
        self._show_users()

    def _wait(self, *, waiting: bool) -> None:
        for part in (self._forms_place, self._reason, self.notice):
            part.setDisabled(waiting)

    def _show_users(self) -> None:
        for _ in self.fill():
            pass

    def _begin_add(self) -> None:
        self._ask(self._add, "添加用户")

    def _begin_own(self) -> None:
        self._ask(self._own, "修改自己的密码")

    def _begin_roles(self, user: User) -> None:
        held = {"roles": " ".join(user.roles)}
        self._ask(self._roles, f"{terms.who(user)} 的岗位：以前所做的记录仍然有效", user, held)

    def _begin_reset(self, user: User) -> None:
        self._ask(self._reset, f"重设 {terms.who(user)} 的密码：本人登录后要先换成自己的", user)

    def _arrange(self) -> None:
        press = QHBoxLayout(self._buttons)
        press.setContentsMargins(0, 4, 0, 0)
        press.setSpacing(10)
        if self._administers:
            press.addWidget(button("add_user", "添加用户…", self._begin_add))
        press.addWidget(self._first)
        press.addWidget(button("log_out", "退出登录", partial(self.log_out_wanted.emit, "")))
        press.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 16, 24, 18)
        column.setSpacing(10)
        column.addWidget(label("用户", "strong"))
        column.addWidget(label(terms.EXPLANATION, "soft", wrap=True))
        if not self._administers:
            names = rows_or_fault(self._unread, lambda: administrators(self._session))
            why = label(terms.others_do(names), "soft", wrap=True)
            why.setObjectName("users_of_administrator")
            column.addWidget(why)
        self._forms.setContentsMargins(0, 0, 0, 0)
        places = (
            self._unread,
            self._rows,
            self.notice,
            self._forms_place,
            self._reason,
            self._buttons,
        )
        for part in (self._alone, *places):
            column.addWidget(part)
