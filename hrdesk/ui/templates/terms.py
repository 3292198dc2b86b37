"""The words of the pages of official templates."""

from collections.abc import Iterator, Mapping, Sequence

from hrdesk.domain.batch_spec import ROW_MONTHS, CellFormat, RowKind
from hrdesk.domain.cell_address import column_letters
from hrdesk.domain.official_template import MappedColumn, OfficialTemplate, TemplateMapping
from hrdesk.intake.template_changes import TemplateChanges
from hrdesk.intake.template_sources import TemplateSource
from hrdesk.services.template_drafts import TemplateDraft

EMPTY, FIXED = "（留空）", "（固定文字…）"
OWN_FORMULA = "（模板自己的公式）"
READING = "正在读取模板……"
_FORMATS = {
    CellFormat.TEXT: "文本",
    CellFormat.DATE: "日期",
    CellFormat.DATE_TEXT: "文本日期",
    CellFormat.MONEY: "金额",
    CellFormat.COUNT: "整数",
    CellFormat.MONTHS_PLAIN: "202601-202603",
    CellFormat.MONTHS_FROM_TO: "2026-01至2026-03",
    CellFormat.MONTH_FIRST: "首月 2026-01",
    CellFormat.MONTH_LAST: "末月 2026-03",
    CellFormat.MONTH_FIRST_PLAIN: "首月 202601",
    CellFormat.MONTH_LAST_PLAIN: "末月 202603",
}
_EACH_MONTH = "逐月 2026-01,2026-02"
ROW_KINDS = {RowKind.CASE: "一行一件案件", RowKind.LINE: "一行一名人员"}
IN_USE, REPLACED, WITHDRAWN = "在用", "已换新", "已停用"
_GROUPS = {"line.": "名册", "row.": "本行", "case.": "案件"}
_HASH_SHOWN = 12
_MOST_NAMED = 5


def short_hash(template: OfficialTemplate) -> str:
    """Return as much of a hash as tells files apart."""
    return template.sha256[:_HASH_SHOWN]


def source_labels(sources: Mapping[str, TemplateSource]) -> dict[str, str]:
    """Return what each source is called in a list; of equal labels the entry before tells which."""
    labels: dict[str, str] = {}
    before = ""
    for source in sources.values():
        group = next((words for name, words in _GROUPS.items() if source.id.startswith(name)), "")
        text = f"{group} · {source.label}" if group else source.label
        if text in labels.values():
            text = f"{text}（{before}）"
        labels[source.id] = text
        before = source.label
    return labels


def format_words(source: str, kind: CellFormat) -> str:
    """Return what a format of a source is called."""
    if source == ROW_MONTHS and kind is CellFormat.TEXT:
        return _EACH_MONTH
    return _FORMATS[kind]


def header_words(column: MappedColumn) -> str:
    """Return a header in one line, its rows apart."""
    return column.header.replace("/", " / ")


def place_words(column: MappedColumn) -> str:
    """Return where a column stands, for messages."""
    return f"{column_letters(column.place - 1)} 列“{column.header}”"


def place_labels(mapping: TemplateMapping) -> dict[str, str]:
    """Return the places of all columns, by the place of their problems."""
    return {str(column.place): place_words(column) for column in mapping.columns}


def limit_words(mapping: TemplateMapping) -> str:
    """Return how many rows a file takes."""
    return "不限" if mapping.most_rows is None else f"{mapping.most_rows:,}"


def in_use_words(template: OfficialTemplate | None) -> str:
    """Return what the batches of a measure go out in."""
    if template is None:
        return "上报用：程序自拟的表头（没有登记官方模板）"
    return f"上报用：官方模板“{template.version}”（{template.origin}）"


def sheet_words(mapping: TemplateMapping) -> str:
    """Return where header and rows of a sheet are."""
    first, last = mapping.header_first, mapping.header_last
    header = f"第 {first} 行" if first == last else f"第 {first} 至 {last} 行"
    words = f"工作表“{mapping.sheet}”，表头在{header}，从第 {mapping.first_row} 行填起"
    if mapping.example_rows:
        words += f"；示例 {mapping.example_rows} 行由第一行数据起覆盖"
    if mapping.formula_rows is not None:
        words += f"；模板的公式到 {mapping.formula_rows:,} 行，更多的行另分一份"
    return words


def count_words(mapping: TemplateMapping, problems: int) -> str:
    """Return how much of a template is filled, and what is still to be done."""
    filled = len(mapping.filled)
    formulas = sum(column.has_formula for column in mapping.columns)
    left = len(mapping.columns) - filled - formulas
    words = f"{len(mapping.columns)} 列：{filled} 列填写"
    if left:
        words += f"，{left} 列留空"
    if formulas:
        words += f"，{formulas} 列由模板的公式算出"
    return words + (f"；还有 {problems} 处要改" if problems else "")


def confirm_words(title: str, mapping: TemplateMapping) -> tuple[str, str]:
    """Return what saving does, and what is to be looked at before."""
    return (
        f"保存后，“{title}”的批次都照这份模板写出；已编的批次不变。",
        f"核对每一列填什么，再按一次 Ctrl+Enter 确认。{_empty_words(mapping)}",
    )


def _empty_words(mapping: TemplateMapping) -> str:
    """Return which columns stay empty, or "" where none does."""
    left = [each.header for each in mapping.columns if not each.source and not each.has_formula]
    return f"留空的列：{_named(left)}。" if left else ""


def known_words(draft: TemplateDraft) -> str:
    """Return that the office has a file already, or "" for a new one."""
    known = draft.known
    if known is None:
        return ""
    when = f"{known.entry.at:%Y-%m-%d}"
    return f"这份文件已由 {known.entry.by} 于 {when} 登记为“{known.version}”"


def change_words(changes: TemplateChanges) -> str:
    """Return how a template differs from the one in use."""
    return "；".join(_change_parts(changes))


def _change_parts(changes: TemplateChanges) -> Iterator[str]:
    if changes.new:
        yield f"新增 {_named([column.header for column in changes.new])}"
    if changes.gone:
        yield f"没有了 {_named([column.header for column in changes.gone])}"
    if changes.moved:
        moved = [
            f"{column.header}（{column_letters(old - 1)}→{column_letters(column.place - 1)}）"
            for column, old in changes.moved
        ]
        yield f"移动 {_named(moved)}"
    if changes.required:
        yield f"必填改变 {_named([column.header for column in changes.required])}"
    for column, came, went in changes.choices:
        parts = [f"增 {_named(came)}"] if came else []
        parts += [f"减 {_named(went)}"] if went else []
        yield f"“{column.header}”的清单{'，'.join(parts)}"


def _named(names: Sequence[str]) -> str:
    shown = "、".join(f"“{name}”" for name in names[:_MOST_NAMED])
    return shown if len(names) <= _MOST_NAMED else f"{shown}等 {len(names)} 项"
