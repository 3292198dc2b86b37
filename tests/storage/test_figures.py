"""Figures that an office confirms for a place: one for a day, corrected by withdrawal alone."""

from datetime import date
from decimal import Decimal

import pytest

from hrdesk.domain.errors import Refused
from hrdesk.storage.figures import NewFigure
from hrdesk.storage.verify import verify
from tests.storage import desk

NEW = NewFigure(desk.WAGE, "renhe", date(2022, 4, 1), 210_000, "川府规〔2022〕1号")


def confirm(store, new=NEW):
    with desk.acting(store) as act:
        act.confirm_figure(new)


def figures(store):
    with store.reading() as reader:
        return reader.figures(desk.WAGE)


def test_a_figure_comes_back_with_who_confirmed_it(store):
    confirm(store)
    (figure,) = figures(store)
    assert (figure.scope, figure.valid_from, figure.amount) == (
        "renhe",
        date(2022, 4, 1),
        Decimal("2100.00"),
    )
    assert (figure.document, figure.entry.by, figure.entry.at) == (
        NEW.document,
        "柳测试",
        desk.MOMENT,
    )
    assert figure.withdrawal is None
    with store.reading() as reader:
        assert reader.figures("other") == ()


def test_one_figure_stands_for_a_place_and_day_and_a_wrong_one_is_withdrawn(store):
    confirm(store)
    with pytest.raises(Refused, match=r"figures\.known"):
        confirm(store, NewFigure(desk.WAGE, "renhe", NEW.valid_from, 220_000, "另一份"))
    confirm(store, NewFigure(desk.WAGE, "miyi", NEW.valid_from, 197_000, NEW.document))
    wrong = next(each for each in figures(store) if each.scope == "renhe")
    with desk.acting(store) as act:
        act.withdraw_figure(wrong.id, "金额抄错")
    confirm(store, NewFigure(desk.WAGE, "renhe", NEW.valid_from, 220_000, NEW.document))
    first, second = (each for each in figures(store) if each.scope == "renhe")
    assert first.withdrawal is not None
    assert (first.withdrawal.reason, first.withdrawal.entry.by) == ("金额抄错", "柳测试")
    assert (second.amount, second.withdrawal) == (Decimal("2200.00"), None)
    with pytest.raises(Refused, match=r"figures\.withdrawn"), desk.acting(store) as act:
        act.withdraw_figure(wrong.id, "再撤一次")
    with pytest.raises(Refused, match=r"figures\.withdrawn"), desk.acting(store) as act:
        act.withdraw_figure("nothing", "没有这一条")


FORGERIES = {
    "another amount": ("update confirmed_figure set fen = fen + 1 where scope = 'miyi'", "changed"),
    "another day": ("update confirmed_figure set valid_from = '2020-01-01' where fen", "changed"),
    "a withdrawal taken out": ("delete from confirmed_figure where reason <> ''", "missing"),
    "a row put in": (
        """
        insert into confirmed_figure select id || 'x', parameter, scope, '2023-01-01', fen,
        document, withdraws, reason, salt, 1 from confirmed_figure where scope = 'renhe'
        """,
        "changed",
    ),
}


@pytest.mark.parametrize("what", FORGERIES)
def test_a_row_unlike_its_record_is_found(folder, clock, what):
    script, found = FORGERIES[what]
    with desk.opened(folder, clock) as store:
        desk.confirm_figures(store)
    assert verify(folder, desk.LOGIN, desk.PASSWORD, full=True, clock=clock).exit_code == 0
    with desk.without_guards(folder) as connection:
        connection.execute(script)
    report = verify(folder, desk.LOGIN, desk.PASSWORD, clock=clock)
    assert {each.key for each in report.findings} == {f"verify.figure_{found}"}
