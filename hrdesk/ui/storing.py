"""A page whose act is being stored: it says so and takes no other act until that is done."""

from collections.abc import Callable, Sequence

from PySide6.QtWidgets import QWidget

from hrdesk.ui.notice import Notice, Tone

_STAY = "存好就离开这一页；现在不能返回或另做。"


class Storing:
    """Lets parts of a page rest while `is_under_way`; the notice says what is being stored."""

    def __init__(self, notice: Notice, parts: Sequence[QWidget]) -> None:
        self._notice = notice
        self._parts = parts
        self.is_under_way = False

    def begin(self, words: str) -> None:
        """Say what is being stored; nothing else is done meanwhile."""
        self._rest(under_way=True)
        self._notice.say(Tone.INFO, words, _STAY)

    def end(self) -> None:
        """Let the page be used again."""
        self._rest(under_way=False)

    def leaving(self, leave: Callable[[], object]) -> Callable[[], object]:
        """Return what leaves the page, unless something is being stored."""
        return lambda: None if self.is_under_way else leave()

    def _rest(self, *, under_way: bool) -> None:
        self.is_under_way = under_way
        for part in self._parts:
            part.setDisabled(under_way)
