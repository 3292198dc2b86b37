"""What the platform says of the failed rows of a case, above a correction of it."""

from collections.abc import Collection

from PySide6.QtWidgets import QLabel

from hrdesk.domain.errors import Fault
from hrdesk.services import resending
from hrdesk.services.cases import OpenedCase
from hrdesk.services.corrections import Place
from hrdesk.services.resending import FailedRow
from hrdesk.services.session import Session
from hrdesk.ui.words import selectable

#: More rows than these would push the entries out of sight.
_MOST = 2


class PlatformWords:
    """The label, hidden where nothing failed, and the entries that the shown reasons name."""

    def __init__(self, session: Session, name: str) -> None:
        self._session = session
        self.label: QLabel = selectable("", "label")
        self.label.setObjectName(name)
        self.label.hide()
        self.named: tuple[Place, ...] = ()

    def show(
        self, opened: OpenedCase, first: FailedRow | None, lines: Collection[int] = ()
    ) -> None:
        """Say why rows of a case failed: that of `first` alone, else those of `lines` first."""
        rows = [first] if first is not None else self._rows(opened, lines)
        self.named = tuple(dict.fromkeys(place for row in rows for place in row.places))
        said = [_words(row) for row in rows[:_MOST]]
        if len(rows) > _MOST:
            said.append(f"还有 {len(rows) - _MOST} 行失败，见“失败清单”")
        self.label.setText("\n".join(said))
        self.label.setVisible(bool(said))

    def _rows(self, opened: OpenedCase, lines: Collection[int]) -> list[FailedRow]:
        if opened.batch is None:
            return []
        try:
            rows = resending.failures_of(self._session, opened.case.id)
        except Fault:
            # What hinders it hinders the correction too, which says so.
            return []
        return sorted(rows, key=lambda row: row.line.line not in lines)


def _words(row: FailedRow) -> str:
    which = f"名册第 {row.line.line} 行　" if row.line.line else ""
    reason = row.line.reason or "没有说原因"
    return f"平台的话（批次 {row.line.batch}）：{which}{row.person}　{reason}"
