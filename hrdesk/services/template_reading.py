"""Reading the platform's template in a process of its own: its bytes, sheets, headers, lists."""

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from hrdesk.domain.errors import InvalidInput
from hrdesk.domain.template import FoundTemplate, HeaderRows
from hrdesk.services.file_reader import FileReader

if TYPE_CHECKING:
    from hrdesk.services.child_process import Speaker


@dataclass(frozen=True, slots=True)
class ReadTemplate:
    """A template that was read: the bytes of its file, how that is called, what was found."""

    content: bytes
    file_name: str
    found: FoundTemplate


@dataclass(frozen=True, slots=True)
class _RefusedTemplate:
    """Why a template is not taken, and what stands in the upper rows of the sheet in question."""

    key: str
    values: dict[str, str]
    top: tuple[tuple[str, ...], ...]


class TemplateReading:
    """A template under way; ask `is_done`, then for its `result`, or `cancel`.

    `top` is what stands in the upper rows of a sheet that was refused for what is in it.
    """

    def __init__(self, path: Path, rows: HeaderRows | None = None) -> None:
        """Begin to read a file; `rows` are where a person says that its header stands."""
        self._reader = FileReader(_read, str(path), rows)
        self.top: tuple[tuple[str, ...], ...] = ()

    def is_done(self) -> bool:
        """Tell whether `result` would answer at once."""
        return self._reader.is_done()

    def result(self) -> ReadTemplate:
        """Wait for the template; raises as `FileReader.first`."""
        read: ReadTemplate | _RefusedTemplate = self._reader.first()
        if isinstance(read, _RefusedTemplate):
            self.top = read.top
            raise InvalidInput(read.key, (), **read.values)
        return read

    def cancel(self) -> None:
        """End it; nothing is written."""
        self._reader.end()


def _read(
    speaker: "Speaker", path: str, rows: HeaderRows | None
) -> ReadTemplate | _RefusedTemplate:
    """Read a file; runs in the child, ends with who began it."""
    from hrdesk.services.orphan import end_with_parent
    from hrdesk.services.process_limits import limit_this_process
    from hrdesk.workbooks.foreign_file import file_content
    from hrdesk.workbooks.template_reading import read_template, upper_rows

    end_with_parent(lambda: None)
    limit_this_process()
    speaker.step(0)
    try:
        content = file_content(Path(path))
        try:
            return ReadTemplate(content, Path(path).name, read_template(content, rows))
        except InvalidInput as fault:
            sheet = fault.values.get("sheet", rows.sheet if rows else "")
            return _RefusedTemplate(fault.key, dict(fault.values), upper_rows(content, sheet))
    except MemoryError:
        raise InvalidInput("list_file.too_heavy") from None
