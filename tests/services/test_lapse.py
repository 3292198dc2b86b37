"""The end of the document is said from the day after its last day, not before."""

from datetime import date

import pytest

from hrdesk.services.lapse import Lapse, lapse_notice
from tests.services import counter

DOCUMENT = "攀人社发〔2021〕373号"
LAST_DAY = date(2026, 10, 23)


@pytest.mark.parametrize(
    ("moment", "said"),
    [
        (counter.noon(2021, 10, 23), False),
        (counter.noon(2026, 3, 18), False),
        (counter.noon(2026, 10, 23).replace(hour=23, minute=59), False),
        (counter.noon(2026, 10, 24).replace(hour=0, minute=0), True),
        (counter.noon(2031, 1, 1), True),
    ],
)
def test_the_lapse_is_said_from_the_day_after_the_last_day(session, clock, moment, said):
    clock.moment = moment
    assert lapse_notice(session) == (Lapse(DOCUMENT, LAST_DAY) if said else None)
