"""Whether a case that is judged again gives what its version keeps."""

from collections.abc import Mapping
from typing import Any


def same_result(record: Mapping[str, Any], kept: Mapping[str, Any]) -> bool:
    """Tell whether two findings decide the same, whatever the words in which they say so."""
    return _essence(record) == _essence(kept)


def _essence(finding: Mapping[str, Any]) -> list[object]:
    lines = [
        [line["outcome"], line["amount"], _checked(line["checks"])] for line in finding["lines"]
    ]
    return [finding["outcome"], finding["amount"], _checked(finding["checks"]), lines]


def _checked(checks: list[Mapping[str, Any]]) -> list[object]:
    return [
        [
            each["check"],
            each["outcome"],
            each["question"],
            [[one["outcome"], one["amount"]] for one in each.get("readings", ())],
        ]
        for each in checks
    ]
