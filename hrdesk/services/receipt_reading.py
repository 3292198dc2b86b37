"""Reading a platform's answer in a process of its own: what it is, its titles, its rows."""

from collections.abc import Sequence
from pathlib import Path
from time import monotonic, sleep
from typing import Any

from hrdesk.domain.errors import EnvironmentFault, InvalidInput
from hrdesk.intake.answer_cells import SentCell
from hrdesk.intake.answer_matching import AnswerReading
from hrdesk.intake.answer_sheet import AnswerHeading
from hrdesk.services.child_process import ChildEnded, ChildProcess
from hrdesk.services.list_reading import MOST_SECONDS
from hrdesk.services.receipt_reader import AnswerFacts, BatchOrder, ReadOrder, read_answer_file

_PIECE = 200
_LOOK_S = 0.02


class AnswerFile:
    """A file under way; ask for its `facts`, then its `headings`, then `read` it; or `cancel`.

    All of them wait, and belong where nobody waits with them.
    """

    def __init__(self, path: Path) -> None:
        """Begin to read."""
        self._child = ChildProcess(read_answer_file, str(path))
        self._deadline: float | None = monotonic() + MOST_SECONDS

    def facts(self) -> AnswerFacts:
        """Wait for what the file is.

        Raises InvalidInput `list_file.…`; `list_file.too_slow` (seconds) or `list_file.too_heavy`
        when it takes more time or memory than any answer does.
        """
        while not self._child.is_done():
            if self._deadline is not None and monotonic() > self._deadline:
                self.cancel()
                raise InvalidInput("list_file.too_slow", seconds=MOST_SECONDS)
            sleep(_LOOK_S)
        facts: AnswerFacts = self._answer()
        self._deadline = None
        return facts

    def headings(
        self, order: BatchOrder, rows: Sequence[Sequence[SentCell]]
    ) -> tuple[AnswerHeading, ...]:
        """Hand the batch over and return the titles of each sheet that is not hidden."""
        self._tell(order)
        for begin in range(0, len(rows), _PIECE):
            self._tell(tuple(map(tuple, rows[begin : begin + _PIECE])))
        self._tell(())
        found: tuple[AnswerHeading, ...] = self._answer()
        return found

    def read(self, order: ReadOrder) -> AnswerReading:
        """Match every row; EnvironmentFault `list_file.reader_ended` when the process is gone."""
        self._tell(order)
        reading: AnswerReading = self._answer()
        return reading

    def cancel(self) -> None:
        """End it, whatever it is at."""
        self._child.end()

    def _answer(self) -> Any:
        try:
            return self._child.answer()
        except ChildEnded:
            raise self._ended() from None

    def _tell(self, content: object) -> None:
        try:
            self._child.tell(content)
        except ChildEnded:
            raise self._ended() from None

    def _ended(self) -> InvalidInput | EnvironmentFault:
        if self._deadline is not None:
            return InvalidInput("list_file.too_heavy")
        return EnvironmentFault("list_file.reader_ended")
