"""The process that reads a platform's answer; it ends with the one that began it."""

import hashlib
import re
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from hrdesk.domain.errors import InvalidInput
from hrdesk.domain.plain_text import trimmed
from hrdesk.intake.answer_cells import is_blank
from hrdesk.intake.answer_matching import AnswerGround, read_answer
from hrdesk.intake.answer_sheet import AnswerHeading, AnswerWords, SentColumns, answer_heading

if TYPE_CHECKING:
    from collections.abc import Sequence

    from hrdesk.domain.foreign_sheet import ForeignCell, ForeignFile
    from hrdesk.intake.answer_cells import SentCell
    from hrdesk.services.child_process import Speaker

_NUMBER = re.compile(r"(?<![0-9])[0-9]{6}-P[0-9]{4}-[0-9]{4,}(?![0-9])")
_SIGN = "-P"


@dataclass(frozen=True, slots=True)
class AnswerFacts:
    """What is known of a file before it is held against a batch: its SHA-256 and the numbers of
    batches that stand in it. `sees_all` is false where its kind shows neither hidden rows nor
    formulas.
    """

    digest: str
    numbers: tuple[str, ...]
    sees_all: bool


@dataclass(frozen=True, slots=True)
class BatchOrder:
    """Which batch is answered: its columns; its rows follow, piece by piece."""

    columns: SentColumns
    words: AnswerWords


@dataclass(frozen=True, slots=True)
class ReadOrder:
    """By which mapping the rows are read; see `AnswerGround`."""

    heading: AnswerHeading
    words: AnswerWords
    every_failed: bool
    today: date


def read_answer_file(speaker: "Speaker", path: str) -> None:
    """Read a file, tell its titles, and match its rows as often as asked; runs in the child."""
    from hrdesk.services.orphan import end_with_parent
    from hrdesk.services.process_limits import lift_time_limit, limit_this_process
    from hrdesk.workbooks.foreign_file import file_content, read_foreign

    end_with_parent(lambda: None)
    limit_this_process()
    speaker.step(0)
    try:
        content = file_content(Path(path))
        file = read_foreign(content)
        told: object = AnswerFacts(
            hashlib.sha256(content).hexdigest(), _numbers(file), file.sees_all
        )
        lift_time_limit()
        columns = SentColumns((), (), (), ())
        sent: list[tuple[SentCell, ...]] = []
        while True:
            order: BatchOrder | ReadOrder = speaker.ask(told)
            if isinstance(order, BatchOrder):
                columns, sent = order.columns, _heard(speaker)
                told = tuple(
                    answer_heading(place, sheet, columns, order.words)
                    for place, sheet in enumerate(file.sheets)
                    if not sheet.hidden
                )
            else:
                ground = AnswerGround(
                    columns, sent, order.words, order.today, order.every_failed, file.date_base_1904
                )
                sheet = file.sheets[order.heading.sheet]
                told = read_answer(ground, sheet, order.heading, speaker.step)
    except MemoryError:
        raise InvalidInput("list_file.too_heavy") from None


def _numbers(file: "ForeignFile") -> tuple[str, ...]:
    """Return the numbers of batches in a file, in titles as in columns.

    What stands in a row beside other cells is no name of the file, unless its cell says nothing
    else: platforms name other batches in the reason why a row failed.
    """
    found: dict[str, None] = {}
    for sheet in file.sheets:
        for line in sheet.lines:
            for cell in line:
                if isinstance(cell, str) and _SIGN in cell:
                    numbers = _NUMBER.findall(cell)
                    if numbers == [trimmed(cell)] or _is_title(line):
                        found.update(dict.fromkeys(numbers))
    return tuple(found)


def _is_title(line: "Sequence[ForeignCell]") -> bool:
    """Tell whether a line has one cell alone."""
    return sum(not is_blank(cell) for cell in line) == 1


def _heard(speaker: "Speaker") -> "list[tuple[SentCell, ...]]":
    """Hear the rows that were sent, piece by piece; an empty one ends them."""
    rows: list[tuple[SentCell, ...]] = []
    while piece := speaker.hear():
        rows += piece
    return rows
