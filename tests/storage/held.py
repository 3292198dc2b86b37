"""Cases whose failed rows were corrected: what they held before, and who claims it meanwhile.

Rights of one person to a case, or months of people in a roster, alike: a claim is a person.
"""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from hrdesk.domain.batch import SentCase, SentRow
from hrdesk.domain.batch_answer import RowState
from hrdesk.domain.case import Case
from hrdesk.domain.correction import Change
from hrdesk.domain.roster import RosterPerson
from hrdesk.domain.staff import Role
from hrdesk.storage.amounts import decided_fen
from hrdesk.storage.batches import NewBatch
from hrdesk.storage.store import Store
from tests.storage import desk

MONTH = "2026-01"
ACCEPTED, FAILED, WAITING = RowState.ACCEPTED, RowState.FAILED, RowState.WAITING


@dataclass
class Office:
    """An office whose clerk is approver too, with a second person for corrections."""

    folder: Path
    clock: desk.SteppingClock
    store: Store
    monthly: bool
    files: int = 0

    def accept(self, person: int) -> Case:
        """A case that claims a right, or a month, for a person."""
        if self.monthly:
            return desk.accept_months(self.store, 900 + person, {person: (MONTH,)})
        return desk.accept(self.store, person)

    def correct(self, case: Case, person: int) -> Case:
        """The case corrected to another person, by two persons; 0 leaves nobody who is paid."""
        changes: tuple[Change, ...] = ()
        if self.monthly:
            content = _months_of(case, person)
        else:
            was, now = case.version.entries["identity"], desk.person(person or 999)
            changes = (desk.change("identity", was, now),) if was != now else ()
            content = {"finding": _finding(case, "eligible" if person else "ineligible")}
        account = desk.change("account_number", _account(case), _other(case))
        correction = desk.propose_correction(self.store, case, (account, *changes))
        try:
            with self.second():
                new = desk.corrected_case(self.store, correction, **content)
                with desk.acting(self.store) as act:
                    return act.confirm_correction(new)
        except BaseException:
            with desk.acting(self.store) as act:
                act.withdraw_correction(correction, "不改了")
            raise

    def second(self):
        """The second person at the same store."""
        return desk.beside(self.store, self.folder, self.clock)

    def send(self, case: Case, follows: str | None = None) -> str:
        """Send the row of a case as it stands now."""
        line, fen = (1, 100) if self.monthly else (0, 1_000_000)
        row = SentRow(line, (case.number, line, fen))
        sent = SentCase(case.id, case.number, case.version.number, fen, (row,))
        frame = {"titles": [], "sheet": "申报", **desk.SENT}
        return desk.send(self.store, NewBatch(case.measure, frame, (sent,), follows))

    def tell(self, batch: str, state: RowState) -> str:
        """Take an answer to the row of a batch, and return its id."""
        self.files += 1
        return desk.take(self.store, desk.told(batch, {1: state}, self.files))

    def withdraw(self, answer: str) -> None:
        """Take an answer back."""
        with desk.acting(self.store) as act:
            act.withdraw_batch_answer(answer, "导错了")


def found(folder: Path) -> Path:
    """Set up such an office."""
    desk.found(folder)
    desk.with_corrector(folder)
    with desk.as_approver(folder, None, Role.CLERK, Role.APPROVER):
        return folder


def opened(folder: Path, clock: desk.SteppingClock, *, monthly: bool) -> Office:
    """Open such an office; who opens it closes its store."""
    store = desk.open_store_as(folder, desk.APPROVER, desk.APPROVER_PASSWORD, clock)
    return Office(folder, clock, store, monthly)


def _account(case: Case) -> str:
    return case.version.entries["account_number"]


def _other(case: Case) -> str:
    return desk.OTHER_ACCOUNT if _account(case) == desk.ACCOUNT else desk.ACCOUNT


def _finding(case: Case, outcome: str) -> dict[str, Any]:
    found = {"outcome": outcome, "amount": desk.AMOUNTS[outcome]}
    return {**case.version.finding, **found}


def _months_of(case: Case, person: int) -> dict[str, Any]:
    parts = desk.month_case({person or 999: (MONTH,)})
    content = {name: parts[name] for name in ("people", "application", "finding")}
    content["people"] = (RosterPerson(1, f"名册{person}", desk.person(person or 999)),)
    if not person:
        line = {**parts["finding"]["lines"][0], "outcome": "ineligible", "amount": "0.00"}
        content["finding"] = {**_finding(case, "ineligible"), "lines": [line]}
    return {**content, "right": None, "cost": desk.MONTHLY}


def send_lines(office: Office, case: Case, lines: tuple[int, ...]) -> str:
    """Send rows of a case one by one."""
    rows = tuple(SentRow(line, (case.number, line, 100)) for line in lines)
    fen = decided_fen(case.version.finding)
    sent = SentCase(case.id, case.number, case.version.number, fen, rows)
    frame = {"titles": [], "sheet": "申报", **desk.SENT}
    return desk.send(office.store, NewBatch(case.measure, frame, (sent,)))


def swap(office: Office, case: Case) -> Case:
    """Correct two rows to each other's people."""
    changes = (desk.change("account_number", _account(case), _other(case)),)
    correction = desk.propose_correction(office.store, case, changes)
    parts = desk.month_case({2: (MONTH,), 1: (MONTH,)})
    content = {name: parts[name] for name in ("people", "application", "finding")}
    with office.second():
        new = desk.corrected_case(
            office.store, correction, right=None, cost=desk.MONTHLY, **content
        )
        with desk.acting(office.store) as act:
            return act.confirm_correction(new)
