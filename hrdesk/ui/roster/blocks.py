"""Acts on a rectangle of cells: copying, emptying, filling down."""

from hrdesk.ui.roster.cell_texts import copied_text
from hrdesk.ui.roster.clipboard_text import write_block
from hrdesk.ui.roster.model import RosterModel
from hrdesk.ui.roster.pasting import Target
from hrdesk.ui.roster.row_edits import Changes


def block_text(model: RosterModel, block: Target) -> str:
    """Return the clipboard's text of a block; the row for adding gives nothing of its own."""
    rows = range(block.row, min(block.row + block.rows, max(len(model.rows()), block.row + 1)))
    columns = model.columns[block.column : block.column + block.columns]
    return write_block(
        [copied_text(column, model.text(row, column)) for column in columns] for row in rows
    )


def cleared(model: RosterModel, block: Target) -> Changes:
    """Return the changes that empty a block."""
    columns = model.columns[block.column : block.column + block.columns]
    rows = range(block.row, min(block.row + block.rows, len(model.rows())))
    return {row: {column.id: "" for column in columns} for row in rows}


def filled_down(model: RosterModel, block: Target) -> Changes:
    """Return the changes that fill a block from its first row; one row is filled from above it."""
    source = block.row if block.rows > 1 else block.row - 1
    if source < 0:
        return {}
    columns = model.columns[block.column : block.column + block.columns]
    texts = {column.id: model.text(source, column) for column in columns}
    last = block.row + block.rows if block.rows > 1 else block.row + 1
    room = min(last, len(model.rows()) if block.rows > 1 else model.spec.most)
    return dict.fromkeys(range(source + 1, room), texts)


def filled_to_end(model: RosterModel, block: Target) -> Changes:
    """Return the changes that fill the first row of a block down to the last row."""
    columns = model.columns[block.column : block.column + block.columns]
    texts = {column.id: model.text(block.row, column) for column in columns}
    return dict.fromkeys(range(block.row + 1, len(model.rows())), texts)
