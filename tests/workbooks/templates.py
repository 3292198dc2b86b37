"""Templates as platforms hand them out, made up: `python -m tests.workbooks.templates FOLDER`."""

import io
import re
import sys
import zipfile
from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from xlsxwriter import Workbook
from xlsxwriter.worksheet import Worksheet

from hrdesk.domain.batch_spec import BatchColumn, CellFormat
from hrdesk.domain.template import PlacedColumn, TemplatePlan
from hrdesk.workbooks.batch_sheet import Row
from hrdesk.workbooks.template_filling import TemplateFilling
from hrdesk.workbooks.template_verifying import verify_filled
from tests.people import card_number, identity_number

TITLE = "创业补贴发放汇总表"
HOW_TO = "填表说明：1.请勿修改模板表头；2.日期格式为 YYYY-MM-DD；3.导入前请删除示例行。"
SHEET, LISTS = "数据导入", "字典"
FOOTER = "&C第 &P 页 共 &N 页"
GENDERS, BANKS = ("男", "女"), ("工商银行", "农业银行", "农村信用社", "邮政储蓄银行")
KINDS = ("高校毕业生", "返乡农民工", "登记失业人员")
#: The moment in every template, so that the same one has the same bytes.
MADE = datetime(2024, 1, 2, tzinfo=UTC).replace(tzinfo=None)
#: What stands over the columns; the upper row of two, and the lower one.
UPPER = ("序号", "申请人", None, None, "账户", None, "设立日期", "补贴金额", "大写", "合计", "备注")
LOWER = (None, "姓名", "证件号码", "人员类别", "账号", "开户银行", None, None, None, None, None)
HEADERS = (
    *("序号", "申请人/姓名", "申请人/证件号码", "申请人/人员类别", "账户/账号", "账户/开户银行"),
    *("设立日期", "补贴金额", "大写", "合计", "备注"),
)
#: The header stands in rows 3 and 4, data from row 5 on.
FIRST = 5


def province(rows: int = 200, formula_rows: int = 12_000, *, formulas: bool = True) -> bytes:
    """The template with everything that a library would lose; `rows` have borders."""
    made = io.BytesIO()
    with Workbook(made, {"in_memory": True}) as book:
        book.set_properties({"created": MADE})
        page, lists = book.add_worksheet(SHEET), book.add_worksheet(LISTS)
        how = book.add_worksheet("填写说明")
        how.write_column(0, 0, ["一、本表由县区填报。", "二、金额以元为单位。"])
        for place, bank in enumerate(BANKS):
            lists.write(place, 0, bank)
        for place, kind in enumerate(KINDS):
            lists.write(place, 2, kind)
        lists.hide()
        book.define_name("人员类别", f"={LISTS}!$C$1:$C${len(KINDS)}")
        _head(book, page)
        body = book.add_format({"border": 1, "locked": False})
        for row in range(FIRST - 1, FIRST - 1 + rows):
            for column in range(len(HEADERS)):
                page.write_blank(row, column, None, body)
        if formulas:
            for row in range(FIRST - 1, FIRST - 1 + formula_rows):
                page.write_formula(row, 9, f"=H{row + 1}*1", body, 7)
        _rules(book, page)
    return made.getvalue()


def _head(book: Workbook, page: Worksheet) -> None:
    title = book.add_format({"bold": True, "font_size": 16, "align": "center"})
    wrapped = book.add_format({"text_wrap": True})
    head = book.add_format({"bold": True, "border": 1, "bg_color": "#DDEBF7"})
    last = len(HEADERS) - 1
    page.merge_range(0, 0, 0, last, TITLE, title)
    page.merge_range(1, 0, 1, last, HOW_TO, wrapped)
    for column, (upper, lower) in enumerate(zip(UPPER, LOWER, strict=True)):
        if lower is None:
            page.merge_range(2, column, 3, column, upper, head)
        else:
            page.write(3, column, lower, head)
    page.merge_range(2, 1, 2, 3, UPPER[1], head)
    page.merge_range(2, 4, 2, 5, UPPER[4], head)


