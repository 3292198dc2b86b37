"""The words of the page on which a list is looked at before it is taken in."""

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from pathlib import Path

from hrdesk.domain.cell_address import column_letters
from hrdesk.domain.foreign_sheet import FileKind
from hrdesk.domain.money import grouped
from hrdesk.intake.form_spec import RosterSpec
from hrdesk.intake.list_heading import Heading
from hrdesk.intake.list_import import Fate
from hrdesk.intake.monthly import monthly_of
from hrdesk.intake.split_amounts import SplitAmount
from hrdesk.services.list_plan import LinesSummary, ListFacts
from hrdesk.services.list_reader import PIECE

READING = "正在读取表格……"
CANCEL, BACK, TAKE, MARK = "停止", "返回", "放进名册", "标出错误，另存一份"
ESC = "返回，什么也不存"
NOT_READ = "（不读）"
REFUSED_TITLES = ("位置", "栏", "什么不对", "怎么办")
READING_TITLES = ("位置", "表里写的", "读成")
CHANGED_TITLES = ("表里", "姓名", "证件号码", "栏", "名册里现在", "放进去以后")
WRONG_TAB, READINGS_TAB, MAPPING_TAB = "没有放进来的", "读成别的写法的", "表头对应"
CHANGED_TAB = "新增和更改"
NEW, ABSENT, NOTHING = "（新增）", "（表里没有）", "（空）"
STAYS = "不动；"
ABSENT_REMEDY = f"{STAYS}已离开的勾选“移出”"
UNREAD_REMEDY = "要读的，在“表头对应”里选它是名册的哪一栏。"
SPLITS_REMEDY = (
    "用记事本打开文件核对（“读成别的写法的”里逐处列着）。确实是几格的，勾选“核对过”再放进名册；"
    "是一个数的，返回，在文件里去掉数字里的逗号，再导入。"
)
TO_TITLES = "到“表头对应”"
TITLES_HINT = "左边是表里的表头和前几格内容，右边选它对应名册的哪一栏；改了马上重新读。"
NO_TITLES = "没有找到名册的表头。"
NO_TITLES_REMEDY = "在“表头对应”里为身份证号等各栏选好对应，或者返回换一个文件。"
_WORDS = {
    Fate.NEW: "新增",
    Fate.CHANGED: "更改",
    Fate.SAME: "相同",
    Fate.PARKED: "待核对",
    Fate.REFUSED: "拒绝",
}
_KINDS = {
    FileKind.XLSX: "Excel 工作簿",
    FileKind.XLS: "旧版 Excel 工作簿",
    FileKind.CSV: "文本表格",
}
_SUMMED = (Fate.NEW, Fate.CHANGED, Fate.SAME)
_MOST_NAMED = 6


def title(roster: str) -> str:
    """Return the title of the page."""
    return f"从表格导入：{roster}"


def progress(lines: int) -> str:
    """Return how far the reading is."""
    return f"正在读取：已读 {lines} 行" if lines else READING


def sheet_words(heading: Heading) -> str:
    """Return how a sheet is listed."""
    name = heading.sheet or "（文本）"
    return f"{name}（隐藏）" if heading.hidden else name


def counts(summary: LinesSummary) -> str:
    """Return the lines by fate, as a sum that adds up."""
    parts = " + ".join(f"{word} {summary.lines.get(fate, 0)}" for fate, word in _WORDS.items())
    return f"读到 {summary.read} 行 = {parts}"


def people(summary: LinesSummary) -> str:
    """Return how many people they are, where lines were put together."""
    new, changed = (summary.people.get(fate, 0) for fate in (Fate.NEW, Fate.CHANGED))
    return f"新增 {new} 人，更改 {changed} 人"


def sums(spec: RosterSpec, summary: LinesSummary) -> str:
    """Return the sum of each column of amounts, held against the list's own, "" without any."""
    if not summary.sums:
        return ""
    count = sum(summary.lines.get(fate, 0) for fate in _SUMMED)
    monthly = "，没有乘月数" if monthly_of(spec) else ""
    said = f"表里 {count} 行相加（新增、更改、相同的，每行照表里写的数{monthly}）"
    return f"{said}：{_amounts(spec, summary.sums)}{_held(spec, summary)}"


