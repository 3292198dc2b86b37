"""Writing a workbook in a process of its own."""

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from hrdesk.domain.batch import FrozenBatch
from hrdesk.domain.errors import EnvironmentFault
from hrdesk.services.batch_files import those_there, withdraw
from hrdesk.services.child_process import ChildEnded, ChildProcess

if TYPE_CHECKING:
    from hrdesk.services.child_process import Speaker


class BatchWriting:
    """A workbook under way; ask `is_done`, then for its `result`, or `cancel`."""

    def __init__(self, frozen: FrozenBatch, folder: Path, *, again: bool) -> None:
        """Begin to write `<number>.xlsx` and its manifest into a folder.

        `again`: the batch was there before, and stays when this is not written. `known`: so
        was the workbook, and it stays too.
        """
        self.batch = frozen.batch
        self.again = again
        self.target = folder / batch_file_name(frozen.batch.number)
        self.known = those_there(self.target)
        self._child = ChildProcess(_write, frozen, str(self.target))

    def is_done(self) -> bool:
        """Tell whether `result` would answer at once."""
        return self._child.is_done()

    def result(self) -> str:
        """Wait for the workbook and return its SHA-256.

        Raises what writing raised, and EnvironmentFault `batch.writer_ended` (number) when the
        process was ended from outside; nothing is left then.
        """
        try:
            return str(self._child.answer())
        except ChildEnded:
            self.cancel()
            raise EnvironmentFault("batch.writer_ended", number=self.batch.number) from None

    def cancel(self) -> None:
        """End it; what it left is removed, unless it was there before.

        Raises EnvironmentFault `batch.file_left` (names, drive) when that cannot be done.
        """
        self._child.end()
        withdraw(self.target, self.known)


def batch_file_name(number: str) -> str:
    """Return the name of a batch's workbook: its number and nothing of a person."""
    return f"{number}.xlsx"


def _write(_speaker: "Speaker", frozen: FrozenBatch, target: str) -> str:
    """Write, read again, and return the SHA-256; runs in the child, ends with who began it."""
    from hrdesk.services.batch_building import batch_sheet
    from hrdesk.services.batch_files import write_batch_files
    from hrdesk.services.orphan import end_with_parent

    place = Path(target)
    end_with_parent(partial(withdraw, place, those_there(place)))
    return write_batch_files(batch_sheet(frozen), place).sha256
