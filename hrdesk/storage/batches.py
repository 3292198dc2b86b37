"""Upload batches: numbered, with a frozen copy of what is sent; a case is in one open batch.

But for batches that follow: they send rows again that failed in the one they follow, and a row is
sent again only while no open batch holds it waiting or accepted.

The audit record of a batch carries the salted digest of the batch, its cases and, through the
digest of each case's rows, of every cell: the record's signature stands for all that was sent.
"""

import secrets
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from peewee import fn

from hrdesk.domain.batch import CopiedFile, CopyPurpose, SentCase, SentRow, VoidCause
from hrdesk.storage.audit import append
from hrdesk.storage.batch_refusals import (
    refuse_role,
    refuse_settled,
    refuse_unsendable,
    refuse_voided,
)
from hrdesk.storage.batch_schema import MAKE, VOID, WRITE
from hrdesk.storage.batch_tables import (
    BatchCaseRow,
    BatchFileRow,
    BatchRecord,
    BatchVoidRow,
)
from hrdesk.storage.canonical import canonical_text, salted_digest
from hrdesk.storage.entitlement import CLERKS
from hrdesk.storage.ground import Author, Ground, new_id, written_moment
from hrdesk.storage.many_rows import insert_rows

_SALT_BYTES = 16
_HASHED_BATCH = (
    "id",
    "site_id",
    "number",
    "year",
    "sequence",
    "measure",
    "frame",
    "case_count",
    "row_count",
    "sum_fen",
    "follows",
    "made_at",
    "made_by",
)
_HASHED_CASE = ("case_id", "version", "place", "row_count", "amount_fen", "salt", "rows_digest")
_HASHED_FILE = (
    "batch_id",
    "file_name",
    "digest",
    "part",
    "purpose",
    "written_at",
    "written_by",
)
_HASHED_VOID = ("batch_id", "cause", "reason", "voided_at", "voided_by")
#: A row as it is stored: its line, and its cells as one text.
Written = tuple[int, str]


@dataclass(frozen=True, slots=True)
class NewBatch:
    """What is to be sent: the measure, the frame of the workbook, its cases in order.

    `follows` is the id of the batch whose failed rows are sent again, or None.
    """

    measure: str
    frame: Mapping[str, object]
    cases: tuple[SentCase, ...]
    follows: str | None = None

    @property
    def row_count(self) -> int:
        """How many rows are sent."""
        return sum(len(case.rows) for case in self.cases)

    @property
    def sum_fen(self) -> int | None:
        """What all cases pay, or None where the measure pays nothing."""
        amounts = [case.amount_fen for case in self.cases if case.amount_fen is not None]
        return sum(amounts) if amounts else None


@dataclass(frozen=True, slots=True)
class NewCopy:
    """A copy that left: what for, and its files in order, each read back."""

    purpose: CopyPurpose
    files: tuple[CopiedFile, ...]


@dataclass(frozen=True, slots=True)
class BatchNumber:
    """A number such as `510411-P2026-0001`: office, year of the making, sequence of its own."""

    office: str
    year: int
    sequence: int

    def __str__(self) -> str:
        return f"{self.office}-P{self.year:04d}-{self.sequence:04d}"


def next_batch_number(ground: Ground) -> BatchNumber:
    """Return the number that a batch made now would get."""
    year = ground.clock.now().year
    own = (BatchRecord.site_id == ground.site_id) & (BatchRecord.year == year)
    query = BatchRecord.select(fn.MAX(BatchRecord.sequence)).where(own)
    ((last,),) = query.tuples().execute(ground.db)
    return BatchNumber(ground.office.county_code, year, (last or 0) + 1)


def add_batch(ground: Ground, author: Author, new: NewBatch) -> str:
    """Store a batch with all that it sends and return its id.

    Refused `batch.case_held` (number, batch) when a case is in another open batch already,
    `batch.correction_waits` (number) when a correction of one waits for a second person. Of a
    batch that follows: `batch.voided` (number) when that one was voided, `batch.row_waiting` or
    `batch.row_accepted` (number, batch) when a row is not free to be sent again,
    `batch.row_closed` (number, batch) when it was closed, `batch.row_not_failed` (number) when it
    did not fail there; `rights.role` (name) when who acts is no clerk. A case of another measure,
    or read in another version than its newest, is refused by the store itself.
    """
    author.staff.require(*CLERKS)
    refuse_unsendable(ground, new.follows, new.cases)
    written = [[(row.line, _cells(row)) for row in case.rows] for case in new.cases]
    cases = [
        _case_row(place, case, rows)
        for place, (case, rows) in enumerate(zip(new.cases, written, strict=True), 1)
    ]
    row = _batch_row(ground, author, new)
    record = append(ground, author, MAKE, str(row["id"]), batch_detail(row, cases))
    BatchRecord.insert(**row, audit_sequence=record.sequence).execute(ground.db)
    held = {"batch_id": row["id"], "follows": new.follows, "open": 1}
    insert_rows(ground.db, "batch_case", [each | held for each in cases])
    _add_rows(ground, str(row["id"]), new.cases, written)
    return str(row["id"])


