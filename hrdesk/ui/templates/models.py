"""The rows of the templates on record."""

from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import QObject, Qt

from hrdesk.domain.official_template import OfficialTemplate, counting
from hrdesk.ui import theme
from hrdesk.ui.paged_model import PagedModel
from hrdesk.ui.row_painting import CHIP
from hrdesk.ui.table import Index
from hrdesk.ui.templates import terms

MEASURE, VERSION, STATE, LIMIT, FILE, HASH, ENTERED = range(7)

_TITLES = ("补贴事项", "模板版本", "状态", "每份行数", "文件", "校验值", "登记")
_TONES = {terms.IN_USE: "met", terms.WITHDRAWN: "unknown"}
_NUMBERS = (LIMIT, HASH)


class TemplateModel(PagedModel[OfficialTemplate]):
    """Templates, the newest first; `titles` are those of the measures by id."""

    def __init__(self, titles: Mapping[str, str], parent: QObject | None = None) -> None:
        super().__init__(_TITLES, parent, right=LIMIT)
        self._titles = titles
        self._in_use: frozenset[str] = frozenset()

    def show_found(self, rows: tuple[OfficialTemplate, ...]) -> None:
        """Show all templates on record."""
        self._in_use = frozenset(each.id for each in counting(reversed(rows)).values())
        super().show_found(rows)

    def state(self, template: OfficialTemplate) -> str:
        """Return whether a template counts."""
        if template.withdrawal is not None:
            return terms.WITHDRAWN
        return terms.IN_USE if template.id in self._in_use else terms.REPLACED

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return the words of a cell, its font, its side, or its chip."""
        template, column = self.summary(index.row()), index.column()
        if role in (
            Qt.ItemDataRole.DisplayRole,
            Qt.ItemDataRole.AccessibleTextRole,
            Qt.ItemDataRole.ToolTipRole,
        ):
            return self._cells(template)[column]
        if role == Qt.ItemDataRole.FontRole and column in _NUMBERS:
            return theme.number_font("base")
        if role == Qt.ItemDataRole.TextAlignmentRole and column == LIMIT:
            return Qt.AlignmentFlag.AlignRight
        if role == CHIP and column == STATE:
            return _TONES.get(self.state(template))
        return None

    def _cells(self, template: OfficialTemplate) -> tuple[str, ...]:
        return (
            self._titles.get(template.measure, template.measure),
            template.version,
            self.state(template),
            terms.limit_words(template.mapping),
            template.file_name,
            terms.short_hash(template),
            f"{template.entry.by} {template.entry.at:%Y-%m-%d}",
        )
