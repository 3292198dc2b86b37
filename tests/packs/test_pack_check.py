"""A pack that does not fit is refused with file, line and remedy, every fault at once."""

import re
import shutil
from pathlib import Path

import pytest

from hrdesk.domain.errors import InvalidInput, Problem
from hrdesk.domain.print_spec import FORM_WORDS, SectionKind
from hrdesk.packs.check import check_pack
from hrdesk.packs.pack_folder import files_of
from hrdesk.packs.policy import load_policy
from hrdesk.packs.toml_file import lines_of
from hrdesk.reference.messages import catalogue
from tests.shipped import PACK

FORM = "startup_grant/form.toml"
PARAMS = "startup_grant/params.toml"
PRINT = "startup_grant/print.toml"
EXAMPLES = "startup_grant/examples.toml"
POLICY = "policy.toml"
SHARED = "shared.toml"


def standing(name: str, *path: str | int) -> str:
    """The line of the shipped pack on which a key stands, whatever it says today."""
    text = (PACK / name).read_text(encoding="utf-8")
    return text.splitlines()[lines_of(text)[path] - 1]


LOAN = "startup_loan_firm/form.toml"
KIND = "[rosters.hires.columns.category.synonyms]\n"
HIRED_ON = "[rosters.hires.columns.hired_on]\n"
HIRED = standing(LOAN, "rosters", "hires", "columns", "hired_on", "titles")
ALONE = "startup_loan_individual/form.toml"
BUSINESS = "[fields.business_name]\n"
ENROLLED = "[fields.enrolled]\n"
FULL_TIME = standing(FORM, "checks", "full_time", "met")
NOT_FULL_TIME = standing(FORM, "checks", "full_time", "unmet")
MATERIAL = standing(FORM, "materials", 0, "title")
#: The first row of the amount as it stands in the file, whatever it says.
ROW = next(
    line
    for line in (PACK / PARAMS).read_text(encoding="utf-8").splitlines(keepends=True)
    if 'value = "' in line
)
SHIPPED = re.search(r'value = "[^"]*"', ROW)[0]


@pytest.fixture
def pack(tmp_path):
    return shutil.copytree(PACK, tmp_path / PACK.name)


def change(pack: Path, name: str, old: str, new: str) -> int:
    """Replace a text where it stands first, and return the line on which it began."""
    text = (pack / name).read_text(encoding="utf-8")
    assert old in text, old
    (pack / name).write_text(text.replace(old, new, 1), encoding="utf-8")
    return text[: text.index(old)].count("\n") + 1


def problems(pack: Path) -> tuple[Problem, ...]:
    with pytest.raises(InvalidInput) as caught:
        check_pack(files_of(pack))
    assert caught.value.key == "pack.invalid"
    assert caught.value.values["count"] == str(len(caught.value.problems))
    for problem in caught.value.problems:
        message = catalogue().render(problem)
        assert message.where == problem.where
        assert message.remedy
    return caught.value.problems


def keys(pack: Path) -> list[tuple[str, str]]:
    return [(each.key.removeprefix("pack."), each.where) for each in problems(pack)]


def test_the_shipped_pack_is_sound(pack):
    assert check_pack(files_of(pack)).examples > 60


