"""The amount of a case: what its finding says, in fen, and nothing beside it.

Nobody hands the store an amount: row, version and claims take it from the finding that the
version's signature covers.
"""

from collections.abc import Iterable, Mapping
from typing import Any

from hrdesk.domain.money import money_text, parse_money, to_fen


def decided_fen(finding: Mapping[str, Any]) -> int | None:
    """Return the amount of a finding's record in whole fen, or None while it is open.

    A finding that lacks the amount, or writes it otherwise than the contract does, is a
    ValueError: such a case is a bug.
    """
    if "amount" not in finding:
        raise ValueError("a finding says no amount")
    written = finding["amount"]
    if written is None:
        return None
    yuan = parse_money(str(written))
    if yuan is None or money_text(yuan) != written:
        raise ValueError("an amount is written otherwise than in a finding")
    return to_fen(yuan)


def share_fen(finding: Mapping[str, Any], lines: Iterable[int]) -> int | None:
    """Return what rows of a case add up to in whole fen, None where the case pays nothing.

    `lines` are lines of its roster from 1; 0 is the case itself.
    """
    whole = decided_fen(finding)
    if whole is None:
        return None
    found: Any = finding.get("lines", ())
    return sum(whole if line == 0 else decided_fen(found[line - 1]) or 0 for line in lines)
