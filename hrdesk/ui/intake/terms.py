"""The words of the wizard and of the finding panel; the form's own words come from the pack."""

from collections.abc import Sequence
from datetime import date, datetime

from hrdesk.domain.finding import CheckOutcome, Outcome
from hrdesk.domain.identity import IdentityKind, Sex
from hrdesk.intake.form_spec import FieldType

YES_NO = {"yes": "是", "no": "否", "": "未核实"}

UNITS = {FieldType.MONEY: "元"}

HEADLINES = {
    Outcome.ELIGIBLE: "符合条件",
    Outcome.INELIGIBLE: "不符合条件",
    Outcome.INCOMPLETE: "还不能确定",
    Outcome.OFFICER: "需审批人裁量",
    Outcome.REFERRAL: "转其他部门办理",
}

OUTCOMES = {
    CheckOutcome.MET: "符合",
    CheckOutcome.UNMET: "不符合",
    CheckOutcome.MISSING: "待补充",
    CheckOutcome.OFFICER: "待裁量",
}

READING_OUTCOMES = {
    Outcome.ELIGIBLE: "符合",
    Outcome.INELIGIBLE: "不符合",
    Outcome.INCOMPLETE: "仍待补充",
    Outcome.OFFICER: "还须裁量其他项",
    Outcome.REFERRAL: "转其他部门",
}

AMOUNT_OPEN = {
    Outcome.INCOMPLETE: "待补的条件齐全后得出",
    Outcome.OFFICER: "由审批人裁量后确定",
}

MATERIALS_TITLE = "材料"
REVIEW_TITLE = "核对提交"
OPTIONAL = "选填"
AWAITED = "待补"
FROM_REGISTER = "取自机构名册"
REGISTER = "机构名册"
SOURCE = "来源"
NOTHING_HELD = "—"
REGISTER_ROWS = "名册里已登记的，与下面填写的一并采用；登记有误的，到“机构名册”里撤销"
REQUIRED_MARK = "*"
REQUIRED = "必填"
STEP_STATES = {"open": "未完成", "done": "已完成", "wrong": "有错误", "awaited": "有待补的条件"}

IDENTITY_KINDS = {
    IdentityKind.RESIDENT: "居民身份证",
    IdentityKind.HK_MO_TW: "港澳台居民居住证",
    IdentityKind.PERMANENT_RESIDENT: "外国人永久居留身份证",
}
SEXES = {Sex.MALE: "男", Sex.FEMALE: "女"}


def born(day: date) -> str:
    """Return a birth date as it is read aloud."""
    return f"{day.year}年{day.month}月{day.day}日出生"


MATERIAL_TICKS = {
    "seen": "原件已核验退回",
    "copy": "收复印件",
    "original": "收原件",
    "": "未交",
}
_TICKS_EXPLAINED = {
    "seen": "看过原件，退给本人",
    "copy": "与原件核对后留存",
    "original": "原件留下归档",
}
NOT_HANDED_IN = "尚未提交"


def copies(originals: int, copied: int) -> str:
    """Return how many originals and copies are asked for."""
    parts = []
    if originals:
        parts.append(f"原件 {originals} 份")
    if copied:
        parts.append(f"复印件 {copied} 份")
    return "、".join(parts) or "核验原件"


def ticks_explained(offered: set[str]) -> str:
    """Return what the ticks that a form offers mean."""
    explained = [
        f"{MATERIAL_TICKS[code]}：{words}"
        for code, words in _TICKS_EXPLAINED.items()
        if code in offered
    ]
    return "；".join(explained)


def materials_summary(count: int, missing: int) -> str:
    """Return how many materials are still missing, in one line: each says so itself."""
    return f"共 {count} 项，还缺 {missing} 项" if missing else f"共 {count} 项，必备材料齐全"


HANDED_TO = "转给"
REFERRED = "只作预审，不作决定，也不发放补贴；是否符合由承办部门决定"
AMOUNT = "补贴金额"
YUAN = "元"
AMOUNT_SO_FAR = "只是已能确定的部分，其余待定"
NOT_PAID = "不符合条件，不予补贴"
CEILING = "最高可申请"
QUALIFIED = "资格认定，不发放补贴；额度由经办银行和担保机构审定"
NOT_QUALIFIED = "不符合条件，不能申请"