@pytest.mark.parametrize(
    ("name", "old", "new", "key"),
    [
        (POLICY, 'version = "1"', "version = 1", "not_text"),
        (POLICY, 'version = "1"', 'version = " "', "blank"),
        (POLICY, 'version = "1"', "", "missing_key"),
        (POLICY, "issued = 2021-09-24", 'issued = "2021-09-24"', "not_date"),
        (POLICY, "issued = 2021-09-24", "issued = 2021-09-24T00:00:00", "not_date"),
        (POLICY, "measures = [", 'measures = "startup_grant"\nspare = [', "not_list"),
        (POLICY, "until = 2026-10-23", "until = 2020-10-23", "order"),
        (POLICY, "disputed = 2026-10-24", "disputed = 2026-10-23", "order"),
        (POLICY, 'separator = "、"', "", "missing_key"),
        (POLICY, 'separator = "、"', 'separator = "{x}"', "unknown_placeholder"),
        (POLICY, 'unknown = "日期未记载"', 'unknown = "{"', "braces"),
        (POLICY, 'unknown = "日期未记载"', 'unknown = "x"\nspare = "y"', "unused_wording"),
        (POLICY, "usage = ", "use = ", "readings"),
        (POLICY, "[rulings.last_day]", "[rulings.final_day]", "missing_key"),
        (PARAMS, "from = 2021-10-24, value = 5,", "value = 5,", "missing_key"),
        (PARAMS, "value = 5,", "value = 5.0,", "fraction"),
        (PARAMS, "value = 5,", "value = -5,", "wrong_value"),
        (PARAMS, "value = 5,", 'value = "5.00",', "wrong_value"),
        (PARAMS, SHIPPED, 'value = "10,000.00"', "wrong_value"),
        (PARAMS, 'unit = "years"', 'unit = "yuan"', "not_one_of"),
        (PARAMS, SHIPPED, f'{SHIPPED}, state = "checked"', "not_one_of"),
        (PARAMS, 'unit = "years"', 'unit = "decades"', "not_one_of"),
        (PARAMS, ROW, ROW + ROW, "same_day"),
        (PARAMS, ROW, re.sub(r'document = "[^"]*"', 'document = ""', ROW), "blank"),
        (PARAMS, "[graduate_years]", "[years_of_graduates]", "missing_key"),
        (PARAMS, '"hardship", ', "", "unlisted_choice"),
        (FORM, 'shape = "fixed"', 'shape = "table"', "not_one_of"),
        (FORM, 'organization = "entity"', 'organization = "firm"', "unknown_field"),
        (FORM, 'organization = "entity"', 'organization = "bank"', "not_one_of"),
        (FORM, '"proof_seen", "proof_number", "proof_seen_on",', '"proof_seen",', "on_no_page"),
        (FORM, '["bank", "account_name"', '["bank", "bank", "account_name"', "twice"),
        (FORM, '["bank", "account_name"', '["bank", "branch", "account_name"', "unknown_field"),
        (FORM, 'id = "account"', 'id = "applicant"', "twice"),
        (FORM, 'shape = "fixed"', 'shape = "fixed"\npayee = ["branch"]', "unknown_field"),
        (FORM, 'shape = "fixed"', 'shape = "fixed"\npayee = ["phone"]', "not_one_of"),
        (FORM, 'shape = "fixed"', 'shape = "fixed"\npayee = ["name"]', "payee_weighed"),
        (FORM, 'shape = "fixed"', 'shape = "fixed"\npayee = ["bank", "bank"]', "payee_weighed"),
        (FORM, ENROLLED, f"{ENROLLED}colour = 1\n", "unknown_key"),
        (FORM, ENROLLED, f'{ENROLLED}required = "yes"\n', "not_yes_no"),
        (FORM, ENROLLED, f'{ENROLLED}width = "4"\n', "not_toml"),
        (FORM, ENROLLED, f'{ENROLLED}prefill = "maybe"\n', "not_one_of"),
        (FORM, ENROLLED, f'{ENROLLED}same_as = "name"\n', "unknown_field"),
        (FORM, 'same_as = "name"', 'same_as = "entity"', "unknown_field"),
        (FORM, ENROLLED, f'{ENROLLED}includes = "hires"\n', "unknown_roster"),
        (LOAN, 'includes = "hires"', 'includes = "people"', "unknown_roster"),
        (LOAN, 'type = "count"', 'type = "money"', "not_one_of"),
        (FORM, ENROLLED, f'{ENROLLED}register = "base_level"\n', "not_one_of"),
        (FORM, ENROLLED, f'{ENROLLED}register = "bank"\n', "not_the_applicant"),
        (ALONE, BUSINESS, f'{BUSINESS}register = "name"\n', "no_organization"),
        (LOAN, HIRED_ON, f'{HIRED_ON}register = "name"\n', "not_one_of"),
        (SHARED, 'applicant_name = "name"', 'applicant_name = "phone"', "not_one_of"),
        (FORM, ENROLLED, f'{ENROLLED}choices = {{ a = "b" }}\n', "choices"),
        (FORM, ENROLLED, f'{ENROLLED}synonyms = {{ a = ["b"] }}\n', "not_one_of"),
        (LOAN, KIND, f'{KIND}graduate = ["退役军人"]\n', "twice"),
        (LOAN, KIND, f'{KIND}graduate = ["高校毕业生"]\n', "twice"),
        (LOAN, KIND, f'{KIND}graduate = ["veteran"]\n', "twice"),
        (FORM, ENROLLED, f'{ENROLLED}titles = ["在编"]\n', "unknown_key"),
        (LOAN, HIRED, HIRED.replace("[", '["招用 日期", ', 1), "twice"),
        (LOAN, HIRED, HIRED.replace("[", '["证件号码", ', 1), "twice"),
        (LOAN, HIRED, HIRED.replace("[", '[" ", ', 1), "blank"),
        (FORM, standing(FORM, "fields", "full_time", "hint"), "hint = 3", "not_text"),
        (FORM, 'show_when = { category = "other" }\nlongest', "longest = 0 #", "wrong_value"),
        (FORM, 'category = ["grassroots_graduate",', 'category = ["veteran",', "not_one_of"),
        (FORM, 'enrolled = { same = "enrolled" }', 'enrolled = { same = "category" }', "fact_type"),
        (
            FORM,
            'enrolled = { same = "enrolled" }',
            'enrolled = { like = "enrolled" }',
            "not_one_of",
        ),
        (FORM, 'enrolled = { same = "enrolled" }', "", "missing_key"),
        (FORM, 'enrolled = { same = "enrolled" }', "enrolled = 1", "not_table"),
        (FORM, 'entity = { same = "entity" }', 'entity = { same = "firm" }', "unknown_field"),
        (
            FORM,
            'entity = { same = "entity" }',
            'x = { same = "name" }\nentity = { same = "entity" }',
            "unknown_fact",
        ),
        (FORM, FULL_TIME, "", "missing_key"),
        (FORM, FULL_TIME, 'met = "全日制 {years}"', "unknown_placeholder"),
        (FORM, FULL_TIME, 'met = "{years!r}"', "braces"),
        (FORM, FULL_TIME, 'met = "{a.__class__}"', "braces"),
        (FORM, FULL_TIME, 'met = "x"\nofficer = "y"', "unused_wording"),
        (FORM, "[checks.once]", "[checks.twice]", "missing_key"),
        (FORM, 'closed = "只限', 'shut = "只限', "readings"),
        (FORM, 'id = "bank_card"', 'id = "identity_card"', "twice"),
        (FORM, f"{MATERIAL}\nbasis = ", f"{MATERIAL}\nspare = ", "missing_key"),
        (PRINT, 'source = "agency_name"', 'source = "firm"', "unknown_field"),
        (POLICY, 'unit = "单位：元"', "", "missing_key"),
        (POLICY, 'unit = "单位：元"', 'unit = "{yuan}"', "unknown_placeholder"),
        (POLICY, 'unit = "单位：元"', 'unit = "x"\ncolour = "y"', "unused_wording"),
        (PRINT, "[[sections]]", '[words]\ncolour = "y"\n[[sections]]', "unused_wording"),
        (PRINT, "[[sections]]", '[words]\npage = "{all}"\n[[sections]]', "unknown_placeholder"),
        (PRINT, 'kind = "declaration"', 'kind = "sum"', "not_one_of"),
        (PRINT, "同意核验", "{name}同意核验", "unknown_placeholder"),
        (SHARED, 'text = "补贴金额"', 'text = "{amount}"', "unknown_placeholder"),
        (SHARED, "{document} {clause}", "{document} {law}", "unknown_placeholder"),
        (
            PRINT,
            'heading = "承诺"\nkind = "declaration"',
            'heading = "承诺"\nkind = "cells"',
            "cells",
        ),
        (EXAMPLES, "[bases.student]", "[bases.pupil]", "unknown_base"),
        (EXAMPLES, 'name = "category unknown"', 'name = "employed there, but no founder"', "twice"),
        (
            EXAMPLES,
            'rulings = { earlier_matter = "none" }',
            'rulings = { earlier_matter = "no" }',
            "not_one_of",
        ),
        (
            EXAMPLES,
            'rulings = { earlier_matter = "none" }',
            'rulings = { x = "none" }',
            "not_one_of",
        ),
        (EXAMPLES, 'facts = { category = "veteran" }', "facts = { category = 3 }", "example_input"),
    ],
)
def test_each_kind_of_fault_is_named(pack, name, old, new, key):
    change(pack, name, old, new)
    found = keys(pack)
    assert key in {each for each, _ in found}
    assert all((pack / where.partition(":")[0]).is_file() for _, where in found)


