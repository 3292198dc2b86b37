"""The doors that need no window: assess, verify, restore, demo, pack check."""

import argparse
import getpass
import os
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TextIO

from hrdesk.domain.clock import MachineClock
from hrdesk.domain.errors import Fault, InvalidInput, Problem
from hrdesk.services.presenting import Message, catalogue_words, present


def read_arguments(arguments: Sequence[str]) -> argparse.Namespace:
    """Read the command line; `command` is None when the window is asked for."""
    words = catalogue_words("cli")
    parser = argparse.ArgumentParser(prog="hrdesk", description=words["program"])
    parser.add_argument("--data", metavar="DIR", help=words["data"])
    commands = parser.add_subparsers(dest="command", metavar=words["commands"])

    assess = commands.add_parser("assess", help=words["assess"])
    assess.add_argument("file", help=words["assess_file"])
    assess.add_argument("--office", metavar="OFFICE.toml", help=words["assess_office"])

    verify = commands.add_parser("verify", help=words["verify"])
    _add_person(verify, words)
    verify.add_argument("--full", action="store_true", help=words["verify_full"])

    restore = commands.add_parser("restore", help=words["restore"])
    restore.add_argument("backup", metavar="BACKUP", help=words["restore_backup"])
    restore.add_argument("--into", required=True, metavar="DIR", help=words["restore_into"])
    _add_person(restore, words)

    demo = commands.add_parser("demo", help=words["demo"])
    demo.add_argument("--out", default="demo", metavar="DIR", help=words["demo_out"])

    check = commands.add_parser("pack-check", help=words["pack_check"])
    check.add_argument("folder", metavar="DIR", help=words["pack_folder"])
    return parser.parse_args(arguments)


def _add_person(parser: argparse.ArgumentParser, words: Mapping[str, str]) -> None:
    parser.add_argument("--data", metavar="DIR", default=argparse.SUPPRESS, help=words["data"])
    parser.add_argument("--login", help=words["login"])
    parser.add_argument("--password-stdin", action="store_true", help=words["password_stdin"])


def run(arguments: argparse.Namespace) -> int:
    """Run one command and return its exit code; a fault is said in three parts."""
    try:
        return _COMMANDS[arguments.command](arguments)
    except Fault as fault:
        _say(fault)
        return 1


def _say(fault: Fault) -> None:
    troubles: list[Fault | Problem] = [fault]
    if isinstance(fault, InvalidInput):
        troubles += fault.problems
    for trouble in troubles:
        _print_message(present(trouble), sys.stderr)


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
    report = verify_folder(folder, login, password, full=arguments.full)
    print(report.verdict)
    for message in report.findings:
        _print_message(message, sys.stdout)
    return report.exit_code


def _restore(arguments: argparse.Namespace) -> int:
    from hrdesk.services.verification import restore_folder

    login, password = _person(arguments)
    restore_folder(Path(arguments.backup), Path(arguments.into), login, password, MachineClock())
    print(catalogue_words("cli")["restored"].format(folder=arguments.into))
    return 0


def _person(arguments: argparse.Namespace) -> tuple[str, str]:
    words = catalogue_words("cli")
    login = arguments.login or input(words["ask_login"])
    if arguments.password_stdin:
        return login, sys.stdin.readline().rstrip("\r\n")
    return login, getpass.getpass(words["ask_password"])


def _demo(arguments: argparse.Namespace) -> int:
    from hrdesk.services.demo import play

    return play(Path(arguments.out), print)


def _pack_check(arguments: argparse.Namespace) -> int:
    from hrdesk.services.pack_check import check_pack

    print(check_pack(Path(arguments.folder)))
    return 0


_COMMANDS = {
    "assess": _assess,
    "verify": _verify,
    "restore": _restore,
    "demo": _demo,
    "pack-check": _pack_check,
}
