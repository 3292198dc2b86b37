"""One small form of the register: errors at the field, Enter to the next, Ctrl+Enter saves."""

from dataclasses import replace
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout

from hrdesk.domain.errors import Fault, Problem, Refused
from hrdesk.domain.organization import Organization
from hrdesk.services import organizations
from hrdesk.services.presenting import present
from hrdesk.services.session import Session
from hrdesk.ui.faults import show_fault
from hrdesk.ui.intake.form_page import FormPage
from hrdesk.ui.intake.remarks import Need, Remark, Tone, labels_of, remark_on
from hrdesk.ui.intake.steady_scroll import SteadyScroll
from hrdesk.ui.notice import Notice
from hrdesk.ui.notice import Tone as Loudness
from hrdesk.ui.organizations.form_task import FormTask
from hrdesk.ui.organizations.terms import worded
from hrdesk.ui.page import MARGINS, KeyHint, Page, bind_keys
from hrdesk.ui.tasks import Tasks
from hrdesk.ui.words import button, card, label


class RegisterFormPage(Page):
    """Fills in one form; `saved` carries the organization as it stands then, `left` nothing.

    `known` carries the id of the organization whose code was typed once more. What was typed
    is let go only when the person says so.
    """

    saved = Signal(object)
    known = Signal(str)
    left = Signal()
    hints = (
        KeyHint("Enter", "下一项"),
        KeyHint("Ctrl Enter", "保存"),
        KeyHint("Esc", "取消"),
    )

    def __init__(self, session: Session, tasks: Tasks, task: FormTask) -> None:
        super().__init__()
        self.setObjectName("register_form_page")
        self._session = session
        self._tasks = tasks
        self._task = task
        self._form = worded(task.form)
        self._begun = organizations.first_entries(session, task.form, task.organization)
        if task.credit_code:
            self._begun = {**self._begun, "credit_code": task.credit_code}
        self._entries = dict(self._begun)
        self._settled: set[str] = set()
        self._hindered: dict[str, Problem] = {}
        self._is_saving = False
        self.notice = Notice(self, "register_form_notice")
        self._page = FormPage(self._form, self._form.pages[0])
        self._page.make_rest()
        self._page.show_entries(self._entries)
        self._page.edited.connect(self._on_edited)
        self._page.entered.connect(self._on_entered)
        self._page.left.connect(self._on_left_field)
        self._page.stepped.connect(self._on_stepped)
        self._buttons = {
            "save": button("register_save", "保存", self.save, "primary"),
            "leave": button("register_leave", "取消", self.leave),
            "drop": button("register_drop", "放弃已填写的", self.left.emit, "danger"),
            "stay": button("register_stay", "继续填写", self._stay),
        }
        self._question = label("填写的内容还没有保存。", "unmet")
        self._question.setObjectName("register_question")
        self._set_keys()
        self._arrange()
        self._ask(asking=False)
        self._read()

    @property
    def is_changed(self) -> bool:
        """Whether something was typed that is not saved."""
        return {key: text.strip() for key, text in self._entries.items() if text.strip()} != {
            key: text for key, text in self._begun.items() if text
        }

    def enter(self) -> None:
        """Put the cursor into the first field that is to be filled."""
        self._page.editors[next(iter((*self._hindered, *self._form.fields)))].take_cursor()

    def save(self) -> None:
        """Save what is typed; while something hinders, go to the first such field."""
        if self._is_saving:
            return
        self._settled.update(self._form.fields)
        self._ask(asking=False)
        self._read()
        if self._hindered:
            self.enter()
            return
        self._is_saving = True
        self._page.setEnabled(False)
        work = partial(self._task.save, self._task.organization, dict(self._entries))
        self._tasks.run(work, self._saved, self._refused)

    def leave(self) -> None:
        """Leave the form; what was typed is asked about first."""
        if self._is_saving:
            return
        if self.is_changed:
            self._ask(asking=True)
            self._buttons["stay"].setFocus()
        else:
            self.left.emit()

    def _saved(self, organization: Organization) -> None:
        self._is_saving = False
        self.saved.emit(organization)

    def _refused(self, fault: Fault) -> None:
        self._is_saving = False
        self._page.setEnabled(True)
        self._say_fault(fault)
        self.enter()

    def _say_fault(self, fault: Fault) -> None:
        show_fault(self.notice, fault)
        if fault.key == "register.stale":
            self.notice.offer("载入新的内容，保留我的改动", self._rebase)
        if fault.key == "register.known":
            self.notice.offer("打开这家机构", self._open_known)

    def _open_known(self) -> None:
        known = organizations.by_code(self._session, self._entries["credit_code"])
        if known is not None:
            self.known.emit(known.id)

    def _rebase(self) -> None:
        """Take what the other person entered, but for the fields that were changed here."""
        if self._task.organization is None:
            return
        try:
            newest = organizations.opened(self._session, self._task.organization.id)
        except Fault as fault:
            show_fault(self.notice, fault)
            return
        theirs = organizations.first_entries(self._session, self._task.form, newest)
        mine = {
            key: text for key, text in self._entries.items() if text != self._begun.get(key, "")
        }
        both = [key for key in mine if theirs[key] not in (self._begun[key], mine[key])]
        self._begun, self._entries = theirs, theirs | mine
        self._task = replace(self._task, organization=newest)
        self._page.show_entries(self._entries)
        self.notice.clear()
        if both:
            told = "；".join(f"{labels_of(self._form)[key]}：{theirs[key]}" for key in both)
            self.notice.say(
                Loudness.WARNING,
                f"同一栏两人都改了，对方填的是　{told}",
                "核对以后保存，以您填写的为准。",
            )
        self._read()
        self.enter()

    def _read(self) -> None:
        reading = organizations.read_form(self._session, self._task.form, self._entries)
        found = {problem.where: problem for problem in organizations.hindrances(reading)}
        self._hindered = {key: found[key] for key in self._form.fields if key in found}
        labels = labels_of(self._form)

        def remark(key: str) -> Remark:
            missing = key in reading.missing_required and key in self._settled
            if not missing:
                return remark_on(self._form, reading, key, key not in self._settled)
            message = present(self._hindered[key], labels)
            return Remark(Tone.ERROR, message.problem, message.remedy)

        self._page.show_reading(
            reading,
            remark,
            lambda key: Need.REQUIRED if key in reading.required else Need.OPTIONAL,
        )

    def _on_edited(self, key: str, text: str) -> None:
        self._entries[key] = text
        self._read()

    def _on_entered(self, key: str) -> None:
        spec = self._form.fields[key]
        proposal = self._entries.get(spec.same_as, "").strip()
        if proposal and not self._entries.get(key, "").strip():
            self._entries[key] = proposal
            self._page.editors[key].propose(proposal)
            self._read()

    def _say_known(self) -> None:
        """Say at once that a new organization stands in the register already."""
        known = organizations.by_code(self._session, self._entries["credit_code"])
        if known is not None:
            self._say_fault(Refused("register.known", name=known.name))

    def _on_left_field(self, key: str) -> None:
        reading = organizations.read_form(self._session, self._task.form, self._entries)
        if key in reading.values:
            self._entries[key] = reading.entries[key]
            self._page.editors[key].show_text(reading.entries[key])
            if key == "credit_code":
                self._say_known()
        if self._entries.get(key, "").strip():
            self._settled.add(key)
        self._read()

    def _on_stepped(self, key: str) -> None:
        keys = list(self._form.fields)
        following = keys[keys.index(key) + 1 :]
        if following:
            self._page.editors[following[0]].take_cursor()
        else:
            self._buttons["save"].setFocus()

    def _stay(self) -> None:
        self._ask(asking=False)
        self.enter()

    def _ask(self, *, asking: bool) -> None:
        self._question.setVisible(asking)
        for name, part in self._buttons.items():
            part.setVisible(asking is (name in {"drop", "stay"}))

    def _set_keys(self) -> None:
        saving = dict.fromkeys(("Ctrl+Return", "Ctrl+Enter", "Ctrl+S"), self.save)
        bind_keys(self, saving | {"Esc": self.leave})

    def _arrange(self) -> None:
        area = SteadyScroll()
        area.hold(self._page)
        foot = QHBoxLayout()
        foot.setContentsMargins(24, 0, 24, 16)
        foot.setSpacing(12)
        for name in ("save", "leave"):
            foot.addWidget(self._buttons[name])
        foot.addWidget(self._question)
        foot.addWidget(self._buttons["stay"])
        foot.addWidget(self._buttons["drop"])
        foot.addStretch(1)
        surface = card("register_form")
        inner = QVBoxLayout(surface)
        inner.setContentsMargins(1, 12, 1, 1)
        inner.addWidget(area, 1)
        inner.addLayout(foot)
        page = QVBoxLayout(self)
        page.setContentsMargins(*MARGINS)
        page.setSpacing(8)
        page.addWidget(label(self._task.title, "title"))
        page.addWidget(label(self._task.explanation, "soft", wrap=True))
        page.addWidget(self.notice)
        page.addWidget(surface, 1)
