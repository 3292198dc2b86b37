"""Contradicted rows that are settled, and settlements taken back: the lines that ask for words."""

from functools import partial

from hrdesk.services import contradictions
from hrdesk.services.session import Session
from hrdesk.ui.batches.row_asking import RowAsking
from hrdesk.ui.notice import Notice
from hrdesk.ui.page import KeyHint, without_keys
from hrdesk.ui.reason_row import ReasonWords
from hrdesk.ui.tasks import Tasks

SETTLE_KEY, UNSETTLE_KEY = "Ctrl+M", "Ctrl+Shift+M"
_KEYS = frozenset({"Ctrl M", "Ctrl Shift M"})
#: What stands where the person at work may not do it.
WHO_MAY = "矛盾的处理结果由审批人或主管登记"
_SETTLING = ReasonWords(
    "怎样答复、怎样处理的",
    "例如：11月3日平台答复多付一次，已退回，退款单0231号；会记入办理记录",
    "确认已处理",
    "先不登记",
    is_final=True,
)
_UNSETTLING = ReasonWords("撤回原因", "例如：写错了行；会记入办理记录", "确认撤回", "不撤回")


def offered(session: Session, hints: tuple[KeyHint, ...]) -> tuple[KeyHint, ...]:
    """Return the hints of a page without those of acts that the person at work may not do."""
    if contradictions.may_settle(session):
        return hints
    return without_keys(hints, _KEYS)


class SettleRow(RowAsking):
    """Asks what the platform answered about a contradiction and what was done, and settles it."""

    def __init__(self, session: Session, tasks: Tasks, notice: Notice) -> None:
        super().__init__(contradictions.OUTCOME, _SETTLING)
        self._session = session
        self._acts(self._settle, "已记下矛盾的处理结果，并记入办理记录", tasks, notice)

    def ask_of(self, key: tuple[str, int], what: str) -> None:
        """Ask of a row, by its batch and place; `what` says which it is and whose."""
        batch_id, place = key
        self._about = what
        words = (
            f"{what}\n写明平台怎样答复、多付的钱怎样退回或平台记录怎样更正。"
            "只登记这一行，它的状态和占用的享受记录都不变；以后的回执又有矛盾的，会再提示。"
        )
        self.ask(f"{batch_id} {place}", words)

    def _settle(self, row: str, outcome: str) -> None:
        batch_id, place = row.split(" ")
        contradictions.settle(self._session, batch_id, int(place), outcome)


class UnsettleRow(RowAsking):
    """Asks why a settlement counts no more, and takes it back."""

    def __init__(self, session: Session, tasks: Tasks, notice: Notice) -> None:
        super().__init__(contradictions.REASON, _UNSETTLING)
        said = "已撤回矛盾的处理结果，并记入办理记录"
        self._acts(partial(contradictions.unsettle, session), said, tasks, notice)

    def ask_of(self, settlement: str, what: str) -> None:
        """Ask why a settlement counts no more; `what` says of which row."""
        self._about = what
        self.ask(settlement, f"{what}\n撤回最近一条处理结果，这一行重新按没有处理的矛盾提示")