def _rules(book: Workbook, page: Worksheet) -> None:
    """Lists, a text box, bars, colours, a footer, protection."""
    last = 50_004
    page.data_validation(4, 3, last, 3, {"validate": "list", "source": "=人员类别"})
    page.data_validation(4, 5, last, 5, {"validate": "list", "source": f"={LISTS}!$A$1:$A$4"})
    page.insert_textbox(0, 12, "请勿修改模板表头", {"width": 200, "height": 60})
    page.conditional_format(
        4, 7, last, 7, {"type": "data_bar", "bar_solid": True, "data_bar_2010": True}
    )
    red = book.add_format({"font_color": "#9C0006"})
    page.conditional_format(
        4, 1, last, 1, {"type": "cell", "criteria": "==", "value": '""', "format": red}
    )
    page.set_footer(FOOTER)
    page.set_column(6, 6, 14, book.add_format({"num_format": "yyyy/m/d"}))
    page.freeze_panes(4, 0)
    page.protect("", {"insert_rows": True})


def columns_of(*formats: CellFormat) -> tuple[BatchColumn, ...]:
    """A column of each format, named by its place."""
    return tuple(
        BatchColumn(f"列{n}", f"field{n}", format_, 10) for n, format_ in enumerate(formats, 1)
    )


def placed(columns: Sequence[BatchColumn], *places: int) -> tuple[PlacedColumn, ...]:
    return tuple(PlacedColumn(place, each) for place, each in zip(places, columns, strict=True))


#: What goes into the template of the province; the sums work themselves out.
PLAN = TemplatePlan(
    SHEET,
    header_last=FIRST - 1,
    first_row=FIRST,
    row_limit=None,
    columns=placed(
        columns_of(
            *(CellFormat.COUNT, CellFormat.TEXT, CellFormat.TEXT, CellFormat.TEXT),
            *(CellFormat.TEXT, CellFormat.TEXT, CellFormat.DATE, CellFormat.MONEY),
            *(CellFormat.TEXT, CellFormat.DATE_TEXT),
        ),
        *(1, 2, 3, 4, 5, 6, 7, 8, 9, 11),
    ),
)


def sent(n: int, name: str = "") -> Row:
    """The n-th row for `PLAN`, counted from 0."""
    return (
        n + 1,
        name or f"测试{n}",
        identity_number(date(1960, 1, 1) + timedelta(days=n % 15_000), n // 15_000),
        KINDS[n % len(KINDS)],
        card_number(f"6228{n:014d}"),
        BANKS[n % len(BANKS)],
        date(2024, 1, 1) + timedelta(days=n % 700),
        100_001 + n * 37,
        None if n % 2 else "壹仟元零壹分",
        date(2026, 3, 18),
    )


def filled(template: bytes, plan: TemplatePlan, rows: Sequence[Row], path: Path) -> str:
    """Fill a template as the program does, read it again, and return its SHA-256."""
    filling = TemplateFilling(template, plan)
    with path.open("wb") as stream:
        filling.write(stream, rows, len(rows))
    return verify_filled(path, filling, rows, len(rows))


def small(
    head: Sequence[Sequence[object]],
    change: Callable[[Workbook, Worksheet], object] | None = None,
    sheet: str = SHEET,
) -> bytes:
    """A template with these rows from A1 on, and what is changed of its sheet."""
    made = io.BytesIO()
    with Workbook(made, {"in_memory": True}) as book:
        book.set_properties({"created": MADE})
        page = book.add_worksheet(sheet)
        for row, cells in enumerate(head):
            for column, cell in enumerate(cells):
                if cell is not None:
                    page.write(row, column, cell)
        if change is not None:
            change(book, page)
    return made.getvalue()


def edited(content: bytes, part: str, changes: Mapping[str, str]) -> bytes:
    """A template with one part changed in its XML, each pattern replaced where it stands."""
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(made, "w") as new:
        for name in old.namelist():
            text = old.read(name)
            if name == part:
                for pattern, by in changes.items():
                    changed = re.sub(pattern.encode(), by.encode(), text)
                    assert changed != text
                    text = changed
            new.writestr(name, text, zipfile.ZIP_DEFLATED)
    return made.getvalue()


def main() -> None:
    folder = Path(sys.argv[1])
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "province.xlsx").write_bytes(province())


if __name__ == "__main__":
    main()
