"""A batch in an official template: its files, its control page, its manifest (P14, P16)."""

import errno
import hashlib
import json
import os
from dataclasses import replace
from pathlib import Path

import pytest
from openpyxl import load_workbook

from hrdesk.domain.batch import Batch, CopyPurpose, FrozenBatch, SentCase, SentRow, workbook_names
from hrdesk.domain.errors import EnvironmentFault, InvalidInput, Refused
from hrdesk.reference.messages import catalogue
from hrdesk.services.batch_building import batch_sheet
from hrdesk.services.batch_files import write_batch_files
from hrdesk.services.batch_frame import file_count
from hrdesk.services.batch_writing import BatchWriting, paths_of
from tests.conftest import TEST_MOMENT
from tests.people import identity_number
from tests.workbooks.templates import SHEET, small

NUMBER = "510411-P2026-0001"
HEADERS = ["序号", "姓名", "证件号码", "金额"]
TEMPLATE = small([["汇总表"], HEADERS])
COLUMNS = (
    *(("序号", "row.number", "count", 1), ("姓名", "name", "text", 2)),
    *(("证件号码", "case.identity_number", "text", 3), ("金额", "row.amount", "money", 4)),
)


def frozen(cases: int, to_a_case: int = 2, limit: int | None = None, *, pays: bool = True):
    """A batch with two rows to each case, as it stands in the store."""
    columns = COLUMNS if pays else COLUMNS[:3]
    held, place = [], 0
    for n in range(cases):
        rows = []
        for line in range(1, to_a_case + 1):
            place += 1
            cells = (place, f"测试{place}", identity_number(sequence=place), 1001 + place)
            rows.append(SentRow(line, cells[: len(columns)]))
        amount = sum(1001 + each for each in range(place - to_a_case + 1, place + 1))
        held.append(SentCase(f"c{n}", f"510411-2026-{n:04d}", 1, amount, tuple(rows)))
    frame = {
        "titles": [],
        "sheet": SHEET,
        "columns": [
            {"header": header, "source": source, "format": kind, "width": 10, "required": True}
            for header, source, kind, _ in columns
        ],
        "measure_title": "一次性创业补贴",
        "office": "某县人力资源和社会保障局",
        "made_by": "李经办",
        "words": catalogue().words("control_page"),
        "template": {
            "sha256": hashlib.sha256(TEMPLATE).hexdigest(),
            "sheet": SHEET,
            "header_last": 2,
            "first_row": 3,
            "row_limit": limit,
            "places": [column[3] for column in columns],
        },
    }
    total = sum(case.amount_fen for case in held)
    batch = Batch(
        *("b", NUMBER, "startup_grant", cases, place, total),
        *(TEST_MOMENT, "李经办", "", "", None),
    )
    return FrozenBatch(batch, frame, tuple(held), TEMPLATE)


def cells_of(path, sheet=SHEET):
    page = load_workbook(path)[sheet]
    return [[cell.value for cell in row] for row in page.iter_rows()]


def names(folder):
    return sorted(path.name for path in folder.iterdir())


def test_one_file_with_its_control_page_and_manifest(tmp_path):
    batch = frozen(3)
    files = write_batch_files(batch_sheet(batch), tmp_path / f"{NUMBER}.xlsx")
    assert [file.name for file in files] == [f"{NUMBER}.xlsx", f"{NUMBER}-control.xlsx"]
    assert names(tmp_path) == [
        f"{NUMBER}-control.xlsx",
        f"{NUMBER}.manifest.json",
        f"{NUMBER}.xlsx",
    ]
    rows = cells_of(tmp_path / files[0].name)
    assert rows[0][0] == "汇总表"
    assert rows[1] == HEADERS
    assert rows[2:] == [
        [n, f"测试{n}", identity_number(sequence=n), (1001 + n) / 100] for n in range(1, 7)
    ]
    told = json.loads((tmp_path / f"{NUMBER}.manifest.json").read_text(encoding="utf-8"))
    assert told["template"] == hashlib.sha256(TEMPLATE).hexdigest()
    for file, said in zip(files, told["files"], strict=True):
        content = (tmp_path / file.name).read_bytes()
        assert said["file_name"] == file.name
        assert said["sha256"] == file.sha256 == hashlib.sha256(content).hexdigest()
    assert [said["rows"] for said in told["files"]] == [6, 0]
    assert (told["cases"], told["rows"], told["total_fen"]) == (3, 6, batch.batch.sum_fen)


