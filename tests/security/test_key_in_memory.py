"""P11: when the store is closed its key is gone from the memory of the process."""

import subprocess
import sys

import pytest

from tests.patience import PROGRAM_S
from tests.storage import desk

LOOK = """
import gc, sys
from pathlib import Path
from tests.storage import desk

folder, password = Path(sys.argv[1]), sys.argv[2]


def occurrences(masked):
    # The needle is kept masked, so that the search does not find itself.
    found = 0
    with open("/proc/self/maps") as maps, open("/proc/self/mem", "rb", buffering=0) as memory:
        for line in maps:
            fields = line.split()
            first, last = (int(part, 16) for part in fields[0].split("-"))
            if "r" not in fields[1] or "w" not in fields[1] or last - first > 1 << 30:
                continue
            try:
                memory.seek(first)
                content = bytearray(memory.read(last - first))
            except OSError:
                continue
            needle = bytearray(byte ^ 0x5A for byte in masked)
            at = content.find(needle)
            while at >= 0:
                found += 1
                at = content.find(needle, at + 1)
            for buffer in (needle, content):
                for index in range(0, len(buffer), 4096):
                    buffer[index : index + 4096] = bytes(len(buffer[index : index + 4096]))
            del needle, content
    return found


store = desk.open_store(folder)
desk.accept(store)
key = store._held.credentials.data_key.material
raw = bytes(byte ^ 0x5A for byte in key)
digits = bytes(ord(char) ^ 0x5A for char in key.hex())
before = occurrences(raw)
store.close()
del store, key
gc.collect()
print(before, occurrences(raw), occurrences(digits))
"""


@pytest.mark.skipif(sys.platform != "linux", reason="looks into /proc")
def test_no_copy_of_the_key_is_left_after_closing(tmp_path):
    folder = desk.found(tmp_path / "data")
    done = subprocess.run(
        [sys.executable, "-c", LOOK, str(folder), desk.PASSWORD],
        capture_output=True,
        text=True,
        check=True,
        timeout=PROGRAM_S,
    )
    before, raw, _digits = map(int, done.stdout.split())
    assert before > 0, "the search finds nothing even while the store is open"
    assert raw == 0
