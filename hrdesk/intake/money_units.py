"""The unit in which a title says that its money is counted: this program knows yuan alone.

Titles are compared with their forms made equal; the words for units are U+5143 (yuan), U+5206
(fen), U+89D2 (jiao) and the powers of ten before them.
"""

import re
import unicodedata

#: Ten to a hundred million, in their usual and their financial spelling.
_POWERS = r"[\u5341\u767e\u5343\u4e07\u4ebf\u62fe\u4f70\u4edf\u842c\u5104]{1,3}"
#: A figure before it makes of a unit an amount: "50 000 yuan and more".
_FIGURES = (
    r"\u4e00\u4e8c\u4e09\u56db\u4e94\u516d\u4e03\u516b\u4e5d\u4e24\u51e0\u6570"
    r"\u58f9\u8d30\u53c1\u8086\u4f0d\u9646\u67d2\u634c\u7396"
)
_NO_FIGURE = f"(?<![0-9.{_FIGURES}])"
_NO_POWER = f"(?<!{_POWERS.removesuffix('{1,3}')})"
_YUAN = r"\u5143"
#: Powers of yuan; yuan of other countries (U+7F8E, U+6E2F, U+6B27, U+65E5).
_OUTRIGHT = rf"{_NO_FIGURE}{_NO_POWER}{_POWERS}{_YUAN}|[\u7f8e\u6e2f\u6b27\u65e5]{_YUAN}"
#: What is a unit only where it stands by itself: U+5206, U+89D2, a power without its yuan.
_SHORT = rf"\u5206|\u89d2|{_POWERS}"
_BEGINS = r"(?:^|(?<=[\s(\[\u3010\u3014<{/:,;_\u3001-]))"
_ENDS = r"(?=$|[\s)\]\u3011\u3015>}/,;_\u3001-])"
#: "Unit", perhaps "of the amount"; "renminbi"; "in" before and "counted" or "as unit" behind.
_UNIT = r"\u5355\u4f4d"
_BEFORE = rf"(?:[^\s(:/]{{0,4}}{_UNIT}[\u4e3a\u662f]?|\u4eba\u6c11\u5e01|RMB|[\u4ee5\u6309\u00a5])*"
_BEHIND = rf"(?:\u4e3a{_UNIT}|\u8ba1|\u4f4d)?"
_OTHER = re.compile(rf"({_OUTRIGHT})|{_BEGINS}{_BEFORE}\s*({_SHORT}){_BEHIND}{_ENDS}")
_OWN = re.compile(rf"{_BEGINS}{_BEFORE}\s*{_YUAN}{_BEHIND}{_ENDS}")
#: What a line above the titles must say before its unit, so that it speaks of all money below.
_ABOVE = re.compile(
    rf"{_UNIT}\s*[:(\[\u4e3a]?\s*(?:[^\s:,/\u3001]{{1,3}}[,/\u3001])?(?:\u4eba\u6c11\u5e01)?\s*"
    f"({_OUTRIGHT}|{_SHORT}){_BEHIND}{_ENDS}"
)

_SILENT = "\0"


def other_unit(title: str, above: str = "") -> str:
    """Return the unit other than yuan in which a title counts money, "" for yuan or none named.

    `above` is the unit that stands above the titles: it counts where a title says nothing.
    """
    formed = _formed(title)
    found, own = _OTHER.search(formed), _OWN.search(formed)
    if found and (found[1] or not own):
        return found[1] or found[2]
    return "" if own else above


def names_no_unit(title: str) -> bool:
    """Tell whether a title leaves it to a line above it in which unit it counts money."""
    return other_unit(title, _SILENT) == _SILENT


def unit_above(texts: list[str]) -> str:
    """Return the unit other than yuan that the lines above titles name for all money, or ""."""
    for text in texts:
        found = _ABOVE.search(_formed(text))
        if found:
            return found[1]
    return ""


def _formed(text: str) -> str:
    formed = unicodedata.normalize("NFKC", text)
    return "".join(char for char in formed if unicodedata.category(char) != "Cf")
