"""What number formats of spreadsheets say beside the digits."""

import re

from hrdesk.intake.money_units import other_unit

#: What a format shows as it stands: quoted, escaped, or no sign of its own.
_SHOWN = re.compile(r'"([^"]*)"|\\(.)|([^\x00-\x7f])')


def shown_unit(code: str) -> str:
    """Return the unit other than yuan in which a format shows amounts, "" for none."""
    return other_unit("".join("".join(found) for found in _SHOWN.findall(code)))
