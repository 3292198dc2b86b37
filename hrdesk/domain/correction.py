"""Corrections (更正) of accepted cases: what is changed, why, by whom, and who confirmed it."""

from dataclasses import dataclass

from hrdesk.domain.organization import Entry, Withdrawal


@dataclass(frozen=True, slots=True, order=True)
class Change:
    """One entry that a correction changes, with its text before and after; "" is no entry.

    `line` counts the rows of `roster` from 1; it is 0, and `roster` "", for a field of the form.
    `key` is the field or the column (`<column>@<month>` for one month of it).
    """

    roster: str
    line: int
    key: str
    before: str
    after: str

    @property
    def where(self) -> str:
        """The place of the entry as problems name it."""
        return f"{self.roster}[{self.line - 1}].{self.key}" if self.roster else self.key


@dataclass(frozen=True, slots=True)
class Correction:
    """A correction on record, based on a version of a case.

    It counts once another person confirmed it: then it made the version after that one.
    `cause` is why the entries were wrong, `proposer` the account of who proposed it,
    `withdrawn_by` that of who took it back or refused it, "" while nobody did.
    """

    id: str
    case_id: str
    version: int
    changes: tuple[Change, ...]
    cause: str
    proposer: str
    entry: Entry
    confirmation: Entry | None = None
    withdrawal: Withdrawal | None = None
    withdrawn_by: str = ""

    @property
    def is_open(self) -> bool:
        """Whether it waits for a second person."""
        return self.confirmation is None and self.withdrawal is None

    @property
    def made(self) -> int:
        """The number of the version that it made, 0 while it made none."""
        return self.version + 1 if self.confirmation is not None else 0

    @property
    def was_refused(self) -> bool:
        """Whether another than the proposer took it back."""
        return self.withdrawal is not None and self.withdrawn_by != self.proposer


@dataclass(frozen=True, slots=True)
class WaitingCorrection:
    """A correction that waits for a second person, with the case as lists name it.

    `is_stale` says that the case has a newer version than the one it is based on.
    """

    correction: Correction
    number: str
    measure: str
    applicant_name: str
    is_stale: bool
