"""Money: exact yuan in the rules, whole fen in the store, capital words on paper."""

import re
from decimal import Decimal

_MONEY = re.compile(r"[0-9]{1,13}(\.[0-9]{1,2})?")
_FEN = Decimal("0.01")
ZERO = Decimal("0.00")


def parse_money(text: str) -> Decimal | None:
    """Return yuan from a text such as `10000` or `10000.50`, or None if it is none."""
    return Decimal(text).quantize(_FEN) if _MONEY.fullmatch(text) else None


def money_text(yuan: Decimal) -> str:
    """Return yuan with two decimals and no separators, as files and contracts carry it."""
    return str(yuan.quantize(_FEN))


def grouped(yuan: Decimal) -> str:
    """Return yuan with two decimals and separators of thousands, as people read it."""
    return f"{yuan.quantize(_FEN):,}"


def to_fen(yuan: Decimal) -> int:
    """Return whole fen; an amount with a fraction of a fen is a ValueError."""
    fen = yuan * 100
    if fen != fen.to_integral_value():
        raise ValueError("fraction of a fen")
    return int(fen)


def from_fen(fen: int) -> Decimal:
    """Return yuan with two decimals from whole fen."""
    return Decimal(fen).scaleb(-2).quantize(_FEN)
