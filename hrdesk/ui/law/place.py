"""The place of the law in the main window: its figures, the changes, and the forms for them."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Signal

from hrdesk.domain.errors import Fault
from hrdesk.services.questions import QuestionLine
from hrdesk.services.session import Session
from hrdesk.ui.changes import Changes
from hrdesk.ui.faults import show_fault
from hrdesk.ui.law.change_page import ChangePage
from hrdesk.ui.law.changes_page import ChangesPage
from hrdesk.ui.law.compare_page import ComparePage
from hrdesk.ui.law.list_page import ParameterListPage
from hrdesk.ui.law.pack_page import PackPage
from hrdesk.ui.law.proposal_page import ProposalPage
from hrdesk.ui.law.question_page import QuestionPage
from hrdesk.ui.law.questions_page import QuestionsPage
from hrdesk.ui.law.replay_page import ReplayPage
from hrdesk.ui.law.travel_page import TravelPage
from hrdesk.ui.notice import Tone
from hrdesk.ui.page import Page
from hrdesk.ui.stacked_place import StackedPlace
from hrdesk.ui.tasks import Tasks
from hrdesk.ui.unsaved import offer_to_drop


class LawPlace(StackedPlace):
    """Shows one of its pages; `registered` carries the notice on which a proposal was said."""

    registered = Signal(object)

    def __init__(self, session: Session, tasks: Tasks, changes: Changes) -> None:
        self._session = session
        self.list = ParameterListPage(session)
        super().__init__("law_place", self.list)
        self.questions = QuestionsPage(session)
        self.question = QuestionPage(session, tasks)
        self.form = ProposalPage(session, tasks)
        self.changes = ChangesPage(session)
        self.change = ChangePage(session, tasks, changes)
        self.compare = ComparePage(session)
        self.replay = ReplayPage(session, tasks)
        self.pack = PackPage(session, tasks)
        self.travel = TravelPage(session, tasks)
        for page in (
            self.questions,
            self.question,
            self.form,
            self.changes,
            self.change,
            self.compare,
            self.replay,
            self.pack,
            self.travel,
        ):
            self._add(page)
        self._asked_from: Page = self.list
        self._pack_from: Page = self.changes
        self._connect()
        self._read_again()

    def arrive(self) -> None:
        """Begin with all values; a form that was begun is not pushed aside."""
        self.list.show_all()
        self.questions.search("")
        if not self.form.form.is_changed:
            self._show(self.list, focus=False)

    def search(self, text: str) -> None:
        """Show the questions that a search finds where they are open, else the values.

        What is typed in the form stays there.
        """
        listed = self._listed()
        listed.search(text)
        self._show(listed, focus=False)

    def show_changes(self) -> None:
        """Show the changes of law; a form that was begun is not pushed aside."""
        if not self.form.form.is_changed:
            self._show(self.changes)

    def begin_value(self, parameter: str, place: str = "") -> None:
        """Open the form for a value of today's policy, of a place where each has its own."""
        self.list.choose_today()
        self._ask(partial(self.form.ask_value, parameter, place))

    def holds(self, close: Callable[[], object]) -> bool:
        """Tell whether something typed is not saved, and offer to close without it."""
        if not self.form.form.is_changed:
            return False
        self._show(self.form)
        offer_to_drop(self.form.notice, self.form.drop, close)
        return True

    def go_to_results(self) -> bool:
        """Take the focus for what was found; tell whether there is anything."""
        listed = self._listed()
        return self._current() is listed and listed.go_to_results()

    def forget(self) -> None:
        """Show nothing any more: the session is about to end."""
        for page in (
            self.list,
            self.questions,
            self.question,
            self.changes,
            self.change,
            self.compare,
            self.replay,
            self.pack,
            self.travel,
        ):
            page.forget()

    def _connect(self) -> None:
        form = self.form
        self.list.policy_chosen.connect(self._show_under)
        self.list.value_asked.connect(lambda *each: self._ask(partial(form.ask_value, *each)))
        self.list.adopt_asked.connect(lambda each: self._ask(partial(form.ask_adoption, each)))
        self.list.term_asked.connect(lambda: self._ask(form.ask_term))
        self.list.questions_asked.connect(lambda: self._show(self.questions))
        self.list.changes_asked.connect(lambda: self._show(self.changes))
        self.questions.ruling_asked.connect(lambda each: self._ask(partial(form.ask_ruling, each)))
        self.questions.opened.connect(self._open_question)
        self.questions.left.connect(lambda: self._show(self.list))
        self.question.ruling_asked.connect(lambda each: self._ask(partial(form.ask_ruling, each)))
        self.question.left.connect(lambda: self._show(self.questions))
        form.left.connect(lambda: self._show(self._asked_from))
        form.saved.connect(self._proposed)
        self.changes.opened.connect(self._open_change)
        self.changes.replay_asked.connect(lambda: self._show(self.replay))
        self.changes.install_asked.connect(self._install)
        self.change.pack_asked.connect(self._show_pack)
        self.pack.left.connect(lambda: self._show(self._pack_from))
        self.pack.proposal_asked.connect(lambda each: self._ask(partial(form.ask_successor, each)))
        self.changes.travel_asked.connect(lambda: self._show(self.travel))
        self.travel.left.connect(lambda: self._show(self.changes))
        self.travel.taken.connect(self._registered)
        self.replay.left.connect(lambda: self._show(self.changes))
        self.changes.left.connect(lambda: self._show(self.list))
        self.change.left.connect(lambda: self._show(self.changes))
        self.change.settled.connect(self._settled)
        self.change.case_asked.connect(self._compare)
        self.change.ending_asked.connect(lambda each: self._ask(partial(form.ask_ending, each)))
        self.compare.left.connect(lambda: self._show(self.change))

    def _ask(self, begin: Callable[[], None]) -> None:
        """Open the form for a change, unless something else is typed in it and not saved."""
        if self.form.form.is_changed:
            self._show(self.form)
            self.form.say_unsaved()
            return
        self._asked_from = self._current()
        begin()
        self._show(self.form)

    def _show_under(self, policy: str) -> None:
        """Show the figures and questions of a policy by its id, of today's for ""."""
        session = self._session.of_policy(policy) if policy else self._session
        document = session.policy.book.document if policy else ""
        self.question.show_under(session)
        self.form.show_under(session, document)
        self.questions.show_under(session, document)
        self.list.show_under(session)

    def _open_question(self, line: QuestionLine) -> None:
        self.question.show_question(line)
        self._show(self.question)

    def _open_change(self, change: str) -> None:
        line = self.changes.line(change)
        if line is not None:
            self.change.show_change(line)
            self._show(self.change)

    def _compare(self, case_id: str) -> None:
        row = self.change.model.row_of(case_id)
        if self.change.line is None or row < 0:
            return
        try:
            self.compare.show_case(self.change.line.id, self.change.model.summary(row))
        except Fault as fault:
            show_fault(self.change.notice, fault)
            return
        self._show(self.compare)

    def _install(self) -> None:
        self._pack_from = self.changes
        self.pack.forget()
        self._show(self.pack)

    def _show_pack(self, content_hash: str) -> None:
        """Show what a successor changes that was proposed."""
        self._pack_from = self.change
        self.pack.look_at(content_hash)
        self._show(self.pack)

    def _proposed(self) -> None:
        self.pack.forget()
        self._registered("已提出，等第二个人确认")

    def _registered(self, words: str) -> None:
        self._read_again()
        self._show(self.changes)
        self.changes.notice.say(Tone.DONE, words)
        self.registered.emit(self.changes.notice)

    def _settled(self, words: str) -> None:
        self.change.forget()
        self._read_again()
        self._show(self.changes)
        self.changes.notice.say(Tone.DONE, words)

    def _listed(self) -> ParameterListPage | QuestionsPage:
        return self.questions if self._current() is self.questions else self.list

    def _read_again(self) -> None:
        self.list.read_again()
        self.questions.read_again()
        self.changes.read_again()
