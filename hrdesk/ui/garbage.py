"""Looking for garbage while nobody works: in the midst of typing it would be a pause to feel."""

import gc

from PySide6.QtCore import QObject, QTimer

_BEAT_MS = 2_000
#: After so many quiet beats in a row everything is looked at once.
_LONG_QUIET = 10
#: Fewer looks at what is young than this leave too little to look at everything for.
_WORTH_IT = 50


class Garbage(QObject):
    """Sets aside what stands once the desk is quiet, and looks at all of it after a long quiet.

    Python looks at everything that stands from time to time: with a roster of thousands of rows
    on the screen that is 60 to 120 ms in the midst of a keystroke. What was set aside is left
    out of it. A beat is quiet in which so little was made that Python did not even look at what
    is young; a single keystroke makes more than that.
    """

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._seen = self._whole = looks()
        self._set_aside = -1
        self._quiet = 0
        self._timer = QTimer(self)
        self._timer.setInterval(_BEAT_MS)
        self._timer.timeout.connect(self.beat)

    def begin(self) -> None:
        """Look from time to time from now on."""
        self._timer.start()

    def stop(self) -> None:
        """Look no more, and leave it all to Python again."""
        self._timer.stop()
        gc.unfreeze()

    def beat(self) -> None:
        """Look at what the beat that ended calls for."""
        made, self._seen = looks() - self._seen, looks()
        self._quiet = 0 if made else self._quiet + 1
        if self._quiet and self._set_aside != self._seen:
            set_aside()
            self._seen = self._set_aside = looks()
        elif self._quiet == _LONG_QUIET and self._seen - self._whole >= _WORTH_IT:
            gc.unfreeze()
            gc.collect()
            gc.freeze()
            self._seen = self._whole = self._set_aside = looks()


def set_aside() -> None:
    """Let Python's look for garbage pass by everything that stands; takes a few ms at most."""
    gc.collect(1)
    gc.freeze()


def looks() -> int:
    """Return how often Python has looked at what is young."""
    return sum(int(each["collections"]) for each in gc.get_stats())
