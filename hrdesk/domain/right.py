"""Rights to a measure that are used once, and who holds them."""

from dataclasses import dataclass
from enum import StrEnum

from hrdesk.domain.plain_text import comparable_text

#: Parts the id of a rule from the name that a measure adds to it; the schema has it too.
_NAME_ADDED = "__"


def rule_of(measure: str) -> str:
    """Return the id of the rule by which a measure is judged, which its own id tells.

    Measures of one rule are paid for the same: what was granted under one of them was granted
    under each. It is told without the pack, for every case that was ever judged.
    """
    return measure.partition(_NAME_ADDED)[0]


class Holder(StrEnum):
    """Who holds a right: the applicant, a person or an organization, or each person of a roster."""

    PERSON = "person"
    ORGANIZATION = "organization"
    LINE = "line"


@dataclass(frozen=True, slots=True)
class OnceRight:
    """A right that the store guards: nobody holds two that are alike.

    `by` names the facts that tell two rights of one holder apart (a grade, a course); none
    means that there is only one. `noted` are further facts that the record of the grant keeps;
    both are the details of `history` in the assessment contract.
    """

    holder: Holder
    by: tuple[str, ...] = ()
    noted: tuple[str, ...] = ()

    @property
    def details(self) -> tuple[str, ...]:
        """Every fact that the record of a grant keeps."""
        return (*self.by, *self.noted)


def comparable_detail(value: object) -> object:
    """Return a detail of a grant as it is compared: a text whatever its spelling."""
    return comparable_text(value) if isinstance(value, str) else value


def same_detail(one: object, other: object) -> bool:
    """Tell whether two details of grants are one, so that store and rule agree on it."""
    return comparable_detail(one) == comparable_detail(other)
