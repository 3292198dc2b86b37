"""The unit in which a title says that its money is counted: this program knows yuan alone.

Titles are compared with their forms made equal; the words for units are U+5143 (yuan), U+5206
(fen), U+89D2 (jiao) and the powers of ten before them.
"""

import re
import unicodedata
from collections.abc import Iterable

#: Ten to a hundred million, in their usual and their financial spelling, and as W and K.
_POWERS = r"[\u5341\u767e\u5343\u4e07\u4ebf\u62fe\u4f70\u4edf\u842c\u5104WwKk]{1,3}"
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
#: Nothing that goes on with a word: white space, a mark, or the end of the text.
_BEGINS, _ENDS = r"(?<![^\W_])", r"(?![^\W_])"
#: "Unit", perhaps "of the amount"; "renminbi"; "in" before and "counted" or "as unit" behind.
_UNIT = r"\u5355\u4f4d"
_RENMINBI = r"\u4eba\u6c11\u5e01"
_IN = r"[\u4ee5\u6309\u7528]"
_BEFORE = rf"(?:[^\s(:/]{{0,4}}{_UNIT}[\u4e3a\u662f]?|{_RENMINBI}|RMB|[\u4ee5\u6309\u00a5])*"
_BEHIND = rf"(?:\u4e3a{_UNIT}|\u8ba1|\u4f4d)?"
_OTHER = re.compile(rf"({_OUTRIGHT})|{_BEGINS}{_BEFORE}\s*({_SHORT}){_BEHIND}{_ENDS}")
_OWN = re.compile(rf"{_BEGINS}{_BEFORE}\s*{_YUAN}{_BEHIND}{_ENDS}")
#: "Unit" that is no organisation: at its beginning, or of an amount, of money, of counting.
_OF_MONEY = r"(?:\u91d1\u989d|\u8d27\u5e01|\u8ba1\u91cf|\u8ba1\u4ef7|\u8ba1\u7b97|\u5747)"
_STATES = rf"(?:{_BEGINS}|{_OF_MONEY}){_UNIT}[:\u4e3a\u662f(\[]*"
#: Other units may stand before it in a list: of people, of pieces (U+548C is "and"). Behind yuan
#: stand its parts.
_OTHERS = rf"(?:(?!{_YUAN}[,/;\u3001\u548c])[^\W\d_]{{1,3}}[,/;\u3001\u548c])*"
#: Above titles a unit of money counts wherever a word ends with it, and wherever it is said to
#: be the one of counting. What goes on otherwise is a name or an amount in a sentence.
_ABOVE = re.compile(
    rf"({_OUTRIGHT})(?:{_BEHIND}{_ENDS}|{_RENMINBI})"
    rf"|(?:{_STATES}{_OTHERS}(?:{_RENMINBI})?|{_IN})({_OUTRIGHT})"
)
#: A unit that is short counts where little else is said: alone, or as what the unit is.
_SHORT_ABOVE = re.compile(
    rf"(?:{_STATES}|{_RENMINBI}[:(]*|\u91d1\u989d[:(]+){_OTHERS}(?:{_RENMINBI}[:(]*)?"
    rf"({_SHORT}){_BEHIND}{_ENDS}|{_IN}({_SHORT})(?:\u4e3a{_UNIT}|\u8ba1){_ENDS}"
    rf"|^\W*({_SHORT}){_BEHIND}\W*$"
)
#: A title that says nothing but a unit speaks for its neighbours.
_ALONE = re.compile(
    rf"\W*(?:{_OF_MONEY}?{_UNIT}[\W\u4e3a\u662f]*)?(?:{_RENMINBI})?\W*"
    rf"({_OUTRIGHT}|{_SHORT}){_BEHIND}\W*"
)
_SPACED_AMOUNT = re.compile(rf"(?<=[0-9{_FIGURES}])\s+(?={_POWERS}{_YUAN})")

#: What a title of money has: U+5143, U+91D1, U+989D, U+8D39, U+85AA, U+8D44, U+6B3E, U+8D34 or
#: U+52A9 behind U+8865 (subsidies), what is due, paid or approved (U+5E94, U+5B9E, U+6838 before
#: U+53D1 or U+62E8), or what is taken off or added (U+51CF, U+589E behind U+6838, U+6263).
_MONEY_WORD = re.compile(
    r"[\u5143\u91d1\u989d\u8d39\u85aa\u8d44\u6b3e]|\u8865[\u8d34\u52a9]"
    r"|[\u5e94\u5b9e\u6838][\u53d1\u62e8]|[\u6838\u6263][\u51cf\u589e]"
)

#: No unit is said without one of these, W and K in either width: most texts have none.
_SIGNS = re.compile(
    rf"[{_YUAN}\u5206\u89d2\uff37\uff57\uff2b\uff4b{_POWERS.removesuffix('{1,3}')[1:]}"
)
#: Nobody says more than that of a unit alone.
_LONGEST_UNIT = 20

_SILENT = "\0"


def speaks_of_money(title: str) -> bool:
    """Tell whether a title may be that of amounts: rather one too many."""
    return _MONEY_WORD.search(_formed(title)[0]) is not None


def other_unit(title: str, above: str = "") -> str:
    """Return the unit other than yuan in which a title counts money, "" for yuan or none named.

    `above` is the unit that stands above the titles: it counts where a title says nothing.
    """
    texts = _formed(title)
    found = [match for text in texts if (match := _OTHER.search(text))]
    own = any(map(_OWN.search, texts))
    for match in found:
        if match[1] or not own:
            return match[1] or match[2]
    return "" if own else above


def unit_beside(title: str, texts: Iterable[str]) -> str:
    """Return the first unit other than yuan in a column of units, "" where it is none.

    `texts` are cells under a title that is not read; one that is no more than a sign or a power
    is a unit only where the title calls it so.
    """
    is_of_units = re.search(_UNIT, _formed(title)[0]) is not None
    for text in filter(_SIGNS.search, texts):
        found = _ALONE.fullmatch(_formed(text)[0]) if len(text) <= _LONGEST_UNIT else None
        if found and (is_of_units or found[1].endswith(_YUAN)):
            return found[1]
    return ""


def names_no_unit(title: str) -> bool:
    """Tell whether a title leaves it to a line above it in which unit it counts money."""
    return other_unit(title, _SILENT) == _SILENT


def unit_above(texts: Iterable[str], titles: Iterable[str] = ()) -> str:
    """Return the unit other than yuan that is said for all money below, or "".

    `texts` are the cells above the titles, wherever they stand. Any of them that names a unit
    without a figure before it counts, however it is put: one too many is refused with what to do,
    one too few pays ten thousand times the amount. Of `titles` those count that say nothing else.
    """
    for text in filter(_SIGNS.search, texts):
        forms = _formed(text)
        for wanted in (_ABOVE, _SHORT_ABOVE):
            found = next(filter(None, map(wanted.search, forms)), None)
            if found:
                return str(next(filter(None, found.groups())))
    for title in titles:
        found = _ALONE.fullmatch(_formed(title)[0])
        if found:
            return found[1]
    return ""


def _formed(text: str) -> tuple[str, str]:
    """Return a text with its forms made equal: without white space, and as it is spaced."""
    formed = unicodedata.normalize("NFKC", text)
    spaced = "".join(char for char in formed if unicodedata.category(char) != "Cf")
    return "".join(spaced.split()), _SPACED_AMOUNT.sub("", spaced)
