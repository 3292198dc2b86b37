"""Writing a workbook in a process of its own."""

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from hrdesk.domain.batch import FrozenBatch
from hrdesk.domain.errors import EnvironmentFault
from hrdesk.services.child_process import ChildEnded, ChildProcess
from hrdesk.storage.files import remove_unfinished

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
        self.known = self.target.exists()
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
        """End it; what it left is removed, unless the workbook was there before."""
        self._child.end()
        _remove(self.target, known=self.known)


def batch_file_name(number: str) -> str:
    """Return the name of a batch's workbook: its number and nothing of a person."""
    return f"{number}.xlsx"


def _remove(target: Path, *, known: bool) -> None:
    """Remove what was written, unless the workbook was there before: then what is unfinished."""
    from hrdesk.services.batch_files import manifest_path

    # The manifest first: where one stands, its workbook is whole.
    for path in (manifest_path(target), target):
        remove_unfinished(path.parent, path.name)
        if not known:
            path.unlink(missing_ok=True)


def _write(_speaker: "Speaker", frozen: FrozenBatch, target: str) -> str:
    """Write, read again, and return the SHA-256; runs in the child, ends with who began it."""
    from hrdesk.services.batch_building import batch_sheet
    from hrdesk.services.batch_files import write_batch_files
    from hrdesk.services.orphan import end_with_parent

    end_with_parent(partial(_remove, Path(target), known=Path(target).exists()))
    return write_batch_files(batch_sheet(frozen), Path(target)).sha256
