"""For which batch a platform's answer is, and which of its sheets says it."""

from collections.abc import Mapping

from hrdesk.domain.errors import Refused
from hrdesk.intake.answer_sheet import AnswerHeading, OwnColumn, SentColumns
from hrdesk.services.answer_reader import AnswerFacts


def named_batch(known: Mapping[str, tuple[str, str]], facts: AnswerFacts) -> str | None:
    """Return the batch whose number stands in a file, None where none does.

    The control page of a batch that follows names the one that it follows too.
    """
    for number in facts.numbers:
        if number not in known:
            raise Refused("batch_answer.unknown_batch", number=number)
    followed = {known[number][1] for number in facts.numbers}
    left = [number for number in facts.numbers if known[number][0] not in followed]
    if len(left) > 1:
        raise Refused("batch_answer.two_batches", numbers=", ".join(left))
    return known[left[0]][0] if left else None


def chosen_heading(headings: tuple[AnswerHeading, ...], columns: SentColumns) -> AnswerHeading:
    """Return the sheet of an answer: the one that has a key and says something of its own."""
    found = [each for each in headings if any(key in each.sent for key in columns.naming)]
    telling = [each for each in found if any(each.columns(own) for own in OwnColumn)]
    if len(telling) > 1:
        raise Refused("batch_answer.two_sheets", names=", ".join(each.name for each in telling))
    best = telling or found or list(headings)
    if not best:
        raise Refused("batch_answer.no_rows")
    return max(best, key=lambda each: sum(map(bool, each.roles)))
