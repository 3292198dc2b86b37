"""Failed rows that are sent no more, and sent after all: the lines that ask why."""

from functools import partial

from hrdesk.services import closing
from hrdesk.services.session import Session
from hrdesk.ui.batches.row_asking import RowAsking
from hrdesk.ui.notice import Notice
from hrdesk.ui.page import KeyHint, without_keys
from hrdesk.ui.reason_row import ReasonWords
from hrdesk.ui.tasks import Tasks

CLOSE_KEY, REOPEN_KEY = "Ctrl+D", "Ctrl+Shift+D"
_KEYS = frozenset({"Ctrl D", "Ctrl Shift D"})
#: What stands where the person at work may not do it.
WHO_MAY = "不再报送由审批人或主管登记"
_CLOSING = ReasonWords(
    "怎样核实的",
    "例如：9月3日电话问过平台，这一行已作废、不会发放；会记入办理记录",
    "确认不再报送",
    "先不登记",
    is_final=True,
)
_REOPENING = ReasonWords("恢复原因", "例如：登记错了行；会记入办理记录", "确认恢复报送", "不恢复")


def offered(session: Session, hints: tuple[KeyHint, ...]) -> tuple[KeyHint, ...]:
    """Return the hints of a page without those of acts that the person at work may not do."""
    if closing.may_close(session):
        return hints
    return without_keys(hints, _KEYS)


class CloseRow(RowAsking):
    """Asks how it was ascertained that a failed row will not be paid, and closes it."""

    def __init__(self, session: Session, tasks: Tasks, notice: Notice) -> None:
        super().__init__(closing.CAUSE, _CLOSING)
        self._session = session
        self._acts(self._close_row, "已登记不再报送，并记入办理记录", tasks, notice)

    def ask_of(self, key: tuple[str, int], what: str, *, corrected: bool) -> None:
        """Ask of a row, by its batch and place; `what` says which it is and whose."""
        batch_id, place = key
        frees = (
            "更正前占用的享受记录从此放开。"
            if corrected
            else "这一行没有更正，它现在占用的享受记录仍归本案；不该发的，先更正案件再登记。"
        )
        self._about = what
        words = (
            f"{what}\n只登记这一行，以后不再报送。请先向平台核实它没有发放、也不会再发放；{frees}"
        )
        self.ask(f"{batch_id} {place}", words)

    def _close_row(self, row: str, cause: str) -> None:
        batch_id, place = row.split(" ")
        closing.close(self._session, batch_id, int(place), cause)


class ReopenRow(RowAsking):
    """Asks why a closed row is a failed one again, and opens it."""

    def __init__(self, session: Session, tasks: Tasks, notice: Notice) -> None:
        super().__init__(closing.REASON, _REOPENING)
        said = "已恢复报送，并记入办理记录"
        self._acts(partial(closing.reopen, session), said, tasks, notice)

    def ask_of(self, closure: str, what: str) -> None:
        """Ask why a closure counts no more; `what` says of which row."""
        self._about = what
        self.ask(closure, f"{what}\n回到失败清单，可以更正、重新上报；平台说过已受理的照算")
