"""Writing a workbook in a process of its own, so that the window goes on and it can be ended."""

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from hrdesk.domain import errors
from hrdesk.domain.batch import FrozenBatch
from hrdesk.domain.errors import EnvironmentFault, Fault, InvalidInput, Problem
from hrdesk.storage.files import remove_unfinished

if TYPE_CHECKING:
    from multiprocessing import connection

_DONE, _FAULT, _BUG = "done", "fault", "bug"


class BatchWriting:
    """A workbook under way; ask `is_done`, then for its `result`, or `cancel`."""

    def __init__(self, frozen: FrozenBatch, folder: Path, *, again: bool) -> None:
        """Begin to write `<number>.xlsx` and its manifest into a folder.

        `again`: the batch was there before, and stays when this is not written.
        """
        from multiprocessing import get_context

        self.batch = frozen.batch
        self.again = again
        self.target = folder / batch_file_name(frozen.batch.number)
        self._known = self.target.exists()
        context = get_context("spawn")
        self._answers, childs = context.Pipe(duplex=False)
        self._process = context.Process(
            target=_write, args=(frozen, str(self.target), childs), daemon=True
        )
        self._process.start()
        # Only the child holds its end now: when it dies, reading ends at once.
        childs.close()

    def is_done(self) -> bool:
        """Tell whether `result` would answer at once."""
        return self._answers.poll(0)

    def result(self) -> str:
        """Wait for the workbook and return its SHA-256.

        Raises what writing raised, and EnvironmentFault `batch.writer_ended` (number) when the
        process was ended from outside; nothing is left then.
        """
        try:
            kind, content = self._answers.recv()
        except EOFError:
            self.cancel()
            raise EnvironmentFault("batch.writer_ended", number=self.batch.number) from None
        self._process.join()
        if kind == _DONE:
            return str(content)
        if kind == _FAULT:
            raise _fault(*content)
        raise RuntimeError(f"writing a batch ended with {content}")

    def cancel(self) -> None:
        """End it; what it left is removed, unless the workbook was there before."""
        self._process.kill()
        self._process.join()
        _remove(self.target, known=self._known)


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


def _write(frozen: FrozenBatch, target: str, answers: "connection.Connection") -> None:
    """Write, read again, and answer; runs in the child and ends with the program that began it."""
    from hrdesk.services.batch_building import batch_sheet
    from hrdesk.services.batch_files import write_batch_files
    from hrdesk.services.orphan import end_with_parent

    end_with_parent(partial(_remove, Path(target), known=Path(target).exists()))
    try:
        manifest = write_batch_files(batch_sheet(frozen), Path(target))
    except Fault as fault:
        problems = fault.problems if isinstance(fault, InvalidInput) else ()
        told = [(each.key, each.where, dict(each.values)) for each in problems]
        answers.send((_FAULT, (type(fault).__name__, fault.key, dict(fault.values), told)))
    except Exception as error:  # noqa: BLE001 - a traceback of the child would show cells
        answers.send((_BUG, type(error).__name__))
    else:
        answers.send((_DONE, manifest.sha256))


def _fault(
    kind: str, key: str, values: dict[str, str], told: list[tuple[str, str, dict[str, str]]]
) -> Fault:
    if kind == InvalidInput.__name__:
        return InvalidInput(key, tuple(Problem(*each) for each in told), **values)
    made: Fault = getattr(errors, kind)(key, **values)
    return made