def test_a_fault_stands_on_its_line(pack):
    line = change(pack, FORM, NOT_FULL_TIME, 'unmet = "{gap}"')
    (problem,) = problems(pack)
    assert (problem.key, problem.where) == ("pack.unknown_placeholder", f"{FORM}:{line}")
    assert problem.values["key"] == "checks.full_time.unmet"


def test_a_row_of_a_parameter_stands_on_its_line(pack):
    line = change(pack, PARAMS, "value = 5,", "value = 5.5,")
    assert keys(pack) == [("fraction", f"{PARAMS}:{line}")]


def test_all_faults_of_all_files_are_named_at_once(pack):
    change(pack, POLICY, 'version = "1"', "version = 1")
    assert len(keys(pack)) == 1
    change(pack, POLICY, "version = 1", 'version = "1"')
    change(pack, FORM, 'shape = "fixed"', "shape = 1")
    change(pack, PARAMS, "value = 5,", "value = 5.5,")
    change(pack, PRINT, 'kind = "declaration"', 'kind = "sum"')
    (pack / EXAMPLES).unlink()
    assert {where.partition(":")[0] for _, where in keys(pack)} == {FORM, PARAMS, PRINT, EXAMPLES}


def test_fields_that_wait_for_each_other(pack):
    path = pack / FORM
    lines = path.read_text(encoding="utf-8").splitlines()
    places = lines_of("\n".join(lines))
    for waiting, awaited in (("enrolled", "full_time"), ("full_time", "enrolled")):
        line = places["fields", waiting, "show_when"] - 1
        lines[line] = f'show_when = {{ {awaited} = "yes" }}'
    path.write_text("\n".join(lines), encoding="utf-8")
    assert {key for key, _ in keys(pack)} == {"cycle"}


