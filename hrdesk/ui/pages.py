"""The pages of the main window. A further page is one method here that makes it.

Its decorator says to which place of the navigation it belongs, and the method what of its signals
is a wish (`ui/wishes.py`).
"""

from hrdesk.services.session import Session
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
from hrdesk.ui.page_shelf import PageShelf, made
from hrdesk.ui.places import BATCHES, CASES, INTAKE, LAW, PURCHASES, REGISTER, SETTINGS
from hrdesk.ui.preview.preview_page import PreviewPage
from hrdesk.ui.purchases.place import PurchasePlace
from hrdesk.ui.settings.settings_page import SettingsPage
from hrdesk.ui.tasks import Tasks
from hrdesk.ui.templates.place import TemplatePlace
from hrdesk.ui.wishes import Wishes
from hrdesk.ui.wizard_place import WizardPlace

#: The places that are a list with its search and a form.
Listing = OrganizationPlace | PurchasePlace | LawPlace


class Pages(PageShelf):
    """Makes every page; what they ask of the window is said by `wishes`."""

    def __init__(self, session: Session, tasks: Tasks, drawing: Tasks, changes: Changes) -> None:
        super().__init__()
        self._session = session
        self._tasks = tasks
        self._drawing = drawing
        self._changes = changes
        self.wishes = Wishes(self)
        self.desk = PaperDesk(session, tasks, drawing, changes)

    def listing(self, place: str) -> Listing | None:
        """Return the page of a place that is a list with its search, None for another place."""
        page = self.home_of(place)
        return page if isinstance(page, Listing) else None

    @property
    def is_opening(self) -> bool:
        """Whether a draft or a case is being opened and not whole yet."""
        return self.wizard.is_opening or self.case.is_filling

    @made(INTAKE, begins=True, ahead=False)
    def home(self) -> IntakeHome:
        """受理: measures and drafts."""
        page = IntakeHome(self._session, self._tasks, self._changes)
        page.opened.connect(self.wishes.draft)
        return page

    @made(INTAKE, ahead=False)
    def wizard(self) -> WizardPlace:
        """One draft being filled in."""
        page = WizardPlace(self._session, self._tasks, self._changes)
        # It stands in the window from the start, so that a draft is styled but once.
        self._hold(page)
        page.print_asked.connect(self.wishes.print_case)
        page.next_asked.connect(self.home.start)
        self.home.starting.connect(page.expect)
        self.home.not_started.connect(page.give_up)
        page.ready.connect(self.wishes.wizard_ready)
        page.refused.connect(self.wishes.wizard_refused)
        page.left.connect(self.wishes.wizard_left)
        page.start_asked.connect(self.wishes.start)
        page.wage_asked.connect(self.wishes.wage)
        page.draft_asked.connect(self.wishes.kept_draft)
        return page

    @made(CASES, begins=True)
    def cases(self) -> CaseListPage:
        """查询: the list of cases."""
        page = CaseListPage(self._session, self._changes)
        page.opened.connect(self.wishes.case)
        page.draft_opened.connect(self.wishes.kept_draft)
        page.many_wanted.connect(self.wishes.many_forms)
        page.enjoyment_wanted.connect(self.wishes.enjoyment)
        return page

    @made(CASES)
    def case(self) -> CasePage:
        """One accepted case."""
        page = CasePage(self._session, self.desk, self._changes)
        page.batches_asked.connect(self.wishes.batches)
        page.enjoyment_asked.connect(self.wishes.enjoyment)
        page.answer_asked.connect(self.wishes.answer)
        page.purchase_asked.connect(self.wishes.purchase)
        page.correction_asked.connect(self.wishes.correction)
        page.review_asked.connect(self.wishes.review)
        page.left.connect(self.wishes.cases)
        return page

    @made(CASES)
    def forms(self) -> FormsPage:
        """The forms of many cases in one file."""
        page = FormsPage(self._session, self._tasks, self._changes)
        page.left.connect(self.wishes.cases)
        return page

    @made(CASES)
    def enjoyment(self) -> EnjoymentPage:
        """享受记录."""
        page = EnjoymentPage(self._session, self._tasks, self._changes)
        page.left.connect(self.wishes.enjoyment_left)
        return page

    @made(CASES)
    def preview(self) -> PreviewPage:
        """A form as it will be printed."""
        page = PreviewPage(self._drawing)
        page.left.connect(self.wishes.preview_left)
        page.print_wanted.connect(self.wishes.preview_print)
        page.save_wanted.connect(self.wishes.preview_save)
        return page

    @made(REGISTER, begins=True)
    def register(self) -> OrganizationPlace:
        """机构名册."""
        return OrganizationPlace(self._session, self._tasks, self._changes)

    @made(BATCHES, begins=True)
    def batches(self) -> BatchPlace:
        """批次上报."""
        page = BatchPlace(self._session, self._tasks, self._changes)
        page.case_wanted.connect(self.wishes.case)
        page.correction_wanted.connect(self.wishes.correction)
        page.list.templates_asked.connect(self.wishes.templates)
        return page

    @made(PURCHASES, begins=True)
    def purchases(self) -> PurchasePlace:
        """购买服务: the register of purchased services."""
        page = PurchasePlace(self._session, self._tasks, self._changes)
        page.registering_asked.connect(self.wishes.registering)
        return page

    @made(LAW, begins=True)
    def law(self) -> LawPlace:
        """政策标准: figures, dates and lists, and the changes that the office makes."""
        page = LawPlace(self._session, self._tasks, self._changes)
        page.registered.connect(self.wishes.registered)
        return page

    @made(CASES)
    def answer(self) -> AnswerPage:
        """What was answered to the letter of a case."""
        page = AnswerPage(self._session, self._tasks, self._changes)
        page.left.connect(self.wishes.case)
        return page

    @made(CASES)
    def correction(self) -> CorrectionPlace:
        """更正 of one case: what is proposed, and what waits for a second person."""
        page = CorrectionPlace(self._session, self._tasks, self._changes)
        page.left.connect(self.wishes.case)
        page.settled.connect(self.wishes.correction_settled)
        page.queue_wanted.connect(self.wishes.failures)
        return page

    @made(BATCHES)
    def templates(self) -> TemplatePlace:
        """官方模板: what batches go out in."""
        page = TemplatePlace(self._session, self._tasks)
        page.left.connect(self.wishes.batches)
        return page

    @made(SETTINGS, begins=True)
    def settings(self) -> SettingsPage:
        """设置."""
        page = SettingsPage(self._session, self._tasks, self._changes)
        page.registered.connect(self.wishes.registered)
        page.log_out_wanted.connect(self.wishes.log_out)
        return page
