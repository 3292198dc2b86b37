"""The official templates behind the place of batches: the list, or one template over it."""

from collections.abc import Callable

from PySide6.QtCore import Signal

from hrdesk.domain.official_template import OfficialTemplate
from hrdesk.services.session import Session
from hrdesk.ui.notice import Tone
from hrdesk.ui.stacked_place import StackedPlace
from hrdesk.ui.tasks import Tasks
from hrdesk.ui.templates.form_page import TemplatePage
from hrdesk.ui.templates.list_page import TemplateListPage
from hrdesk.ui.unsaved import offer_to_drop


class TemplatePlace(StackedPlace):
    """Shows one of its two pages; `left` leads back to the batches."""

    left = Signal()

    def __init__(self, session: Session, tasks: Tasks) -> None:
        self.list = TemplateListPage(session, tasks)
        super().__init__("template_place", self.list)
        self.form = TemplatePage(session, tasks)
        self._add(self.form)
        self.list.left.connect(self.left)
        self.list.add_asked.connect(self._begin)
        self.list.opened.connect(self._open)
        self.form.left.connect(self._ask_to_leave)
        self.form.saved.connect(self._saved)

    def arrive(self) -> None:
        """Begin with all templates; one that is not saved is not pushed aside."""
        self.list.read_again()
        if not self.form.is_changed and not self.form.storing.is_under_way:
            self._show(self.list, focus=False)

    def holds(self, close: Callable[[], object]) -> bool:
        """Tell whether something chosen is not saved, and offer to close without it."""
        if not self.form.is_changed:
            return False
        self._show(self.form)
        offer_to_drop(self.form.notice, self.form.forget, close)
        return True

    def forget(self) -> None:
        """Show nothing any more: the session is about to end."""
        super().forget()
        self.form.forget()

    def _begin(self) -> None:
        if not self.list.administers:
            return
        self.form.begin()
        self._show(self.form)

    def _open(self, template: OfficialTemplate) -> None:
        self.form.show_template(template)
        self._show(self.form)

    def _ask_to_leave(self) -> None:
        """Go back to the list; what is not saved is not dropped without a word."""
        if not self.form.is_changed:
            self._leave_form()
            return
        self.form.notice.say(Tone.WARNING, "这份模板还没有保存", "保存它，或者不保存就返回。")
        self.form.notice.offer("不保存，返回", self._leave_form)
        self.form.notice.take_cursor()

    def _leave_form(self) -> None:
        self.form.forget()
        self.list.read_again()
        self._show(self.list)

    def _saved(self) -> None:
        self._leave_form()
        self.list.notice.say(Tone.DONE, "已登记，并记入办理记录；以后的批次照这份模板写出")
