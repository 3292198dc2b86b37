"""What a cell holds and what it shows: choices are stored as codes and shown as labels.

A text that is no choice is kept as it was typed, so that the reading of the row names it.
"""

import re

from hrdesk.domain.plain_text import trimmed
from hrdesk.intake.choices import taken_text
from hrdesk.intake.form_spec import Choice, FieldSpec, FieldType
from hrdesk.ui.roster import terms

_BREAKS = re.compile(r"[\t\r\n]+")


def options(column: FieldSpec) -> tuple[Choice, ...]:
    """Return what a column offers to choose from; () where text is typed."""
    return terms.YES_NO if column.type is FieldType.YES_NO else column.choices


def shown_text(column: FieldSpec, text: str) -> str:
    """Return what a cell shows in its one line: the label of a choice, else the text itself."""
    offered = options(column)
    if offered:
        wanted = trimmed(text)
        text = next((each.label for each in offered if each.code == wanted), text)
    return text if text.isprintable() else _BREAKS.sub(" ", text)


def copied_text(column: FieldSpec, text: str) -> str:
    """Return what a cell gives to the clipboard; pasting it gives the same cell again."""
    label = next((each.label for each in options(column) if each.code == text), text)
    return label if taken_text(column, label) == text else text


def beginning_with(column: FieldSpec, text: str) -> list[Choice]:
    """Return the choices whose labels begin with a text."""
    return [each for each in options(column) if each.label.startswith(text)]
