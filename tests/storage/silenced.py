"""Guards that do not speak: the triggers of a bare connection, switched off while they stay.

Taken away and put back they would change the schema, and SQLite reads the whole of it anew before
the next statement, which takes longer than what the statement does. The switch is SQLite's own
(SQLITE_DBCONFIG_ENABLE_TRIGGER); Python has a method for it from 3.12 on, this driver has none.
"""

import ctypes
from typing import Any

from sqlcipher3 import _sqlite3

_ENABLE_TRIGGER = 1003


def silence_guards(connection: Any) -> None:
    """Let no trigger of this connection fire from now on."""
    switch = ctypes.CDLL(_sqlite3.__file__).sqlite3_db_config
    # The handle of SQLite is the first thing in a connection, after what every object begins with.
    handle = ctypes.c_void_p.from_address(id(connection) + object.__basicsize__)
    speak = ctypes.c_int(-1)
    code = switch(handle, _ENABLE_TRIGGER, 0, ctypes.byref(speak))
    assert (code, speak.value) == (0, 0), "the guards could not be silenced"
