"""`batch.toml` is read whole, fits the form of its measure, or is refused with file and line."""

import shutil
from dataclasses import replace
from pathlib import Path

import pytest

from hrdesk.domain.batch_spec import ROW_AMOUNT, CellFormat, RowKind
from hrdesk.domain.errors import InvalidInput
from hrdesk.intake.form_spec import FieldSpec, FieldType, RosterSpec
from hrdesk.packs.batch_building import BatchPart, build_batch, check_batch
from hrdesk.packs.batch_models import BatchFile
from hrdesk.packs.check import check_pack
from hrdesk.packs.pack_folder import files_of
from hrdesk.packs.policy import load_policy
from hrdesk.packs.toml_file import toml_of
from hrdesk.reference.messages import catalogue
from tests.shipped import PACK, policy

BATCH = "startup_grant/batch.toml"
HEAD = 'titles = ["发放申报表 {number}"]\nsheet = "申报"\nrows = "case"\n'
NAME = '[[columns]]\nheader = "姓名"\nsource = "name"\nformat = "text"\nwidth = 10\n'
GIVEN = '[[columns]]\nheader = "补贴"\nsource = "row.amount"\nformat = "money"\nwidth = 12\n'
KIND = '[[columns]]\nheader = "类别"\nsource = "category"\nformat = "text"\nwidth = 12\n'
PROOF = '[[columns]]\nheader = "证书"\nsource = "enrolled"\nformat = "text"\nwidth = 4\n'


@pytest.fixture
def pack(tmp_path):
    return shutil.copytree(PACK, tmp_path / PACK.name)


def write(pack: Path, text: str) -> None:
    (pack / BATCH).write_text(text, encoding="utf-8")


def faults(pack: Path) -> list[tuple[str, str]]:
    with pytest.raises(InvalidInput) as caught:
        check_pack(files_of(pack))
    for problem in caught.value.problems:
        assert catalogue().render(problem).remedy
    return [(p.key.removeprefix("pack."), p.where) for p in caught.value.problems]


def test_every_shipped_batch_sums_what_its_rows_pay():
    batches = policy().batches
    assert "startup_grant" in batches
    for spec in batches.values():
        sums = [column for column in spec.columns if column.source == ROW_AMOUNT]
        assert [column.format for column in sums] in ([], [CellFormat.MONEY])
        assert spec.measure in policy().forms


def test_identity_numbers_accounts_and_credit_codes_are_text_in_every_shipped_batch():
    for measure, spec in policy().batches.items():
        form = policy().forms[measure]
        digits = {FieldType.IDENTITY, FieldType.ACCOUNT, FieldType.CREDIT_CODE, FieldType.PHONE}
        for column in spec.columns:
            field = form.fields.get(column.source)
            if field is not None and field.type in digits:
                assert column.format is CellFormat.TEXT


def test_a_measure_without_the_file_has_no_batch(pack):
    (pack / BATCH).unlink()
    assert set(policy().batches) - set(load_policy(pack).batches) == {"startup_grant"}
    assert load_policy(pack).content_hash != policy().content_hash


def test_a_file_that_is_there_must_be_readable(pack):
    (pack / BATCH).write_bytes("titles = []".encode("utf-16"))
    assert faults(pack) == [("not_utf8", BATCH)]


def test_the_file_as_values(pack):
    write(pack, HEAD + NAME + GIVEN)
    spec = load_policy(pack).batches["startup_grant"]
    assert (spec.titles, spec.sheet, spec.rows) == (("发放申报表 {number}",), "申报", RowKind.CASE)
    assert [(c.header, c.source, c.width) for c in spec.columns] == [
        ("姓名", "name", 10),
        ("补贴", "row.amount", 12),
    ]
    assert not any(column.codes or column.required for column in spec.columns)


