"""Who stands in a roster is found by name and number, and every such row is under a signature."""

import pytest

from hrdesk.domain.roster import RosterPerson, RosterPlace
from hrdesk.storage.verify import verify
from tests.storage import desk
from tests.storage.test_months import SPELLINGS
from tests.storage.test_search import plan_of, plans


def roster(*people):
    """Changes of a case whose roster holds these, each a name and the n of a person."""
    rows = enumerate(people, start=1)
    return {"people": tuple(RosterPerson(line, name, desk.person(n)) for line, (name, n) in rows)}


def found(store, text):
    with store.reading() as reader:
        return [(case.number[-4:], case.in_roster) for case in reader.find_cases(text)]


def place(line, name, n):
    number = desk.person(n)
    return RosterPlace(line, name, number[:6] + "*" * 8 + number[-4:])


@pytest.fixture
def filled(store):
    """Cases 0381 to 0383; the first two have rosters."""
    desk.accept(store, 1, **roster(("阿说么约布", 11), ("欧阳测", 12)))
    desk.accept(store, 2, **roster(("㛃𬭎", 13), ("阿说么约布", 11)))
    desk.accept(store, 11)
    return store


def test_by_any_part_of_the_name_the_newest_case_first(filled):
    assert found(filled, "说么") == [
        ("0382", place(2, "阿说么约布", 11)),
        ("0381", place(1, "阿说么约布", 11)),
    ]
    assert found(filled, "㛃") == [("0382", place(1, "㛃𬭎", 13))]
    assert found(filled, "约布欧阳") == []


def test_by_whole_number_beginning_and_end(filled):
    for text in (desk.person(13), desk.person(13).lower(), desk.person(13)[-6:]):
        assert ("0382", place(1, "㛃𬭎", 13)) in found(filled, text)
    assert {number for number, _ in found(filled, "510402")} == {"0381", "0382", "0383"}


@pytest.mark.parametrize("spell", SPELLINGS)
def test_by_every_spelling_of_the_number(store, spell):
    n = next(n for n in range(20, 200) if desk.person(n).endswith("X"))
    desk.accept(store, 1, **roster(("测试", n)))
    assert found(store, spell(desk.person(n))) == [("0381", place(1, "测试", n))]


def test_who_applies_himself_is_no_find_in_a_roster(filled):
    assert found(filled, desk.person(11)) == [
        ("0383", None),
        ("0382", place(2, "阿说么约布", 11)),
        ("0381", place(1, "阿说么约布", 11)),
    ]
    desk.accept(filled, 11, measure="other", **roster(("测试11", 11)))
    assert found(filled, desk.person(11))[0] == ("0384", None)


def test_a_person_is_one_row_however_often_he_comes(filled):
    connection = filled._ground.db.raw()
    assert connection.execute("select count(*) from party").fetchone() == (5,)


def test_a_long_roster_is_one_find_of_its_case(store):
    desk.accept(store, 1, **roster(("柳测", 3000)))
    desk.accept(store, 2, **roster(*((f"柳测{n}", n) for n in range(10, 900))))
    assert found(store, "柳") == [
        ("0382", place(890, "柳测899", 899)),
        ("0381", place(1, "柳测", 3000)),
    ]


@pytest.mark.parametrize("text", ["阿说么约布", desk.person(11), desk.person(12)[-4:], "5104"])
def test_every_question_runs_on_an_index(filled, text):
    statements = plans(filled, lambda reader: reader.find_cases(text))
    (named,) = [each for each in statements if "roster_search" in each]
    # The newest are taken as they come: no list of all of them is sorted first.
    assert not any("TEMP B-TREE" in step for step in plan_of(filled, named))
    assert sum("roster_person" in each for each in statements) <= 2


FORGERIES = {
    "update roster_person set name = '改' where line = 2": "verify.version_changed",
    "update roster_person set line = 9 where line = 2": "verify.version_changed",
    "update roster_person set party_id = null where line = 2": "verify.version_changed",
    "delete from roster_person where line = 2": "verify.version_changed",
    "insert into roster_person select 99, case_id, 99, name, party_id from roster_person limit 1": (
        "verify.version_changed"
    ),
    "update roster_search set tokens = '78' where rowid = 2": "verify.roster_search_wrong",
    "delete from roster_search where rowid = 2": "verify.roster_search_wrong",
    "insert into roster_search (rowid, tokens) values (99, '78')": "verify.roster_search_wrong",
    "delete from party where id in (select party_id from roster_person where line = 1)": (
        "verify.reference"
    ),
    "update party set identity = '1' || identity where id not in (select party_id from cases)": (
        "verify.person_changed"
    ),
}


@pytest.mark.parametrize("forgery", FORGERIES)
def test_what_is_changed_below_the_program_is_found(folder, clock, forgery):
    with desk.opened(folder, clock) as store:
        desk.accept(store, 1, **roster(("阿说么约布", 11), ("欧阳测", 12)))
    with desk.without_guards(folder) as connection:
        connection.execute(forgery)
    report = verify(folder, desk.LOGIN, desk.PASSWORD, full=True, clock=clock)
    assert FORGERIES[forgery] in {each.key for each in report.findings}


def test_untouched_it_is_sound(folder, clock):
    with desk.opened(folder, clock) as store:
        desk.accept(store, 1, **roster(("阿说么约布", 11), ("欧阳测", 12)))
    assert verify(folder, desk.LOGIN, desk.PASSWORD, full=True, clock=clock).exit_code == 0
