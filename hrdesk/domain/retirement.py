"""The month of statutory retirement, from a birth month and the figures of a law.

Before 2025-01-01 the former age alone counted (by which document is not verified); since
then it is delayed step by step (decision of the Standing Committee of 2024-09-13).
"""

from dataclasses import dataclass

from hrdesk.domain.dates import Month


@dataclass(frozen=True, slots=True)
class RetirementLaw:
    """What a law says of one kind of person.

    `age` is the former age in years. Who reaches it in `delayed_from` or later retires one
    month later, and another month later for each `interval` months that he reaches it
    later, up to `longest_delay` months. A law without delay has `longest_delay` 0.
    """

    age: int
    delayed_from: Month
    interval: int
    longest_delay: int


def retirement_month(birth: Month, law: RetirementLaw) -> Month:
    """Return the month in which somebody born in a month retires under a law."""
    former = 12 * law.age
    since = birth.count + former - law.delayed_from.count
    if since < 0:
        return birth.later(former)
    return birth.later(former + min(law.longest_delay, since // law.interval + 1))
