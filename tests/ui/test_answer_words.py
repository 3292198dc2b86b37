"""What is said in full of the current row below the lists of an answer."""

from hrdesk.ui.batches import answer_terms as terms


def test_a_row_of_the_preview_is_said_whole_and_says_nothing_of_what_is_not_there():
    person = "王强 510402********2217"
    failed = ("7", "510411-2026-0013", person, "1,064.60", "失败", "账号与户名不符", "—")
    assert terms.preview_whole(failed) == (
        f"回执第 7 行　510411-2026-0013　{person}，1,064.60 元：失败，账号与户名不符"
    )
    accepted = ("6", "510411-2026-0013", person, "1,064.60", "平台已受理", "—", "L1")
    assert terms.preview_whole(accepted).endswith("1,064.60 元：平台已受理，L1")


def test_a_row_that_matches_none_is_said_with_all_its_cells_and_how_it_was_settled():
    told = ("14", "批次里没有这一行", "钱多多 · ****1234")
    assert terms.stray_whole(told) == "回执第 14 行（批次里没有这一行）：钱多多 · ****1234"
    assert terms.stray_whole((*told, "邻县的案件")).endswith("\n邻县的案件")
    assert terms.wrong_whole(("H4", "不同。", "核对。")) == "H4：不同。核对。"
