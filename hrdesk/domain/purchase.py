"""The register of purchased services (政府购买服务, 三（十四）); it pays nothing."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from hrdesk.domain.dates import Period
from hrdesk.domain.organization import Entry, Withdrawal


@dataclass(frozen=True, slots=True)
class Purchase:
    """A service that a public body bought of an agency; `amount` is in yuan.

    `organization` is the agency's id in the register, `agency` its name today, `signed_on` the
    day of the contract and `period` when the service is rendered. A wrong row stays, with its
    withdrawal.
    """

    id: str
    organization: str
    agency: str
    credit_code: str
    bought: str
    contract: str
    signed_on: date
    period: Period
    amount: Decimal
    department: str
    document: str
    entry: Entry
    withdrawal: Withdrawal | None = None


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which purchases are asked for: those in which a text stands, "" for any, of a year or all."""

    text: str = ""
    year: int | None = None


@dataclass(frozen=True, slots=True)
class PurchaseSum:
    """What was bought of an agency in a year: how many contracts, and yuan in all."""

    id: str
    year: int
    agency: str
    credit_code: str
    count: int
    amount: Decimal
