"""Names of people and of organizations: any length, any script, kept as they are registered.

There is no rule of two to four characters and no split into surname and given name: Yi
names run to seven characters without a dot, Uyghur and Kazakh names are longer.
"""

import re
import unicodedata
from collections.abc import Callable

from hrdesk.domain.checked import Checked
from hrdesk.domain.errors import Problem
from hrdesk.domain.plain_text import code_point, composed, refused_character, trimmed

#: The one separator between the parts of a name (GB 18030 encodes it in two bytes).
SEPARATOR = "\u00b7"
#: What keyboards, web pages and older files put for it. NFKC does not unify them.
_VARIANTS = dict.fromkeys(map(ord, "\u0387\u2022\u2027\u2219\u22c5\u30fb\uff65"), SEPARATOR)
_FULL_STOPS = re.compile("[.\uff0e]")
_AROUND_SEPARATOR = re.compile(rf"\s*{SEPARATOR}\s*")
_SPACES = re.compile(r"\s+")
_VARIATION_SELECTORS = re.compile("[\ufe00-\ufe0f\U000e0100-\U000e01ef]")
_IDEOGRAPHS = re.compile(
    r"[\u3007\u3400-\u4dbf\u4e00-\u9fff\ua000-\ua4cf\uf900-\ufaff\U00020000-\U0003fffd]"
)
_LONGEST = 200
#: Letters and marks, and ideographs that this Python's Unicode tables do not know yet.
_NAME_CATEGORIES = ("L", "M", "Cn")
#: Further characters that names contain; U+3007 is the ideographic zero.
_NAME_MARKS = frozenset(f" -'.\u2019\u3007{SEPARATOR}")
#: Besides those of people: numbers.
_ORGANIZATION_CATEGORIES = (*_NAME_CATEGORIES, "N")
#: Besides those of people: parentheses of both widths and quotation marks.
_ORGANIZATION_MARKS = _NAME_MARKS | frozenset('()\uff08\uff09\u201c\u201d\u2018"')


def read_name(text: str, longest: int = _LONGEST) -> Checked[str]:
    """Return a name in the form that is stored and printed, or what is wrong with it.

    Composed (NFC, compatibility ideographs untouched), separators unified to U+00B7,
    layout spaces between Chinese characters removed, spaces of other names kept single.
    Problems: `name.empty`, `name.too_long`, `text.character`. Hint: `name.unusual`.
    """
    return _read(text, longest, "name", _belongs_to_a_person)


def read_organization_name(text: str, longest: int = _LONGEST) -> Checked[str]:
    """Return an organization's name as it is stored and printed, or what is wrong with it.

    As `read_name`; parentheses keep the width in which they were typed, for no licence
    unifies them. Problems: `organization_name.empty`, `organization_name.too_long`,
    `text.character`. Hint: `organization_name.unusual`.
    """
    return _read(text, longest, "organization_name", _belongs_to_an_organization)


def _read(text: str, longest: int, kind: str, belongs: Callable[[str], bool]) -> Checked[str]:
    name = normalised_name(text)
    bad = refused_character(name)
    if bad is not None:
        return Checked(problem=Problem("text.character", values={"code": code_point(bad)}))
    if not name:
        return Checked(problem=Problem(f"{kind}.empty"))
    if len(name) > longest:
        values = {"n": str(len(name)), "most": str(longest)}
        return Checked(problem=Problem(f"{kind}.too_long", values=values))
    # Most names are letters of some script and nothing else.
    unusual = None if name.isalpha() else next((c for c in name if not belongs(c)), None)
    if unusual is None:
        return Checked(name)
    return Checked(name, hints=(Problem(f"{kind}.unusual", values={"character": unusual}),))


def normalised_name(text: str) -> str:
    """Return a name as it is stored and printed; the text need not be a valid name."""
    name = composed(trimmed(text)).translate(_VARIANTS)
    name = _FULL_STOPS.sub(_separator_between_ideographs, name)
    name = _AROUND_SEPARATOR.sub(SEPARATOR, name)
    return _SPACES.sub(_kept_space, name)


def comparable_name(text: str) -> str:
    """Return the form in which names are searched and compared, never stored or shown.

    Without separators, spaces, variation selectors and case; compatibility ideographs by
    their canonical character. Two names that agree only here are a hint, not the same name.
    """
    name = unicodedata.normalize("NFC", _VARIATION_SELECTORS.sub("", normalised_name(text)))
    return name.replace(SEPARATOR, "").replace(" ", "").casefold()


def _separator_between_ideographs(match: re.Match[str]) -> str:
    """Keep the full stop of "John F. Smith"; between ideographs it stands for the separator."""
    before, after = _neighbours(match)
    return SEPARATOR if _ideographic(before) and _ideographic(after) else match[0]


def _kept_space(match: re.Match[str]) -> str:
    before, after = _neighbours(match)
    return "" if _ideographic(before) and _ideographic(after) else " "


def _neighbours(match: re.Match[str]) -> tuple[str, str]:
    before = match.string[: match.start()].rstrip()
    after = match.string[match.end() :].lstrip()
    return before[-1:], after[:1]


def _ideographic(char: str) -> bool:
    """Tell whether a character is Han or Yi, which are written without word spaces."""
    return bool(_IDEOGRAPHS.fullmatch(char))


def _belongs_to_a_person(char: str) -> bool:
    return unicodedata.category(char).startswith(_NAME_CATEGORIES) or char in _NAME_MARKS


def _belongs_to_an_organization(char: str) -> bool:
    category = unicodedata.category(char)
    return category.startswith(_ORGANIZATION_CATEGORIES) or char in _ORGANIZATION_MARKS
