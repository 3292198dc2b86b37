"""How far the files of a batch are while they are written."""

from typing import TYPE_CHECKING

from hrdesk.ui.notice import Notice

if TYPE_CHECKING:
    from hrdesk.services.batch_writing import BatchWriting

WRITING = "正在写工作簿，写完逐格核对、再从盘上读回……"
#: Rows are told in steps of this many: near the end less is left to write than to check.
_STEP = 200


def show_progress(notice: Notice, writing: "BatchWriting") -> None:
    """Say in the notice how many rows are written, and when they are only checked."""
    done, rows = writing.done, writing.batch.rows
    if not done:
        return
    if done + _STEP > rows:
        notice.go_on(f"{rows:,} 行已写出，正在逐格核对、从盘上读回……")
    else:
        notice.go_on(f"正在写工作簿：已写 {done:,} / {rows:,} 行")
