"""The second reader sees each way in which a file can be another than was meant."""

import random
import re
import zipfile
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from hrdesk.domain.errors import Damaged
from hrdesk.reference.messages import catalogue
from hrdesk.workbooks.rereading import verify_workbook
from hrdesk.workbooks.writing import write_workbook
from tests.workbooks.batches import batch_of, people, row_of, written

SHEET, PAGE = "xl/worksheets/sheet1.xml", "xl/worksheets/sheet2.xml"
FLIPS = 400


def refused(path: Path, sheet) -> str:
    """Return the place at which the second reader stops."""
    with pytest.raises(Damaged) as caught:
        verify_workbook(path, sheet)
    assert caught.value.key == "batch.unlike"
    assert catalogue().render(caught.value).where
    return caught.value.values["cell"]


def rewritten(path: Path, part: str, old: str, new: str) -> None:
    """Replace a text in a part of the workbook, with checksums that fit."""
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    text = parts[part].decode()
    assert old in text
    parts[part] = text.replace(old, new, 1).encode()
    with zipfile.ZipFile(path, "w") as archive:
        for name, content in parts.items():
            archive.writestr(name, content)


@pytest.mark.parametrize(
    ("part", "old", "new", "place"),
    [
        (SHEET, "10000.38", "10000.39", "申报!G5"),
        (SHEET, "10000.38", "10000.381", "申报!G5"),
        (SHEET, "10000.38", "0", "申报!G5"),
        (SHEET, "测试1", "测试7", "申报!B5"),
        (SHEET, "测试1", "测 试1", "申报!B5"),
        (SHEET, "<v>45293</v>", "<v>45294</v>", "申报!E5"),
        (SHEET, "<v>45293</v>", "<v>45293.5</v>", "申报!E5"),
        (SHEET, "2026-03-18", "2026-03-81", "申报!F4"),
        (SHEET, "发放申报表", "发放申报单", "申报!A1"),
        (SHEET, "补贴金额", "金额", "申报!G3"),
        (SHEET, "<v>2</v>", "<f>1+1</f><v>2</v>", "申报"),
        (SHEET, "<v>2</v>", "<x:f>1+1</x:f><v>2</v>", "申报"),
        (SHEET, "<v>2</v>", "<v>3</v>", "申报!A5"),
        (SHEET, '<row r="6">', '<row r="6"><c r="H6"><v>1</v></c>', "申报!H6"),
        (SHEET, "</sheetData>", '<row r="7"><c r="A7"><v>1</v></c></row></sheetData>', "申报!A7"),
        (SHEET, "</worksheet>", "<f>1</f></worksheet>", "申报"),
        (PAGE, "510411-2026-0002", "510411-2026-0003", "控制页!A13"),
        (PAGE, "李经办", "王经办", "控制页!B6"),
        (PAGE, "30001.14", "30001.15", "控制页!B9"),
        (PAGE, "<sheetData>", "<sheetDatum>", "控制页!A1"),
    ],
)
def test_each_change_is_found_where_it_is(tmp_path, part, old, new, place):
    path, sheet = tmp_path / "b.xlsx", people(3)
    written(sheet, path)
    rewritten(path, part, old, new)
    assert refused(path, sheet) == place


def test_numbers_of_people_that_were_turned_into_numbers_are_found(tmp_path):
    path, sheet = tmp_path / "b.xlsx", people(1)
    written(sheet, path)
    number = row_of(0)[2]
    rewritten(path, SHEET, f' t="inlineStr"><is><t>{number}</t></is>', f"><v>{number}</v>")
    assert refused(path, sheet) == "申报!C4"


@pytest.mark.parametrize("row", [0, 3999, 5999])
def test_a_row_that_is_missing_or_two_that_changed_places(tmp_path, row):
    path, rows = tmp_path / "b.xlsx", list(people(6000).rows)
    without = [*rows[:row], *rows[row + 1 :]]
    with path.open("wb") as stream:
        write_workbook(stream, batch_of(without))
    place = refused(path, batch_of(rows))
    assert re.fullmatch(rf"申报!A{row + 4}", place)
    other = row - 1 if row else 1
    rows[row], rows[other] = rows[other], rows[row]
    with path.open("wb") as stream:
        write_workbook(stream, batch_of(rows))
    assert refused(path, people(6000)) == f"申报!A{min(row, other) + 4}"


def test_a_row_too_many(tmp_path):
    path = tmp_path / "b.xlsx"
    with path.open("wb") as stream:
        write_workbook(stream, people(4))
    assert refused(path, people(3)) == "申报!A7"


def test_a_day_is_not_a_text_and_a_count_is_not_money(tmp_path):
    path, rows = tmp_path / "b.xlsx", list(people(1).rows)
    sheet = batch_of(rows)
    formats = [column.format for column in sheet.columns]
    for index, other in ((4, formats[5]), (0, formats[6])):
        columns = [*sheet.columns]
        columns[index] = replace(columns[index], format=other)
        with path.open("wb") as stream:
            write_workbook(stream, replace(sheet, columns=tuple(columns)))
        assert refused(path, sheet) == f"申报!{'ABCDEFG'[index]}4"
    assert isinstance(rows[0][4], date)


def test_a_torn_file_and_any_flipped_bit_of_its_cells_are_found(tmp_path):
    path, sheet = tmp_path / "b.xlsx", people(50)
    written(sheet, path)
    content = path.read_bytes()
    with zipfile.ZipFile(path) as archive:
        entry = archive.getinfo(SHEET)
    begin = entry.header_offset + 30 + len(SHEET)
    chance = random.Random(15)
    for _ in range(FLIPS):
        at = chance.randrange(begin, begin + entry.compress_size)
        torn = bytearray(content)
        torn[at] ^= 1 << chance.randrange(8)
        path.write_bytes(torn)
        refused(path, sheet)
    for length in chance.sample(range(len(content)), 40):
        path.write_bytes(content[:length])
        refused(path, sheet)


def test_a_flip_anywhere_in_the_file_is_damage_or_changes_no_cell(tmp_path):
    path, sheet = tmp_path / "b.xlsx", people(50)
    digest = written(sheet, path)
    content = path.read_bytes()
    chance = random.Random(16)
    for _ in range(FLIPS):
        torn = bytearray(content)
        torn[chance.randrange(len(content))] ^= 1 << chance.randrange(8)
        path.write_bytes(torn)
        try:
            assert verify_workbook(path, sheet) != digest
        except Damaged as damage:
            assert damage.key == "batch.unlike"


def test_a_part_that_is_said_to_lie_before_the_file_is_damage_and_no_fault_of_the_disk(tmp_path):
    path, sheet = tmp_path / "b.xlsx", people(5)
    written(sheet, path)
    content = bytearray(path.read_bytes())
    # Where the directory begins stands at 16 of the record at the end (APPNOTE 4.3.16).
    end = content.rindex(b"PK\x05\x06") + 16
    begins = int.from_bytes(content[end : end + 4], "little")
    content[end : end + 4] = (begins + 1_000).to_bytes(4, "little")
    path.write_bytes(content)
    refused(path, sheet)
