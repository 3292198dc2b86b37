"""The words of the roster grid; titles of columns and choices come from the pack."""

from collections.abc import Mapping, Sequence

from hrdesk.intake.form_spec import Choice
from hrdesk.intake.values import NO, YES

#: Keys of what is told of a list that came in or went out again.
LIST_NEWS = (
    *("roster.list_taken", "roster.list_undone", "roster.list_undone_in_part"),
    *("roster.carried_on", "roster.carried_on_joined"),
)
NUMBER_TITLE = "#"
OUTCOME_TITLE = "结果"
YES_NO = (Choice(YES, "是"), Choice(NO, "否"))
_LONGEST_NAME = 12
_LONGEST_HEADING = 24

NOT_ASKED = "—"
PASTE_HINT = "从 Excel / WPS 复制后"
PASTE_KEY, PASTE = "Ctrl V", "粘贴"
FILL_KEY, FILL = "Ctrl D", "向下填充"
ADD_ROW = "插入一行"
ADD_KEYS = "在当前行上方插入一行（Ctrl+Insert）"
DELETE_ROWS = "删除行"
DELETE_KEYS = "删除选中的行（Ctrl+Delete），Ctrl+Z 可以找回"
SORT_KEYS = "单击按这一栏排序，再单击倒过来（Alt+Shift+↓、Alt+Shift+↑）"
NEW_ROW = "在这一行输入或粘贴，名册就多一行；没有要加的，在第一格按 Enter 离开名册"
NOT_ASKED_WORDS = "这一行不需要填写这一栏"
FROM, TO, TAKE = "从", "到", "填入"
SEPARATOR = "、"
MONTH_TITLE = "月份"
MONTHS_TITLE = "逐月缴费"
MONTHS_OPEN, MONTHS_SHUT = "逐月 F7", "收起 F7"
MONTHS_KEYS = "逐月填写（F7）；逐月时 Ctrl+PgDn、Ctrl+PgUp 换人，Ctrl+Shift+D 填到最后一个月"
NO_MONTHS = "先在名册里填写申领月份"
NEW_MONTH = "在这一行写月份，就多申领一个月"
NOT_COUNTED = "本行不计入"
_MONTH_HINT = "清空后按每月的 {text} 计算"


def found_columns(found: Sequence[str | tuple[str, str]]) -> str:
    """Return which columns a list was found to have; (label, title) where it has another title."""
    return SEPARATOR.join(
        each if isinstance(each, str) else f"{each[1]}→{each[0]}" for each in found
    )


def quoted_lines(lines: Mapping[int, str]) -> str:
    """Return lines by number, each with its word."""
    return SEPARATOR.join(f"第 {number} 行“{word}”" for number, word in lines.items())


def months_apart(text: str, count: int) -> str:
    """Return what a cell shows that holds for most months, and how many have their own."""
    return f"{text} 另{count}月" if text else f"逐月填 {count} 月"


def months_head(number: int, name: str) -> str:
    """Return whose months they are."""
    return " ".join(part for part in (f"第 {number} 行", name.strip()) if part)


def months_sums(paid: int, listed: int, shares: Sequence[tuple[str, str]]) -> str:
    """Return how many of the months are paid, and the sum of each insurance."""
    counted = f"计发 {paid}/{listed} 月"
    return " · ".join((counted, *(f"{title} {amount}" for title, amount in shares)))


def month_hint(text: str) -> str:
    """Return what becomes of a month's own text when it is emptied."""
    return _MONTH_HINT.format(text=text)


def place(number: int, name: str, label: str) -> str:
    """Return where a cell is, as it is read aloud: row, name of the person, title."""
    known = shortened(name.strip(), _LONGEST_NAME)
    return " ".join(part for part in (f"第 {number} 行", known, label) if part)


def shortened(text: str, longest: int) -> str:
    """Return the beginning of a text, with a mark where more of it follows."""
    return text if len(text) <= longest else f"{text[: longest - 1]}…"


def heading(texts: Sequence[str]) -> str:
    """Return the beginning of what stands above the titles of a list."""
    return shortened(SEPARATOR.join(texts), _LONGEST_HEADING)


def gaps(months: str) -> str:
    """Return that months have gaps, which a range would fill."""
    return f"现在是 {months}；改了起止，中间空着的月份也会填上"


def full(most: int) -> str:
    """Return that no further row can be added."""
    return f"名册最多 {most} 行，不能再加"
