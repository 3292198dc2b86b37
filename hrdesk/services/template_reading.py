"""Reading the platform's template in a process of its own: its bytes, sheets, headers, lists."""

from dataclasses import dataclass
from pathlib import Path
from time import monotonic, sleep
from typing import TYPE_CHECKING

from hrdesk.domain.errors import InvalidInput
from hrdesk.domain.template import FoundTemplate, HeaderRows
from hrdesk.services.child_process import ChildEnded, ChildProcess

if TYPE_CHECKING:
    from hrdesk.services.child_process import Speaker

#: Seconds: a file that needs longer is made to keep people waiting.
MOST_SECONDS = 10
_LOOK_S = 0.02


@dataclass(frozen=True, slots=True)
class ReadTemplate:
    """A template that was read: the bytes of its file, how that is called, what was found."""

    content: bytes
    file_name: str
    found: FoundTemplate


class TemplateReading:
    """A template under way; ask `is_done`, then for its `result`, or `cancel`."""

    def __init__(self, path: Path, rows: HeaderRows | None = None) -> None:
        """Begin to read a file; `rows` are where a person says that its header stands."""
        self._child = ChildProcess(_read, str(path), rows)
        self._deadline = monotonic() + MOST_SECONDS

    def is_done(self) -> bool:
        """Tell whether `result` would answer at once."""
        return self._child.is_done() or monotonic() > self._deadline

    def result(self) -> ReadTemplate:
        """Wait for the template.

        Raises what reading raised (InvalidInput, EnvironmentFault), and InvalidInput
        `list_file.too_slow` (seconds) or `list_file.too_heavy` when the file takes more time or
        memory than any template does.
        """
        while not self.is_done():
            sleep(_LOOK_S)
        if not self._child.is_done():
            self.cancel()
            raise InvalidInput("list_file.too_slow", seconds=MOST_SECONDS)
        try:
            read: ReadTemplate = self._child.answer()
        except ChildEnded:
            raise InvalidInput("list_file.too_heavy") from None
        return read

    def cancel(self) -> None:
        """End it; nothing is written."""
        self._child.end()


def _read(_speaker: "Speaker", path: str, rows: HeaderRows | None) -> ReadTemplate:
    """Read a file; runs in the child, ends with who began it."""
    from hrdesk.services.orphan import end_with_parent
    from hrdesk.services.process_limits import limit_this_process
    from hrdesk.workbooks.foreign_file import file_content
    from hrdesk.workbooks.template_reading import read_template

    end_with_parent(lambda: None)
    limit_this_process(MOST_SECONDS)
    try:
        content = file_content(Path(path))
        return ReadTemplate(content, Path(path).name, read_template(content, rows))
    except MemoryError:
        raise InvalidInput("list_file.too_heavy") from None
