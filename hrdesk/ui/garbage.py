"""Looking for garbage on the window's thread alone, and at all that stands while nobody works."""

import gc
from time import thread_time

from PySide6.QtCore import QObject, QTimer

_BEAT_MS = 200
#: A beat in which the window's thread worked longer than this is no quiet one: a key a second
#: in a form with its judgement is more, a cursor that blinks is less.
_WORK_S = 0.005
#: To look at so many young objects, or fewer, takes no time worth to speak of.
_YOUNG = 20_000
#: After so many quiet beats in a row (2 s) what stands is set aside.
_QUIET = 10
#: After so many quiet beats in a row (20 s) everything is looked at once.
_LONG_QUIET = 100
#: Fewer beats of work than this leave too little to look at everything for.
_WORTH_IT = 10


class Garbage(QObject):
    """Takes Python's own look for garbage off, and does it at the beats of a timer instead.

    Left to itself Python looks wherever something is made. On the writer's thread that would
    destroy what is left of a window on a thread that Qt forbids; on the window's it looks at
    everything that stands from time to time, with thousands of rows on the screen some 0.2 s in
    the midst of work. Here each beat looks at what is young; once the desk is quiet what stands
    is set aside, and after a long quiet everything is looked at.
    """

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._spent = thread_time()
        self._worked = 0
        self._quiet = 0
        self._is_set_aside = False
        self._timer = QTimer(self)
        self._timer.setInterval(_BEAT_MS)
        self._timer.timeout.connect(self.beat)

    def begin(self) -> None:
        """Look from now on, and pass by what stands: it stays until the end."""
        gc.disable()
        self.pass_by()
        self._timer.start()

    def pass_by(self) -> None:
        """Set aside what stands without a look: what was just made is in use."""
        gc.freeze()

    def let_go(self) -> None:
        """Pass by nothing any more: what stood is gone, and found after the next long quiet."""
        gc.unfreeze()
        self._worked = _WORTH_IT

    def stop(self) -> None:
        """Look no more, and leave it all to Python again."""
        self._timer.stop()
        gc.unfreeze()
        gc.enable()

    def beat(self) -> None:
        """Look at what the beat that ended calls for."""
        self._look(thread_time() - self._spent)
        # What a look takes is no work of the desk: a quiet one stays quiet.
        self._spent = thread_time()

    def _look(self, worked: float) -> None:
        if worked > _WORK_S:
            look_at_young()
            self._worked += 1
            self._quiet = 0
            self._is_set_aside = False
            return
        self._quiet += 1
        if self._quiet == _LONG_QUIET and self._worked >= _WORTH_IT:
            gc.unfreeze()
            gc.collect()
            gc.freeze()
            self._worked = 0
        elif self._quiet >= _QUIET and not self._is_set_aside:
            set_aside()
            self._is_set_aside = True


def set_aside() -> None:
    """Let the look for garbage pass by everything that stands; takes some milliseconds at most."""
    look_at_young()
    gc.freeze()


def look_at_young() -> None:
    """Look at what was just made, unless long work made so much that a look would be felt."""
    if gc.get_count()[0] <= _YOUNG:
        gc.collect(0)
