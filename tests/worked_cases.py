"""The worked cases of a measure: the pack's own, and those of the contract."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from hrdesk.packs.examples import read_examples
from hrdesk.packs.pack_folder import files_of
from hrdesk.packs.reading import read_pack
from tests.shipped import PACK

WORKED = Path(__file__).parent / "policy" / "worked.jsonl"


def worked_cases(measure: str) -> Iterator[dict[str, Any]]:
    """Yield each in the shape of the contract."""
    for parts in read_pack(files_of(PACK)).measures:
        if parts.id == measure:
            yield from (dict(example.application) for example in read_examples(parts))
    for line in WORKED.read_text(encoding="utf-8").splitlines():
        application = json.loads(line)["input"]
        if application["measure"] == measure:
            yield application
