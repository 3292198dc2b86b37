"""Words of the users: their states, and what is asked and said about an account."""

from hrdesk.domain.staff import Role
from hrdesk.services.people import User, UserState
from hrdesk.ui.office_words import ROLES
from hrdesk.ui.reason_row import ReasonWords

#: Each state with the role of its sign in the style sheet.
STATES = {
    UserState.ACTIVE: ("在用", "chip_met"),
    UserState.GIVEN: ("须改密码", "chip_future"),
    UserState.NO_PASSWORD: ("没有密码", "chip_future"),
    UserState.RETIRED: ("停用", "chip_gone"),
}
EXPLANATION = (
    "每人用自己的登录名和密码，办理记录按人签名。第一个密码由管理员给，本人登录后先换成只有自己知道的；"
    "忘记密码的由管理员重设。停用的账号不再启用，所做的记录仍然有效。"
)
LAST_ADMINISTRATOR = "现在只有一名管理员。请再添加一名：这名管理员忘记密码时，就不必启用恢复密钥。"
#: What a person with a role may do beside looking, saving his own password and making backups.
ROLE_MEANS = {
    Role.CLERK: "录入、受理、裁量、更正、打印、上报，登记机构和购买的服务",
    Role.APPROVER: "裁量，确认别人提出的更正；向平台核实以后作废批次、撤回回执、不再报送、处理矛盾",
    Role.SUPERVISOR: "登记口径，确认别人提出的政策变更和更正；向平台核实以后的各项，与审批相同",
    Role.ADMINISTRATOR: "管用户和案号起编，提出政策变更，确认别人提出的",
}
RETIRING = ReasonWords(
    "停用原因",
    "例如：调离；会显示在名下，并记入办理记录",
    "确认停用，并退出登录",
    "不停用",
    is_final=True,
)
_RETIRING_MEANS = (
    "登录名不再给别人，所做的记录仍然有效。确认后马上退出登录并更换数据密钥："
    "这个人留下的密钥文件打不开现在的数据和以后的备份；其他人的密码不变。"
    "以前的备份仍能用当时的密码打开。"
)
RETIRED_WORDS = "账号已停用，数据密钥已更换，并已备份。请重新登录。"


def who(user: User) -> str:
    """Return name and login name of a user."""
    return f"{user.name}（{user.login}）"


def roles_words(user: User) -> str:
    """Return the roles of a user."""
    return "、".join(ROLES[role] for role in user.roles)


def since_words(user: User) -> str:
    """Return who added, changed and reset the account when, and why and when it ended."""
    begun = f"{user.since:%Y-%m-%d} {f'由{user.added_by}' if user.added_by else ''}添加"
    changed = user.roles_changed
    if changed is not None:
        begun += f" · {changed.at:%Y-%m-%d} 由{changed.by}改岗位"
    if user.reset is not None:
        begun += f" · {user.reset.at:%Y-%m-%d} 由{user.reset.by}重设密码"
    end = user.retirement
    if end is None:
        return begun
    return f"{begun} · 停用：{end.reason} · {end.by} {end.at:%Y-%m-%d}"


def others_do(administrators: tuple[str, ...]) -> str:
    """Return who adds, resets and retires where the person at work does not."""
    who_does = f"：{'、'.join(administrators)}" if administrators else ""
    return f"添加用户、改岗位、重设密码和停用账号由管理员办理{who_does}。"


def before_retiring(user: User) -> tuple[str, str]:
    """Return what a retirement does, before it is confirmed."""
    return f"停用 {who(user)} 以后不能再启用", _RETIRING_MEANS
