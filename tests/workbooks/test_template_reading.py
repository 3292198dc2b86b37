"""What is read of an official template, and what is refused with address and remedy."""

import pytest

from hrdesk.domain.errors import InvalidInput
from hrdesk.domain.template import FoundSheet, HeaderRows
from hrdesk.reference.messages import catalogue
from hrdesk.workbooks.template_reading import read_template
from tests.workbooks import hostile
from tests.workbooks.templates import (
    BANKS,
    FIRST,
    HEADERS,
    HOW_TO,
    KINDS,
    SHEET,
    TITLE,
    edited,
    province,
    small,
)

NAMES = ["序号", "姓名", "证件号码", "性别", "金额"]
XML = "xl/worksheets/sheet1.xml"


def only(content: bytes) -> FoundSheet:
    (sheet,) = read_template(content).sheets
    return sheet


def shape(content: bytes) -> tuple[int, int, int, list[str]]:
    sheet = only(content)
    headers = [column.header for column in sheet.columns]
    return sheet.header_first, sheet.header_last, sheet.first_row, headers


def refusal(content: bytes) -> InvalidInput:
    with pytest.raises(InvalidInput) as caught:
        read_template(content)
    message = catalogue().render(caught.value)
    assert message.problem
    assert message.remedy
    assert "{" not in message.where + message.problem + message.remedy
    return caught.value


def test_a_whole_template_is_read_header_lists_and_formulas():
    found = read_template(province(formula_rows=300))
    (sheet,) = found.sheets
    assert (sheet.name, sheet.header_first, sheet.header_last, sheet.first_row) == (SHEET, 3, 4, 5)
    assert tuple(column.header for column in sheet.columns) == HEADERS
    assert [column.place for column in sheet.columns] == list(range(1, 12))
    choices = {column.header: column.choices for column in sheet.columns if column.choices}
    assert choices == {"申请人/人员类别": KINDS, "账户/开户银行": BANKS}
    assert [column.header for column in sheet.columns if column.has_formula] == ["合计"]
    assert sheet.formula_rows == 300
    assert sheet.example_rows == 0
    assert found.unfit == ()
    assert len(found.sha256) == 64


def test_the_header_is_found_below_titles_and_explanations():
    assert shape(small([NAMES])) == (1, 1, 2, NAMES)
    assert shape(small([[TITLE], [HOW_TO], NAMES])) == (3, 3, 4, NAMES)
    labels = ["填报单位：", None, "填报日期："]
    assert shape(small([[TITLE], labels, NAMES])) == (3, 3, 4, NAMES)
    assert shape(small([["姓名\n（必填）", " *证件号码 "]])) == (
        1,
        1,
        2,
        ["姓名（必填）", "*证件号码"],
    )


def test_rows_of_codes_and_of_column_numbers_are_of_the_header():
    codes = ["AAC001", "AAC003", "AAC002", "AAC004", "AAE019"]
    frozen = small([NAMES, codes], lambda _, page: page.freeze_panes(2, 0))
    assert shape(frozen)[:3] == (1, 2, 3)
    assert shape(frozen)[3][1] == "姓名/AAC003"
    hidden = small([NAMES, codes], lambda _, page: page.set_row(1, None, None, {"hidden": True}))
    assert shape(hidden)[:3] == (1, 2, 3)
    assert shape(small([NAMES, ["1", "2", "3", "4", "5"]]))[:3] == (1, 2, 3)


def test_months_may_be_titles_and_data_is_none():
    months = ["姓名", "证件号码", *(str(n) for n in range(1, 13))]
    assert shape(small([[TITLE], months])) == (2, 2, 3, months)
    data = ["1", "张三", "510402199001010011", "男", "10000.00", "备注"]
    assert refusal(small([NAMES, data])).values["cell"] == "A2"


def test_an_example_row_is_said_and_does_not_hinder():
    example = ["示例", "张三", "510402199001010011", "男", 100]
    sheet = only(small([[TITLE], NAMES, example]))
    assert (sheet.first_row, sheet.example_rows) == (3, 1)
    for word in ("例：", "（例）", "例1", "样例"):
        assert only(small([NAMES, [word, "张三"], [word, "李四"]])).example_rows == 2
    for name in ("张三（示例）", "李四 (样例)"):
        assert only(small([NAMES, [1, name]])).example_rows == 1
    assert refusal(small([NAMES, ["例外", "张三"]])).key == "template_file.example"


