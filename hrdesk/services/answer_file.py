"""Reading a platform's answer in a process of its own: what it is, its titles, its rows."""

from collections.abc import Sequence
from pathlib import Path

from hrdesk.intake.answer_cells import SentCell
from hrdesk.intake.answer_reading import AnswerReading
from hrdesk.intake.answer_sheet import AnswerHeading
from hrdesk.services.answer_reader import AnswerFacts, BatchOrder, ReadOrder, read_answer_file
from hrdesk.services.file_reader import FileReader

_PIECE = 200


class AnswerFile:
    """A file under way; ask for its `facts`, then its `headings`, then `read` it; or `cancel`.

    All of them wait, and belong where nobody waits with them; meanwhile `done` says how many rows
    were matched, and `lines` how many the sheet has, 0 before that is known.
    """

    def __init__(self, path: Path) -> None:
        """Begin to read."""
        self._reader = FileReader(read_answer_file, str(path))
        self.lines = 0

    @property
    def done(self) -> int:
        """How many rows are matched."""
        return self._reader.done

    def facts(self) -> AnswerFacts:
        """Wait for what the file is; raises as `FileReader.first`."""
        facts: AnswerFacts = self._reader.first()
        return facts

    def headings(
        self, order: BatchOrder, rows: Sequence[Sequence[SentCell]]
    ) -> tuple[AnswerHeading, ...]:
        """Hand the batch over and return the titles of each sheet that is not hidden."""
        self._reader.tell(order)
        for begin in range(0, len(rows), _PIECE):
            self._reader.tell(tuple(map(tuple, rows[begin : begin + _PIECE])))
        self._reader.tell(())
        found: tuple[AnswerHeading, ...] = self._reader.hear()
        return found

    def read(self, order: ReadOrder) -> AnswerReading:
        """Match every row; EnvironmentFault `list_file.reader_ended` when the process is gone."""
        self.lines = order.heading.lines
        self._reader.tell(order)
        reading: AnswerReading = self._reader.hear()
        return reading

    def leave(self) -> None:
        """End it without waiting until it is gone; whoever waits for it hears that it is."""
        self._reader.leave()

    def cancel(self) -> None:
        """End it, whatever it is at."""
        self._reader.end()