def _amounts(spec: RosterSpec, found: Mapping[str, Decimal]) -> str:
    parts = [f"{spec.columns[name].label} {grouped(total)}" for name, total in found.items()]
    return f"{' · '.join(parts)} 元"


def _held(spec: RosterSpec, summary: LinesSummary) -> str:
    """Return how the sums stand to the one line of totals, "" where there is none."""
    number, written = summary.total or (0, {})
    other = {name: total for name, total in written.items() if summary.sums.get(name, 0) != total}
    if not written:
        return ""
    if not other:
        return f"；与第 {number} 行合计一致"
    left = sum(summary.lines.get(fate, 0) for fate in (Fate.PARKED, Fate.REFUSED))
    why = f"，没有放进来的 {left} 行不在内" if left else "，请与单位核对"
    return f"；第 {number} 行合计写的是 {_amounts(spec, other)}，不一致{why}"


def unread(heading: Heading, places: Sequence[int]) -> str:
    """Return which columns of the list hold something that is not read."""
    named = [f"{column_letters(n)} {heading.titles[n]}".strip() for n in places]
    return f"有 {len(places)} 栏没有读：{some(named)}"


def splits(found: Sequence[SplitAmount]) -> str:
    """Return which cells side by side may be one amount."""
    said = [f"{each.place} 起的 {' | '.join(each.cells)}" for each in found]
    return f"有 {len(found)} 处分不清是几格还是一个数（如 {found[0].joined}）：{some(said)}"


def split_readings(found: Sequence[SplitAmount]) -> list[tuple[str, str, str]]:
    """Return all of them as lines of what is read in another way than it may be meant."""
    return [(each.place, each.joined, f"几格：{' | '.join(each.cells)}") for each in found]


def splits_seen(count: int) -> str:
    """Return the words of the tick of a person who has looked at them."""
    return f"这 {count} 处核对过，是几格"


def line_numbers(lines: Sequence[int]) -> str:
    """Return which lines of the list a person has."""
    rest = f"等 {len(lines)} 行" if len(lines) > 1 else ""
    return f"第 {lines[0]} 行{rest}"


def listed(parts: Sequence[str]) -> str:
    """Return what a row holds, column by column."""
    return "；".join(parts)


def refused_whole(cells: Sequence[str]) -> str:
    """Return all that is said of a cell that was not taken."""
    place, column, problem, remedy = cells
    return f"{' '.join(filter(None, (place, column)))}：{problem}{remedy}"


def changed_whole(cells: Sequence[str]) -> str:
    """Return all that is said of a person who is new or absent, or of a text that differs."""
    place, name, number, column, before, after = cells
    who = "　".join(filter(None, (place, f"{name} {number}".strip())))
    if column == NEW:
        return f"{who}{NEW}：{after}"
    if column == ABSENT:
        return f"{who}{ABSENT}：{before}。{after}"
    said = f"{before}。{after}" if after.startswith(STAYS) else f"{before} → {after}"
    return f"{who}　{column}：{said}"


def notes(facts: ListFacts, place: int, summary: LinesSummary, form_hash: str) -> list[str]:
    """Return what else must be known of the file."""
    found = [f"{_KINDS[facts.kind]}，工作表“{facts.headings[place].sheet}”"]
    if facts.kind is FileKind.CSV:
        found = [_KINDS[facts.kind]]
    found += _sheets(facts.headings, place)
    if facts.mark and facts.mark != form_hash:
        found.append("这张表是按以前的表样填的，表样后来改过，请核对“表头对应”")
    if summary.totals:
        found.append(f"合计行没有放进来：{some([f'第 {line} 行' for line in summary.totals])}")
    if summary.repeated:
        lines = some([f"第 {line} 行" for line in summary.repeated])
        found.append(f"重复的栏名行没有放进来：{lines}")
    if summary.formulas:
        found.append(f"{summary.formulas} 格是公式，取文件里存下的值")
    if summary.hidden_columns:
        found.append(f"隐藏的列也读了：{some(summary.hidden_columns)}")
    if summary.absent:
        names = some([name or "（无姓名）" for name in summary.absent.values()])
        found.append(f"名册里有而表里没有 {len(summary.absent)} 人：{names}{_leaving(summary)}")
    if not facts.sees_all:
        found.append(
            "旧版工作簿看不出隐藏的行、公式、删除线和格子里显示的单位（万元），请核对行数和金额"
        )
    return found


