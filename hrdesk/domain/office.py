"""The office that owns the data folder."""

from dataclasses import dataclass
from enum import StrEnum


class OfficeLevel(StrEnum):
    """The level of an office; with the clause's authority it says who decides (DESIGN 4.10)."""

    CITY = "city"
    COUNTY = "county"
    TOWNSHIP = "township"
    COMMITTEE = "committee"


@dataclass(frozen=True, slots=True)
class Office:
    """One office: division code (6 or 9 digits, or a local code for a 管委会), name, level."""

    code: str
    name: str
    level: OfficeLevel

    @property
    def county_code(self) -> str:
        """The six digits that begin this office's case numbers."""
        return self.code[:6]
