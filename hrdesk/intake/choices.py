"""What a cell stores of a text in a column of choices: the code, where it names one alone."""

from hrdesk.domain.plain_text import trimmed
from hrdesk.intake.form_spec import FieldSpec, FieldType
from hrdesk.intake.list_words import NO_WORD, NOT_CHECKED, YES_WORD
from hrdesk.intake.values import NO, YES


def taken_text(column: FieldSpec, typed: str) -> str:
    """Return what a cell stores of a text that was typed, pasted or read from a workbook.

    In a column of choices a code or a name of one choice alone is that choice; everything
    else stays as it was typed, the beginning of a label too: nothing is guessed that the
    clerk does not see.
    """
    wanted = trimmed(typed)
    if not wanted:
        return typed
    if column.type is FieldType.YES_NO:
        return _yes_or_no(wanted, typed)
    if not column.choices or any(each.code == wanted for each in column.choices):
        return wanted if column.choices else typed
    found = [each for each in column.choices if each.label == wanted]
    found = found or [each for each in column.choices if wanted in each.names]
    return found[0].code if len(found) == 1 else typed


def _yes_or_no(wanted: str, typed: str) -> str:
    if wanted in {YES, NO}:
        return wanted
    if YES_WORD.fullmatch(wanted):
        return YES
    if NO_WORD.fullmatch(wanted):
        return NO
    return "" if NOT_CHECKED.fullmatch(wanted) else typed
