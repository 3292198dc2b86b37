"""What is said in full of the current row below the lists of an import."""

import pytest

from hrdesk.ui.list_import import terms


@pytest.mark.parametrize(
    ("cells", "words"),
    [
        (
            ("第 3 行", "某某", "5104********0334", terms.NEW, "", "合同 固定期限；养老 721.76"),
            "第 3 行　某某 5104********0334（新增）：合同 固定期限；养老 721.76",
        ),
        (
            ("", "某某", "5104********022X", terms.ABSENT, "合同 固定期限", terms.ABSENT_REMEDY),
            "某某 5104********022X（表里没有）：合同 固定期限。不动；已离开的勾选“移出”",
        ),
        (
            ("第 2 行", "", "5104********0115", "养老", "721.76", "800.00"),
            "第 2 行　5104********0115　养老：721.76 → 800.00",
        ),
        (
            (
                *("第 2 行", "某某", "5104********0115", "申领月份", "2025-01—2025-03"),
                terms.month_left_remedy("2025-03"),
            ),
            (
                "第 2 行　某某 5104********0115　申领月份：2025-01—2025-03。"
                "不动；表里没有写 2025-03，不申领的放进名册以后自己删去"
            ),
        ),
    ],
)
def test_a_line_of_what_changes_is_said_whole(cells: tuple[str, ...], words: str):
    assert terms.changed_whole(cells) == words


def test_a_cell_that_was_not_taken_is_said_with_its_column_or_as_a_whole_line():
    assert terms.refused_whole(("C4", "身份证号", "错了。", "改。")) == "C4 身份证号：错了。改。"
    assert terms.refused_whole(("第 4 行", "", "错了。", "改。")) == "第 4 行：错了。改。"