def test_a_measure_without_rule_and_a_folder_that_is_not_listed(pack):
    change(pack, POLICY, "measures = [", 'measures = ["moon_landing", ')
    assert keys(pack) == [("unknown_measure", POLICY)]
    change(pack, POLICY, '"moon_landing"', '"startup_grant"')
    (pack / "spare").mkdir()
    (pack / "spare" / "form.toml").write_text("", encoding="utf-8")
    assert {key for key, _ in keys(pack)} == {"twice", "unlisted_folder"}


def test_a_form_says_the_shape_by_which_its_rule_pays(pack):
    line = change(pack, FORM, 'shape = "fixed"', 'shape = "per_head"')
    (problem,) = problems(pack)
    assert (problem.key, problem.where) == ("pack.not_one_of", f"{FORM}:{line}")
    assert problem.values["allowed"] == "fixed"


def test_a_measure_may_ask_for_no_material(pack):
    text = (pack / FORM).read_text(encoding="utf-8")
    (pack / FORM).write_text(text[: text.index("[[materials]]")], encoding="utf-8")
    assert load_policy(pack).forms["startup_grant"].materials == ()


def test_a_form_takes_the_words_of_the_policy_and_may_have_its_own_instead(pack):
    before = load_policy(pack).prints["startup_grant"].words
    assert set(before) == set(FORM_WORDS)
    change(pack, PRINT, "[[sections]]", '[words]\nseal = "公章"\n\n[[sections]]')
    after = load_policy(pack)
    assert after.prints["startup_grant"].words == {**before, "seal": "公章"}
    assert after.content_hash != load_policy(PACK).content_hash


