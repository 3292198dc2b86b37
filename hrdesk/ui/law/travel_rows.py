"""What another office handed on, row by row: what is new, what stands here, what is taken."""

from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import QObject, Qt, Signal

from hrdesk.domain.amendment import NewRuling, NewTerm, NewValues, Successor
from hrdesk.domain.law_export import Comparison, ExportedChange
from hrdesk.domain.staff import Role
from hrdesk.services.amendments import proposer_of
from hrdesk.services.session import Session
from hrdesk.services.take_over import BroughtChange, BroughtLaw, may_take
from hrdesk.ui import theme
from hrdesk.ui.law.terms import NOTHING
from hrdesk.ui.paged_model import PagedModel
from hrdesk.ui.row_painting import CHIP
from hrdesk.ui.table import Index

MEASURE, TITLE, VALUE, FROM, HERE, DOCUMENT, STATE = range(7)
_TITLES = ("事项", "内容", "对方的规定", "从", "这里现在", "文件", "接收")
_SPOKEN = (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole)
_STATES: Mapping[Comparison, str] = {
    Comparison.SAME: "这里已有",
    Comparison.PROPOSED: "已提出，待确认",
    Comparison.OTHER: "这里另有规定",
    Comparison.UNKNOWN: "这里没有这一项",
    Comparison.ENDED: "对方已终止",
}
_WHY: Mapping[Comparison, str] = {
    Comparison.SAME: "这里的规定与对方相同，不用再接收。",
    Comparison.PROPOSED: "相同的变更已经提出，等第二个人确认。",
    Comparison.OTHER: "这里已有别的规定或者提案，不会被覆盖；要改用对方的，先终止或者撤回这里的。",
    Comparison.UNKNOWN: "这里的政策包没有这一项，接收了也不起作用；先核对程序和政策包的版本。",
    Comparison.ENDED: "对方已经终止这份后续政策；需要的话用政策包文件安装，再写明最后一天。",
}
_DOUBT = "与这里现在的相差太远，接收以前向对方核对文件。"
_TONES: Mapping[Comparison, str] = {
    Comparison.SAME: "met",
    Comparison.PROPOSED: "unknown",
    Comparison.OTHER: "officer",
    Comparison.UNKNOWN: "unmet",
    Comparison.ENDED: "officer",
}
_PROPOSERS: Mapping[Role, str] = {Role.ADMINISTRATOR: "管理员", Role.SUPERVISOR: "主管"}
_SHOWN_HASH = 16


class BroughtModel(PagedModel[BroughtChange]):
    """The changes of a file; those that may be taken are, until they are left out."""

    ticked = Signal()

    def __init__(self, session: Session, parent: QObject | None = None) -> None:
        super().__init__(_TITLES, parent)
        self._session = session
        self._left_out: set[str] = set()

    def show_brought(self, changes: tuple[BroughtChange, ...]) -> None:
        """Show the changes of a file: everything that may be taken is chosen."""
        self._left_out = set()
        self.show_found(changes)

    def chosen(self) -> frozenset[str]:
        """Return the ids of what is to be taken."""
        rows = map(self.summary, range(self.rowCount()))
        return frozenset(each.id for each in rows if self._is_chosen(each))

    def toggle(self, row: int) -> None:
        """Leave a change out, or take it again."""
        each = self.summary(row)
        if may_take(self._session, each):
            self._left_out ^= {each.id}
            place = self.index(row, STATE)
            self.dataChanged.emit(place, place)
            self.ticked.emit()

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return the words of a cell, its font, its chip, or why it cannot be taken."""
        each, column = self.summary(index.row()), index.column()
        if role in _SPOKEN:
            return self._state(each) if column == STATE else _cells(each)[column]
        if role == Qt.ItemDataRole.ToolTipRole:
            return row_words(each)
        if role == Qt.ItemDataRole.FontRole and column in (VALUE, FROM, HERE):
            # A reading in words is no number.
            return theme.number_font("base") if _cells(each)[column].isascii() else None
        if role == CHIP and column == STATE:
            return _TONES.get(each.comparison) or ("accent" if self._is_chosen(each) else None)
        return None

    def _is_chosen(self, each: BroughtChange) -> bool:
        return may_take(self._session, each) and each.id not in self._left_out

    def _state(self, each: BroughtChange) -> str:
        if each.comparison is not Comparison.NEW:
            return _STATES[each.comparison]
        if not may_take(self._session, each):
            return f"由{_PROPOSERS[proposer_of(each.change.content)]}接收"
        return "接收" if self._is_chosen(each) else "不接收"


def row_words(each: BroughtChange) -> str:
    """Return all that is to be known of a change beside its columns."""
    change = each.change
    clause = "".join(one.clause for one in _values(change))
    measure, title, value, begins, here, document, *_ = _cells(each)
    begun = "" if begins == NOTHING else f"，从 {begins} 起"
    words = f"{measure} · {title}：{value}{begun} · {document}（{change.issued_on}）{clause}"
    known = "" if here == NOTHING else f" · 这里现在：{here}"
    why = _WHY.get(each.comparison, _DOUBT if each.is_doubtful else "")
    return f"{words}{known} · {why}" if why else f"{words}{known}"


def brought_words(brought: BroughtLaw) -> str:
    """Return whose file it is, and what is in it."""
    code, name = brought.export.office
    new = sum(each.comparison is Comparison.NEW for each in brought.changes)
    return (
        f"{name}（{code}）{brought.export.exported_on} 导出，程序 {brought.export.program}。"
        f"共 {len(brought.changes)} 项，这里没有的 {new} 项。"
    )


def fingerprint_words(fingerprint: str) -> str:
    """Return a fingerprint in groups of four, as two people compare it by telephone."""
    groups = (fingerprint[place : place + 4] for place in range(0, len(fingerprint), 4))
    return " ".join(groups)


def _values(change: ExportedChange) -> tuple[Any, ...]:
    return change.content.values if isinstance(change.content, NewValues) else ()


def _cells(each: BroughtChange) -> tuple[str, ...]:
    content = each.change.content
    title, value, begins = each.title, each.value, NOTHING
    match content:
        case NewValues((dated, *_)):
            begins = dated.valid_from.isoformat()
        case NewRuling():
            begins = content.valid_from.isoformat()
            value = value if content.until is None else f"{value}（到 {content.until} 为止）"
        case NewTerm():
            title, value = f"{title} 有效期", f"到 {value}"
        case Successor():
            title, value = f"后续政策 {title}", f"校验值 {value[:_SHOWN_HASH]}"
            begins = content.first_day.isoformat()
    document = each.change.document
    return each.measure or "全部事项", title, value, begins, each.here or NOTHING, document
