"""Other measures that an applicant may claim besides the one he came for."""

from dataclasses import dataclass
from enum import StrEnum

from hrdesk.domain.dates import Month


class ProspectKind(StrEnum):
    """What is known of another measure: nothing against it, refused, or another authority's."""

    OPEN = "open"
    REFUSED = "refused"
    REFERRED = "referred"


@dataclass(frozen=True, slots=True)
class Prospect:
    """Another measure by what one intake knows.

    `unknown` are the titles of the conditions that are still to be settled, `refused` the
    sentences of those that are not met. `lines` counts the people of the roster who may be
    claimed, of `listed` that were looked at; both are 0 without a roster. `exclusive` says
    that a month of a person is paid only under one of the two.
    """

    measure: str
    kind: ProspectKind
    authority: str
    unknown: tuple[str, ...]
    refused: tuple[str, ...]
    lines: int
    listed: int
    exclusive: bool = False


class Standing(StrEnum):
    """How far a claim of another case is.

    Granted; held, since it was sent before the case was corrected and the platform may still pay
    it; an officer's to decide; or incomplete.
    """

    GRANTED = "granted"
    HELD = "held"
    DECIDING = "deciding"
    INCOMPLETE = "incomplete"


@dataclass(frozen=True, slots=True)
class ClaimedMonths:
    """Months `2024-05` that an accepted case claims for a person, whose number is as asked for."""

    person: str
    measure: str
    number: str
    months: frozenset[str]
    standing: Standing


@dataclass(frozen=True, slots=True)
class Overlap:
    """Months that a line of a roster claims and another case claimed for its person before.

    `blocked` says that both pay for the same kind of cost. `line` counts from 1.
    """

    line: int
    measure: str
    number: str
    months: tuple[Month, ...]
    blocked: bool
    standing: Standing