def test_what_may_be_an_example_is_refused_with_the_rows_as_they_were_read():
    found = refusal(small([[TITLE], NAMES, ["甲", "张三"], ["乙", "李四"]]))
    assert found.key == "template_file.example"
    assert found.values == {
        "sheet": SHEET,
        "cell": "A3",
        "first": "2",
        "last": "2",
        "examples": "2",
    }
    assert "示例行数填 2" in catalogue().render(found).remedy
    data = refusal(small([[TITLE], NAMES, *([f"第{n}户", "张三"] for n in range(3))]))
    assert (data.key, data.values["last"], data.values["examples"]) == (
        "template_file.content",
        "2",
        "0",
    )


def test_columns_that_are_formatted_as_text_are_said():
    def formatted(book, page):
        text, day = (book.add_format({"num_format": code}) for code in ("@", "yyyy-mm-dd"))
        page.set_column(1, 2, 12, text)
        page.write_blank(1, 2, None, day)
        page.write_blank(1, 3, None, text)
        page.write_blank(2, 4, None, text)
        page.write_blank(3, 4, None, day)

    sheet = only(small([NAMES], formatted))
    assert [column.is_text for column in sheet.columns] == [False, True, False, True, False]


def test_lists_are_read_wherever_they_stand():
    def rules(book, page):
        page.data_validation("D2:D100", {"validate": "list", "source": ["男", "女"]})
        page.data_validation("B2:B100", {"validate": "list", "source": "=$Z$1:$Z$3"})
        page.data_validation("A2:A9", {"validate": "list", "source": '=INDIRECT("表"&$B2)'})
        page.write_column("Z1", ["甲", "乙", "甲"])

    sheet = only(small([[*NAMES]], rules))
    by_header = {column.header: column for column in sheet.columns}
    assert by_header["性别"].choices == ("男", "女")
    assert by_header["姓名"].choices == ("甲", "乙")
    assert by_header["序号"].choices == ()
    assert by_header["序号"].other_choices


def test_a_list_of_the_extension_is_read():
    extension = (
        '<extLst><ext uri="{CCE6A557-97BC-4b89-ADB6-D9C93CAAB3DF}" '
        'xmlns:x14="http://schemas.microsoft.com/office/spreadsheetml/2009/9/main">'
        '<x14:dataValidations count="1" xmlns:xm="http://schemas.microsoft.com/office/excel/2006/main">'
        '<x14:dataValidation type="list"><x14:formula1><xm:f>字典!$A$1:$A$2</xm:f></x14:formula1>'
        "<xm:sqref>D2:D10</xm:sqref></x14:dataValidation></x14:dataValidations></ext></extLst>"
    )

    def lists(book, page):
        book.add_worksheet("字典").write_column("A1", ["男", "女"])

    sheet = only(edited(small([NAMES], lists), XML, {"</worksheet>": extension + "</worksheet>"}))
    assert next(each for each in sheet.columns if each.header == "性别").choices == ("男", "女")


def test_names_with_a_prefix_are_read_as_well():
    content = edited(
        small([[TITLE], NAMES]), XML, {"<(/?)(?=[a-zA-Z])": r"<\1x:", "xmlns=": "xmlns:x="}
    )
    assert shape(content) == (2, 2, 3, NAMES)


def test_rows_that_the_template_numbers_itself_do_not_hinder():
    numbered = [NAMES, *([n] for n in range(1, 30))]
    assert shape(small(numbered))[:3] == (1, 1, 2)


@pytest.mark.parametrize(
    ("content", "key", "cell"),
    [
        (lambda: small([NAMES, [], ["", "张三"]]), "template_file.content", "B3"),
        (
            lambda: small([NAMES, [], [], ["合计", None, None, None, 3]]),
            "template_file.content",
            "A4",
        ),
        (
            lambda: small([NAMES], lambda _, page: page.merge_range("B4:B5", "")),
            "template_file.merged",
            "B4",
        ),
        (
            lambda: small([NAMES], lambda _, page: page.set_row(4, None, None, {"hidden": True})),
            "template_file.hidden",
            "A5",
        ),
        (
            lambda: small([NAMES], lambda _, page: page.write_formula("E9", "=SUM(E2:E8)")),
            "template_file.formula",
            "E9",
        ),
        (
            lambda: small([NAMES], lambda _, page: page.write_formula("E2", "=D2*2")),
            "template_file.formula_short",
            "E2",
        ),
        (
            lambda: small(
                [NAMES, ["示例"], ["示例"]],
                lambda _, page: [page.write_formula(f"E{n}", "=1") for n in (2, 3)],
            ),
            "template_file.formula_short",
            "E2",
        ),
    ],
)
def test_what_would_be_lost_is_refused_by_address(content, key, cell):
    fault = refusal(content())
    assert (fault.key, fault.values["cell"]) == (key, cell)


