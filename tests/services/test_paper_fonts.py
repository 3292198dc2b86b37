"""A character that no font has is said while it is typed, and not first when it is printed."""

import time

import pytest

from hrdesk.domain.errors import InvalidInput
from hrdesk.domain.roster import RosterRow
from hrdesk.printing import fonts, system_fonts
from hrdesk.services.acceptance import accept
from hrdesk.services.drafts import open_draft
from hrdesk.services.intake import judge_entries
from hrdesk.services.paper_fonts import paper_fonts
from hrdesk.services.presenting import present
from hrdesk.services.roster_memory import RosterMemory
from tests.people import identity_number
from tests.services import counter, interns

NO_FONT = "\U00031351"
ALSO_NONE = "\U00031352"


def read(session, **changes):
    return judge_entries(session, counter.MEASURE, counter.entries(**changes)).reading


def test_the_field_names_the_character_and_what_to_do(session):
    reading = read(session, name=f"王{NO_FONT}{NO_FONT}", account_name="王强")
    problem = reading.problems["name"]
    assert (problem.key, problem.where) == ("text.no_glyph", "name")
    assert "name" not in reading.values
    said = present(problem, {"name": "姓名"})
    assert said.where == "姓名"
    assert said.problem == f"“{NO_FONT}”（U+31351）在本机没有字体，审批表印不出来。"
    assert "字体" in said.remedy


def test_every_field_of_the_form_says_it_and_others_are_left_alone(session):
    reading = read(session, bank=f"行{NO_FONT}", agency_name=f"公司{ALSO_NONE}")
    assert set(reading.problems) == {"bank", "agency_name"}


@pytest.mark.parametrize("char", ["ئ", "བ", "ᠮ"])
def test_a_script_whose_letters_join_is_not_blamed_on_a_font(session, char):
    assert read(session, name=f"阿{char}").problems["name"].key == "text.script"


def test_a_draft_holds_it_and_is_not_accepted(session):
    draft = counter.draft(session, counter.entries(name=f"王{NO_FONT}"))
    assert open_draft(session, draft.id).entries["name"] == f"王{NO_FONT}"
    with pytest.raises(InvalidInput) as caught:
        accept(session, draft)
    assert [(each.key, each.where) for each in caught.value.problems] == [("text.no_glyph", "name")]


def test_a_row_of_a_roster_says_it_at_its_cell(session):
    row = RosterRow("r1", interns.intern(identity_number(), "2025-09", name=f"阿{NO_FONT}"))
    memory = RosterMemory({"interns": (row,)})
    judged = judge_entries(session, interns.MEASURE, interns.entries(), memory=memory)
    assert judged.rows["interns"][0].problems["name"].key == "text.no_glyph"
    assert "interns[0].name" in {each.where for each in judged.row_hindrances()}


def test_the_fonts_of_the_machine_are_looked_through_once_for_a_character(session, monkeypatch):
    looked = []

    def looking(code_point, folders):
        looked.append(code_point)
        return system_fonts.fonts_with(code_point, folders)

    monkeypatch.setattr(fonts, "fonts_with", looking)
    rare = "\U00031353"
    for n in range(3):
        assert "name" in read(session, name=f"王{rare}{'强' * n}").problems
    assert looked == [ord(rare)]


def test_a_form_is_read_within_a_blink_although_a_character_has_no_font(session):
    entries = counter.entries(name=f"王{NO_FONT}")
    judge_entries(session, counter.MEASURE, entries)
    spent = []
    for _ in range(9):
        begun = time.process_time()
        judge_entries(session, counter.MEASURE, entries)
        spent.append(time.process_time() - begun)
    assert sorted(spent)[4] < 0.05
    assert paper_fonts().lacking(["王强", NO_FONT]) == {NO_FONT}
