"""Rights to a measure that are used once, and who holds them."""

from dataclasses import dataclass
from enum import StrEnum


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
