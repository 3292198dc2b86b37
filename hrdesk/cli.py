"""The doors that need no window: assess, verify, replay, restore, demo, policy packs."""

import argparse
import getpass
import os
import sys
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any, NoReturn, TextIO

from hrdesk.domain.clock import MachineClock
from hrdesk.domain.errors import EnvironmentFault, Fault, InvalidInput, Problem
from hrdesk.services.fault_groups import fault_groups
from hrdesk.services.presenting import Message, catalogue_words, present

_REFUSED = 1
#: `hrdesk verify` has verdicts from 0 to 5; this one says that there was nothing to look at.
_NOT_LOOKED_AT = 6
#: `hrdesk replay` found decisions that are not what they were.
_DIFFERS = 2
#: EX_USAGE of sysexits.h; argparse's own 2 is a verdict of `assess` and `verify`.
_BAD_USAGE = 64


class _Parser(argparse.ArgumentParser):
    """A parser that speaks the words of the catalogue, also about itself."""

    def __init__(self, **options: Any) -> None:
        super().__init__(add_help=False, **options)
        self._words = catalogue_words("cli")
        self.arguments = self.add_argument_group(self._words["arguments"])
        self.options = self.add_argument_group(self._words["options"])
        self.options.add_argument("-h", "--help", action="help", help=self._words["help"])

    def format_usage(self) -> str:
        """Return the line that shows how the command is written."""
        return self._in_our_words(super().format_usage())

    def format_help(self) -> str:
        """Return the page that explains the command."""
        return self._in_our_words(super().format_help())

    def error(self, message: str) -> NoReturn:
        """Say that the command was written wrongly, and leave."""
        self.print_usage(sys.stderr)
        said = self._words["bad_usage"].format(detail=message, program=self.prog)
        self.exit(_BAD_USAGE, f"{said}\n")

    def _in_our_words(self, text: str) -> str:
        return text.replace("usage: ", self._words["usage"], 1)


def read_arguments(arguments: Sequence[str]) -> argparse.Namespace:
    """Read the command line; `command` is None when the window is asked for.

    Leaves the program with 0 after `--help`, with 64 when the command is written wrongly.
    """
    words = catalogue_words("cli")
    parser = _Parser(prog="hrdesk", description=words["program"])
    parser.options.add_argument("--data", metavar="DIR", help=words["data"])
    commands = parser.add_subparsers(
        title=words["commands"], dest="command", metavar="COMMAND", parser_class=_Parser
    )
    for name, add in _ARGUMENTS.items():
        said = words[name.replace("-", "_")]
        add(commands.add_parser(name, help=said, description=said), words)
    return parser.parse_args(arguments)


def _of_assess(parser: _Parser, words: Mapping[str, str]) -> None:
    parser.arguments.add_argument("file", metavar="FILE", help=words["assess_file"])
    parser.options.add_argument("--office", metavar="OFFICE.toml", help=words["assess_office"])


def _of_verify(parser: _Parser, words: Mapping[str, str]) -> None:
    # Without a default of its own, so that `--data` before the command is not lost.
    parser.options.add_argument(
        "--data", metavar="DIR", default=argparse.SUPPRESS, help=words["data"]
    )
    _add_person(parser, words)
    parser.options.add_argument("--full", action="store_true", help=words["verify_full"])


def _of_replay(parser: _Parser, words: Mapping[str, str]) -> None:
    parser.options.add_argument(
        "--data", metavar="DIR", default=argparse.SUPPRESS, help=words["data"]
    )
    _add_person(parser, words)


def _of_restore(parser: _Parser, words: Mapping[str, str]) -> None:
    parser.arguments.add_argument("backup", metavar="BACKUP", help=words["restore_backup"])
    into = words["restore_into"]
    parser.options.add_argument("--into", required=True, metavar="DIR", help=into)
    _add_person(parser, words)


def _of_demo(parser: _Parser, words: Mapping[str, str]) -> None:
    parser.options.add_argument("--out", default="demo", metavar="DIR", help=words["demo_out"])


def _of_pack_check(parser: _Parser, words: Mapping[str, str]) -> None:
    parser.arguments.add_argument("pack", metavar="PACK", help=words["pack_either"])


def _of_pack_make(parser: _Parser, words: Mapping[str, str]) -> None:
    parser.arguments.add_argument("folder", metavar="DIR", help=words["pack_folder"])
    parser.arguments.add_argument("file", metavar="FILE", help=words["pack_file"])


def _add_person(parser: _Parser, words: Mapping[str, str]) -> None:
    parser.options.add_argument("--login", metavar="LOGIN", help=words["login"])
    parser.options.add_argument(
        "--password-stdin", action="store_true", help=words["password_stdin"]
    )