def test_a_declaration_may_carry_what_the_case_says(pack):
    change(pack, PRINT, "同意核验", "向{office}申领，同意核验")
    sections = load_policy(pack).prints["startup_grant"].sections
    (declaration,) = (each for each in sections if each.kind is SectionKind.DECLARATION)
    assert "{office}" in declaration.text


def test_a_pack_bears_the_name_of_its_folder(pack):
    moved = pack.rename(pack.parent / "elsewhere")
    assert {key for key, _ in keys(moved)} == {"other_folder"}


def test_an_amended_figure_is_caught_by_the_examples(pack):
    change(pack, PARAMS, SHIPPED, 'value = "9000.00"')
    found = problems(pack)
    assert {problem.key for problem in found} == {"pack.example_differs"}
    assert {problem.values["found"] for problem in found} == {"9000.00"}


def test_a_pack_that_does_not_fit_is_not_loaded(pack):
    change(pack, FORM, FULL_TIME, "")
    with pytest.raises(InvalidInput):
        load_policy(pack)


def test_an_amended_sentence_is_what_the_clerk_reads(pack):
    before = load_policy(pack)
    change(pack, FORM, FULL_TIME, 'met = "学籍为全日制"')
    after = load_policy(pack)
    sentences = after.book.measures["startup_grant"].checks["full_time"].sentences
    assert sentences["met"] == "学籍为全日制"
    assert before.content_hash != after.content_hash
    assert before.forms["startup_grant"].content_hash != after.forms["startup_grant"].content_hash
    assert before.prints == after.prints


def test_the_hash_is_that_of_the_words_not_of_the_line_ends(pack):
    before = load_policy(pack).content_hash
    for path in pack.rglob("*.toml"):
        path.write_bytes(path.read_bytes().replace(b"\n", b"\r\n"))
    assert load_policy(pack).content_hash == before


@pytest.mark.parametrize(
    ("source", "other"),
    [("paid.pension", "paid.months"), ("check.longest", "check.shortest"), ("pension", "months")],
)
def test_the_annex_prints_of_insurance_what_the_roster_has_by_the_month(pack, source, other):
    """Every form that takes the shared table is named, at the place where it is written."""
    change(pack, SHARED, f'source = "{source}", width', f'source = "{other}", width')
    found = {(each.key, each.where.partition(":")[0]) for each in problems(pack)}
    assert found == {("pack.unknown_field", SHARED)}


def test_a_batch_pays_only_columns_that_hold_an_amount_of_each_month(pack):
    change(pack, SHARED, 'source = "row.paid.pension"', 'source = "row.paid.on_time"')
    assert {each.key for each in problems(pack)} == {"pack.unknown_field"}


def test_a_referral_has_a_notice_and_nothing_else_has_one(pack):
    letter = "tax_relief/print.toml"
    text = (pack / letter).read_text(encoding="utf-8")
    notice = text[text.index("[notice]") :]
    (pack / letter).write_text(text.removesuffix(notice), encoding="utf-8")
    paid = (pack / PRINT).read_text(encoding="utf-8")
    (pack / PRINT).write_text(f"{paid}\n{notice}", encoding="utf-8")
    assert ("notice", f"{letter}:2") in keys(pack)
    assert PRINT in {where.partition(":")[0] for key, where in keys(pack) if key == "notice"}


def test_the_papers_of_a_referral_alone_bear_the_number_of_a_letter(pack):
    line = change(pack, PRINT, 'source = "phone"', 'source = "case.letter"')
    assert keys(pack) == [("unknown_field", f"{PRINT}:{line}")]


def test_a_section_of_a_notice_takes_only_what_is_shared(pack):
    line = change(pack, "tax_relief/print.toml", 'use = "receipt"', 'use = "receipts"')
    assert ("unknown_shared", f"tax_relief/print.toml:{line}") in keys(pack)
