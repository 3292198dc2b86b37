"""The pages of the main window, each made when it is first wanted or while nobody waits."""

from collections.abc import Callable, Iterator
from functools import cached_property, partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QStackedWidget

from hrdesk.services.session import Session
from hrdesk.ui.ahead import styled_ahead
from hrdesk.ui.batches.place import BatchPlace
from hrdesk.ui.cases.answer_page import AnswerPage
from hrdesk.ui.cases.case_page import CasePage
from hrdesk.ui.cases.correction_place import CorrectionPlace
from hrdesk.ui.cases.forms_page import FormsPage
from hrdesk.ui.cases.list_page import CaseListPage
from hrdesk.ui.cases.paper_desk import PaperDesk
from hrdesk.ui.changes import Changes
from hrdesk.ui.enjoyment.page import EnjoymentPage
from hrdesk.ui.intake_home import IntakeHome
from hrdesk.ui.law.place import LawPlace
from hrdesk.ui.organizations.place import OrganizationPlace
from hrdesk.ui.page import Page
from hrdesk.ui.places import BATCHES, CASES, INTAKE, LAW, PURCHASES, REGISTER, SETTINGS
from hrdesk.ui.preview.preview_page import PreviewPage
from hrdesk.ui.purchases.place import PurchasePlace
from hrdesk.ui.settings.settings_page import SettingsPage
from hrdesk.ui.stacked_place import StackedPlace
from hrdesk.ui.tasks import Tasks
from hrdesk.ui.templates.place import TemplatePlace
from hrdesk.ui.wizard_place import WizardPlace

#: The places that are a list with its search and a form, by the attribute that holds each.
LISTINGS = {REGISTER: "register", PURCHASES: "purchases", LAW: "law"}
Listing = OrganizationPlace | PurchasePlace | LawPlace

#: The pages that are made while nobody waits, in this order; the settings follow.
_AHEAD = (
    *("cases", "case", "forms", "enjoyment", "preview", "register", "batches", "purchases"),
    *("law", "answer", "correction", "templates"),
)


