"""Amounts in capital words, as forms carry them beside the figures.

Source: 正确填写票据和结算凭证的基本规定 (支付结算办法, 附一). Where it leaves a choice, one form
is fixed here: no 整 after 角; 零 between 元 and 角 when the last digit of the yuan is 0; no 零
between a section that ends in 0 and a section of four digits.
"""

_DIGITS = "零壹贰叁肆伍陆柒捌玖"
_UNITS = ((10**8, "亿"), (10**4, "万"), (1000, "仟"), (100, "佰"), (10, "拾"))
_ZERO, _YUAN, _JIAO, _FEN, _WHOLE = "零", "元", "角", "分", "整"


def capital_words(fen: int) -> str:
    """Return an amount of fen in capital words, without the name of the currency before it.

    10_000_00 is 壹万元整. A negative amount is a ValueError: nothing is paid that way round.
    """
    if fen < 0:
        raise ValueError("a negative amount has no capital words")
    yuan, rest = divmod(fen, 100)
    jiao, last = divmod(rest, 10)
    if not rest:
        return _integer_words(yuan) + _YUAN + _WHOLE
    words = _integer_words(yuan) + _YUAN if yuan else ""
    if yuan and (not jiao or not yuan % 10):
        words += _ZERO
    if jiao:
        words += _DIGITS[jiao] + _JIAO
    if last:
        words += _DIGITS[last] + _FEN
    return words


def _integer_words(number: int) -> str:
    for size, unit in _UNITS:
        high, low = divmod(number, size)
        if high:
            gap = _ZERO if 0 < low < size // 10 else ""
            return _integer_words(high) + unit + gap + (_integer_words(low) if low else "")
    return _DIGITS[number]
