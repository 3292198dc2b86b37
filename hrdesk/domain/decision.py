"""What a person decided where the text is silent and a finding leaves it open."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

#: Chosen instead of a reading: none of those laid out is taken, and the condition is unmet.
REFUSED = "refused"
#: What is decided for the case itself stands at this line; those of a roster count from 1.
CASE = 0

#: Where something is decided: the line, and the id of the question.
Point = tuple[int, str]


@dataclass(frozen=True, slots=True)
class Decision:
    """The reading that was taken, by its id, or `REFUSED`; who took it, by name, and when."""

    reading: str
    by: str
    on: date


Decisions = Mapping[Point, Decision]
