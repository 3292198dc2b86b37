"""Platforms' answers to batches, made from the workbooks that were sent."""

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

import openpyxl

from hrdesk.domain.batch import Batch
from hrdesk.domain.batch_answer import RowState
from hrdesk.services import batch_answers
from hrdesk.services.session import Session

OK, BAD = "成功", "失败"
#: What a platform says of a row: the word, the reason, its own number.
Said = tuple[str, str, str]
Change = Callable[[Any], None]


def answer_file(
    sent: Path,
    target: Path,
    said: Mapping[int, Said],
    *,
    order: Sequence[int] | None = None,
    titles: Sequence[str] = ("处理结果", "失败原因", "平台流水号"),
    change: Change = lambda _: None,
    is_named: bool = True,
    key: str = "案号",
) -> Path:
    """Write an answer: the rows of the first sheet (from 1) that are said of, in any order.

    `change` gets the sheet at the end; without `is_named` the number of the batch is left out.
    `key` is a header by which the row of headers is found.
    """
    source = openpyxl.load_workbook(sent).worksheets[0]
    rows = [[cell.value for cell in row] for row in source.iter_rows()]
    head = next(n for n, row in enumerate(rows) if key in row)
    book = openpyxl.Workbook()
    sheet: Any = book.active
    sheet.title = "处理结果"
    for row in rows[:head]:
        sheet.append([str(row[0]) if row[0] and (is_named or n == 0) else None for n in (0,)])
    if not is_named:
        sheet.cell(2, 1).value = "导入结果"
    sheet.append([*rows[head], *titles])
    for place in order or sorted(said):
        sheet.append([*rows[head + place], *said[place][: len(titles)]])
    for line in sheet.iter_rows(min_row=head + 2):
        for cell in line:
            if isinstance(cell.value, str):
                cell.number_format = "@"
                cell.data_type = "s"
    change(sheet)
    book.save(target)
    return target


def planned(
    session: Session, file: Path, marked: Batch | None = None, **said: Any
) -> batch_answers.AnswerPlan:
    """Read an answer as far as its preview, by the mapping that it proposes."""
    opened = batch_answers.open_answer(session, file)
    try:
        answer = batch_answers.find_batch(session, opened, marked.id if marked else None)
        choice = batch_answers.AnswerChoice(answer.heading, **said)
        return batch_answers.plan(session, answer, choice)
    except BaseException:
        opened.cancel()
        raise


def take(session: Session, file: Path, marked: Batch | None = None) -> str:
    """Take an answer whole and return the number of its batch."""
    return batch_answers.take(session, planned(session, file, marked))


def states(session: Session, batch: Batch) -> list[RowState]:
    """What became of each row of a batch."""
    with session.store.reading() as reader:
        return [each.state for each in reader.sent_states(batch.id)]
