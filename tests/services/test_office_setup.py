"""The first start: what is asked, what is refused, and that it happens whole or not at all."""

import errno
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hrdesk.domain.errors import EnvironmentFault, InvalidInput, Refused
from hrdesk.domain.office import Office, OfficeLevel
from hrdesk.domain.staff import Role
from hrdesk.services import data_folder, office_setup
from hrdesk.services.session import log_in
from hrdesk.storage import founding
from tests.services import counter
from tests.services.paper import page_count, pdf_text

pytestmark = pytest.mark.usefixtures("cheap_passwords")


def troubles(again: str = counter.PASSWORD, **changes: object) -> dict[str, str]:
    """The problems of an order, as message by field."""
    problems = office_setup.check_order(counter.order(**changes), again)
    return {problem.where: problem.key for problem in problems}


def test_a_good_order_has_no_problem():
    assert troubles() == {}


@pytest.mark.parametrize(
    "login", ["", "a", "李经办", "Lijingban", "li jingban", "1jingban", "-li", "a" * 33, "li\n"]
)
def test_a_login_that_cannot_be_typed_anywhere_is_refused(login):
    assert troubles(login=login) == {"login": "setup.login_form"}


@pytest.mark.parametrize("login", ["ab", "a" * 32, "li.jing-ban_2"])
def test_a_login_of_small_letters_digits_and_marks_is_taken(login):
    assert troubles(login=login) == {}


@pytest.mark.parametrize(
    ("name", "key"),
    [
        ("", "setup.name_missing"),
        (" \u3000", "setup.name_missing"),
        ("王\ue000", "text.character"),
        ("王" * 201, "name.too_long"),
    ],
)
def test_a_name_that_could_not_be_printed_is_refused(name, key):
    assert troubles(name=name) == {"name": key}


@pytest.mark.parametrize(("length", "found"), [(9, {"password": "setup.password_short"}), (10, {})])
def test_a_password_has_at_least_ten_characters(length, found):
    assert troubles("q" * length, password="q" * length) == found


def test_a_password_is_not_the_login_in_any_case():
    assert troubles("LIJINGBAN-1", login="lijingban-1", password="LIJINGBAN-1") == {
        "password": "setup.password_is_login"
    }


def test_the_password_is_typed_twice():
    assert troubles(counter.PASSWORD + " ") == {"password_again": "setup.passwords_differ"}


@pytest.mark.parametrize(
    ("number", "found"),
    [(0, False), (1, True), (9999, True), (10000, False), (-5, False)],
)
def test_the_first_number_has_four_digits(number, found):
    expected = {} if found else {"first_number": "setup.first_number"}
    assert troubles(first_number=number) == expected


@pytest.mark.parametrize(
    ("number", "found"), [(None, True), (0, False), (1, True), (9999, True), (10000, False)]
)
def test_last_years_number_may_be_left_open(number, found):
    expected = {} if found else {"last_year_number": "setup.first_number"}
    assert troubles(last_year_number=number) == expected


@pytest.mark.parametrize(
    ("name", "key"), [("  ", "setup.office_name_missing"), ("某\u200b局", "text.character")]
)
def test_an_office_has_a_name_that_can_be_printed(name, key):
    office = Office("510411", name, OfficeLevel.COUNTY)
    assert troubles(office=office) == {"office": key}
    with pytest.raises(InvalidInput) as caught:
        office_setup.committee(name, "5104A1")
    assert [(each.where, each.key) for each in caught.value.problems] == [("office", key)]


def test_all_problems_are_said_at_once():
    found = troubles("x", login="", name="", password="", first_number=0)
    assert found.keys() == {"login", "name", "password", "password_again", "first_number"}


def test_offices_are_offered_down_to_the_townships_and_the_committees_beside_them():
    levels = {office.level for office in office_setup.offices()}
    assert levels == {OfficeLevel.CITY, OfficeLevel.COUNTY, OfficeLevel.TOWNSHIP}
    assert {office.level for office in office_setup.committees()} == {OfficeLevel.COMMITTEE}


