"""Workbooks as people send them, each with what is to be read of it."""

import datetime as dt
import io
import re
import zipfile
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

import openpyxl
import xlsxwriter
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.styles import Font
from openpyxl.utils.datetime import CALENDAR_MAC_1904
from openpyxl.worksheet.worksheet import Worksheet

from tests.people import former_number, identity_number

IDS = [identity_number(sequence=n) for n in (11, 22, 33, 44)]
HEADS = ["姓名", "身份证号", "招用日期"]
DAY = "2024-03-01"


def saved(rows: Sequence[Sequence[object]], change: Callable[[Worksheet], object] | None = None):
    """The bytes of a workbook with these rows, as openpyxl saves it."""
    book = openpyxl.Workbook()
    page = book.active
    for row in rows:
        page.append(list(row))
    if change is not None:
        change(page)
    made = io.BytesIO()
    book.save(made)
    return made.getvalue()


def people(*days: object) -> list[list[object]]:
    return [[f"王{n}", IDS[n], day] for n, day in enumerate(days)]


def edited(content: bytes, pattern: str, by: str, part: str = "xl/worksheets/sheet1.xml") -> bytes:
    """A workbook with one part changed in its XML."""
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(made, "w") as new:
        assert part in old.namelist()
        for name in old.namelist():
            text = old.read(name)
            if name == part:
                changed = re.sub(pattern.encode(), by.encode(), text)
                assert changed != text
                text = changed
            new.writestr(name, text)
    return made.getvalue()


@dataclass(frozen=True)
class Clumsy:
    """A file, the days that are read by name, and the refusals by address (or line).

    `asked` are the cells that a person must look at, `repeated` the lines that repeat the titles.
    """

    make: Callable[[], bytes]
    days: Mapping[str, str]
    refused: Mapping[str, str] = field(default_factory=dict)
    totals: tuple[int, ...] = ()
    asked: tuple[str, ...] = ()
    repeated: tuple[int, ...] = ()


def hidden_line(page: Worksheet) -> None:
    page.row_dimensions[3].hidden = True


def merged_names(page: Worksheet) -> None:
    page.merge_cells("A2:A3")


def formula(page: Worksheet) -> None:
    page["C2"] = "=DATE(2024,3,1)"
    page["C2"].number_format = "yyyy-mm-dd"


def error(page: Worksheet) -> None:
    page["C2"].value, page["C2"].data_type = "#N/A", "e"


def struck_text(old: str, new: str) -> CellRichText:
    return CellRichText(TextBlock(InlineFont(strike=True), old), new)


def percentages(page: Worksheet) -> None:
    page["D2"].number_format = page["D3"].number_format = "0.0%"


def other_units(page: Worksheet) -> None:
    formats = ('0.00"万元"', '0!.0,"万";-0!.0,"万"', "0.00千元", '"¥"#,##0.00"元"', "#,##0.00")
    for line, code in enumerate(formats, 2):
        page[f"D{line}"].number_format = code


def base_1904() -> bytes:
    book = openpyxl.Workbook()
    book.epoch = CALENDAR_MAC_1904
    for row in ([*HEADS], *people(dt.date(2024, 3, 1))):
        book.active.append(row)
    made = io.BytesIO()
    book.save(made)
    return made.getvalue()


def with_other_sheets() -> bytes:
    book = openpyxl.Workbook()
    book.active.title = "填表说明"
    book.active.append(["请勿修改表头"])
    page = book.create_sheet("名册")
    for row in ([*HEADS], *people(DAY)):
        page.append(row)
    hidden = book.create_sheet("旧名册")
    for row in ([*HEADS], *people(DAY, DAY)):
        hidden.append(row)
    hidden.sheet_state = "hidden"
    made = io.BytesIO()
    book.save(made)
    return made.getvalue()


def with_shared_texts(rows: Sequence[Sequence[str]]) -> bytes:
    """A workbook whose texts stand in a part of their own, as Excel and WPS keep them."""
    made = io.BytesIO()
    as_they_are = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(made, as_they_are) as book:
        page = book.add_worksheet()
        for n, row in enumerate(rows):
            page.write_row(n, 0, row)
    return made.getvalue()


