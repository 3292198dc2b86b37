"""What an employer paid for a person, month by month: three insurances (三（九）)."""

from collections.abc import Iterator, Mapping
from decimal import Decimal
from operator import attrgetter, itemgetter
from typing import NamedTuple

from hrdesk.domain.dates import Month, month_count
from hrdesk.rules.claims import MONTHS
from hrdesk.rules.contract import fixed_term, open_ended
from hrdesk.rules.fact_types import FactType, Record, Records
from hrdesk.rules.situation import Situation

ON_TIME = "on_time_in_full"
_INSURANCES = ("pension", "medical", "unemployment")
_NOTHING: tuple[str, ...] = ()
#: What a record may be; a tuple of types, the quick one first.
_RECORDS = (dict, Mapping)
#: A whole record in one step.
_WHOLE = itemgetter("month", *_INSURANCES, ON_TIME)
_in_time = attrgetter("month.year", "month.month")
#: The type of the fact that lists what was paid.
PAYMENTS = Records(
    {
        "month": FactType.MONTH,
        **dict.fromkeys(_INSURANCES, FactType.MONEY),
        ON_TIME: FactType.BOOL,
    }
)


class Payment(NamedTuple):
    """A claimed month: the sum of the employer's shares in yuan, whether paid on time in full.

    None is unknown, and `unknown` names the facts.
    """

    month: Month
    amount: Decimal | None
    on_time: bool | None
    unknown: tuple[str, ...]


def payments_of(situation: Situation) -> tuple[list[Payment], tuple[str, ...]]:
    """Return the claimed months in order of time, and where a month is not named."""
    listed = situation.facts.get(MONTHS)
    records = listed if isinstance(listed, tuple) else ()
    payments = []
    unnamed = []
    for index, record in enumerate(records):
        if not isinstance(record, _RECORDS):
            continue
        payment = _whole(record) or _partly_known(record, index)
        if payment is None:
            unnamed.append(f"{MONTHS}[{index}].month")
        else:
            payments.append(payment)
    payments.sort(key=_in_time)
    return payments, tuple(unnamed)


def _whole(record: Record) -> Payment | None:
    """Return the payment of a record that lacks nothing, or None."""
    try:
        month, one, two, three, flag = _WHOLE(record)
    except KeyError:
        return None
    if (
        isinstance(month, Month)
        and isinstance(one, Decimal)
        and isinstance(two, Decimal)
        and isinstance(three, Decimal)
        and isinstance(flag, bool)
    ):
        return Payment(month, one + two + three, flag, _NOTHING)
    return None


def _partly_known(record: Record, index: int) -> Payment | None:
    """Return the payment of a record, or None where its month is not named."""
    month, flag = record.get("month"), record.get(ON_TIME)
    if not isinstance(month, Month):
        return None
    one, two, three = [record.get(insurance) for insurance in _INSURANCES]
    amount = None
    if isinstance(one, Decimal) and isinstance(two, Decimal) and isinstance(three, Decimal):
        amount = one + two + three
    names = [name for name in (*_INSURANCES, ON_TIME) if name not in record]
    unknown = tuple([f"{MONTHS}[{index}].{name}" for name in names])
    return Payment(month, amount, flag if isinstance(flag, bool) else None, unknown)


class ContractMonths(NamedTuple):
    """The months from a contract's first to its last, each by its `Month.count`.

    None is unknown or without an end.
    """

    first: int | None
    last: int | None
    unknown: tuple[str, ...]

    def outside(self, count: int) -> bool:
        """Tell whether a month surely lies outside."""
        before = self.first is not None and count < self.first
        return before or (self.last is not None and count > self.last)


def contract_months(situation: Situation) -> ContractMonths:
    """Return the months of a line's contract; without a fixed term it has no last one."""
    start, end = situation.day("contract_start"), situation.day("contract_end")
    last = month_count(end) if end is not None and not open_ended(situation) else None
    return ContractMonths(
        month_count(start) if start is not None else None,
        last,
        tuple(_unknown_days(start is None, end is None and fixed_term(situation))),
    )


def _unknown_days(start: bool, end: bool) -> Iterator[str]:
    if start:
        yield "contract_start"
    if end:
        yield "contract_end"