@pytest.mark.parametrize(
    ("code", "name"),
    [
        ("510400", "攀枝花市人力资源和社会保障局"),
        ("510411", "攀枝花市仁和区人力资源和社会保障局"),
        ("510421", "攀枝花市米易县人力资源和社会保障局"),
        ("510422", "攀枝花市盐边县人力资源和社会保障局"),
    ],
)
def test_a_city_and_a_county_print_the_name_of_their_bureau(code, name):
    place = next(each for each in office_setup.offices() if each.code == code)
    assert office_setup.full_name(place) == name


def test_a_township_and_a_committee_print_their_own_name():
    for place in (*office_setup.offices(), *office_setup.committees()):
        if place.level in {OfficeLevel.TOWNSHIP, OfficeLevel.COMMITTEE}:
            assert office_setup.full_name(place) == place.name


def test_the_printed_name_may_be_another_but_not_none():
    place = next(each for each in office_setup.offices() if each.code == "510411")
    named = office_setup.named(place, " 仁和区就业服务中心 ")
    assert named == Office("510411", "仁和区就业服务中心", OfficeLevel.COUNTY)
    for name, key in (("", "setup.office_name_missing"), ("某\u200b局", "text.character")):
        with pytest.raises(InvalidInput) as caught:
            office_setup.named(place, name)
        assert [(each.where, each.key) for each in caught.value.problems] == [("office", key)]


def test_a_committee_is_set_up_by_name_and_local_code():
    office = office_setup.committee(" 钒钛新城管理委员会 ", "5104a1")
    assert office == Office("5104A1", "钒钛新城管理委员会", OfficeLevel.COMMITTEE)


@pytest.mark.parametrize("code", ["", "510411", "5104", "5104A", "5104A11", "5204A1", "51041王"])
def test_a_committee_never_has_the_code_of_a_county(code):
    with pytest.raises(InvalidInput) as caught:
        office_setup.committee("", code)
    assert {problem.where: problem.key for problem in caught.value.problems} == {
        "office": "setup.office_name_missing",
        "office_code": "setup.committee_code",
    }


@given(st.randoms(use_true_random=False))
def test_the_recovery_key_may_be_typed_back_in_any_case_and_spacing(random):
    key = office_setup.new_recovery_key()
    typed = "".join(
        (char if random.random() < 0.5 else char.lower()) + random.choice(["", "", " ", "-", "\t"])
        for char in key.replace("-", "")
    )
    assert office_setup.recovery_key_matches(key, typed)


def test_a_recovery_key_with_one_wrong_character_is_not_it():
    key = office_setup.new_recovery_key()
    for place, char in enumerate(key):
        if char != "-":
            wrong = key[:place] + ("7" if char != "7" else "8") + key[place + 1 :]
            assert not office_setup.recovery_key_matches(key, wrong)
    assert not office_setup.recovery_key_matches(key, "")
    assert not office_setup.recovery_key_matches(key, key[:-1])


def test_a_slip_in_the_recovery_key_is_said_by_its_groups():
    groups = office_setup.new_recovery_key().split("-")
    key = "-".join(groups)
    assert office_setup.recovery_key_problem(key, key.lower()) is None
    for count, expected in ((1, "recovery.mistyped"), (3, "recovery.mistyped")):
        typed = [*groups]
        for place in range(count):
            typed[place] = ("7" if typed[place][0] != "7" else "8") + typed[place][1:]
        problem = office_setup.recovery_key_problem(key, "-".join(typed))
        assert problem is not None
        assert problem.key == expected
        assert problem.values["groups"] == ", ".join(str(n + 1) for n in range(count))


def test_another_key_and_none_at_all_are_only_said_to_differ():
    key, other = office_setup.new_recovery_key(), office_setup.new_recovery_key()
    for typed in (other, "", "?"):
        problem = office_setup.recovery_key_problem(key, typed)
        assert problem is not None
        assert problem.key == "setup.recovery_differs"


def test_no_two_recovery_keys_are_alike():
    assert len({office_setup.new_recovery_key() for _ in range(50)}) == 50