def test_a_sheet_that_cannot_be_filled_is_said_beside_one_that_can():
    def second(book, page):
        other = book.add_worksheet("填写样例")
        other.write_row("A1", NAMES)
        other.write_row("A2", ["1", "张三"])

    found = read_template(small([NAMES], second))
    assert [sheet.name for sheet in found.sheets] == [SHEET]
    assert [(each.key, each.where) for each in found.unfit] == [
        ("template_file.example", "填写样例")
    ]


def test_a_workbook_without_a_header_is_refused():
    assert refusal(small([["只有一格"]])).key == "template_file.no_header"


@pytest.mark.parametrize(
    ("content", "key"),
    [
        (hostile.with_macros, "template_file.macros"),
        (hostile.zip_bomb, "template_file.hostile"),
        (hostile.many_parts, "template_file.hostile"),
        (hostile.entities, "template_file.hostile"),
        (hostile.flood_of_texts, "template_file.hostile"),
        (lambda: hostile.merged(42_000), "template_file.hostile"),
        (hostile.encrypted, "list_file.encrypted"),
        (
            lambda: hostile.sheet(
                '<row r="1"><c r="A1"><v>1</v></c></row>',
                "<mergeCells>" + '<mergeCell ref="A1:IV33"/>' * 4_000 + "</mergeCells>",
            ),
            "list_file.damaged",
        ),
        (hostile.truncated, "list_file.damaged"),
        (hostile.old_and_broken, "template_file.kind"),
        (lambda: b"\xef\xbb\xbf<html><table><tr><td>1", "list_file.web_page"),
        (lambda: b"a,b\n", "template_file.kind"),
        (lambda: b"", "list_file.empty"),
        (lambda: hostile.packed({"xl/workbook.bin": b""}), "list_file.binary"),
        (
            lambda: hostile.sheet('<row r="1"><c r="XFD1"><v>1</v></c></row>'),
            "template_file.too_much",
        ),
        (lambda: hostile.sheet("<row><c><v>1</v></c></row>"), "template_file.spelling"),
    ],
)
def test_what_is_no_template_is_refused(content, key):
    assert refusal(content()).key == key


def test_data_begins_where_the_two_row_header_ends():
    assert only(province(formulas=False)).first_row == FIRST
    assert only(province(formulas=False)).formula_rows is None


UNUSUAL = [
    ["单位", "某某公司", "联系人", "某某"],
    ["姓名", "证件号码", "金额"],
    ["文字", "18位", "元"],
    ["张三", "510402199003071234", "100"],
]


def test_where_a_person_points_the_header_is_read_anew():
    content = small(UNUSUAL)
    assert refusal(content).key == "template_file.content"
    (sheet,) = read_template(content, HeaderRows("", 2, 3, examples=1)).sheets
    assert (sheet.header_first, sheet.header_last, sheet.first_row, sheet.example_rows) == (
        2,
        3,
        4,
        1,
    )
    assert [column.header for column in sheet.columns] == ["姓名/文字", "证件号码/18位", "金额/元"]
    assert sheet.top[1] == ("姓名", "证件号码", "金额")
    assert len(sheet.top) == len(UNUSUAL)


@pytest.mark.parametrize(
    ("rows", "key"),
    [
        (HeaderRows("", 9, 9), "template_file.no_titles"),
        (HeaderRows("没有这张表", 2, 3, 1), "template_file.no_titles"),
        (HeaderRows("", 2, 3), "template_file.example"),
        (HeaderRows("", 1, 1, 1), "template_file.content"),
    ],
)
def test_where_nothing_can_be_filled_a_person_is_told(rows, key):
    with pytest.raises(InvalidInput) as caught:
        read_template(small(UNUSUAL), rows)
    assert caught.value.key == key
    assert "{" not in catalogue().render(caught.value).problem
