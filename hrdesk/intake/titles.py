"""Titles of columns as lists from elsewhere write them: spaced, starred, in full-width forms."""

import re
import unicodedata

_MARKS = re.compile(r"[\s*:]+")


def plain_title(title: str) -> str:
    """Return what is compared of a title: without spaces, stars and colons, forms made equal."""
    formed = unicodedata.normalize("NFKC", title)
    return _MARKS.sub("", "".join(char for char in formed if unicodedata.category(char) != "Cf"))
