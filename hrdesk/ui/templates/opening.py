"""The file of a template on its way onto the page: read, and read again where a person points."""

from collections.abc import Generator, Iterable
from pathlib import Path

from hrdesk.domain.errors import Fault, InvalidInput, Problem
from hrdesk.domain.template import HeaderRows
from hrdesk.intake.template_check import MappingCheck
from hrdesk.services.presenting import present
from hrdesk.services.template_reading import ReadTemplate, TemplateReading
from hrdesk.ui.faults import two_lines
from hrdesk.ui.templates.header_rows import HeaderRowsCard

#: What of a sheet may be otherwise once its header is found elsewhere.
_BY_HEADER = frozenset(
    {
        "template_file.no_header",
        "template_file.no_titles",
        "template_file.merged",
        "template_file.content",
        "template_file.example",
        "template_file.hidden",
        "template_file.formula",
        "template_file.formula_short",
    }
)


class TemplateOpening:
    """Reads one file; `read` is what was found of it last, `card` shows where its header stands."""

    def __init__(self, card: HeaderRowsCard) -> None:
        self._card = card
        self._path: Path | None = None
        self._reading: TemplateReading | None = None
        self.read: ReadTemplate | None = None

    @property
    def has_file(self) -> bool:
        """Whether a file was chosen whose header a person may point at."""
        return self._path is not None

    @property
    def unfit(self) -> tuple[Problem, ...]:
        """What of the file itself is to be said beside its columns."""
        return () if self.read is None else self.read.found.unfit

    def choose(self, path: Path) -> None:
        """Take a file."""
        self._path = path

    def forget(self) -> None:
        """End what is under way and let the file go."""
        if self._reading is not None:
            self._reading.cancel()
        self._path = self._reading = self.read = None
        self._card.hide()

    def pieces(self, rows: HeaderRows | None = None) -> Generator[None, None, ReadTemplate]:
        """Read the file; raises as `TemplateReading.result`."""
        if self._path is None:
            raise RuntimeError("no file was chosen")
        yield
        self._reading = reading = TemplateReading(self._path, rows)
        while not reading.is_done():
            yield
        self.read = None
        self.read = reading.result()
        return self.read

    def show_sheet(self, place: int) -> None:
        """Show where the header of a sheet was found."""
        if self.read is not None:
            self._card.show_sheet(self.read.found.sheets[place])

    def say_failed(self, fault: Fault) -> None:
        """Ask where the header is, where that may be what hinders."""
        if self.has_file and isinstance(fault, InvalidInput) and fault.key in _BY_HEADER:
            top = () if self._reading is None else self._reading.top
            self._card.show_unread(fault.values, top)
            self._card.show()
            self._card.take_cursor()

    def toggle(self) -> None:
        """Show the card, the cursor in it, or put it away."""
        if self.has_file:
            self._card.setVisible(not self._card.isVisible())
            if self._card.isVisible():
                self._card.take_cursor()


def whole_words(check: MappingCheck, unfit: Iterable[Problem]) -> str:
    """Return what is said of a template as a whole, a line each; a sheet that is `unfit` is left
    as it is, as most lists of codes are.
    """
    said = [each for each in (*check.problems, *check.remarks) if not each.where]
    return "\n".join(["".join(two_lines(each)) for each in said] + list(map(_left_alone, unfit)))


def _left_alone(problem: Problem) -> str:
    message = present(problem)
    hindered = f"{message.problem}{message.remedy}"
    return f"{message.where}不填，原样留着。要填的正是它的：{hindered}"


def best_sheet(read: ReadTemplate) -> int:
    """Return the place of the sheet that is shown first: of several the one with most columns."""
    sheets = read.found.sheets
    return max(range(len(sheets)), key=lambda place: len(sheets[place].columns))