def _leaving(summary: LinesSummary) -> str:
    if summary.nameless:
        return f"，没有动；表里有 {summary.nameless} 行的证号读不准或者姓名对不上，不能断定谁已离开"
    return "，已离开的勾选“移出”"


def months_left(found: Sequence[str]) -> str:
    """Return whose months the list leaves out; they stay."""
    return f"名册里有而表里没有写的月份没有去掉：{some(found)}，不申领的自己删去"


def month_left_remedy(months: str) -> str:
    """Return what becomes of months that the list leaves out."""
    return f"{STAYS}表里没有写 {months}，不申领的放进名册以后自己删去"


def leavers(count: int) -> str:
    """Return the words of the tick that takes people out of the roster."""
    return f"移出表里没有的 {count} 人"


def _sheets(headings: Sequence[Heading], place: int) -> list[str]:
    others = [each for n, each in enumerate(headings) if n != place and each.lines]
    return [f"没有读的工作表：{some([sheet_words(each) for each in others])}"] if others else []


def some(words: Sequence[str]) -> str:
    """Return the first few of some words, and how many they are."""
    rest = f"等 {len(words)} 个" if len(words) > _MOST_NAMED else ""
    return "、".join(words[:_MOST_NAMED]) + rest


def tab(words: str, count: int) -> str:
    """Return the words of a tab with what it holds."""
    return f"{words} {count}"


def take(count: int, out: int) -> str:
    """Return the words of the button that takes the list in, and people out with it."""
    return f"{TAKE}（{count} 人）" if not out else f"{TAKE}（{count} 人，移出 {out} 人）"


def marking(count: int, done: int, lines: int) -> str:
    """Return how far a copy of the list with its errors marked is: lines done, of how many."""
    if not done:
        return f"正在标出 {count} 处错误……"
    if done + PIECE > lines:
        return f"{count} 处错误已标出，正在存盘……"
    return f"正在标出 {count} 处错误：已写 {done:,} / {lines:,} 行"


MARKING_REMEDY = "按 Esc 停止，不留下文件。"
STOP, STOPPING, STOPPED = "停止", "正在停止……", "已停止，没有写文件"


def suggested(measure: str, day: date) -> str:
    """Return a name for a workbook: the measure and a day, nothing of a person or a firm."""
    return f"{measure}名册{day:%Y%m%d}.xlsx"


def marked(*, is_copy: bool) -> str:
    """Return that the marked workbook was saved."""
    return "已另存一份副本（原来的文件不能直接标记）" if is_copy else "已另存，原来的内容都在"


def marked_remedy(file: Path) -> str:
    """Return where the marked workbook was saved, and what is done with it."""
    return (
        f"存在 {file.parent}：{file.name}。没有放进来的格涂了色、加了批注，最后一列写着怎么改；"
        "改好后把这个文件再导入一次，已经放进来的算作“相同”。"
    )


def suggested_blank(measure: str, day: date) -> str:
    """Return a name for a workbook that is handed out: the measure and a day."""
    return f"{measure}名册表样{day:%Y%m%d}.xlsx"


BLANK_SAVED = "已存名册表样，可以发给单位填写"


def blank_remedy(file: Path) -> str:
    """Return where the workbook was saved that is handed out, and what comes of it."""
    return f"存在 {file.parent}：{file.name}。填好交回后点“从表格导入”。"
