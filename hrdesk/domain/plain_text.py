"""Text as people type and paste it: what is tidied without loss, and what is refused.

Identifiers are tidied hard (full-width forms, spaces), running text softly: Unicode's
compatibility forms (NFKC) are never applied to it, and even canonical composition (NFC)
leaves CJK compatibility ideographs as they were typed, because U+F900 to U+FAFF stand in
people's registered names and NFC would replace them by other characters.
"""

import re
import unicodedata

_COMPATIBILITY_IDEOGRAPHS = re.compile(r"([\uf900-\ufaff\U0002f800-\U0002fa1f]+)")
_FULL_WIDTH = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)}
#: Hyphens and dashes that input methods and word processors put for "-".
_DASHES = dict.fromkeys((0x2010, 0x2011, 0x2012, 0x2013, 0x2014, 0x2212), "-")
#: What the full stop's key gives while a Chinese input method is on.
_FULL_STOP = {0x3002: "."}
_ASCII_FORMS: dict[int, int | str] = {**_FULL_WIDTH, **_DASHES, **_FULL_STOP}

#: Control, surrogate, private use and invisible formatting; a line break is a control.
_REFUSED_CATEGORIES = frozenset({"Cc", "Cs", "Co", "Cf", "Zl", "Zp"})
_REPLACEMENT_CHARACTER = "\ufffd"

#: One mark for each kind; what NFKC leaves apart is still one to whoever types a number of a
#: document or the name of a course.
_ONE_OF_A_KIND = {"Ps": "(", "Pe": ")", "Pi": '"', "Pf": '"', "Pd": "-"}
_ONE_MARK = {"'": '"', "\u2212": "-", "\u30fb": "\u00b7", "\u2022": "\u00b7", "\u2027": "\u00b7"}
#: Seen as nothing although they are letters, marks or symbols: joiners, fillers, variations.
_UNSEEN = re.compile("[\u034f\u1160\u115f\u17b4\u17b5\u2800\ufe00-\ufe0f\U000e0100-\U000e01ef]")


def ascii_forms(text: str) -> str:
    """Return text with full-width letters, digits and punctuation in their ASCII forms."""
    return text.translate(_ASCII_FORMS)


def ascii_identifier(text: str) -> str:
    """Return an identifier in ASCII forms and upper case, without any white or invisible space."""
    if text.isascii() and text.isalnum():
        return text.upper()
    return "".join(char for char in ascii_forms(text) if not _blank(char)).upper()


def composed(text: str) -> str:
    """Return running text in composed form (NFC), compatibility ideographs untouched."""
    if unicodedata.is_normalized("NFC", text):
        return text
    parts = _COMPATIBILITY_IDEOGRAPHS.split(text)
    parts[::2] = (unicodedata.normalize("NFC", part) for part in parts[::2])
    return "".join(parts)


def comparable_text(text: str) -> str:
    """Return the form in which running text is compared, never stored or shown.

    Compatibility forms (NFKC) without case, white and invisible space; one kind each of
    parentheses, quotation marks, dashes and middle dots. What differs here differs in its words.
    """
    plain = unicodedata.normalize("NFKC", text).casefold()
    seen = _UNSEEN.sub("", unicodedata.normalize("NFKC", plain))
    return "".join(_one_of_a_kind(char) for char in seen if not _blank(char))


def trimmed(text: str) -> str:
    """Return text without white and invisible space at both ends, as pasting leaves it."""
    if text.isascii():
        return text.strip()
    # Letters and digits at both ends are no space; most texts are nothing else.
    if text[0].isalnum() and text[-1].isalnum():
        return text
    start, end = 0, len(text)
    while start < end and _blank(text[start]):
        start += 1
    while end > start and _blank(text[end - 1]):
        end -= 1
    return text[start:end]


def refused_character(text: str) -> str | None:
    """Return the first character that no stored text may hold, or None.

    Controls, lone surrogates, invisible formatting, private use (its glyph differs from one
    machine to the next: GB 18030-2022 gave those characters real places), noncharacters and
    the replacement character that a wrong decoding leaves.
    """
    if text.isalnum():
        return None
    return next((char for char in text if _refused(char)), None)


def code_point(char: str) -> str:
    """Return a character's code point as `U+9FB4`."""
    return f"U+{ord(char):04X}"


def _blank(char: str) -> bool:
    return char.isspace() or unicodedata.category(char) == "Cf"


def _one_of_a_kind(char: str) -> str:
    return _ONE_MARK.get(char) or _ONE_OF_A_KIND.get(unicodedata.category(char), char)


def _refused(char: str) -> bool:
    code = ord(char)
    noncharacter = 0xFDD0 <= code <= 0xFDEF or code & 0xFFFE == 0xFFFE
    return (
        unicodedata.category(char) in _REFUSED_CATEGORIES
        or noncharacter
        or char == _REPLACEMENT_CHARACTER
    )
