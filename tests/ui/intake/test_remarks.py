"""What is said below a field: problems before hints, hints before what the value tells."""

from datetime import date

import pytest

from hrdesk.intake.reading import read_entries
from hrdesk.ui.intake.remarks import Remark, Tone, grouped_identity, remark_on
from tests.people import credit_code, identity_number, permanent_resident_number
from tests.ui.intake.sample_form import FORM

TODAY = date(2026, 3, 18)


def remark(key: str, text: str, typing: bool = False) -> Remark:
    return remark_on(FORM, read_entries(FORM, {key: text}, TODAY), key, typing)


@pytest.mark.parametrize(
    ("key", "text"),
    [
        ("identity", "5104021990"),
        ("code", "9151"),
        ("account", "6228"),
        ("phone", "139"),
        ("received", "2026-0"),
    ],
)
def test_what_is_not_finished_is_an_error_only_after_the_field_was_left(key: str, text: str):
    assert remark(key, text, typing=True).tone is Tone.QUIET
    left = remark(key, text)
    assert left.tone is Tone.ERROR
    assert left.words
    assert left.remedy


def test_a_wrong_check_digit_is_an_error_at_once():
    wrong = identity_number()[:-1] + ("0" if identity_number()[-1] != "0" else "1")
    assert remark("identity", wrong, typing=True).is_error


def test_an_identity_number_tells_groups_place_kind_birth_and_sex():
    told = remark("identity", identity_number(date(1990, 3, 7), 221)).words
    assert told.splitlines() == [
        f"510402 19900307 {identity_number()[14:]} · 攀枝花市东区",
        "居民身份证 · 1990年3月7日出生 · 男",
    ]


def test_permits_are_named_as_what_they_are():
    assert "港澳台居民居住证" in remark("identity", identity_number(region="810000")).words
    assert "外国人永久居留身份证" in remark("identity", permanent_resident_number()).words
    assert remark("identity", "AUS110085010112").tone is Tone.WARNING


def test_money_is_told_in_capital_words():
    assert remark("amount", "10000.50").words == "壹万元零伍角"


def test_a_credit_code_is_told_in_its_groups():
    code = credit_code()
    assert remark("code", code).words == f"{code[:2]} {code[2:8]} {code[8:17]} {code[17:]}"


def test_a_name_longer_than_its_line_is_shown_whole_below():
    assert remark("name", "阿" * 50).words == "阿" * 50
    assert remark("name", "王强").words == ""


def test_a_code_is_never_told_as_text():
    assert remark("many", "c3").words == ""


def test_spoken_is_all_of_it():
    assert Remark(Tone.ERROR, "错。", "改。").spoken() == "错。 改。"


@pytest.mark.parametrize("odd", ["", "AUS110085010112", "5104"])
def test_what_has_no_groups_is_left_as_it_is(odd: str):
    assert grouped_identity(odd) == odd