def test_without_words_of_the_platform_a_choice_is_written_in_the_words_of_the_form(pack):
    write(pack, HEAD + KIND)
    (column,) = load_policy(pack).batches["startup_grant"].columns
    choices = policy().forms["startup_grant"].fields["category"].choices
    assert column.codes == {choice.code: choice.label for choice in choices}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (NAME, [("missing_key", 1), ("missing_key", 1), ("missing_key", 1)]),
        (HEAD.replace('"case"', '"person"') + NAME, [("not_one_of", 3)]),
        (HEAD.replace('"case"', '"line"') + NAME, [("not_one_of", 3)]),
        (HEAD.replace("{number}", "{name}") + NAME, [("unknown_placeholder", 1)]),
        (HEAD.replace("{number}", "{number!r}") + NAME, [("braces", 1)]),
        (HEAD.replace("申报", "申[报]") + NAME, [("sheet_name", 2)]),
        (HEAD.replace('"申报"', f'"{"申" * 32}"') + NAME, [("sheet_name", 2)]),
        (HEAD + "columns = []", [("wrong_value", 4)]),
        (HEAD + NAME.replace('"text"', '"formula"'), [("not_one_of", 7)]),
        (HEAD + NAME.replace('"text"', '"count"'), [("not_one_of", 7)]),
        (HEAD + NAME.replace('"name"', '"registered_on"'), [("not_one_of", 7)]),
        (HEAD + GIVEN.replace('"money"', '"text"'), [("not_one_of", 7)]),
        (HEAD + NAME.replace('"name"', '"surname"'), [("unknown_field", 4)]),
        (HEAD + NAME.replace('"name"', '"case.wealth"'), [("unknown_field", 4)]),
        (HEAD + NAME.replace('"name"', '"row.wealth"'), [("unknown_field", 4)]),
        (HEAD + NAME.replace('"name"', '"line.name"'), [("unknown_field", 4)]),
        (HEAD + NAME + NAME, [("twice", 9)]),
        (HEAD + NAME + 'titles = ["补 贴"]\n' + GIVEN, [("twice", 9)]),
        (HEAD + NAME.replace('"name"', '"text. "'), [("unknown_field", 4)]),
        (HEAD + NAME.replace('"name"', '"row.months"'), [("unknown_field", 4)]),
        (HEAD + NAME.replace("10", "0"), [("wrong_value", 8)]),
        (HEAD + NAME + 'colour = "red"', [("unknown_key", 9)]),
        (HEAD + NAME + 'codes = { a = "b" }', [("unknown_key", 9)]),
        (HEAD + PROOF, [("missing_key", 4), ("missing_key", 4)]),
        (HEAD + PROOF + 'codes = { yes = "有", no = "无", maybe = "?" }', [("unknown_key", 9)]),
    ],
)
def test_each_kind_of_fault_is_named_with_its_line(pack, text, expected):
    write(pack, text)
    assert faults(pack) == [(key, f"{BATCH}:{line}") for key, line in expected]


def test_other_headers_of_platforms_and_a_fixed_text_are_values_of_a_column(pack):
    fixed = NAME.replace("姓名", "地区").replace('"name"', '"text.四川省"')
    write(pack, HEAD + NAME + 'titles = ["申请人", "创业者"]\n' + fixed)
    spec = load_policy(pack).batches["startup_grant"]
    assert [column.titles for column in spec.columns] == [("申请人", "创业者"), ()]
    assert spec.columns[1].source == "text.四川省"


def test_nothing_is_summed_for_a_measure_that_pays_nothing(tmp_path):
    form = replace(policy().forms["startup_grant"], pays=False)
    assert [p.key for p in check_batch(part(tmp_path, HEAD + GIVEN), form)] == [
        "pack.unknown_field"
    ]


def test_a_list_of_words_without_one_of_the_codes(pack):
    choices = policy().forms["startup_grant"].fields["category"].choices
    words = ", ".join(f'{choice.code} = "甲"' for choice in choices[1:])
    write(pack, f"{HEAD}{KIND}codes = {{ {words} }}")
    assert faults(pack) == [("missing_key", f"{BATCH}:9")]


LEVEL = FieldSpec("level", "等级", FieldType.YES_NO)
PEOPLE = RosterSpec(
    id="people",
    title="人员",
    columns={
        "person": FieldSpec("person", "证件号码", FieldType.IDENTITY),
        "hired_on": FieldSpec("hired_on", "入职日期", FieldType.DATE),
        "level": LEVEL,
    },
    facts=(),
    gives="lines",
)
GRADES = replace(PEOPLE, id="grades", columns={"grade": LEVEL}, gives="recognitions")


def part(folder: Path, text: str) -> BatchPart:
    (folder / "batch.toml").write_text(text, encoding="utf-8")
    file = toml_of("batch.toml", (folder / "batch.toml").read_bytes())
    return BatchPart(file, BatchFile.model_validate(file.data))


def test_rows_of_a_roster_are_checked_against_the_roster_of_the_lines(tmp_path):
    form = replace(policy().forms["startup_grant"], rosters={"grades": GRADES, "people": PEOPLE})
    head = HEAD.replace('"case"', '"line"')
    person = NAME.replace('"name"', '"line.person"')
    hired = NAME.replace("姓名", "入职").replace('"name"', '"line.hired_on"')
    sound = part(tmp_path, head + person + hired.replace('"text"', '"date"') + GIVEN)
    assert list(check_batch(sound, form)) == []
    assert [c.source for c in build_batch(sound, form).columns] == [
        "line.person",
        "line.hired_on",
        "row.amount",
    ]
    unsound = part(tmp_path, head + person.replace("person", "grade") + hired)
    assert [(p.key, p.where) for p in check_batch(unsound, form)] == [
        ("pack.unknown_field", "batch.toml:4"),
        ("pack.not_one_of", "batch.toml:12"),
    ]
