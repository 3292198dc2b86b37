"""Writing the workbook of a batch: the frame's parts, and the lines streamed into its sheets."""

import zipfile
from collections.abc import Iterator
from typing import BinaryIO

from hrdesk.workbooks.batch_sheet import BatchSheet
from hrdesk.workbooks.frame import Frame, draw_frame, sheet_part
from hrdesk.workbooks.sheet_lines import SheetPlan, sheet_plans
from hrdesk.workbooks.sheet_xml import LineWriter

#: The earliest moment that a zip file can name; the real one stands in the workbook.
_NO_MOMENT = (1980, 1, 1, 0, 0, 0)
_LINES_AT_A_TIME = 200


def write_workbook(target: BinaryIO, sheet: BatchSheet) -> None:
    """Write a workbook whose sheet passed `workbooks.cell_checks`; the same sheet gives the
    same bytes.

    Memory does not grow with the rows. What the disk says comes through as OSError.
    """
    plans = sheet_plans(sheet)
    frame = draw_frame(plans, sheet.control.made_at)
    named = {sheet_part(index): plan for index, plan in enumerate(plans)}
    with zipfile.ZipFile(target, "w") as archive:
        for name, content in frame.parts.items():
            entry = zipfile.ZipInfo(name, _NO_MOMENT)
            entry.compress_type = zipfile.ZIP_DEFLATED
            if content is not None:
                archive.writestr(entry, content)
                continue
            with archive.open(entry, "w") as part:
                for piece in _sheet_pieces(frame, name, named[name]):
                    part.write(piece)


def _sheet_pieces(frame: Frame, name: str, plan: SheetPlan) -> Iterator[bytes]:
    yield frame.sheets[name].head
    writer = LineWriter(frame.styles, plan.widths)
    waiting: list[str] = []
    for line in plan.lines():
        waiting.append(writer.line(line))
        if len(waiting) == _LINES_AT_A_TIME:
            yield "".join(waiting).encode()
            waiting.clear()
    yield "".join(waiting).encode()
    yield frame.sheets[name].tail
