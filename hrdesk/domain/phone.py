"""Telephone numbers at which an applicant can be reached."""

import re

from hrdesk.domain.checked import Checked
from hrdesk.domain.errors import Problem
from hrdesk.domain.plain_text import ascii_identifier

_COUNTRY_CODE = re.compile(r"(\+86|0086)-?")
_MOBILE = re.compile(r"1[3-9][0-9]{9}")
#: Area code (three digits for 010 and 02x, else four), local number, extension.
_LANDLINE = re.compile(r"\(?(010|02[0-9]|0[3-9][0-9]{2})\)?-?([2-9][0-9]{6,7})(-[0-9]{1,6})?")
_LOCAL = re.compile(r"[2-9][0-9]{6,7}(-[0-9]{1,6})?")


def read_phone(text: str) -> Checked[str]:
    """Return a telephone number as it is dialled, or `phone.form`.

    A mobile number is its 11 digits, a landline `0812-2900000`. A local number without its
    area code is taken with the hint `phone.no_area_code`.
    """
    typed = _COUNTRY_CODE.sub("", ascii_identifier(text), count=1)
    mobile = typed.replace("-", "")
    if _MOBILE.fullmatch(mobile):
        return Checked(mobile)
    landline = _LANDLINE.fullmatch(typed)
    if landline:
        return Checked(f"{landline[1]}-{landline[2]}{landline[3] or ''}")
    if _LOCAL.fullmatch(typed):
        return Checked(typed, hints=(Problem("phone.no_area_code"),))
    return Checked(problem=Problem("phone.form"))
