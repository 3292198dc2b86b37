"""The doors that need no window: assess, verify, restore, demo, pack check."""

import argparse
import getpass
import os
import sys
from collections.abc import Sequence
from pathlib import Path

from hrdesk.domain.errors import Fault, InvalidInput
from hrdesk.services.presenting import present


def read_arguments(arguments: Sequence[str]) -> argparse.Namespace:
    """Read the command line; `command` is None when the window is asked for."""
    parser = argparse.ArgumentParser(prog="hrdesk", description="人力资源服务业政策经办")
    parser.add_argument("--data", metavar="DIR", help="数据文件夹（默认取 HRDESK_DATA，再取用户数据目录）")
    commands = parser.add_subparsers(dest="command", metavar="命令")

    assess = commands.add_parser("assess", help="逐行判定 JSON Lines 案例")
    assess.add_argument("file", help="案例文件，- 表示标准输入")
    assess.add_argument("--office", metavar="OFFICE.toml", help="本局导出的参数、口径和续期")

    verify = commands.add_parser("verify", help="核验数据库：只读")
    _add_person(verify)
    verify.add_argument("--full", action="store_true", help="逐条核验签名并重新判定")

    restore = commands.add_parser("restore", help="把一份备份恢复到新文件夹")
    restore.add_argument("backup", metavar="BACKUP")
    restore.add_argument("--into", required=True, metavar="DIR", help="一个还不存在的文件夹")
    _add_person(restore)

    demo = commands.add_parser("demo", help="不开窗口演示主要工作，留下可查看的文件")
    demo.add_argument("--out", default="demo", metavar="DIR")

    check = commands.add_parser("pack-check", help="检查一个政策包文件夹")
    check.add_argument("folder")
    return parser.parse_args(arguments)


def _add_person(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--data", metavar="DIR", default=argparse.SUPPRESS)
    parser.add_argument("--login", help="登录名（默认询问）")
    parser.add_argument("--password-stdin", action="store_true", help="从标准输入读一行作为密码")


def run(arguments: argparse.Namespace) -> int:
    """Run one command and return its exit code; a fault is said in three parts."""
    try:
        return _COMMANDS[arguments.command](arguments)
    except Fault as fault:
        _say(fault)
        return 1


def _say(fault: Fault) -> None:
    troubles = (fault, *fault.problems) if isinstance(fault, InvalidInput) else (fault,)
    for trouble in troubles:
        message = present(trouble)
        print(f"{message.where}：{message.problem}。{message.remedy}", file=sys.stderr)


def _assess(arguments: argparse.Namespace) -> int:
    from hrdesk.services.assess import main_assess

    return main_assess(arguments.file, arguments.office, sys.stdout.buffer)


def _verify(arguments: argparse.Namespace) -> int:
    from hrdesk.services.data_folder import choose_folder
    from hrdesk.services.verification import verify_folder

    folder = choose_folder(arguments.data, os.environ)
    login, password = _person(arguments)
    report = verify_folder(folder, login, password, full=arguments.full)
    for line in report.lines:
        print(line)
    return report.exit_code


def _restore(arguments: argparse.Namespace) -> int:
    from hrdesk.services.verification import restore_folder

    login, password = _person(arguments)
    restore_folder(Path(arguments.backup), Path(arguments.into), login, password)
    print(f"已恢复到 {arguments.into}")
    return 0


def _person(arguments: argparse.Namespace) -> tuple[str, str]:
    login = arguments.login or input("登录名：")
    if arguments.password_stdin:
        return login, sys.stdin.readline().rstrip("\r\n")
    return login, getpass.getpass("密码：")


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
