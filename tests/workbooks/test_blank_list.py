"""The workbook that is handed out: what is typed into it comes back as it was typed."""

import io
import re
import zipfile
from datetime import date
from pathlib import Path

import openpyxl
import pytest
from openpyxl.worksheet.worksheet import Worksheet

from hrdesk.intake.foreign_rows import ListReader
from hrdesk.intake.form_spec import FieldType
from hrdesk.intake.list_heading import heading_of
from hrdesk.intake.monthly import monthly_of
from hrdesk.intake.person_months import together
from hrdesk.packs.policy import load_policy
from hrdesk.reference.locations import shipped_policy
from hrdesk.services.blank_list import save_blank_list
from hrdesk.workbooks.foreign_file import read_foreign
from tests.people import card_number, identity_number
from tests.workbooks.libreoffice import XLSX, office

__all__ = ["office"]
TODAY = date(2026, 3, 18)
MEASURE = "social_insurance_subsidy"
ROSTERS = [
    (measure, roster)
    for measure, form in load_policy(shipped_policy()).forms.items()
    for roster, spec in form.rosters.items()
    if spec.identity
]
PERSON = {
    "姓名": "阿说么约布",
    "身份证号": identity_number(),
    "人员类别": "就业困难人员",
    "认定编号": "虚构0017",
    "合同": "固定期限",
    "合同起": date(2025, 1, 1),
    "合同止": "2026-12-31",
    "初次享受月份": "2025-01",
    "别处已享受月数": 0,
    "申领月份": "2025-01—2025-03",
    "养老": 721.76,
    "医疗": 315.77,
    "失业": "27.07",
    "按时足额": "是",
}


@pytest.fixture
def forms():
    return load_policy(shipped_policy()).forms


def filled(content: bytes, *people: dict[str, object]) -> bytes:
    """What a person types under the titles."""
    book = openpyxl.load_workbook(io.BytesIO(content))
    page = book["名册"]
    titles = {cell.value.removesuffix(" *"): cell.column for cell in page[1]}
    for line, person in enumerate(people, 2):
        for title, value in person.items():
            form = form_of(page, titles[title])
            cell = page.cell(line, titles[title], typed(value, form))
            cell.number_format = form
    made = io.BytesIO()
    book.save(made)
    return made.getvalue()


def form_of(page: Worksheet, column: int) -> str:
    """The number format of a column; neighbours that look alike stand together."""
    dimensions = page.column_dimensions.values()
    return next(each.number_format for each in dimensions if each.min <= column <= each.max)


def typed(value: object, form: str) -> object:
    """What a spreadsheet keeps of what is typed into a cell: 15 digits of a number, but in @."""
    is_number = isinstance(value, str) and re.fullmatch(r"[0-9]+(\.[0-9]+)?", value)
    return float(format(float(value), ".15g")) if is_number and form != "@" else value


def entries_of(content: bytes, spec) -> list[dict[str, str]]:
    file = read_foreign(content)
    headings = [heading_of(spec, sheet, {}) for sheet in file.sheets]
    place = max(range(len(headings)), key=lambda n: headings[n].found)
    lines = list(ListReader(spec, file, place, headings[place], TODAY).lines())
    assert not [refusal for line in lines for refusal in line.refusals]
    return [dict(line.entries) for line in lines]


