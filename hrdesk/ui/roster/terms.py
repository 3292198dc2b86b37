"""The words of the roster grid; titles of columns and choices come from the pack."""

from hrdesk.intake.form_spec import Choice
from hrdesk.intake.values import NO, YES

NUMBER_TITLE = "#"
OUTCOME_TITLE = "结果"
#: Titles that lists from elsewhere give to what the grid numbers by itself.
NUMBER_TITLES = (NUMBER_TITLE, "序号", "编号", "行号")

YES_NO = (Choice(YES, "是"), Choice(NO, "否"))
#: What lists from elsewhere put for yes and no, and for what nobody has checked.
YES_NO_SIGNS = {
    **dict.fromkeys(("y", "Y", "√", "✓"), YES),
    **dict.fromkeys(("n", "N", "×", "✗"), NO),
    "未核实": "",
}

_LONGEST_NAME = 12

NOT_ASKED = "—"
PASTE_HINT = "从 Excel / WPS 复制后"
PASTE_KEY, PASTE = "Ctrl V", "粘贴"
FILL_KEY, FILL = "Ctrl D", "向下填充"
ADD_ROW = "插入一行"
ADD_KEYS = "在当前行上方插入一行（Ctrl+Insert）"
DELETE_ROWS = "删除行"
DELETE_KEYS = "删除选中的行（Ctrl+Delete），Ctrl+Z 可以找回"
SORT_KEYS = "单击按这一栏排序，再单击倒过来（Alt+Shift+↓、Alt+Shift+↑）"
NEW_ROW = "在这一行输入或粘贴，名册就多一行"
NOT_ASKED_WORDS = "这一行不需要填写这一栏"
FROM, TO, TAKE = "从", "到", "填入"


def place(number: int, name: str, label: str) -> str:
    """Return where a cell is, as it is read aloud: row, name of the person, title."""
    known = name.strip()
    if len(known) > _LONGEST_NAME:
        known = f"{known[: _LONGEST_NAME - 1]}…"
    return " ".join(part for part in (f"第 {number} 行", known, label) if part)


def gaps(months: str) -> str:
    """Return that months have gaps, which a range would fill."""
    return f"现在是 {months}；改了起止，中间空着的月份也会填上"


def full(most: int) -> str:
    """Return that no further row can be added."""
    return f"名册最多 {most} 行，不能再加"
