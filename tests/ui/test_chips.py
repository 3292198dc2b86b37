"""What a chip says where its words have no room: something shorter, and never half a name."""

from PySide6.QtGui import QStandardItem, QStandardItemModel

from hrdesk.ui.batches.failure_terms import few_fields_words, fields_words
from hrdesk.ui.batches.failures_model import FIELDS
from hrdesk.ui.batches.failures_page import _WIDTHS
from hrdesk.ui.row_painting import ADDITION, CHIP, SHORTER, chip_words
from hrdesk.ui.ticked_cases import TICKED

#: What a cell leaves free at both sides.
_PADDING = 24
FEW = ("人员信息/姓名*",)
MANY = ("人员信息/证件号码*", "劳动合同/开始日期", "劳动合同/终止日期")


def shown(fields: tuple[str, ...], width: int) -> str:
    item = QStandardItem(fields_words(fields))
    item.setData(few_fields_words(fields), SHORTER)
    model = QStandardItemModel()
    model.appendRow(item)
    return chip_words(model.index(0, 0), width)


def test_names_of_columns_that_have_no_room_are_counted_and_not_cut(themed: None):
    width = _WIDTHS[FIELDS] - _PADDING
    assert shown(FEW, width) == "姓名"
    assert shown(MANY, width) == "证件号码等 3 栏"
    assert shown(MANY, 4 * width) == "证件号码、开始日期、终止日期"


def test_what_painters_ask_a_model_for_are_different_things():
    """A shorter word of a chip was once painted as a tick."""
    assert len({ADDITION, CHIP, SHORTER, TICKED}) == 4