def test_rows_beyond_the_limit_go_into_files_of_their_own_in_order(tmp_path):
    batch = frozen(5, to_a_case=3, limit=4)
    files = write_batch_files(batch_sheet(batch), tmp_path / f"{NUMBER}.xlsx")
    assert tuple(file.name for file in files) == workbook_names(NUMBER, 4)
    seen = []
    for file in files[:-1]:
        rows = cells_of(tmp_path / file.name)[2:]
        assert len(rows) <= 4
        seen += [row[0] for row in rows if row[0] is not None]
    assert seen == list(range(1, 16))
    page = cells_of(tmp_path / files[-1].name, "控制页")
    shares = [row for row in page if row[0] in {file.name for file in files}]
    assert [row[1] for row in shares] == [4, 4, 4, 3]
    assert round(sum(row[2] for row in shares) * 100) == batch.batch.sum_fen
    by_label = {row[0]: row[1] for row in page}
    assert by_label["行数"] == 15
    assert "整" in by_label["合计大写"] or "分" in by_label["合计大写"]
    assert [row[1] for row in page if str(row[0]).startswith("510411-2026-")] == [3] * 5


def test_a_template_without_sums_says_none_of_its_files(tmp_path):
    batch = frozen(2, pays=False)
    files = write_batch_files(batch_sheet(batch), tmp_path / f"{NUMBER}.xlsx")
    page = cells_of(tmp_path / files[-1].name, "控制页")
    (share,) = [row for row in page if row[0] == f"{NUMBER}.xlsx"]
    assert share[1:] == [4, None]


def test_a_cell_that_cannot_be_written_is_named_by_its_place_in_the_template():
    batch = frozen(3, limit=4)
    rows = list(batch.cases[2].rows)
    rows[0] = replace(rows[0], cells=(5, "测\x01", *rows[0].cells[2:]))
    cases = (*batch.cases[:2], replace(batch.cases[2], rows=tuple(rows)))
    with pytest.raises(InvalidInput) as caught:
        write_batch_files(batch_sheet(replace(batch, cases=cases)), None)
    (problem,) = caught.value.problems
    assert problem.where == f"{SHEET}!B3"


def test_a_file_of_another_batch_is_not_replaced_and_nothing_is_left(tmp_path):
    batch = frozen(3, limit=4)
    (tmp_path / f"{NUMBER}-2.xlsx").write_bytes(b"of another office")
    with pytest.raises(Refused) as caught:
        write_batch_files(batch_sheet(batch), tmp_path / f"{NUMBER}.xlsx")
    assert caught.value.key == "batch.file_there"
    assert names(tmp_path) == [f"{NUMBER}-2.xlsx"]


def test_the_process_of_its_own_writes_the_same_files(tmp_path):
    batch = frozen(3, limit=4)
    assert file_count(batch) == 2
    writing = BatchWriting(batch, tmp_path, CopyPurpose.KEPT, again=True)
    files = writing.result()
    assert {tmp_path / name for name in names(tmp_path)} == set(paths_of(batch, tmp_path))
    before = {name: (tmp_path / name).read_bytes() for name in names(tmp_path)}
    again = BatchWriting(batch, tmp_path, CopyPurpose.KEPT, again=True)
    assert again.known == frozenset(writing.paths)
    assert again.result() == files
    assert {name: (tmp_path / name).read_bytes() for name in names(tmp_path)} == before


@pytest.mark.parametrize(("step", "most"), [("fsync", 11), ("replace", 4)])
@pytest.mark.parametrize("known", [False, True])
def test_a_disk_that_fails_at_any_step_leaves_all_files_or_none(
    tmp_path, monkeypatch, step, most, known
):
    sheet, target = batch_sheet(frozen(3, limit=4)), tmp_path / f"{NUMBER}.xlsx"
    if known:
        write_batch_files(sheet, target)
    before = {name: (tmp_path / name).read_bytes() for name in names(tmp_path)}
    owner = os if step == "fsync" else Path
    really = getattr(owner, step)
    for at in range(most):
        left = [at]

        def fail(*arguments, left=left):
            left[0] -= 1
            if left[0] < 0:
                raise OSError(errno.ENOSPC, "no space")
            return really(*arguments)

        with monkeypatch.context() as patch:
            patch.setattr(owner, step, fail)
            with pytest.raises(EnvironmentFault) as caught:
                write_batch_files(sheet, target)
        assert caught.value.key == "disk.full"
        assert {name: (tmp_path / name).read_bytes() for name in names(tmp_path)} == before
    assert len(write_batch_files(sheet, target)) == 3


def test_rows_are_told_over_all_files(tmp_path, monkeypatch):
    monkeypatch.setattr("hrdesk.services.batch_files._TOLD_EVERY", 1)
    told = []
    write_batch_files(batch_sheet(frozen(3, limit=4)), tmp_path / f"{NUMBER}.xlsx", told.append)
    assert told == list(range(1, told[-1] + 1))
    assert told[-1] > 4
