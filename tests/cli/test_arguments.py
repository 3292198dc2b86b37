"""How commands are written, and how the program explains them."""

import re

import pytest

from hrdesk import cli
from tests.cli.terminal import hrdesk

COMMANDS = ("assess", "verify", "restore", "demo", "pack-check")
BAD_USAGE = 64
#: What argparse would say by itself.
ENGLISH = re.compile("usage|options|positional|show this|optional|required:", re.IGNORECASE)


def help_page(capsys, *arguments):
    """The page that explains a command."""
    with pytest.raises(SystemExit) as caught:
        cli.read_arguments([*arguments, "--help"])
    assert caught.value.code == 0
    return capsys.readouterr().out


def test_without_a_command_the_window_is_asked_for():
    arguments = cli.read_arguments([])
    assert (arguments.command, arguments.data) == (None, None)


@pytest.mark.parametrize(
    "written",
    [
        ["--data", "d", "verify"],
        ["verify", "--data", "d"],
        ["--data", "other", "verify", "--data", "d"],
    ],
)
def test_the_data_folder_may_be_named_before_or_behind_the_command(written):
    assert cli.read_arguments(written).data == "d"


def test_the_whole_program_is_explained_in_chinese(capsys):
    page = help_page(capsys)
    assert page.startswith("用法：hrdesk ")
    assert "选项" in page
    assert "命令" in page
    assert not ENGLISH.search(page)
    for command in COMMANDS:
        assert f"    {command}" in page


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_is_explained_in_chinese(capsys, command):
    page = help_page(capsys, command)
    assert page.startswith(f"用法：hrdesk {command} ")
    assert not ENGLISH.search(page)
    explained = [line for line in page.splitlines() if re.match(r"  (-|[A-Z])", line)]
    assert explained
    assert len(re.findall("[\u4e00-\u9fff]+", page)) > len(explained)


@pytest.mark.parametrize(
    "written",
    [["verify", "--nope"], ["nope"], ["restore", "b"], ["assess"], ["assess", "a", "b"]],
)
def test_a_command_that_is_written_wrongly_has_a_code_of_its_own(capsys, written):
    with pytest.raises(SystemExit) as caught:
        cli.read_arguments(written)
    assert caught.value.code == BAD_USAGE
    said = capsys.readouterr()
    assert said.out == ""
    assert said.err.startswith("用法：hrdesk")
    assert "命令写得不对" in said.err


def test_a_terminal_that_knows_no_chinese_is_no_reason_to_fail():
    ran = hrdesk("--help", PYTHONIOENCODING="ascii", PYTHONUTF8="0")
    assert (ran.code, ran.err) == (0, "")
    assert ran.out.isascii()
    assert "hrdesk" in ran.out
