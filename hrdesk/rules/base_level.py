"""The level of an internship base and the minimum wage, each on a day (三（十）)."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from hrdesk.domain.finding import CheckOutcome
from hrdesk.rules.fact_types import FactType, Record, Records
from hrdesk.rules.figures import FigureKind
from hrdesk.rules.situation import Situation
from hrdesk.rules.verdict import Coded, Condition, Reads, Verdict, missing

RECOGNITIONS = "recognitions"
WAGES = "minimum_wage"
#: The facts of the case of which share and wage of a month are made.
BASE_FACTS = {
    RECOGNITIONS: Records({"level": FactType.CODE, "from": FactType.DATE, "to": FactType.DATE}),
    WAGES: Records({"from": FactType.DATE, "monthly": FactType.MONEY}, unique="from"),
}
#: What a record may be; a tuple of types, the quick one first.
_RECORDS = (dict, Mapping)


class Unknown(NamedTuple):
    """A value that hangs on facts which nobody knows yet; they are named.

    `above_nothing` says that there surely is a value, and only which one is unknown.
    """

    facts: tuple[str, ...]
    above_nothing: bool = False


def recognised(shares: str) -> Condition:
    """Return the condition that the agency is a recognised base of a listed level.

    When it was so is asked month by month; here an empty history is known to be empty.
    """

    def judge(situation: Situation) -> Verdict:
        table, records = situation.figure(shares), _records(situation, RECOGNITIONS)
        if records is None or not isinstance(table, Mapping):
            return missing(RECOGNITIONS)
        levels = [record.get("level") for record in records]
        listed = [level for level in levels if isinstance(level, str) and level in table]
        if listed:
            highest = max(listed, key=lambda level: table[level])
            return Verdict(CheckOutcome.MET, "met", {"level": Coded("level", highest)})
        if None in levels:
            places = enumerate(levels)
            return missing(
                *(f"{RECOGNITIONS}[{at}].level" for at, level in places if level is None)
            )
        return Verdict(CheckOutcome.UNMET, "unmet")

    wordings: dict[str, tuple[str, ...]] = {"met": ("level",), "unmet": (), "missing": ()}
    reads = Reads((RECOGNITIONS,), {shares: FigureKind.PERCENTAGES})
    return Condition("recognised", judge, wordings, reads=reads)


def share_on(situation: Situation, shares: str, day: date) -> int | Unknown | None:
    """Return the share of the minimum wage that the base's level gives on a day, in percent.

    Of several recognitions the highest listed level counts; None where none covers the day,
    Unknown where one of unknown level or beginning could change it.
    """
    table, records = situation.figure(shares, day), _records(situation, RECOGNITIONS)
    if records is None or not isinstance(table, Mapping):
        return Unknown((RECOGNITIONS,))
    best = possible = 0
    unknown: list[str] = []
    for index, record in enumerate(records):
        begun, level = _begun(record, day), record.get("level")
        percent = max(table.values()) if level is None else table.get(str(level), 0)
        if begun is False:
            continue
        if begun is True and level is not None:
            best = max(best, percent)
            continue
        possible = max(possible, percent)
        unknown += [
            f"{RECOGNITIONS}[{index}].{name}" for name in ("level", "from") if name not in record
        ]
    if possible > best:
        return Unknown(tuple(unknown), above_nothing=best > 0)
    return best or None


def wage_on(situation: Situation, day: date) -> Decimal | Unknown:
    """Return the monthly minimum wage in force on a day, in yuan.

    The rows of the case go before those that the office has confirmed. What no row says is
    missing and never guessed.
    """
    records = _records(situation, WAGES)
    if records is None:
        return _confirmed_wage(situation, day)
    rows = {
        begun: index
        for index, record in enumerate(records)
        if isinstance(begun := record.get("from"), date) and begun <= day
    }
    index = rows[max(rows)] if rows else -1
    monthly = records[index].get("monthly") if rows else None
    undated = _in_question(records, monthly)
    # No two rows begin on one day, so none can take the place of one that begins on this day.
    if undated and not (rows and max(rows) == day):
        return Unknown(undated)
    if not rows:
        return Unknown((WAGES,))
    return monthly if isinstance(monthly, Decimal) else Unknown((f"{WAGES}[{index}].monthly",))


def _in_question(records: list[Record], monthly: object) -> tuple[str, ...]:
    """Return where rows have no first day that would pay anything else than the row in force."""
    return tuple(
        f"{WAGES}[{index}].from"
        for index, record in enumerate(records)
        if "from" not in record and (monthly is None or record.get("monthly") != monthly)
    )


def _confirmed_wage(situation: Situation, day: date) -> Decimal | Unknown:
    wage = situation.figure_in_force(WAGES, day)
    return wage if isinstance(wage, Decimal) else Unknown((WAGES,))


def _records(situation: Situation, fact: str) -> list[Record] | None:
    value = situation.facts.get(fact)
    if not isinstance(value, tuple):
        return None
    return [record for record in value if isinstance(record, _RECORDS)]


def _begun(record: Record, day: date) -> bool | None:
    """Tell whether a recognition covers a day; None while its beginning is unknown."""
    begun, ended = record.get("from"), record.get("to")
    if isinstance(ended, date) and ended < day:
        return False
    return begun <= day if isinstance(begun, date) else None
