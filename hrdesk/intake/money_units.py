"""The unit in which a title says that its money is counted: this program knows yuan alone.

First come the words, each as it is spoken; a new one is put beside its like and is then known in
every reading. Below them stand the readings, the places where a unit is looked for:

- `_IN_TITLE`: in a title, also one of many words; `_YUAN_IN_TITLE` says that it is yuan;
- `_ABOVE` and `_SHORT_ABOVE`: in a cell above the titles, where names and sentences stand too;
- `_ALONE`: in a title that says nothing else.

Titles are compared with their forms made equal (`_formed`). What is read and what is not, in the
words that people write, stands in `tests/intake/test_money_units.py`.
"""

import re
import unicodedata
from collections.abc import Iterable

# ---- words ----

_YUAN = r"\u5143"
#: Powers of ten in their usual, their financial and their older spelling, and as letters.
_POWER = (
    r"\u5341\u62fe"  # shi, 10
    r"\u767e\u4f70"  # bai, 100
    r"\u5343\u4edfKk"  # qian, 1,000
    r"\u4e07\u842cWw"  # wan, 10,000
    r"\u4ebf\u5104"  # yi, 100,000,000
)
#: One after the other: bai wan is a million.
_POWERS = f"[{_POWER}]{{1,3}}"
#: Yuan of other countries: mei (America), gang (Hong Kong), ou (Europe), ri (Japan).
_FOREIGN = r"[\u7f8e\u6e2f\u6b27\u65e5]"
#: Figures: digits; yi to jiu, liang, ji (some), shu (several); yi to jiu in financial spelling.
_FIGURES = (
    "0-9"
    r"\u4e00\u4e8c\u4e09\u56db\u4e94\u516d\u4e03\u516b\u4e5d\u4e24\u51e0\u6570"
    r"\u58f9\u8d30\u53c1\u8086\u4f0d\u9646\u67d2\u634c\u7396"
)
#: Fen, jiao, and a power without its yuan: each is a unit only where it stands by itself.
_SHORT = rf"\u5206|\u89d2|{_POWERS}"
#: Dan wei, "unit"; wei or shi behind it, "is".
_UNIT, _IS = r"\u5355\u4f4d", r"[\u4e3a\u662f]"
#: Ren min bi.
_RENMINBI = r"\u4eba\u6c11\u5e01"
#: Yi, an, yong: "in" yuan.
_IN = r"[\u4ee5\u6309\u7528]"
#: Behind a unit: wei dan wei ("as unit"), ji ("counted"), wei (a part of "unit").
_AS_UNIT, _COUNTED, _PLACE = rf"\u4e3a{_UNIT}", r"\u8ba1", r"\u4f4d"
#: Jin e: the amount.
_AMOUNT = r"\u91d1\u989d"
#: What makes of "unit" no organisation: jin e, huo bi (money), ji liang, ji jia, ji suan (measured,
#: priced, reckoned), jun ("everywhere").
_OF_MONEY = rf"(?:{_AMOUNT}|\u8d27\u5e01|\u8ba1\u91cf|\u8ba1\u4ef7|\u8ba1\u7b97|\u5747)"

# ---- what words make together ----

#: Nothing that goes on with a word: white space, a mark, or an end of the text.
_BEGINS, _ENDS = r"(?<![^\W_])", r"(?![^\W_])"
#: A unit wherever it stands: wan yuan, mei yuan. A figure before a power makes an amount of it
#: ("5 wan yuan and more"), and a power before it is a part of it.
_WHOLE = rf"(?<![{_FIGURES}.])(?<![{_POWER}]){_POWERS}{_YUAN}|{_FOREIGN}{_YUAN}"
#: Before a unit that stands by itself: "unit", perhaps "of the amount"; the currency; "in".
_LEAD = rf"(?:[^\s(:/]{{0,4}}{_UNIT}{_IS}?|{_RENMINBI}|RMB|[\u4ee5\u6309\u00a5])*"
_TAIL = f"(?:{_AS_UNIT}|{_COUNTED}|{_PLACE})?"
#: "Unit:" of a table, not of an organisation.
_UNIT_IS = rf"(?:{_BEGINS}|{_OF_MONEY}){_UNIT}[:\u4e3a\u662f(\[]*"
#: Other units in a list before it, of people or pieces; the last mark is he, "and". Behind yuan
#: stand its parts.
_OTHERS = rf"(?:(?!{_YUAN}[,/;\u3001\u548c])[^\W\d_]{{1,3}}[,/;\u3001\u548c])*"

# ---- readings: the group that matched is the unit ----

_IN_TITLE = re.compile(
    rf"""({_WHOLE})
    | {_BEGINS}{_LEAD}\s*({_SHORT}){_TAIL}{_ENDS}
    """,
    re.VERBOSE,
)
_YUAN_IN_TITLE = re.compile(rf"{_BEGINS}{_LEAD}\s*{_YUAN}{_TAIL}{_ENDS}")
#: Wherever a word ends with it, and wherever it is said to be the unit. What goes on otherwise is a
#: name or an amount in a sentence.
_ABOVE = re.compile(
    rf"""({_WHOLE}) (?: {_TAIL}{_ENDS} | {_RENMINBI} )
    | (?: {_UNIT_IS}{_OTHERS}(?:{_RENMINBI})? | {_IN} ) ({_WHOLE})
    """,
    re.VERBOSE,
)
#: Only where little else is said: "unit: fen", "in fen as unit", and fen alone.
_SHORT_ABOVE = re.compile(
    rf"""(?: {_UNIT_IS} | {_RENMINBI}[:(]* | {_AMOUNT}[:(]+ )
        {_OTHERS}(?:{_RENMINBI}[:(]*)? ({_SHORT}) {_TAIL}{_ENDS}
    | {_IN} ({_SHORT}) (?: {_AS_UNIT} | {_COUNTED} ){_ENDS}
    | ^\W* ({_SHORT}) {_TAIL}\W*$
    """,
    re.VERBOSE,
)
#: Such a title speaks for its neighbours.
_ALONE = re.compile(
    rf"""\W* (?: {_OF_MONEY}?{_UNIT}[\W\u4e3a\u662f]* )? (?:{_RENMINBI})? \W*
    ({_WHOLE}|{_SHORT}) {_TAIL}\W*
    """,
    re.VERBOSE,
)
_SPACED_AMOUNT = re.compile(rf"(?<=[{_FIGURES}])\s+(?={_POWERS}{_YUAN})")

#: What a title of money has.
_MONEY_WORD = re.compile(
    rf"{_YUAN}"
    r"|[\u91d1\u989d]"  # jin, e, of jin e: amount
    r"|[\u8d39\u6b3e]"  # fei: fee; kuan: sum
    r"|[\u85aa\u8d44]"  # xin, zi: pay, wage
    r"|\u8865[\u8d34\u52a9]"  # bu tie, bu zhu: subsidy
    r"|[\u5e94\u5b9e\u6838][\u53d1\u62e8]"  # ying, shi, he (due, paid, approved) fa or bo
    r"|[\u6838\u6263][\u51cf\u589e]"  # he, kou (reckoned, kept) jian or zeng (less, more)
)

#: No unit is said without one of these, W and K in either width: most texts have none.
_SIGNS = re.compile(rf"[{_YUAN}\u5206\u89d2\uff37\uff57\uff2b\uff4b{_POWER}]")
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
    found = [match for text in texts if (match := _IN_TITLE.search(text))]
    own = any(map(_YUAN_IN_TITLE.search, texts))
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