def listed(*rows: Sequence[object]) -> Callable[[], bytes]:
    return lambda: saved([HEADS, *rows])


def prefixed() -> bytes:
    """Element names with a prefix, as some exporters write them."""
    content = saved([HEADS, *people(DAY, DAY)], hidden_line)
    named = edited(content, r"<(/?)(?=[a-z])", r"<\1x:")
    return edited(named, "xmlns=", "xmlns:x=")


TEXTS = "xl/sharedStrings.xml"
CSV_WAGES = "姓名,身份证号,招用日期,工资\n"
FULL_WIDTH = IDS[0].translate({ord(c): ord(c) + 0xFEE0 for c in "0123456789X"})

CLUMSY: Mapping[str, Clumsy] = {
    "plain": Clumsy(
        listed(*people(DAY, "2024/3/1", "20240301")), dict.fromkeys(("王0", "王1", "王2"), DAY)
    ),
    "spellings": Clumsy(
        listed(*people("2024.3.1", "2024年3月1日", 20240301, 45352)),
        dict.fromkeys(("王0", "王1", "王2", "王3"), DAY),
    ),
    "real_day": Clumsy(listed(*people(dt.date(2024, 3, 1))), {"王0": DAY}),
    "base_1904": Clumsy(base_1904, {"王0": DAY}),
    "wrong_dimension": Clumsy(
        lambda: edited(
            saved([HEADS, *people(DAY, DAY)]), r'dimension ref="[^"]*"', 'dimension ref="A1:A1"'
        ),
        {"王0": DAY, "王1": DAY},
    ),
    "hidden_line": Clumsy(
        lambda: saved([HEADS, *people(DAY, DAY)], hidden_line),
        {"王0": DAY},
        {"3": "list_cell.hidden"},
    ),
    "prefixed": Clumsy(prefixed, {"王0": DAY}, {"3": "list_cell.hidden"}),
    "no_addresses": Clumsy(
        lambda: edited(saved([HEADS, *people(DAY, DAY)], hidden_line), r' r="[A-Z]*\d+"', ""),
        {"王0": DAY},
        {"3": "list_cell.hidden"},
    ),
    "comments": Clumsy(
        lambda: edited(
            saved([HEADS, *people(DAY)]), "<sheetData>", '<!-- <row hidden="1"> --><sheetData>'
        ),
        {"王0": DAY},
    ),
    "merged": Clumsy(
        lambda: saved([HEADS, *people(DAY, DAY, DAY)], merged_names),
        {"王2": DAY},
        {"2": "list_cell.merged", "3": "list_cell.merged"},
    ),
    "formula_without_value": Clumsy(
        lambda: saved([HEADS, *people(DAY, DAY)], formula),
        {"王1": DAY},
        {"C2": "list_cell.no_value"},
    ),
    "formula_with_value": Clumsy(
        lambda: edited(
            saved([HEADS, *people(DAY)], formula), r"</f><v\s*/?>(</v>)?", "</f><v>45352</v>"
        ),
        {"王0": DAY},
    ),
    "error": Clumsy(
        lambda: saved([HEADS, *people(DAY, DAY)], error), {"王1": DAY}, {"C2": "list_cell.error"}
    ),
    "number_as_identity": Clumsy(
        listed(["王0", 510402199003072192, DAY], *people(DAY, DAY)[1:]),
        {"王1": DAY},
        {"B2": "list_cell.number"},
    ),
    "short_numbers_of_people_and_accounts": Clumsy(
        lambda: saved(
            [
                [*HEADS, "账号"],
                ["王0", int(former_number(dt.date(1990, 3, 7), 221)), DAY, "62284800"],
                ["王1", IDS[1], DAY, 12345678],
                ["王2", IDS[2], DAY, 621234567890123.0],
                ["王3", IDS[3], DAY, "12345678"],
            ]
        ),
        {"王3": DAY},
        dict.fromkeys(("B2", "D3", "D4"), "list_cell.number"),
    ),
    "amounts_with_parts_of_a_fen": Clumsy(
        lambda: saved(
            [
                [*HEADS, "工资"],
                ["王0", IDS[0], DAY, 721.765],
                ["王1", IDS[1], DAY, "721.765"],
                ["王2", IDS[2], DAY, 721.76],
            ]
        ),
        {"王2": DAY},
        {"D2": "list_cell.fraction", "D3": "money.form"},
    ),
    "power_of_ten": Clumsy(listed(["王0", "5.10402E+17", DAY]), {}, {"B2": "digits.power_of_ten"}),
    "zeros": Clumsy(listed(["王0", IDS[0][:15] + "000", DAY]), {}, {"B2": "list_cell.zeros"}),
    "apostrophe": Clumsy(
        listed(["王0", "'" + IDS[0], DAY], ["王1", "‘" + IDS[1], DAY]), {"王0": DAY, "王1": DAY}
    ),
    "full_width": Clumsy(listed(["王0", FULL_WIDTH, "２０２４－３－１"]), {"王0": DAY}),
    "invisible": Clumsy(
        listed(["\u3000王0\u00a0", f"\u200b{IDS[0][:6]}\u00a0{IDS[0][6:]}\ufeff", f" {DAY}\u200b"]),
        {"\u3000王0\u00a0": DAY},
    ),
    "wrong_day": Clumsy(
        listed(*people("三月一日", 12, 45352.5)),
        {},
        {"C2": "date.form", "C3": "list_cell.not_a_day", "C4": "list_cell.not_a_day"},
    ),
    "no_identity": Clumsy(listed(["王0", None, DAY]), {}, {"B2": "list_cell.no_identity"}),
    "totals": Clumsy(listed(*people(DAY), ["合计", None, "1人"]), {"王0": DAY}, totals=(3,)),
    "heading": Clumsy(
        lambda: saved([["某公司名册"], ["单位：某公司", None, "2024年3月"], HEADS, *people(DAY)]),
        {"王0": DAY},
    ),
    "blank_lines": Clumsy(
        listed(*people(DAY), [None, None, None], ["王1", IDS[1], DAY]), {"王0": DAY, "王1": DAY}
    ),
    "other_sheets": Clumsy(with_other_sheets, {"王0": DAY}),
    "utf8": Clumsy(f"姓名,身份证号,招用日期\n王0,{IDS[0]},{DAY}\n".encode, {"王0": DAY}),
    "utf8_mark": Clumsy(
        lambda: f"姓名,身份证号,招用日期\r\n王0,{IDS[0]},{DAY}".encode("utf-8-sig"), {"王0": DAY}
    ),
    "gb18030": Clumsy(
        lambda: f"姓名\t身份证号\t招用日期\n王0\t{IDS[0]}\t{DAY}\n".encode("gb18030"), {"王0": DAY}
    ),
    "csv_kept_text": Clumsy(
        f'姓名,身份证号,招用日期\n王0,"=""{IDS[0]}""",{DAY}\n'.encode, {"王0": DAY}
    ),
    "csv_kept_text_within": Clumsy(
        f'姓名,身份证号,招用日期\n"=""王""&""0""",{IDS[0]},{DAY}\n'.encode,
        {'="王"&"0"': DAY},
    ),
    "csv_thousands": Clumsy(
        f"{CSV_WAGES}王0,{IDS[0]},{DAY},1,721.76\n王1,{IDS[1]},{DAY},1721.76\n".encode,
        {"王1": DAY},
        {"E2": "list_cell.beyond"},
    ),
    "csv_thousands_before_a_blank": Clumsy(
        f"{CSV_WAGES.strip()},备注\n王0,{IDS[0]},{DAY},1,721.76,\n王1,{IDS[1]},{DAY},5,\n".encode,
        {"王1": DAY},
        {"F2": "list_cell.beyond"},
    ),
    "csv_total_shifted_over_a_person": Clumsy(
        f"{CSV_WAGES}王1,{IDS[1]},{DAY},5\n小计,{IDS[0]},{DAY},1,064.60\n".encode,
        {"王1": DAY},
        {"E3": "list_cell.beyond"},
    ),
    "csv_blank_columns": Clumsy(
        "\n".join(
            f"{line}{',' * 2_000}" for line in ("姓名,身份证号,招用日期", f"王0,{IDS[0]},{DAY}", "")
        ).encode,
        {"王0": DAY},
    ),
    "csv_month_without_its_zero": Clumsy(
        f"姓名,身份证号,招用日期,申领月份\n王0,{IDS[0]},{DAY},2026.1\n王1,{IDS[1]},{DAY},2026.2\n".encode,
        {"王1": DAY},
        {"D2": "list_cell.month_number"},
    ),
    "csv_other_unit": Clumsy(
        f"{CSV_WAGES.strip()}（万元）\n王0,{IDS[0]},{DAY},1.5\n".encode, {"王0": DAY}
    ),
    "unit_above": Clumsy(
        lambda: saved(
            [["名册", None, None, "单位：万元"], [*HEADS, "工资"], ["王0", IDS[0], DAY, 1.5]]
        ),
        {},
        {"D3": "list_cell.unit"},
    ),
    "unit_above_and_yuan": Clumsy(
        lambda: saved(
            [["名册", None, None, "单位：元"], [*HEADS, "工资"], ["王0", IDS[0], DAY, 1.5]]
        ),
        {"王0": DAY},
    ),
    "total_that_names_a_person": Clumsy(
        listed(["小计", IDS[0], DAY], ["合计", None, DAY]), {"小计": DAY}, totals=(3,)
    ),
    "total_of_a_number_of_a_person": Clumsy(
        listed(["小计", 510402199003072192, DAY]), {}, {"B2": "list_cell.number"}
    ),
    "rest_of_a_line_break": Clumsy(
        lambda: edited(with_shared_texts([HEADS, *people(DAY)]), "王0", "王0_x000D_", TEXTS),
        {"王0": DAY},
    ),
    "hidden_after_a_tab": Clumsy(
        lambda: edited(
            saved([HEADS, *people(DAY, DAY)]), r'<row r="3"[^>]*>', '<row r="3"\t\nhidden="1">'
        ),
        {"王0": DAY},
        {"3": "list_cell.hidden"},
    ),
    "row_without_height": Clumsy(
        lambda: edited(
            saved([HEADS, *people(DAY, DAY)]),
            r'<row r="3"[^>]*>',
            '<row r="3" customHeight="1" ht="0">',
        ),
        {"王0": DAY},
        {"3": "list_cell.hidden"},
    ),
    "low_row": Clumsy(
        lambda: edited(saved([HEADS, *people(DAY)]), r'<row r="2"[^>]*>', '<row r="2" ht="0.75">'),
        {"王0": DAY},
    ),
    "merged_below_the_end": Clumsy(
        lambda: edited(
            saved([HEADS, *people(DAY)]),
            "</sheetData>",
            '</sheetData><mergeCells><mergeCell ref="A3:XFD1048576"/></mergeCells>',
        ),
        {"王0": DAY},
    ),
    "titles_on_each_page": Clumsy(
        listed(*people(DAY), ["姓 名", "身份证号*", "招用日期"], ["王1", IDS[1], DAY]),
        {"王0": DAY, "王1": DAY},
        repeated=(3,),
    ),
    "another_table_below": Clumsy(
        lambda: saved(
            [
                *(["姓名", "身份证号", "招用日期", "工资", "奖金"], ["王0", IDS[0], DAY, 5, 6]),
                *([None], ["姓名", "身份证号", "招用日期", "奖金", "工资"]),
                *(["王1", IDS[1], DAY, 7, 8], ["合计", None, None, 7, 8]),
                *(["姓名", "身份证号", "招用日期", "工资"], ["王2", IDS[2], DAY, 5]),
            ]
        ),
        {"王0": DAY, "王2": DAY},
        dict.fromkeys("456", "list_cell.other_titles"),
        repeated=(7,),
    ),
    "hidden_titles_of_a_platform": Clumsy(
        lambda: saved(
            [
                *(
                    ["姓名", "身份证号", "招用日期", "工资"],
                    ["姓名", "身份证号", "招用日期", "奖金"],
                ),
                ["王0", IDS[0], DAY, 5],
            ],
            lambda page: setattr(page.row_dimensions[1], "hidden", True),
        ),
        {},
        dict.fromkeys("23", "list_cell.other_titles"),
    ),
    "tables_side_by_side": Clumsy(
        lambda: saved(
            [
                ["姓名", "身份证号", "招用日期", None, "姓名", "账号", "工资"],
                ["王0", IDS[0], DAY, None, "王1", "6222021402024567890", 5],
            ]
        ),
        {None: DAY},
    ),
    "sums_of_places": Clumsy(
        listed(*people(DAY), ["银江镇小计", None, None], ["共计", None, None], ["合计人数：1人"]),
        {"王0": DAY},
        totals=(3, 4, 5),
    ),
    "place_by_itself": Clumsy(
        listed(["银江镇"], *people(DAY)), {"王0": DAY}, {"B2": "list_cell.no_identity"}
    ),
    "notes_below": Clumsy(
        listed(*people(DAY), ["注：本表一式三份"], ["填表人：张三", None, "2026年3月1日"]),
        {"王0": DAY},
        {"B3": "list_cell.no_identity", "B4": "list_cell.no_identity"},
    ),
    "ditto": Clumsy(
        listed(*people(DAY, "同上", "〃"), ["同上", IDS[3], DAY]),
        {"王0": DAY},
        {"C3": "list_cell.ditto", "C4": "list_cell.ditto", "A5": "list_cell.ditto"},
    ),
    "names_that_lost_a_character": Clumsy(
        listed(["王?", IDS[0], DAY], ["王＊强", IDS[1], DAY], ["□强", IDS[2], DAY]),
        {},
        dict.fromkeys(("A2", "A3", "A4"), "list_cell.lost"),
    ),
    "struck_through": Clumsy(
        lambda: saved(
            [HEADS, *people(DAY, DAY), [struck_text("王旧", "王新"), IDS[2], DAY]],
            lambda page: setattr(page["B3"], "font", Font(strike=True)),
        ),
        {"王0": DAY},
        {"B3": "list_cell.struck", "A4": "list_cell.struck"},
    ),
    "struck_through_in_part": Clumsy(
        lambda: edited(
            with_shared_texts([HEADS, *people(DAY, DAY)]),
            "<t>王1</t>",
            "<r><rPr><strike/></rPr><t>王旧</t></r><r><t>王新</t></r>",
            TEXTS,
        ),
        {"王0": DAY},
        {"A3": "list_cell.struck"},
    ),
    "numbers_that_are_shown_in_another_unit": Clumsy(
        lambda: saved(
            [
                [*HEADS, "工资"],
                *([f"王{n}", IDS[n], DAY, 1.72] for n in range(3)),
                *([f"王{n}", IDS[n], DAY, 1.72] for n in range(2)),
            ],
            other_units,
        ),
        {"王0": DAY, "王1": DAY},
        dict.fromkeys(("D2", "D3", "D4"), "list_cell.unit_shown"),
    ),
    "percentages": Clumsy(
        lambda: saved(
            [
                [*HEADS, "工资"],
                *([*each, wage] for each, wage in zip(people(DAY, DAY), (0.85, "5"), strict=True)),
            ],
            percentages,
        ),
        {"王1": DAY},
        {"D2": "list_cell.percent"},
    ),
    "errors_as_texts": Clumsy(
        f"姓名,身份证号,招用日期\n#N/A,{IDS[0]},{DAY}\n王1,{IDS[1]},########\n".encode,
        {},
        {"A2": "list_cell.error", "C3": "list_cell.error"},
    ),
    "examples": Clumsy(
        lambda: saved(
            [
                *(
                    ["序号", *HEADS],
                    ["示例", "张三", IDS[0], DAY],
                    [1, "李四（示例）", IDS[1], DAY],
                ),
                [2, "王2", IDS[2], DAY],
            ]
        ),
        {"王2": DAY},
        {"2": "list_cell.example", "B3": "list_cell.example"},
    ),
    "middle_dots": Clumsy(
        listed(["阿依·木", IDS[0], DAY], ["阿依\u2022木", IDS[1], DAY]),
        {"阿依·木": DAY, "阿依\u2022木": DAY},
    ),
    "evening_before": Clumsy(
        listed(*people(dt.datetime.fromisoformat("2024-02-29T16:00"), dt.date(2024, 3, 1))),
        {"王1": DAY},
        {"C2": "list_cell.moment"},
    ),
    "two_accounts": Clumsy(
        lambda: saved(
            [
                [*HEADS, "账号"],
                ["王0", IDS[0], DAY, "6222021402024567 6222021402024568"],
                ["王1", IDS[1], DAY, "6222021402024567\n890"],
                ["王2", IDS[2], DAY, "6222 0214 0202 4567 890"],
                ["王3", IDS[3], DAY, "6.22E+18"],
            ]
        ),
        {"王2": DAY},
        {"D2": "account.two", "D3": "account.line_break", "D5": "digits.power_of_ten"},
    ),
    "two_amounts": Clumsy(
        lambda: saved(
            [
                [*HEADS, "工资"],
                ["王0", IDS[0], DAY, "500 600"],
                ["王1", IDS[1], DAY, "500\n600"],
                ["王2", IDS[2], DAY, "￥ 1，721.76 元"],
                ["王3", IDS[3], DAY, "(500)"],
            ]
        ),
        {"王2": DAY},
        {"D2": "digits.gap", "D3": "digits.gap", "D5": "money.form"},
    ),
    "lower_case_x": Clumsy(listed(["王0", IDS[1].lower(), DAY]), {"王0": DAY}),
    "long_heading": Clumsy(
        lambda: saved(
            [
                *(["名册"], ["单位", "某公司"], ["联系人", "某某"], ["电话", "2900000"]),
                *(["日期", "2026.3"], [None], [None], [None, *HEADS], [None, *people(DAY)[0]]),
            ]
        ),
        {"王0": DAY},
    ),
    "csv_lines_of_an_old_mac": Clumsy(
        f"姓名,身份证号,招用日期\r王0,{IDS[0]},{DAY}\r王1,{IDS[1]},{DAY}\r".encode,
        {"王0": DAY, "王1": DAY},
    ),
    "csv_short_line_with_thousands": Clumsy(
        f"{CSV_WAGES.strip()},奖金,备注\n王0,{IDS[0]},{DAY},1,721.76\n"
        f"王1,{IDS[1]},{DAY},85.00,721.76\n王2,{IDS[2]},{DAY},1721.76\n".encode,
        {"王1": DAY, "王2": DAY},
        {"D2": "list_cell.split"},
    ),
    "csv_whole_line_with_thousands": Clumsy(
        f"{CSV_WAGES.strip()},备注\n王0,{IDS[0]},{DAY},1,721.76\n王1,{IDS[1]},{DAY},5,\n".encode,
        {"王0": DAY, "王1": DAY},
        asked=("D2",),
    ),
    "csv_thousands_that_are_not_read": Clumsy(
        f"姓名,身份证号,招用日期,应发,工资\n王0,{IDS[0]},{DAY},1,234,567.89\n"
        f"王1,{IDS[1]},{DAY},1,721.76\n".encode,
        {"王1": DAY},
        {"F2": "list_cell.beyond"},
        asked=("D3",),
    ),
    "csv_months_before_an_amount": Clumsy(
        f"姓名,身份证号,招用日期,月数,工资\n王0,{IDS[0]},{DAY},3,500.00\n".encode, {"王0": DAY}
    ),
    "csv_what_stands_behind_proves_the_cells": Clumsy(
        f"姓名,身份证号,工资,奖金,招用日期\n王0,{IDS[0]},85,170.25,{DAY}\n".encode, {"王0": DAY}
    ),
    "csv_damaged": Clumsy(
        f"姓名,身份证号,招用日期\n王0,5.10402E+17,{DAY}\n".encode,
        {},
        {"B2": "digits.power_of_ten"},
    ),
}
