"""How wide the columns of a roster are: as wide as what they hold needs, the outcome the rest."""

from PySide6.QtWidgets import QHeaderView

from hrdesk.intake.form_spec import FieldSpec, FieldType
from hrdesk.ui.roster.cell_looks import IN_FIGURES
from hrdesk.ui.roster.cell_texts import options
from hrdesk.ui.roster.model import FIRST, NUMBER, RosterModel
from hrdesk.ui.roster.painting import CellPainter

#: Samples of what columns hold; what is longer is shown in full below the grid.
_SAMPLES = {
    FieldType.NAME: "买买提·艾力",
    FieldType.ORGANIZATION_NAME: "攀枝花某某有限公司",
    # With the mark of a number that a spreadsheet may have spoiled.
    FieldType.IDENTITY: "510402199003072218?",
    FieldType.CREDIT_CODE: "91510411MA62ABCD0P",
    FieldType.ACCOUNT: "6228480000000000000",
    FieldType.PHONE: "13800000000",
    FieldType.DATE: "2024-06-30",
    FieldType.MONEY: "100,000.00",
    FieldType.COUNT: "1,000",
    FieldType.MONTH: "2024-06",
    FieldType.MONTHS: "2024-03—2024-06",
    FieldType.TEXT: "八个汉字的长短呀",
}
#: How many months differ, beside what the others hold.
_APART = "另12月"
_LONGEST_CHOICE = "登记失业高校毕业生"
#: Pixels that the outcome has at least: its sign, and a reason of some words.
_OUTCOME = 184
_FEWEST_FIGURES = 2
#: Beside a title stands the arrow of the order.
_ARROW = 18
#: Widths of letters are no whole pixels.
_SLACK = 4


def set_widths(header: QHeaderView, model: RosterModel, painter: CellPainter) -> None:
    """Give each column the width that what it holds needs."""
    for n, column in enumerate(model.columns, start=FIRST):
        apart = model.monthly is not None and column.id in model.monthly.columns
        more = painter.room_for(_APART, figures=False) - painter.room_for("", figures=False)
        header.resizeSection(n, _width(column, painter) + (more if apart else 0))


def give_rest(header: QHeaderView, model: RosterModel, painter: CellPainter, width: int) -> None:
    """Give the outcome what the others leave of a width, and the numbers what theirs take."""
    figures = max(_FEWEST_FIGURES, len(str(model.rowCount())))
    header.resizeSection(NUMBER, painter.room_for("0" * figures, figures=True) + _SLACK)
    taken = sum(header.sectionSize(n) for n in range(model.outcome))
    header.resizeSection(model.outcome, max(_OUTCOME, width - taken))


def _width(column: FieldSpec, painter: CellPainter) -> int:
    title = painter.room_for(column.label, figures=False) + _ARROW
    if options(column):
        labels = [painter.room_for(each.label, figures=False) for each in options(column)]
        most = painter.room_for(_LONGEST_CHOICE, figures=False)
        return max(title, min(max(labels) + _ARROW, most))
    sample = painter.room_for(_SAMPLES[column.type], figures=column.type in IN_FIGURES)
    if column.type is FieldType.MONTHS:
        sample += _ARROW
    return max(title, sample + _SLACK)
