"""The one way in which a fault or a problem becomes words for a person."""

from collections.abc import Mapping

from hrdesk.domain.capitals import capital_words as _capital_words
from hrdesk.domain.errors import Fault, Problem
from hrdesk.reference.divisions import region_hint
from hrdesk.reference.messages import Message, catalogue

__all__ = ["Message", "capital_words", "catalogue_words", "present", "read_words", "region_words"]


def present(trouble: Fault | Problem, labels: Mapping[str, str] | None = None) -> Message:
    """Return where, what is wrong and what to do; `labels` names the fields of the form."""
    return catalogue().render(trouble, labels or {})


def capital_words(fen: int) -> str:
    """Return an amount in capital numerals (人民币大写), from whole fen."""
    return _capital_words(fen)


def read_words() -> None:
    """Read the messages now, so that the first one that is said need not wait for them."""
    catalogue()


def catalogue_words(page: str) -> Mapping[str, str]:
    """Return the fixed words of a page by their names."""
    return catalogue().words(page)


def region_words(region: str) -> str:
    """Return the county that an identity number's address code names, "" where it is unknown."""
    return region_hint(region) or ""
