"""The form by which a change of law is proposed, whatever it changes."""

from collections.abc import Callable, Mapping
from functools import partial

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout

from hrdesk.domain.errors import Fault
from hrdesk.intake.amendment_forms import DOCUMENT, FROM
from hrdesk.services import amendments
from hrdesk.services.amendment_list import ChangeLine
from hrdesk.services.asked_twice import (
    UNLIKELY,
    propose_figure,
    propose_ruling_twice,
    propose_term_twice,
)
from hrdesk.services.parameter_values import (
    form_of,
    pending_words,
    place_name,
    value_entries,
    value_now,
    value_words,
)
from hrdesk.services.session import Session
from hrdesk.services.successors import ReadPack, propose_successor
from hrdesk.ui.columns import scrolled
from hrdesk.ui.law import proposal_fields as fields
from hrdesk.ui.law.terms import part_words
from hrdesk.ui.line_form import LineForm
from hrdesk.ui.line_form_page import LineFormPage
from hrdesk.ui.notice import Tone
from hrdesk.ui.page import MARGINS, KeyHint
from hrdesk.ui.tasks import Tasks
from hrdesk.ui.words import button, card, label

Propose = Callable[[Mapping[str, str]], None]

_OF_VALUES = (
    "事项的日期（例如设立登记日、评定日、所属月份；贷款是收件日期）在填写的那一天或以后的，"
    "按新的数值，到下一个数值为止；原来的数值保留。"
)
_OF_RULINGS = "只用于收件日期在这段时间里的申请；没有口径的，仍由审批人逐件决定。"
_OF_TERMS = "文件的有效期延长到这一天；原来的日期和文件保留。"
_OF_SUCCESSORS = (
    "从这一天起收到的申请，按后续政策录入、判定和打印；以前收到的仍按原来的文件和表。"
    "原来政策的本地核定数值和口径不带过去。"
)
_OF_ENDINGS = "原来的变更保留在记录里，不再适用。"
_SURE = "核对无误，仍然提出"
_THEN = "第二个人核对影响并确认以后才生效，已经决定的案件不会改变。"


