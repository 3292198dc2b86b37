"""Offices and address codes of the city (GB/T 2260 and the statistical township codes).

`resources/divisions.csv` holds the divisions as of 2022-10-31. The two management
committees (管委会) of the document have no national code: `resources/committees.toml` lists
them with local ones, and an office may type its own name and code instead.
"""

import csv
import re
import tomllib
from functools import lru_cache

from hrdesk.domain.office import Office, OfficeLevel
from hrdesk.reference.locations import resources_folder

#: Six characters that begin with the city and hold a letter: no national code ever does,
#: so the numbers of such an office can never be those of a county.
_LOCAL_CODE = re.compile(r"5104(?=[0-9]?[A-Z])[0-9A-Z]{2}")
_COUNTY_DIGITS = 6


@lru_cache(maxsize=1)
def offices() -> tuple[Office, ...]:
    """Return the city, its counties and its townships, in the order of their codes' table."""
    with (resources_folder() / "divisions.csv").open(encoding="utf-8-sig", newline="") as source:
        rows = list(csv.DictReader(source))
    return tuple(Office(row["code"], row["name"], OfficeLevel(row["level"])) for row in rows)


@lru_cache(maxsize=1)
def committees() -> tuple[Office, ...]:
    """Return the management committees that set-up offers; name and code stay open to change."""
    text = (resources_folder() / "committees.toml").read_text(encoding="utf-8-sig")
    entries = tomllib.loads(text)["committees"]
    return tuple(Office(entry["code"], entry["name"], OfficeLevel.COMMITTEE) for entry in entries)


def is_local_code(code: str) -> bool:
    """Tell whether a code may stand for an office without a national one, such as `5104A1`."""
    return _LOCAL_CODE.fullmatch(code) is not None


def region_hint(code: str) -> str | None:
    """Return the city and county of an identity number's address code, or None if unknown.

    An unknown code is no error: numbers keep the code of the day and place of issue.
    """
    names = {office.code: office.name for office in offices()}
    name = names.get(code[:_COUNTY_DIGITS])
    if name is None:
        return None
    city = next(office for office in offices() if office.level is OfficeLevel.CITY)
    return name if code[:_COUNTY_DIGITS] == city.code else city.name + name
