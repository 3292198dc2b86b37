"""What is signed in a file that one office hands to another: everything but the signature."""

import json
from collections.abc import Mapping

#: The purpose that a signature names: none over an act of the store can stand in its place.
PURPOSE = "law-export"
#: The table that holds the signature.
SEAL = "signature"


def sealed_bytes(data: Mapping[str, object]) -> bytes:
    """Return the canonical bytes of a file as it was read, without its signature.

    Line ends, blanks and comments do not count; the order of a table does, as a list of codes
    is shown in the order of its document.
    """
    kept = {key: value for key, value in data.items() if key != SEAL}
    text = json.dumps(_ordered(kept), ensure_ascii=True, separators=(",", ":"), allow_nan=False)
    return text.encode("ascii")


def _ordered(value: object) -> object:
    if isinstance(value, dict):
        return {"table": [[key, _ordered(each)] for key, each in value.items()]}
    if isinstance(value, list):
        return [_ordered(each) for each in value]
    return value if isinstance(value, int | str) else {"day": str(value)}