class ProposalPage(LineFormPage):
    """Asks for a change with its document; `saved` says that it waits for a second person.

    `left` says that the person went back; what was typed stays.
    """

    hints = (
        KeyHint("Enter", "下一项"),
        KeyHint("Ctrl Enter", "提出"),
        KeyHint("Esc", "返回"),
    )

    def __init__(self, session: Session, tasks: Tasks) -> None:
        super().__init__(session, tasks, "proposal", LineForm(()))
        self._under = session
        self._other = ""
        self._propose: Propose | None = None
        self._sure_work: Propose | None = None
        self._title = label("", "title", wrap=True)
        self._title.setObjectName("proposal_title")
        self._about = label("", "soft", wrap=True)
        self._about.setObjectName("proposal_about")
        self._place = QVBoxLayout()
        self._arrange()

    def show_under(self, session: Session, document: str) -> None:
        """Ask from now on for values, rulings and the end of a policy.

        `document` is said where it is not today's, else "". What is typed stays as it was begun.
        """
        self._under = session
        self._other = f"改的是 {document}，只用于按这份文件受理的申请。" if document else ""

    def ask_value(self, parameter: str, place: str = "") -> None:
        """Ask for one more value of a parameter, of a place where each has its own."""
        session, book = self._under, self._under.policy.book
        measure = book.measures[parameter.partition(".")[0]].title
        now = value_now(session, parameter, place)
        present = f"（现在：{now}）" if now else ""
        where = f"{place_name(session, parameter, place)} · " if place else ""
        self._say(
            f"新增数值：{measure} · {where}{book.titles[parameter]}{present}",
            self._other + _OF_VALUES,
        )
        rows = fields.value_rows(form_of(session, parameter), value_words(session, parameter))
        work = partial(propose_figure, session, parameter, place)
        self._begin(rows, work, value_entries(session, parameter), partial(work, is_sure=True))

    def ask_adoption(self, document: str) -> None:
        """Ask from when on the values of a superior document are adopted, and by what."""
        values = pending_words(self._under, document)
        about = f"{self._other}{'；'.join(values)}。{_OF_VALUES}"
        self._say(f"采纳 {document} 的 {len(values)} 项规定", about)
        work = partial(amendments.propose_adoption, self._under, document)
        self._begin(fields.adoption_rows(), work, {DOCUMENT: document})

    def ask_ruling(self, question: str) -> None:
        """Ask for the office's reading of a silent text."""
        wording = self._under.policy.book.questions[question]
        title = f"登记口径：{wording.question}（{wording.clause}）"
        self._say(title, self._other + _OF_RULINGS)
        work = partial(propose_ruling_twice, self._under, question)
        rows = fields.ruling_rows(wording.readings)
        self._begin(rows, work, {}, partial(work, is_sure=True))

    def ask_term(self) -> None:
        """Ask for a new last day of the document."""
        book = self._under.policy.book
        self._say(f"延长有效期：{book.document}，现在到 {book.last_day} 为止", _OF_TERMS)
        work = partial(propose_term_twice, self._under)
        self._begin(fields.term_rows(), work, {}, partial(work, is_sure=True))

    def ask_successor(self, read: ReadPack) -> None:
        """Ask from when on a successor counts, and by what document."""
        self._say(f"安装后续政策：{read.document} · {read.title}", _OF_SUCCESSORS)
        work = partial(propose_successor, self._session, read)
        entries = {DOCUMENT: read.document, FROM: read.first_day.isoformat()}
        self._begin(fields.successor_rows(), work, entries)

    def ask_ending(self, line: ChangeLine) -> None:
        """Ask by what document an earlier change is ended, and of a ruling when."""
        self._say(f"终止：{part_words(line.parts[0], ends=False)}", _OF_ENDINGS)
        work = partial(amendments.propose_ending, self._session, line.id)
        self._begin(fields.ending_rows(with_day=line.by_day), work, {})

    def say_unsaved(self) -> None:
        """Say that another change is typed here, and offer to let go of it."""
        self.notice.say(Tone.WARNING, "这项变更还没有提出", "提出它，或者放弃填写的内容。")
        self.notice.offer("放弃填写的内容", self.drop)

    def save(self) -> None:
        """Propose what was typed; what hinders is said at its field."""
        if self._propose is not None:
            self._run(self._propose)

    def _refused(self, fault: Fault) -> None:
        super()._refused(fault)
        if fault.key in UNLIKELY:
            self.notice.offer(_SURE, self._save_surely)

    def _save_surely(self) -> None:
        """Propose what can hardly be so: the person has looked at the document again."""
        if self._sure_work is not None:
            self._run(self._sure_work)

    def _say(self, title: str, about: str) -> None:
        self._title.setText(title)
        self._about.setText(f"{about}{_THEN}")

    def _begin(
        self,
        rows: tuple[fields.Row, ...],
        propose: Propose,
        entries: Mapping[str, str],
        sure: Propose | None = None,
    ) -> None:
        former, self._propose, self._sure_work = self.form, propose, sure
        self.form = LineForm(rows)
        self.form.finished.connect(self.save)
        self.form.show_entries(entries)
        self._place.replaceWidget(former, self.form)
        former.hide()
        former.deleteLater()
        self.notice.clear()

    def _arrange(self) -> None:
        save = QHBoxLayout()
        save.setSpacing(12)
        save.addWidget(button("propose", "提出，待第二人确认", self.save, "primary"))
        save.addWidget(button("leave_proposal", "返回", self.left.emit))
        save.addStretch(1)
        surface = card("proposal")
        inner = QVBoxLayout(surface)
        inner.setContentsMargins(24, 16, 24, 18)
        inner.setSpacing(12)
        self._place.addWidget(self.form)
        inner.addLayout(self._place)
        inner.addLayout(save)
        page = QVBoxLayout(self)
        page.setContentsMargins(*MARGINS)
        page.setSpacing(8)
        for part in (self._title, self._about, self.notice):
            page.addWidget(part)
        page.addWidget(scrolled(surface), 1)