@pytest.mark.parametrize(("measure", "roster"), ROSTERS)
def test_the_titles_of_every_roster_are_found_again_and_nothing_is_a_formula(
    measure: str, roster: str, forms, tmp_path: Path
):
    form = forms[measure]
    save_blank_list(form, roster, tmp_path / "b.xlsx")
    content = (tmp_path / "b.xlsx").read_bytes()
    file = read_foreign(content)
    assert file.mark == form.content_hash
    assert [each.name for each in file.sheets] == ["名册", "填表说明"]
    heading = heading_of(form.rosters[roster], file.sheets[0], {})
    assert heading.columns == tuple(form.rosters[roster].columns)
    assert heading.lines == 0
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        sheets = [name for name in archive.namelist() if "worksheets/" in name]
        assert not any(re.search(rb"<f[ >]", archive.read(name)) for name in sheets)
    page = openpyxl.load_workbook(io.BytesIO(content))["名册"]
    others = {FieldType.DATE: "yyyy-mm-dd", FieldType.MONEY: "0.00", FieldType.COUNT: "0"}
    assert [form_of(page, n) for n in range(1, len(heading.columns) + 1)] == [
        others.get(each.type, "@") for each in form.rosters[roster].columns.values()
    ]
    offered = {
        area.min_col for each in page.data_validations.dataValidation for area in each.sqref.ranges
    }
    chosen = [n for n, each in enumerate(form.rosters[roster].columns.values(), 1) if each.choices]
    assert offered >= set(chosen)


def test_what_is_filled_in_is_the_same_after_libreoffice_saved_it(office, forms, tmp_path: Path):
    form = forms[MEASURE]
    save_blank_list(form, "people", tmp_path / "b.xlsx")
    long = card_number()
    other = {**PERSON, "身份证号": identity_number(sequence=333), "认定编号": long}
    path = tmp_path / "filled.xlsx"
    path.write_bytes(filled((tmp_path / "b.xlsx").read_bytes(), PERSON, other))
    spec = form.rosters["people"]
    mine = entries_of(path.read_bytes(), spec)
    again = (office(path, XLSX) / "filled.xlsx").read_bytes()
    assert entries_of(again, spec) == mine
    page = openpyxl.load_workbook(io.BytesIO(again))["名册"]
    texts = {"身份证号": other["身份证号"], "认定编号": long}
    at = {cell.value.removesuffix(" *"): cell.column for cell in page[1] if cell.value}
    kept = [page.cell(3, at[title]) for title in texts]
    assert [(each.value, each.data_type, each.number_format) for each in kept] == [
        (text, "s", "@") for text in texts.values()
    ]
    assert read_foreign(again).mark == form.content_hash
    assert mine[0] == {
        "name": "阿说么约布",
        "identity": PERSON["身份证号"],
        "category": "hardship",
        "certificate": "虚构0017",
        "contract_kind": "fixed",
        "contract_start": "2025-01-01",
        "contract_end": "2026-12-31",
        "first_month": "2025-01",
        "used_months": "0",
        "months": "2025-01—2025-03",
        "pension": "721.76",
        "medical": "315.77",
        "unemployment": "27.07",
        "on_time": "yes",
    }


def test_required_columns_carry_their_sign_and_no_key_of_the_program_is_named(
    forms, tmp_path: Path
):
    for measure, roster in ROSTERS:
        save_blank_list(forms[measure], roster, tmp_path / "b.xlsx")
        book = openpyxl.load_workbook(tmp_path / "b.xlsx")
        titles = [cell.value for cell in book["名册"][1]]
        columns = forms[measure].rosters[roster].columns.values()
        assert titles == [each.label + (" *" if each.required else "") for each in columns]
        said = " ".join(str(cell.value) for row in book["填表说明"].iter_rows() for cell in row)
        assert not re.search(r"F[0-9]|Ctrl|Alt|Enter", said)
        monthly = monthly_of(forms[measure].rosters[roster]) is not None
        assert ("“申领月份”只写那几个月" in said) is monthly


def test_months_that_differ_come_back_from_lines_of_their_own(forms, tmp_path: Path):
    form = forms[MEASURE]
    save_blank_list(form, "people", tmp_path / "b.xlsx")
    late = {**PERSON, "申领月份": "2025-04", "按时足额": "否"}
    content = filled((tmp_path / "b.xlsx").read_bytes(), PERSON, late)
    spec = form.rosters["people"]
    texts = together(monthly_of(spec), {}, entries_of(content, spec))
    assert texts["months"] == "2025-01—2025-04"
    assert (texts["on_time"], texts["on_time@2025-04"]) == ("yes", "no")