class Pages(QStackedWidget):
    """Holds every page; what they ask of the window is said by signals of its own.

    `draft_wanted` carries a draft and `kept_draft_wanted` the id of one, `case_wanted` and
    `print_wanted` a case id, `many_forms_wanted` the case that was marked or None,
    `enjoyment_wanted` a case id or "" and a line, `start_wanted` a year, `wage_wanted` a
    parameter and a district, `keys_changed` the page whose hints are new, `registered` the notice
    on which it was said, `answer_wanted` a case that was handed on, `correction_wanted` one that
    shall be corrected, `review_wanted` one whose correction waits, `correction_settled` its id and
    what was done, `purchase_wanted` the credit
    code of an agency, `registering_wanted` that of one which is not registered yet,
    `log_out_wanted` what the login then says.
    """

    draft_wanted = Signal(object)
    kept_draft_wanted = Signal(str)
    case_wanted = Signal(str)
    list_wanted = Signal()
    batches_wanted = Signal()
    answer_wanted = Signal(object)
    correction_wanted = Signal(object, object)
    review_wanted = Signal(object)
    correction_settled = Signal(str, str)
    purchase_wanted = Signal(str)
    registering_wanted = Signal(str)
    templates_wanted = Signal()
    many_forms_wanted = Signal(object)
    enjoyment_wanted = Signal(str, int)
    enjoyment_left = Signal()
    print_wanted = Signal(str)
    wizard_ready = Signal()
    wizard_refused = Signal(object)
    wizard_left = Signal()
    start_wanted = Signal(int)
    wage_wanted = Signal(str, str)
    keys_changed = Signal(object)
    registered = Signal(object)
    log_out_wanted = Signal(str)
    preview_left = Signal()
    preview_print_wanted = Signal()
    preview_save_wanted = Signal()

    def __init__(self, session: Session, tasks: Tasks, drawing: Tasks, changes: Changes) -> None:
        super().__init__()
        self._session = session
        self._tasks = tasks
        self._drawing = drawing
        self._changes = changes
        self.desk = PaperDesk(session, tasks, drawing, changes)
        self._homes: dict[str, Callable[[], Page]] = {
            INTAKE: lambda: self.home,
            CASES: lambda: self.cases,
            REGISTER: lambda: self.register,
            BATCHES: lambda: self.batches,
            PURCHASES: lambda: self.purchases,
            LAW: lambda: self.law,
            SETTINGS: lambda: self.settings,
        }

    def home_of(self, place: str) -> Page:
        """Return the page with which a place of the navigation begins."""
        return self._homes[place]()

    def listing(self, place: str) -> Listing | None:
        """Return the page of a place that is a list with its search, None for another place."""
        page = self.home_of(place)
        return page if isinstance(page, Listing) else None

    def unsaved(self, close: Callable[[], object]) -> tuple[str, Page] | None:
        """Return the place and page that hold something typed and not saved, or None.

        The page says so and offers to `close` without it.
        """
        for place, name in LISTINGS.items():
            listing = self.listing(place) if self.is_made(name) else None
            if listing is not None and listing.holds(close):
                return place, listing
        for place, name in ((CASES, "answer"), (CASES, "correction"), (BATCHES, "templates")):
            if self.is_made(name) and (page := getattr(self, name)).holds(close):
                return place, page
        return None

    def is_made(self, name: str) -> bool:
        """Tell whether somebody has wanted a page yet, by the name of its attribute."""
        return name in vars(self)

    @property
    def is_opening(self) -> bool:
        """Whether a draft or a case is being opened and not whole yet."""
        return self.wizard.is_opening or self.case.is_filling

    def show_page(self, page: Page) -> None:
        """Bring a page to the front."""
        page.be_whole()
        self._hold(page)
        self.setCurrentWidget(page)

    def make_ahead(self) -> Iterator[None]:
        """Make the pages that nobody has been to, a piece at a time."""
        for name in _AHEAD:
            page: Page = getattr(self, name)
            yield
            self._hold(page)
            yield from styled_ahead(page)
            yield
        yield from self.settings.make_ahead()
        self._hold(self.settings)
        yield from styled_ahead(self.settings)

    def forget(self) -> None:
        """Let go of what hidden tables hold: a closed session has nothing more to tell."""
        if self.is_made("cases"):
            self.cases.model.show_found(())
        for place, name in LISTINGS.items():
            if self.is_made(name) and (page := self.listing(place)) is not None:
                page.forget()
        others = ("batches", "templates", "forms", "enjoyment", "correction")
        for page in (getattr(self, name) for name in others if self.is_made(name)):
            page.forget()

    @cached_property
    def home(self) -> IntakeHome:
        """受理: measures and drafts."""
        page = IntakeHome(self._session, self._tasks, self._changes)
        page.opened.connect(self.draft_wanted)
        return page

    @cached_property
    def wizard(self) -> WizardPlace:
        """One draft being filled in."""
        page = WizardPlace(self._session, self._tasks, self._changes)
        # It stands in the window from the start, so that a draft is styled but once.
        self._hold(page)
        page.print_asked.connect(self.print_wanted)
        page.next_asked.connect(self.home.start)
        self.home.starting.connect(page.expect)
        self.home.not_started.connect(page.give_up)
        page.ready.connect(self.wizard_ready)
        page.refused.connect(self.wizard_refused)
        page.left.connect(self.wizard_left)
        page.start_asked.connect(self.start_wanted)
        page.wage_asked.connect(self.wage_wanted)
        page.draft_asked.connect(self.kept_draft_wanted)
        page.hints_changed.connect(partial(self.keys_changed.emit, page))
        return page

    @cached_property
    def cases(self) -> CaseListPage:
        """查询: the list of cases."""
        page = CaseListPage(self._session, self._changes)
        page.opened.connect(self.case_wanted)
        page.draft_opened.connect(self.kept_draft_wanted)
        page.many_wanted.connect(self.many_forms_wanted)
        page.enjoyment_wanted.connect(self.enjoyment_wanted)
        return page

    @cached_property
    def case(self) -> CasePage:
        """One accepted case."""
        page = CasePage(self._session, self.desk, self._changes)
        page.batches_asked.connect(self.batches_wanted)
        page.enjoyment_asked.connect(self.enjoyment_wanted)
        page.answer_asked.connect(self.answer_wanted)
        page.purchase_asked.connect(self.purchase_wanted)
        page.correction_asked.connect(self.correction_wanted)
        page.review_asked.connect(self.review_wanted)
        page.left.connect(self.list_wanted)
        return page

    @cached_property
    def correction(self) -> CorrectionPlace:
        """更正 of one case: what is proposed, and what waits for a second person."""
        page = CorrectionPlace(self._session, self._tasks, self._changes)
        page.left.connect(self.case_wanted)
        page.settled.connect(self.correction_settled)
        page.hints_changed.connect(partial(self.keys_changed.emit, page))
        return page

    @cached_property
    def answer(self) -> AnswerPage:
        """What was answered to the letter of a case."""
        page = AnswerPage(self._session, self._tasks, self._changes)
        page.left.connect(self.case_wanted)
        return page

    @cached_property
    def forms(self) -> FormsPage:
        """The forms of many cases in one file."""
        page = FormsPage(self._session, self._tasks, self._changes)
        page.left.connect(self.list_wanted)
        return page

    @cached_property
    def enjoyment(self) -> EnjoymentPage:
        """享受记录."""
        page = EnjoymentPage(self._session, self._tasks, self._changes)
        page.left.connect(self.enjoyment_left)
        return page

    @cached_property
    def preview(self) -> PreviewPage:
        """A form as it will be printed."""
        page = PreviewPage(self._drawing)
        page.left.connect(self.preview_left)
        page.print_wanted.connect(self.preview_print_wanted)
        page.save_wanted.connect(self.preview_save_wanted)
        return page

    @cached_property
    def register(self) -> OrganizationPlace:
        """机构名册."""
        return OrganizationPlace(self._session, self._tasks, self._changes)

    @cached_property
    def batches(self) -> BatchPlace:
        """批次上报."""
        page = BatchPlace(self._session, self._tasks, self._changes)
        page.case_wanted.connect(self.case_wanted)
        page.correction_wanted.connect(self.correction_wanted)
        page.list.templates_asked.connect(self.templates_wanted)
        return page

    @cached_property
    def templates(self) -> TemplatePlace:
        """官方模板: what batches go out in."""
        page = TemplatePlace(self._session, self._tasks)
        page.left.connect(self.batches_wanted)
        return page

    @cached_property
    def purchases(self) -> PurchasePlace:
        """购买服务: the register of purchased services."""
        page = PurchasePlace(self._session, self._tasks, self._changes)
        page.registering_asked.connect(self.registering_wanted)
        return page

    @cached_property
    def law(self) -> LawPlace:
        """政策标准: figures, dates and lists, and the changes that the office makes."""
        page = LawPlace(self._session, self._tasks, self._changes)
        page.registered.connect(self.registered)
        return page

    @cached_property
    def settings(self) -> SettingsPage:
        """设置."""
        page = SettingsPage(self._session, self._tasks, self._changes)
        page.registered.connect(self.registered)
        page.log_out_wanted.connect(self.log_out_wanted)
        return page

    def _hold(self, page: Page) -> None:
        if self.indexOf(page) < 0:
            self.addWidget(page)
            if isinstance(page, StackedPlace):
                page.hints_changed.connect(partial(self.keys_changed.emit, page))
