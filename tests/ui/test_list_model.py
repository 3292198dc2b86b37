"""The rows of the list of cases: pages on demand, one read for each, nothing plain."""

from datetime import date

from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtTest import QAbstractItemModelTester

from hrdesk.domain.case import CaseState, CaseSummary
from hrdesk.ui.cases import list_model
from hrdesk.ui.cases.list_model import CaseListModel
from hrdesk.ui.row_painting import ADDITION, CHIP

PAGE = 100


def summary(number: int, amount: int | None = 1_000_000, outcome: str = "eligible") -> CaseSummary:
    return CaseSummary(
        id=str(number),
        number=f"510411-2026-{number:04d}",
        paper_number="",
        measure="startup_grant",
        applicant_name="罗㛃",
        applicant_masked="510402********2217",
        received_on=date(2026, 3, 18),
        state=CaseState.ACCEPTED,
        outcome=outcome,
        amount_fen=amount,
        accepted_by="李经办",
    )


class Store:
    def __init__(self, total: int) -> None:
        self.rows = [summary(number) for number in range(total, 0, -1)]
        self.reads = 0

    def page(self, after: CaseSummary | None) -> tuple[CaseSummary, ...]:
        self.reads += 1
        start = 0 if after is None else self.rows.index(after) + 1
        return tuple(self.rows[start : start + PAGE])


def shown(total: int) -> tuple[CaseListModel, Store]:
    store = Store(total)
    model = CaseListModel(
        {"startup_grant": "一次性创业补贴"}, frozenset(), lambda: date(2026, 3, 20)
    )
    # The tester would fetch within the reset that it watches; the tests below fetch themselves.
    tester = QAbstractItemModelTester(
        model, QAbstractItemModelTester.FailureReportingMode.Fatal, model
    )
    tester.setUseFetchMore(False)
    model.show_pages(store.page)
    return model, store


def read_all(model: CaseListModel) -> None:
    while model.canFetchMore(QModelIndex()):
        model.fetchMore(QModelIndex())


def test_the_first_page_is_one_read(qapp):
    model, store = shown(250)
    assert (model.rowCount(), store.reads) == (PAGE, 1)


def test_further_pages_are_read_until_there_are_none(qapp):
    for total in (0, 1, 99, 100, 101, 200, 250):
        model, store = shown(total)
        read_all(model)
        assert model.rowCount() == total
        assert store.reads <= total // PAGE + 2
        numbers = [model.summary(row).number for row in range(total)]
        assert numbers == sorted(numbers, reverse=True)


def test_what_a_search_found_has_no_further_pages(qapp):
    model, _store = shown(250)
    model.show_found((summary(7),))
    assert not model.canFetchMore(QModelIndex())
    assert (model.rowCount(), model.row_of("7"), model.row_of("8")) == (1, 0, -1)


def test_amounts_are_grouped_at_the_right_and_an_open_one_is_a_dash(qapp):
    model, _ = shown(0)
    model.show_found((summary(1), summary(2, None, "officer"), summary(3, 0, "ineligible")))
    cells = [model.index(row, list_model.AMOUNT) for row in range(3)]
    assert [cell.data() for cell in cells] == ["10,000.00", "—", "0.00"]
    assert cells[0].data(Qt.ItemDataRole.TextAlignmentRole) == Qt.AlignmentFlag.AlignRight


def test_the_applicant_carries_the_masked_number_and_the_outcome_its_tone(qapp):
    model, _ = shown(0)
    model.show_found((summary(1), summary(2, None, "officer")))
    assert model.index(0, list_model.APPLICANT).data(ADDITION) == "510402********2217"
    assert model.index(1, list_model.OUTCOME).data(CHIP) == "officer"
