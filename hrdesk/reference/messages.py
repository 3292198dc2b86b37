"""The catalogue of everything that the program says when something is wrong.

`resources/messages.toml` holds one table per key with three sentences: `where`, `problem`,
`remedy`. Placeholders are named; `{label}` is the label of the field at which a problem
stands. `resources/words.toml` holds fixed words of other pages, one table per page.
"""

import string
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from hrdesk.domain.errors import Fault, Problem
from hrdesk.reference.locations import resources_folder

_PARTS = ("where", "problem", "remedy")
#: The value of this name is the id of another field, shown by its label.
_OTHER_FIELD = "other"
#: The value of this name is the codes of roles, shown by the words of that page.
_ROLES = "roles"


class UnknownMessage(LookupError):
    """A key, a placeholder or a page of words that the catalogue does not know: a bug."""


@dataclass(frozen=True, slots=True)
class Message:
    """What a person reads: where it is wrong ("" for nowhere in particular), what, what to do."""

    where: str
    problem: str
    remedy: str


class Catalogue:
    """Messages by key and words by page, as they are written in `resources/`."""

    def __init__(
        self, messages: Mapping[str, Message], words: Mapping[str, Mapping[str, str]]
    ) -> None:
        self._messages = messages
        self._words = words

    def keys(self) -> frozenset[str]:
        """Return every key that has a message."""
        return frozenset(self._messages)

    def placeholders(self, key: str) -> frozenset[str]:
        """Return the names of the values that a message needs."""
        message = self._template(key)
        sentences = (message.where, message.problem, message.remedy)
        return frozenset(name for text in sentences for name in _names(text))

    def render(self, trouble: Problem | Fault, labels: Mapping[str, str] | None = None) -> Message:
        """Return the three sentences of a problem or a fault.

        `labels` names fields by their ids; a place without a label is shown as it stands
        (`lines[0].contract_start`). An unknown key or a missing value raises UnknownMessage.
        """
        template = self._template(trouble.key)
        known = labels or {}
        place = trouble.where if isinstance(trouble, Problem) else ""
        values = {"label": known.get(place, place), **trouble.values}
        if _OTHER_FIELD in values:
            values[_OTHER_FIELD] = known.get(values[_OTHER_FIELD], values[_OTHER_FIELD])
        if _ROLES in values:
            values[_ROLES] = self._role_words(values[_ROLES])
        try:
            return Message(
                template.where.format_map(values),
                template.problem.format_map(values),
                template.remedy.format_map(values),
            )
        except KeyError as missing:
            raise UnknownMessage(f"{trouble.key} needs the value {missing}") from None

    def _role_words(self, codes: str) -> str:
        words = self.words(_ROLES)
        return words["joint"].join(words.get(code, code) for code in codes.split())

    def words(self, page: str) -> Mapping[str, str]:
        """Return the fixed words of a page by their names."""
        try:
            return self._words[page]
        except KeyError:
            raise UnknownMessage(f"no words for {page}") from None

    def _template(self, key: str) -> Message:
        try:
            return self._messages[key]
        except KeyError:
            raise UnknownMessage(f"no message for {key}") from None


@lru_cache(maxsize=1)
def catalogue() -> Catalogue:
    """Return the catalogue of this installation, read once."""
    return read_catalogue(resources_folder())


def read_catalogue(folder: Path) -> Catalogue:
    """Read `messages.toml` and `words.toml` of a folder.

    Raises UnknownMessage for a message without its three sentences, TOMLDecodeError for a
    file that is no TOML.
    """
    messages = dict(_messages_in(_toml(folder / "messages.toml")))
    words = {
        page: {name: str(text) for name, text in table.items()}
        for page, table in _toml(folder / "words.toml").items()
        if isinstance(table, dict)
    }
    return Catalogue(messages, words)


def _messages_in(table: Mapping[str, object], path: str = "") -> Iterator[tuple[str, Message]]:
    for name, entry in table.items():
        key = f"{path}.{name}" if path else name
        if not isinstance(entry, dict):
            raise UnknownMessage(f"{key} stands outside a message")
        if entry.keys().isdisjoint(_PARTS):
            yield from _messages_in(entry, key)
        else:
            yield key, _message(key, entry)


def _message(key: str, entry: Mapping[str, object]) -> Message:
    texts = [entry.get(part) for part in _PARTS]
    where, problem, remedy = (text if isinstance(text, str) else None for text in texts)
    if entry.keys() != set(_PARTS) or where is None or not problem or not remedy:
        raise UnknownMessage(f"{key} needs exactly the sentences {', '.join(_PARTS)}")
    return Message(where, problem, remedy)


def _names(text: str) -> Iterator[str]:
    return (name for _, name, _, _ in string.Formatter().parse(text) if name is not None)


def _toml(path: Path) -> dict[str, object]:
    return tomllib.loads(path.read_text(encoding="utf-8-sig"))
