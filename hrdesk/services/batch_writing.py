"""Writing the files of a batch in a process of its own."""

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from hrdesk.domain.batch import CopiedFile, CopyPurpose, FrozenBatch
from hrdesk.domain.errors import EnvironmentFault
from hrdesk.services.batch_files import batch_paths, those_there, withdraw
from hrdesk.services.batch_frame import file_count
from hrdesk.services.child_process import ChildEnded, ChildProcess

if TYPE_CHECKING:
    from hrdesk.services.child_process import Speaker


class BatchWriting:
    """A copy under way; ask `is_done`, then for its `result`, or `cancel`."""

    def __init__(
        self, frozen: FrozenBatch, folder: Path, purpose: CopyPurpose, *, again: bool
    ) -> None:
        """Begin to write the files of a batch into a folder.

        `again`: the batch was there before, and stays when this is not written. `known`: so
        were these files, and they stay too.
        """
        self.batch = frozen.batch
        self.purpose = purpose
        self.again = again
        self.paths = paths_of(frozen, folder)
        self.known = those_there(self.paths)
        self._child = ChildProcess(_write, frozen, str(folder))

    @property
    def done(self) -> int:
        """How many rows are written, as far as `is_done` heard."""
        return min(self._child.steps, self.batch.rows)

    def is_done(self) -> bool:
        """Tell whether `result` would answer at once."""
        return self._child.is_done()

    def result(self) -> tuple[CopiedFile, ...]:
        """Wait for the workbooks and return them as they were read back.

        Raises what writing raised, and EnvironmentFault `batch.writer_ended` (number) when the
        process was ended from outside; nothing is left then.
        """
        try:
            return tuple(self._child.answer())
        except ChildEnded:
            self.cancel()
            raise EnvironmentFault("batch.writer_ended", number=self.batch.number) from None

    def cancel(self) -> None:
        """End it; what it left is removed, unless it was there before.

        Raises EnvironmentFault `batch.file_left` (names, drive) when that cannot be done.
        """
        self._child.end()
        withdraw(self.paths, self.known)


def paths_of(frozen: FrozenBatch, folder: Path) -> tuple[Path, ...]:
    """Return where the files of a batch would lie in a folder, the manifest first."""
    return batch_paths(_target(frozen, folder), file_count(frozen))


def _target(frozen: FrozenBatch, folder: Path) -> Path:
    return folder / f"{frozen.batch.number}.xlsx"


def _write(speaker: "Speaker", frozen: FrozenBatch, folder: str) -> tuple[CopiedFile, ...]:
    """Write, read again, read back; runs in the child, ends with who began it."""
    from hrdesk.services.batch_building import batch_sheet
    from hrdesk.services.batch_files import write_batch_files
    from hrdesk.services.orphan import end_with_parent

    paths = paths_of(frozen, Path(folder))
    end_with_parent(partial(withdraw, paths, those_there(paths)))
    target = _target(frozen, Path(folder))
    return write_batch_files(batch_sheet(frozen), target, speaker.step)
