"""How far a list that goes back is while its errors are marked: lines as they are told, a stop."""

from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace

import pytest
from pytestqt.qtbot import QtBot

from hrdesk.services.list_marking import MarkedList
from hrdesk.ui.list_import import terms
from hrdesk.ui.list_import.page import ListImportPage
from tests.workbooks.test_foreign_lists import SPEC


class Marking:
    """A reading that marks: so many lines are done at each look."""

    def __init__(self, *looks: int) -> None:
        self._looks = list(looks)
        self.done = 0
        self.saved: MarkedList | None = MarkedList(is_copy=False)

    def ask_marks(self, target: Path) -> None:
        assert target.name == "back.xlsx"

    def is_done(self) -> bool:
        if self._looks:
            self.done = self._looks.pop(0)
            return False
        return True

    def stop_marking(self) -> None:
        self.saved = None

    def marked(self) -> MarkedList | None:
        return self.saved


@pytest.fixture
def page(qtbot: QtBot) -> ListImportPage:
    page = ListImportPage(SPEC, [], SimpleNamespace(title="", content_hash=""), None)
    qtbot.addWidget(page)
    order = SimpleNamespace(sheet=0)
    page.plan = SimpleNamespace(refusals=[object()] * 12, order=order)
    page._facts = SimpleNamespace(headings=[SimpleNamespace(lines=10_050)])
    return page


def begun(page: ListImportPage, *looks: int) -> Iterator[None]:
    page.reading = Marking(*looks)
    return page._marking(page.reading, Path("back.xlsx"))


def test_lines_are_told_while_errors_are_marked(page: ListImportPage):
    said = []
    for _ in begun(page, 0, 3200, 10_000):
        said.append(page.notice.headline)
        assert "Esc" in page.notice.remedy
    assert said == [
        "正在标出 12 处错误……",
        "正在标出 12 处错误：已写 3,200 / 10,050 行",
        "12 处错误已标出，正在存盘……",
    ]
    assert page.notice.remedy == terms.marked_remedy(Path("back.xlsx"))


@pytest.mark.parametrize("way", ["link", "escape"])
def test_marking_is_stopped_and_the_page_stays(page: ListImportPage, way: str):
    left = []
    page.left.connect(lambda: left.append(1))
    marking = begun(page, 200, 400, 600)
    next(marking)
    (page.notice._act if way == "link" else page._leave)()
    next(marking)
    assert page.notice.headline == "正在停止……"
    list(marking)
    assert page.notice.headline == "已停止，没有写文件"
    assert not left
    page._leave()
    assert left == [1]
