"""Corrections of accepted cases: proposed by one person, and taken back or confirmed.

What is confirmed makes the next version of its case, see `corrected_versions`.
"""

from collections.abc import Iterable
from dataclasses import astuple, dataclass, replace
from typing import Any

from hrdesk.domain.correction import Change, Correction, WaitingCorrection
from hrdesk.domain.errors import Refused
from hrdesk.domain.staff import Role
from hrdesk.intake.corrected import corrected
from hrdesk.storage.canonical import canonical_text, stored_value
from hrdesk.storage.cases import case
from hrdesk.storage.checks.decided import version_flaws
from hrdesk.storage.checks.flaw import refuse
from hrdesk.storage.correctable import refuse_sent, refuse_uncorrectable
from hrdesk.storage.correction_schema import CORRECT, PROPOSE, WITHDRAW
from hrdesk.storage.correction_tables import CorrectionConfirmationRow, CorrectionRow
from hrdesk.storage.ground import Author, Ground
from hrdesk.storage.withdrawable import (
    RecordKind,
    enter_row,
    entry_of,
    rows_of,
    standing_and_withdrawn,
    withdraw_row,
)

CORRECTIONS = RecordKind(
    CorrectionRow,
    enter=PROPOSE,
    withdraw=WITHDRAW,
    place=("case_id", "version"),
    content=("changes", "cause"),
    subject="case_id",
    told=("version",),
)
CONFIRMATIONS = RecordKind(
    CorrectionConfirmationRow,
    enter=CORRECT,
    place=("correction_id", "case_id", "version"),
    content=("seen",),
    subject="case_id",
    told=("version",),
)
#: Who may take a correction back, refuse or confirm it; the guards of the schema say the same.
CONFIRMERS = (Role.CLERK, Role.APPROVER, Role.SUPERVISOR)
_CASE = """
select number, measure, applicant_name,
  (select max(number) from case_version where case_id = cases.id) from cases where id = ?
"""


@dataclass(frozen=True, slots=True)
class NewCorrection:
    """A correction as it is proposed; `version` is the one that was looked at."""

    case_id: str
    version: int
    changes: tuple[Change, ...]
    cause: str


def propose_correction(ground: Ground, author: Author, new: NewCorrection) -> None:
    """Keep a proposed correction; see `Act.propose_correction`.

    A change of an entry that says something else is a bug (ValueError), and so is none at all.
    """
    author.staff.require(Role.CLERK)
    refuse(version_flaws(ground.db.raw(), ground.database, new.case_id))
    before = case(ground, new.case_id)
    refuse_uncorrectable(ground, before, new.version)
    refuse_sent(ground, before, new.changes)
    waiting = any(
        each.is_open and each.version == new.version for each in corrections_of(ground, new.case_id)
    )
    if waiting:
        raise Refused("correct.waiting", number=before.number)
    if corrected(before.version.entries, new.changes) == before.version.entries:
        raise ValueError("a correction that changes nothing")
    content = {
        "case_id": new.case_id,
        "version": new.version,
        "changes": canonical_text([list(astuple(each)) for each in new.changes]),
        "cause": new.cause,
    }
    enter_row(ground, author, CORRECTIONS, content)


def withdraw_correction(ground: Ground, author: Author, correction: str, reason: str) -> None:
    """Take a correction back or refuse it; see `Act.withdraw_correction`."""
    author.staff.require(*CONFIRMERS)
    open_correction(ground, correction)
    withdraw_row(ground, author, CORRECTIONS, correction, reason)


def open_correction(ground: Ground, correction: str) -> Correction:
    """Return a correction that waits; Refused `correct.gone` when it does not."""
    for each in _corrections(ground, CorrectionRow.case_id.in_(_case_of(correction))):
        if each.id == correction and each.is_open:
            return each
    raise Refused("correct.gone")


def corrections_of(ground: Ground, case_id: str) -> tuple[Correction, ...]:
    """Return every correction of a case, in the order of proposal."""
    return tuple(_corrections(ground, CorrectionRow.case_id == case_id))


def waiting_corrections(ground: Ground) -> tuple[WaitingCorrection, ...]:
    """Return the corrections that wait for a second person, the oldest first."""
    settled = CorrectionConfirmationRow.select(CorrectionConfirmationRow.correction_id)
    taken_back = CorrectionRow.select(CorrectionRow.withdraws).where(
        CorrectionRow.withdraws.is_null(is_null=False)
    )
    which = CorrectionRow.id.not_in(settled) & CorrectionRow.id.not_in(taken_back)
    return tuple(_waiting(ground, each) for each in _corrections(ground, which) if each.is_open)


def refuse_waiting(ground: Ground, case_ids: Iterable[str], key: str) -> None:
    """Refuse what may not be done to a case that is about to be corrected, by `key` (number)."""
    waiting = {
        each.correction.case_id: each.number
        for each in waiting_corrections(ground)
        if not each.is_stale
    }
    for case_id in case_ids:
        if case_id in waiting:
            raise Refused(key, number=waiting[case_id])


def _waiting(ground: Ground, correction: Correction) -> WaitingCorrection:
    ((number, measure, name, newest),) = ground.db.execute_sql(_CASE, (correction.case_id,))
    return WaitingCorrection(correction, number, measure, name, newest != correction.version)


def _case_of(correction: str) -> Any:
    return CorrectionRow.select(CorrectionRow.case_id).where(CorrectionRow.id == correction)


def _corrections(ground: Ground, which: Any) -> Iterable[Correction]:
    rows = rows_of(ground, CORRECTIONS, which)
    found = CorrectionConfirmationRow.correction_id.in_([row["id"] for row in rows])
    confirmed = {
        row["correction_id"]: entry_of(row) for row in rows_of(ground, CONFIRMATIONS, found)
    }
    actors = {row["withdraws"]: row["actor"] for row in rows}
    for row, entry, withdrawal in standing_and_withdrawn(rows):
        plain = Correction(
            id=row["id"],
            case_id=row["case_id"],
            version=row["version"],
            changes=read_changes(row["changes"]),
            cause=row["cause"],
            proposer=row["actor"],
            entry=entry,
            confirmation=confirmed.get(row["id"]),
        )
        if withdrawal is None:
            yield plain
        else:
            yield replace(plain, withdrawal=withdrawal, withdrawn_by=actors[row["id"]])


def read_changes(text: str) -> tuple[Change, ...]:
    """Return changes that `propose_correction` wrote; Damaged `store.damaged` if they are none."""
    return tuple(Change(*each) for each in stored_value(text))