def _batch_row(ground: Ground, author: Author, new: NewBatch) -> dict[str, object]:
    number = next_batch_number(ground)
    return {
        "id": new_id(),
        "site_id": ground.site_id,
        "number": str(number),
        "year": number.year,
        "sequence": number.sequence,
        "measure": new.measure,
        "frame": canonical_text(dict(new.frame)),
        "case_count": len(new.cases),
        "row_count": new.row_count,
        "sum_fen": new.sum_fen,
        "follows": new.follows,
        "made_at": written_moment(ground.clock.now()),
        "made_by": author.staff.id,
        "salt": secrets.token_hex(_SALT_BYTES),
    }


def add_batch_copy(ground: Ground, author: Author, batch_id: str, copy: NewCopy) -> None:
    """Record that a copy left and was found right.

    Refused `batch.voided` (number), `rights.role` (name) when who acts is no clerk.
    """
    author.staff.require(*CLERKS)
    refuse_voided(ground, batch_id)
    moment = written_moment(ground.clock.now())
    for part, file in enumerate(copy.files, 1):
        row: dict[str, object] = {
            "batch_id": batch_id,
            "file_name": file.name,
            "digest": file.sha256,
            "part": part,
            "purpose": copy.purpose.value,
            "written_at": moment,
            "written_by": author.staff.id,
        }
        record = append(ground, author, WRITE, batch_id, file_detail(row))
        BatchFileRow.insert(**row, audit_sequence=record.sequence).execute(ground.db)


def void_batch(
    ground: Ground, author: Author, batch_id: str, cause: VoidCause, reason: str
) -> None:
    """End a batch: its cases are free again, its number stays.

    Refused `batch.voided` (number), `batch.answered` (number, count) when the platform accepted
    rows of it, `batch.rows_closed` (number, count) when rows of it are closed, `batch.followed`
    (number, batch) when an open batch sends rows of it again, `batch.void_role` (number) when a
    copy of it left and who acts is neither approver nor supervisor, `rights.role` (name) when
    none left and he is no clerk. What left was written, so the store itself refuses the other
    cause.
    """
    refuse_voided(ground, batch_id)
    refuse_settled(ground, batch_id)
    refuse_role(ground, author, batch_id)
    row: dict[str, object] = {
        "batch_id": batch_id,
        "cause": cause.value,
        "reason": reason,
        "voided_at": written_moment(ground.clock.now()),
        "voided_by": author.staff.id,
        "salt": secrets.token_hex(_SALT_BYTES),
    }
    record = append(ground, author, VOID, batch_id, void_detail(row))
    BatchVoidRow.insert(**row, audit_sequence=record.sequence).execute(ground.db)
    freed = BatchCaseRow.update(open=0).where(BatchCaseRow.batch_id == batch_id)
    freed.execute(ground.db)


def batch_detail(
    row: Mapping[str, object], cases: Iterable[Mapping[str, object]]
) -> dict[str, str]:
    """Return what the audit says of a batch: its number, and the digest of all it holds."""
    held = [[case[column] for column in _HASHED_CASE] for case in cases]
    values = [[row[column] for column in _HASHED_BATCH], held]
    return {"batch": str(row["number"]), "row": salted_digest(str(row["salt"]), values)}


def rows_digest(salt: str, rows: Iterable[tuple[int, str]]) -> str:
    """Return the digest of a case's rows: of each its line and its cells as they are stored."""
    return salted_digest(salt, [[line, cells] for line, cells in rows])


def file_detail(row: Mapping[str, object]) -> dict[str, str]:
    """Return what the audit says of a file that left: what for, its digest, and its row's."""
    named = salted_digest("", [row[column] for column in _HASHED_FILE])
    return {"file": str(row["digest"]), "purpose": str(row["purpose"]), "row": named}


def void_detail(row: Mapping[str, object]) -> dict[str, str]:
    """Return what the audit says of the end of a batch."""
    named = salted_digest(str(row["salt"]), [row[column] for column in _HASHED_VOID])
    return {"cause": str(row["cause"]), "row": named}


def _case_row(place: int, case: SentCase, rows: list[Written]) -> dict[str, object]:
    salt = secrets.token_hex(_SALT_BYTES)
    return {
        "case_id": case.case_id,
        "version": case.version,
        "place": place,
        "row_count": len(case.rows),
        "amount_fen": case.amount_fen,
        "salt": salt,
        "rows_digest": rows_digest(salt, rows),
    }


def _add_rows(
    ground: Ground, batch_id: str, cases: tuple[SentCase, ...], written: list[list[Written]]
) -> None:
    sent = (
        (case.case_id, line, cells)
        for case, rows in zip(cases, written, strict=True)
        for line, cells in rows
    )
    rows = [
        {"batch_id": batch_id, "place": place, "case_id": case_id, "line": line, "cells": cells}
        for place, (case_id, line, cells) in enumerate(sent, 1)
    ]
    insert_rows(ground.db, "batch_row", rows)


def _cells(row: SentRow) -> str:
    return canonical_text(list(row.cells))