def test_the_recovery_sheet_is_one_page_with_office_key_and_day(clock, tmp_path):
    order = counter.order(name="吉克伍呷木")
    pdf = office_setup.recovery_sheet(order, counter.RECOVERY_KEY, clock)
    text = pdf_text(pdf, tmp_path)
    assert page_count(pdf, tmp_path) == 1
    for words in (order.office.name, "吉克伍呷木", "2026-03-18"):
        assert words in text
    for group in counter.RECOVERY_KEY.split("-"):
        assert group in text
    assert counter.PASSWORD not in text


def test_set_up_makes_an_office_at_which_its_administrator_can_work(tmp_path, clock):
    folder = tmp_path / "new" / "数据"
    office_setup.set_up(folder, counter.order(name=" 柳测试 "), counter.RECOVERY_KEY, clock)
    assert data_folder.is_set_up(folder)
    with counter.at_work(folder, clock) as session:
        assert session.office == counter.order().office
        assert session.staff.name == "柳测试"
        assert session.staff.roles == {Role.CLERK, Role.ADMINISTRATOR}
        assert counter.accepted(session).number == "510411-2026-0381"


def test_a_township_and_a_committee_number_their_cases_by_their_own_codes(tmp_path, clock):
    township = next(o for o in office_setup.offices() if o.level is OfficeLevel.TOWNSHIP)
    committee = office_setup.committee("钒钛新城管理委员会", "5104A1")
    for office, begins in ((township, township.code[:6]), (committee, "5104A1")):
        folder = tmp_path / office.code
        office_setup.set_up(folder, counter.order(office=office), counter.RECOVERY_KEY, clock)
        with counter.at_work(folder, clock) as session:
            assert counter.accepted(session).number == f"{begins}-2026-0381"


def test_a_bad_order_writes_nothing(tmp_path, clock):
    folder = tmp_path / "数据"
    with pytest.raises(InvalidInput) as caught:
        office_setup.set_up(folder, counter.order(login="?"), counter.RECOVERY_KEY, clock)
    assert [problem.where for problem in caught.value.problems] == ["login"]
    assert not folder.exists()


def test_a_second_set_up_is_refused_and_changes_nothing(folder, clock):
    before = {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}
    with pytest.raises(Refused) as caught:
        office_setup.set_up(folder, counter.order(), counter.RECOVERY_KEY, clock)
    assert caught.value.key == "setup.already"
    assert {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()} == before


def test_a_synchronised_folder_is_refused_and_stays_away(tmp_path, clock):
    folder = tmp_path / "Dropbox" / "数据"
    with pytest.raises(EnvironmentFault) as caught:
        office_setup.set_up(folder, counter.order(), counter.RECOVERY_KEY, clock)
    assert caught.value.key == "folder.synchronised"
    assert not folder.exists()


@pytest.mark.parametrize(
    "step", ["_write_schema", "_write_first_rows", "write_slots", "check_copy"]
)
def test_a_disk_that_fills_up_during_set_up_leaves_no_half_store(
    tmp_path, clock, monkeypatch, step
):
    def fail(*_arguments: object) -> None:
        raise OSError(errno.ENOSPC, "no space")

    folder = tmp_path / "数据"
    with monkeypatch.context() as patch:
        patch.setattr(founding, step, fail)
        with pytest.raises(EnvironmentFault) as caught:
            office_setup.set_up(folder, counter.order(), counter.RECOVERY_KEY, clock)
    assert caught.value.key == "disk.full"
    assert Path(caught.value.values["drive"]).is_mount()
    assert not data_folder.is_set_up(folder)
    assert [path.name for path in folder.iterdir() if path.name != "hrdesk.lock"] == []
    office_setup.set_up(folder, counter.order(), counter.RECOVERY_KEY, clock)
    log_in(folder, counter.LOGIN, counter.PASSWORD, clock).close()


def test_nothing_of_the_order_can_be_read_in_the_folder(folder):
    order = counter.order()
    secrets = (order.password, order.name, order.office.name, counter.RECOVERY_KEY, order.login)
    held = b"".join(path.read_bytes() for path in folder.rglob("*") if path.is_file())
    assert held
    for secret in secrets:
        assert secret.encode() not in held
