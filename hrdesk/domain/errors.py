"""What can go wrong, as keys of the message catalogue.

A message has three parts: where, what is wrong, what to do. The sentences live in
`resources/messages.toml`; here a fault carries the key and the values that fill its
placeholders. Values must never hold more personal data than the screen that shows them.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType


@dataclass(frozen=True, slots=True)
class Problem:
    """Something wrong with one field of an input; it is collected, not raised.

    `key` names the message, `where` the field id or the path in the input
    (`lines[0].contract_start`), `values` fill the placeholders of the message.
    """

    key: str
    where: str = ""
    values: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))

    def __reduce__(self) -> tuple[type["Problem"], tuple[str, str, dict[str, str]]]:
        # A read-only mapping does not go through the pipe to another process.
        return Problem, (self.key, self.where, dict(self.values))


class Fault(Exception):
    """An act could not be done; the base of everything that hrdesk raises on purpose.

    The first argument is the key in the message catalogue, keywords fill its placeholders.
    """

    def __init__(self, key: str, **values: object) -> None:
        self.key = key
        self.values: Mapping[str, str] = MappingProxyType(
            {name: str(value) for name, value in values.items()}
        )
        super().__init__(key)


class Refused(Fault):
    """The program refuses by a rule: rights, four eyes, a state that does not allow the act."""


class InvalidInput(Fault):
    """An input as a whole cannot be taken; `problems` names each place."""

    def __init__(self, key: str, problems: tuple[Problem, ...] = (), **values: object) -> None:
        super().__init__(key, **values)
        self.problems = problems


class EnvironmentFault(Fault):
    """The machine cannot do it now: disk full, file locked, folder unsuitable. Not a bug."""


class Damaged(Fault):
    """Stored bytes are not what was written; they are reported and never shown as data."""


class Tampered(Damaged):
    """Stored records are readable but not what was signed."""


class TooNew(Fault):
    """The file was written by a later version; it is left unmodified."""


class WrongKey(Fault):
    """A password or key does not open what it should."""
