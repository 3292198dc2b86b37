"""A pasted end of a contract whose kind is empty is not lost without a word."""

from hrdesk.domain.roster import RosterRow
from hrdesk.ui.roster.deciding_cells import decided
from hrdesk.ui.roster.pasting import Paste, Target, plan_paste
from tests.shipped import policy

SPEC = policy().forms["social_insurance_subsidy"].rosters["people"]
TITLES = ("姓名", "合同终止日期")


def pasted(*texts: str, kinds: tuple[str, ...] = ()) -> Paste:
    """Paste people with these ends of their contracts upon rows with these kinds."""
    block = (TITLES, *(("王强", text) for text in texts))
    rows = tuple(RosterRow(str(n), {"contract_kind": kind}) for n, kind in enumerate(kinds))
    return decided(SPEC, rows, plan_paste(SPEC, block, Target(0, 0)))


def waits(paste: Paste) -> list[tuple[str, str]]:
    return [
        (problem.values["n"], problem.values["choices"])
        for problem in paste.problems
        if problem.key == "roster.waits_for_column"
    ]


def test_the_column_that_is_missing_is_named_with_what_to_fill():
    paste = pasted("2025-06-30", "", "2026-06-30")
    assert waits(paste) == [("2", "固定期限、以完成任务为期限")]
    assert paste.changes[0]["contract_end"] == "2025-06-30"


def test_where_the_kind_stands_already_nothing_is_said():
    assert waits(pasted("2025-06-30", kinds=("fixed",))) == []


def test_a_contract_without_an_end_says_its_kind_where_that_is_empty():
    first, second = pasted("无固定期限", "无固定期限", kinds=("", "fixed")).changes.values()
    assert (first["contract_kind"], first["contract_end"]) == ("open_ended", "")
    assert "contract_kind" not in second
    assert second["contract_end"] == "无固定期限"


def test_a_kind_in_place_of_its_end_leaves_nothing_waiting():
    assert waits(pasted("无固定期限劳动合同")) == []
