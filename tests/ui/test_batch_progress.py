"""How far a batch is while it is written: rows as they are told, then that they are checked."""

from types import SimpleNamespace

import pytest
from pytestqt.qtbot import QtBot

from hrdesk.ui.batches.progress import WRITING, show_progress
from hrdesk.ui.notice import Notice, Tone


@pytest.mark.parametrize(
    ("done", "words"),
    [
        (0, WRITING),
        (3200, "正在写工作簿：已写 3,200 / 10,050 行"),
        (10_000, "10,050 行已写出，正在逐格核对、从盘上读回……"),
    ],
)
def test_rows_are_told_and_the_link_to_stop_stays(qtbot: QtBot, done: int, words: str):
    notice, stopped = Notice(), []
    qtbot.addWidget(notice)
    notice.say(Tone.INFO, WRITING)
    notice.offer("停止", lambda: stopped.append(1))
    show_progress(notice, SimpleNamespace(done=done, batch=SimpleNamespace(rows=10_050)))
    assert notice.headline == words
    notice._act()
    assert stopped == [1]
