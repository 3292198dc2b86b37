"""Reading somebody's list in a process of its own: its titles first, then every line of it."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from pathlib import Path

from hrdesk.domain.errors import InvalidInput
from hrdesk.domain.roster import RosterRow
from hrdesk.intake.form_spec import RosterSpec
from hrdesk.services.file_reader import FileReader
from hrdesk.services.list_marking import MarkedList, MarkOrder, StopMarking
from hrdesk.services.list_plan import LinesOrder, LinesSummary, ListFacts, ListPlan
from hrdesk.services.list_reader import PIECE, read_list_file, sendable
from hrdesk.storage.files import remove_unfinished


class ListReading:
    """A list under way: ask `is_done`, then for `facts`; then for its `plan`; or `cancel`.

    `done` is how many lines were read or marked when `is_done` was asked last.
    """

    def __init__(self, path: Path, spec: RosterSpec, today: date, more: Mapping[str, str]) -> None:
        """Begin; `more` are titles of columns as people chose them before, by plain title."""
        self._reader = FileReader(read_list_file, str(path), sendable(spec), today, dict(more))
        self._path = path
        self._plan: ListPlan | None = None
        self._target: Path | None = None

    @property
    def done(self) -> int:
        """How many lines are read, or gone through since marks were asked for."""
        return self._reader.done

    def is_done(self) -> bool:
        """Tell whether what was asked last is there, or that it took too long."""
        return self._reader.is_done()

    def facts(self) -> ListFacts:
        """Wait for the titles; raises as `FileReader.first`."""
        facts: ListFacts = self._reader.first()
        return facts

    def ask_lines(self, order: LinesOrder, rows: Sequence[RosterRow]) -> Iterator[None]:
        """Let the lines be read and held against the rows that stand, sent a piece at a time."""
        self._plan = ListPlan(order)
        self._reader.tell(order)
        for begin in range(0, len(rows), PIECE):
            self._reader.tell(rows[begin : begin + PIECE])
            yield
        self._reader.tell(())

    def take_piece(self) -> ListPlan | None:
        """Wait for the next piece of the plan; return the plan once it is whole.

        Raises EnvironmentFault `list_file.reader_ended`.
        """
        plan = self._plan
        if plan is None:
            raise RuntimeError("no lines were asked for")
        told = self._reader.hear()
        if isinstance(told, LinesSummary):
            plan.summary = told
            return plan
        plan.changes += told
        plan.refusals += [each for change in told for each in change.refusals]
        self._reader.tell(None)
        return None

    def plan(self, order: LinesOrder, rows: Sequence[RosterRow]) -> ListPlan:
        """Wait for all that the lines change; raises as `take_piece`."""
        for _ in self.ask_lines(order, rows):
            pass
        while (whole := self.take_piece()) is None:
            pass
        return whole

    def ask_marks(self, target: Path) -> None:
        """Let the list be saved with its bad cells marked; `marked` waits for it.

        Raises InvalidInput `list_file.same_file`: what was sent is not written over.
        """
        if target.exists() and self._path.exists() and target.samefile(self._path):
            raise InvalidInput("list_file.same_file")
        self._target = target
        self._reader.count_anew()
        self._reader.tell(MarkOrder(str(target)))

    def stop_marking(self) -> None:
        """Say that the marked list is not wanted any more; `marked` tells whether it was late."""
        self._reader.tell(StopMarking())

    def marked(self) -> MarkedList | None:
        """Wait until the marked list is saved; None when it was stopped and nothing is.

        Raises EnvironmentFault `disk.full`, `disk.write_failed`, `list_file.reader_ended`.
        """
        saved: MarkedList | None = self._reader.hear()
        return saved

    def cancel(self) -> None:
        """End it, whatever it is at; it leaves nothing that is half written."""
        self._reader.end()
        if self._target is not None:
            remove_unfinished(self._target.parent, self._target.name)