def settle_link(field_label: str) -> str:
    """Return the words of the link to the field that settles a condition."""
    return f"去填写：{field_label}"


FOLLOWING_DAY = "改用那份文件的表，已填的内容带过去；日期写错的，改正日期。"


def other_policy(document: str) -> str:
    """Return that another policy counts on the day of receipt."""
    return f"这一天收到的申请适用{document}，不能在这张表上受理"


def follow_day(document: str) -> str:
    """Return the words of the way onto the form of another policy."""
    return f"改用{document}的表"


def register_wage(district: str) -> str:
    """Return the words of the link to the place where a district's minimum wage is proposed."""
    return f"去提出：{district}最低工资标准"


def ask_for_wage(district: str, administrators: Sequence[str]) -> str:
    """Return whom a person asks who may not propose a minimum wage himself."""
    names = "、".join(administrators)
    return (
        f"{district}的最低工资标准由管理员（{names}）在“政策标准”里提出，"
        "第二个人确认后这里自动重新计算"
    )


CHANGE = "修改"
TO_ROSTER = "打开名册"
NOT_FILLED = "未填写"
ACCEPTED = "已受理"
PRINT_FORM = "打印审批表"
PRINT_LETTER = "打印转办函"
NEXT_CASE = "新建下一件"
BACK = "上一步"
ONWARD = "下一步"
ONWARD_KEY = "Enter"
ACCEPT = "受理"
ACCEPT_KEY = "Ctrl+Enter"
SAVE_AS_NEW = "另存为新草稿"
REGISTER_START = "去登记起始号"
LEAVE_UNSAVED = "不保存，离开"
TYPING = "正在输入，停手即存"
NOT_SAVED = "尚未保存"
ACCEPTING = "正在受理……"
ACCEPT_ANYWAY = "仍然受理"
FOR_GOOD = "受理即编号，内容不能再改。确实要受理的，再按一次 Ctrl+Enter；否则回去修改。"


def hindrances(count: int) -> str:
    """Return how many places hinder the acceptance."""
    return f"还有 {count} 处须处理，处理后才能受理" if count else "填写完整，可以受理"


def second_looks(count: int) -> str:
    """Return how many hints deserve a second look."""
    return f"{count} 处提示，请再看一眼（不影响受理）"


def accepted_words(title: str, paper_number: str) -> str:
    """Return what was accepted."""
    return f"{title} · 纸质登记号 {paper_number}" if paper_number else title


def saved_at(moment: datetime) -> str:
    """Return when the draft was last kept."""
    return f"草稿已保存 {moment:%H:%M:%S}"


WIDEN, NARROW = "展宽名册", "恢复两侧"
WIDTH_KEY = "F8"
UNFOLD = "展开判定"
UNFOLD_SIGN = "«"
UNFOLD_KEYS = f"{UNFOLD}（{WIDTH_KEY}）"


def still_open(count: int) -> str:
    """Return how much of a page is still to be done."""
    return f"本页还有 {count} 项待处理" if count else ""


KEY_HINTS = (
    ("Enter", "下一项"),
    ("F2", "保存"),
    ("F6", "转到待补的条件"),
    ("Ctrl Enter", "下一步 / 受理"),
)

ACCEPTED_HINTS = (
    ("Tab", "换一个按钮"),
    ("Enter", "按下按钮"),
    ("F3", "查找"),
)


def ask_to_accept(result: str) -> str:
    """Ask whether a case with this result shall be accepted."""
    return f"判定结果是“{result}”，仍要受理吗？"


def provisional(day: date) -> str:
    """Say by which day is judged while the day of receipt is not known."""
    return f"收件日期还没有填对：下面暂按今天（{day}）判断，填好后重新判断。"


def held_until(first: date, last: date | None) -> str:
    """Return from when to when a licence or a recognition holds."""
    return f"{first} 至 {last}" if last else f"{first} 起，长期"


def standing(value: str, days: str) -> str:
    """Return what the register says at a field that is left empty."""
    return f"{FROM_REGISTER}：{value}，{days}" if days else f"{FROM_REGISTER}：{value}"
