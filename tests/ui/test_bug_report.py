"""A report says which kinds of exceptions and where, and never a value."""

import sys
import threading
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from hrdesk.ui.bug_report import BugWatch, report_of
from hrdesk.ui.message_window import BugWindow
from tests.people import identity_number

SECRET = identity_number()


def raise_with(secret: str) -> None:
    name = f"王强 {secret}"
    try:
        {}[name]
    except KeyError as error:
        raise ValueError(f"no {name}") from error


def caught() -> BaseException:
    try:
        raise_with(SECRET)
    except ValueError as error:
        return error
    raise AssertionError


def test_a_report_names_kinds_and_places_of_the_whole_chain():
    text = report_of(caught())
    assert "builtins.ValueError" in text
    assert "builtins.KeyError" in text
    assert f"{raise_with.__module__}:" in text


def test_a_report_holds_no_value():
    text = report_of(caught())
    assert SECRET not in text
    assert "王" not in text


def test_a_context_that_was_hidden_on_purpose_stays_hidden():
    try:
        try:
            raise KeyError(SECRET)
        except KeyError:
            raise TypeError from None
    except TypeError as error:
        assert "KeyError" not in report_of(error)


@pytest.fixture
def watch(qapp):
    before = sys.excepthook, threading.excepthook, sys.unraisablehook
    watching = BugWatch()
    watching.install()
    yield watching
    watching.remove()
    assert (sys.excepthook, threading.excepthook, sys.unraisablehook) == before


def test_what_nobody_caught_in_the_window_is_told(qtbot: QtBot, watch: BugWatch):
    error = caught()
    with qtbot.waitSignal(watch.caught) as told:
        sys.excepthook(type(error), error, error.__traceback__)
    assert "ValueError" in told.args[0]


def test_what_nobody_caught_in_a_thread_is_told_on_the_windows_thread(
    qtbot: QtBot, watch: BugWatch
):
    threads: list[int] = []
    watch.caught.connect(lambda _: threads.append(threading.get_ident()))
    with qtbot.waitSignal(watch.caught):
        thread = threading.Thread(target=raise_with, args=(SECRET,))
        thread.start()
        thread.join()
    assert threads == [threading.get_ident()]


def test_what_fails_while_an_object_goes_is_told_and_not_written_to_the_terminal(
    qtbot: QtBot, watch: BugWatch, capsys: pytest.CaptureFixture[str]
):
    class Careless:
        def __del__(self) -> None:
            raise_with(SECRET)

    with qtbot.waitSignal(watch.caught) as told:
        Careless()
    assert "ValueError" in told.args[0]
    assert SECRET not in capsys.readouterr().err


def test_the_window_of_a_bug_saves_its_report(qtbot: QtBot, themed, tmp_path: Path):
    window = BugWindow("hrdesk\nbuiltins.ValueError\n")
    qtbot.addWidget(window)
    window.show()
    window.save_to(tmp_path / "report.txt")
    assert (tmp_path / "report.txt").read_text("utf-8") == window.text.toPlainText()
    window.save_to(tmp_path / "missing" / "report.txt")
    assert window.notice.remedy
