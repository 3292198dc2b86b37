"""The official templates on record: which counts for each measure, which was replaced or ended."""

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout

from hrdesk.domain.official_template import OfficialTemplate
from hrdesk.domain.staff import Role
from hrdesk.services.session import Session
from hrdesk.services.templates import REASON, official_templates, withdraw_template
from hrdesk.ui import theme
from hrdesk.ui.list_import.sentence_table import SentencePainter
from hrdesk.ui.list_page import ListPage, rows_or_fault
from hrdesk.ui.notice import Tone
from hrdesk.ui.page import MARGINS, KeyHint, bind_keys
from hrdesk.ui.provenance import entered_words
from hrdesk.ui.reason_row import ReasonRow, ReasonWords
from hrdesk.ui.tasks import Tasks
from hrdesk.ui.templates.models import FILE, MEASURE, TemplateModel
from hrdesk.ui.words import button, label, selectable

_WIDTHS = (226, 130, 84, 92, 220, 130, 190)
_ABOUT = (
    "平台发的模板登记一次，批次就照它填写，表头、下拉、公式、保护都不动。"
    "换了新模板就登记新文件；对应错了，更正后另存一条，原来的留着，已编的批次不变。"
)
_NOTHING = "还没有登记官方模板，批次用程序自拟的表头写出。"
_NOT_ALLOWED = "登记、更正和停用由管理员办理。"
_ENDING = ReasonWords(
    "停用原因", "例如：省厅收回、选错了文件；会记入办理记录", "确认停用", "不停用"
)


class TemplateListPage(ListPage):
    """Lists templates; `opened` carries one to look at or to mend.

    `administers`: the person may register, mend and end them.
    """

    opened = Signal(object)
    left = Signal()
    hints: tuple[KeyHint, ...] = (
        KeyHint("↑ ↓", "选择"),
        KeyHint("Enter", "查看或更正"),
        KeyHint("Ctrl N", "登记模板"),
        KeyHint("Ctrl D", "停用"),
        KeyHint("Esc", "返回批次上报"),
    )

    def __init__(self, session: Session, tasks: Tasks) -> None:
        self.model = TemplateModel({each.id: each.title for each in session.measures_ever})
        super().__init__(session, "templates", self.model, ("add_template", "登记模板…"))
        self.setObjectName("template_list_page")
        self.administers = session.staff.may(Role.ADMINISTRATOR)
        if not self.administers:
            self.hints = (KeyHint("↑ ↓", "选择"), KeyHint("Enter", "查看"), self.hints[-1])
        self.table.set_widths(_WIDTHS, FILE)
        # A measure that is cut cannot be told from its neighbour.
        self.table.setItemDelegate(SentencePainter(self.table, frozenset({MEASURE, FILE})))
        self.table.selectionModel().currentRowChanged.connect(lambda *_: self._describe_row())
        self.table.opened.connect(lambda _row: self._open())
        self._count = label("", "soft")
        self._count.setObjectName("template_count")
        self._row = selectable("", "small")
        self._row.setObjectName("template_row")
        self.reason = ReasonRow(REASON, _ENDING)
        withdraw = partial(withdraw_template, session)
        self.reason.does(tasks, self.notice, withdraw, self._was_withdrawn)
        self.reason.left.connect(self.table.setFocus)
        bind_keys(self, {"Ctrl+D": self._ask_reason, "Esc": self.left.emit})
        self._arrange()

    def enter(self) -> None:
        """Take the focus for the rows, for the first entry, or for the way back."""
        if not self.go_to_results():
            (self._add if self._add.isEnabled() else self._back).setFocus()

    def _fill(self) -> None:
        self.reason.put_away()
        rows = rows_or_fault(self.notice, lambda: official_templates(self._session))
        self.model.show_found(rows)
        self._count.setText(f"{len(rows)} 条" if rows else "")

    def _describe(self) -> None:
        self.rows.show_rows(self.model.rowCount(), _NOTHING)
        self._describe_row()

    def _marked(self) -> OfficialTemplate | None:
        index = self.table.currentIndex()
        return self.model.summary(index.row()) if index.isValid() else None

    def _describe_row(self) -> None:
        template = self._marked()
        stands = template is not None and template.withdrawal is None
        self._look.setEnabled(template is not None)
        self._undo.setEnabled(stands and self.administers)
        self._look.setText("查看或更正…" if stands and self.administers else "查看…")
        self._row.setText("" if template is None else _source(template))

    def _open(self) -> None:
        template = self._marked()
        if template is not None:
            self.opened.emit(template)

    def _ask_reason(self) -> None:
        template = self._marked()
        if template is not None and self._undo.isEnabled():
            self.notice.clear()
            title = self.model.index(self.table.currentIndex().row(), 0).data()
            self.reason.ask(template.id, f"停用：{title}　{template.version}")

    def _was_withdrawn(self, _nothing: None) -> None:
        self.read_again()
        self.notice.say(
            Tone.DONE,
            "已停用，并记入办理记录",
            "同一事项还有没停用的，用其中最后登记的；没有的，用程序自拟的表头。",
        )

    def _arrange(self) -> None:
        self._back = button("templates_back", "返回", self.left.emit)
        self._back.setIcon(theme.icon("back"))
        self._look = button("open_template", "查看…", self._open)
        self._undo = button("withdraw_template", "停用…", self._ask_reason)
        self._add.setEnabled(self.administers)
        for part in () if self.administers else (self._add, self._undo):
            part.setToolTip(_NOT_ALLOWED)
        head = QHBoxLayout()
        head.setSpacing(12)
        head.addWidget(self._back)
        head.addWidget(label("官方模板", "title"))
        head.addWidget(self._count)
        head.addStretch(1)
        for part in (self._look, self._undo, self._add):
            head.addWidget(part)
        about = _ABOUT if self.administers else _ABOUT + _NOT_ALLOWED
        page = QVBoxLayout(self)
        page.setContentsMargins(*MARGINS)
        page.setSpacing(10)
        page.addLayout(head)
        page.addWidget(label(about, "soft", wrap=True))
        page.addWidget(self.notice)
        page.addWidget(self.rows.card, 1)
        page.addWidget(self._row)
        page.addWidget(self.reason)


def _source(template: OfficialTemplate) -> str:
    words = entered_words(template.entry, template.withdrawal)
    return f"来源 {template.origin} · {words} · SHA-256 {template.sha256}"