_ARGUMENTS: Mapping[str, Callable[[_Parser, Mapping[str, str]], None]] = {
    "assess": _of_assess,
    "verify": _of_verify,
    "replay": _of_replay,
    "restore": _of_restore,
    "demo": _of_demo,
    "pack-check": _of_pack_check,
    "pack-make": _of_pack_make,
}


def run(arguments: argparse.Namespace) -> int:
    """Run one command and return its exit code; a fault is said in three parts."""
    try:
        code = _COMMANDS[arguments.command](arguments)
        sys.stdout.flush()
        return code
    except Fault as fault:
        return refuse(fault)
    except BrokenPipeError:
        # Who reads our output has enough of it; without this Python says so once more at the end.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return _REFUSED


def refuse(fault: Fault) -> int:
    """Say a fault in its three parts in the terminal and return the exit code for it."""
    _print_message(present(fault), sys.stderr)
    for group in fault_groups(fault.problems if isinstance(fault, InvalidInput) else ()):
        _print_message(present(group.first), sys.stderr)
        if group.count > 1:
            places = ", ".join(group.places)
            words = catalogue_words("cli")["same_faults" if places else "same_place"]
            print(words.format(count=group.count, places=places), file=sys.stderr)
    return _REFUSED


def _print_message(message: Message, stream: TextIO) -> None:
    where = catalogue_words("cli")["where"].format(where=message.where) if message.where else ""
    print(f"{where}{message.problem}{message.remedy}", file=stream)


def _assess(arguments: argparse.Namespace) -> int:
    from hrdesk.services.assess import main_assess

    return main_assess(arguments.file, arguments.office, sys.stdout.buffer)


def _verify(arguments: argparse.Namespace) -> int:
    from hrdesk.services.data_folder import choose_folder
    from hrdesk.services.verification import verify_folder

    folder = choose_folder(arguments.data, os.environ)
    login, password = _person(arguments)
    try:
        report = verify_folder(folder, login, password, full=arguments.full)
    except EnvironmentFault as fault:
        refuse(fault)
        return _NOT_LOOKED_AT
    print(report.verdict)
    for message in report.findings:
        _print_message(message, sys.stdout)
    return report.exit_code


def _replay(arguments: argparse.Namespace) -> int:
    from hrdesk.services.data_folder import choose_folder
    from hrdesk.services.replaying import replay_folder
    from hrdesk.services.sent_again import sent_problem

    folder = choose_folder(arguments.data, os.environ)
    login, password = _person(arguments)
    replay = replay_folder(folder, login, password, MachineClock())
    for each in replay.differences:
        values = {
            "number": each.number,
            "version": str(each.version),
            "kept": f"{each.outcome} {each.amount}",
            "now": f"{each.outcome_now} {each.amount_now}" if each.outcome_now else "—",
        }
        _print_message(present(Problem("replay.differs", each.number, values)), sys.stdout)
    for sent in replay.sent:
        _print_message(present(sent_problem(sent)), sys.stdout)
    words = catalogue_words("cli")
    said = words["replayed"].format(
        versions=replay.versions,
        differing=len(replay.differences),
        rows=replay.rows,
        unlike=len(replay.sent),
    )
    print(said)
    return 0 if replay.is_as_it_was else _DIFFERS


def _restore(arguments: argparse.Namespace) -> int:
    from hrdesk.services.verification import restore_folder

    login, password = _person(arguments)
    restore_folder(Path(arguments.backup), Path(arguments.into), login, password, MachineClock())
    print(catalogue_words("cli")["restored"].format(folder=arguments.into))
    return 0


def _person(arguments: argparse.Namespace) -> tuple[str, str]:
    words = catalogue_words("cli")
    login = arguments.login or _answer(input, words["ask_login"])
    if arguments.password_stdin:
        return login, sys.stdin.readline().rstrip("\r\n")
    return login, _answer(getpass.getpass, words["ask_password"])


def _answer(ask: Callable[[str], str], question: str) -> str:
    """Return what a person types; nobody there is an answer that opens nothing."""
    try:
        return ask(question)
    except EOFError:
        return ""


def _demo(arguments: argparse.Namespace) -> int:
    from hrdesk.services.demo import play

    return play(Path(arguments.out), print)


def _pack_check(arguments: argparse.Namespace) -> int:
    from hrdesk.services.pack_check import check_pack

    sound, remarks = check_pack(Path(arguments.pack))
    print(sound)
    for remark in remarks:
        _print_message(present(remark), sys.stdout)
    return 0


def _pack_make(arguments: argparse.Namespace) -> int:
    from hrdesk.services.pack_check import make_pack

    print(make_pack(Path(arguments.folder), Path(arguments.file)))
    return 0


_COMMANDS = {
    "assess": _assess,
    "verify": _verify,
    "replay": _replay,
    "restore": _restore,
    "demo": _demo,
    "pack-check": _pack_check,
    "pack-make": _pack_make,
}
