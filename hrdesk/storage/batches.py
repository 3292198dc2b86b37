"""Upload batches: numbered, with a frozen copy of what is sent; a case is in one open batch.

The audit record of a batch carries the salted digest of the batch, its cases and, through the
digest of each case's rows, of every cell: the record's signature stands for all that was sent.
"""

import secrets
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from peewee import fn

from hrdesk.domain.batch import CopiedFile, CopyPurpose, SentCase, SentRow, VoidCause
from hrdesk.domain.errors import Refused
from hrdesk.storage.audit import append
from hrdesk.storage.batch_tables import (
    BatchCaseRow,
    BatchFileRow,
    BatchRow,
    BatchVoidRow,
)
from hrdesk.storage.canonical import canonical_text, salted_digest
from hrdesk.storage.corrections import refuse_waiting
from hrdesk.storage.ground import Author, Ground, new_id, written_moment
from hrdesk.storage.many_rows import insert_rows
from hrdesk.storage.tables import CaseRow

MAKE, WRITE, VOID = "upload.make", "upload.write", "upload.void"
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
#: So many cases are asked for with one statement; SQLite takes 32,766 values.
_AT_ONCE = 500
#: A row as it is stored: its line, and its cells as one text.
Written = tuple[int, str]


@dataclass(frozen=True, slots=True)
class NewBatch:
    """What is to be sent: the measure, the frame of the workbook, its cases in order."""

    measure: str
    frame: Mapping[str, object]
    cases: tuple[SentCase, ...]

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
    own = (BatchRow.site_id == ground.site_id) & (BatchRow.year == year)
    query = BatchRow.select(fn.MAX(BatchRow.sequence)).where(own)
    ((last,),) = query.tuples().execute(ground.db)
    return BatchNumber(ground.office.county_code, year, (last or 0) + 1)


def add_batch(ground: Ground, author: Author, new: NewBatch) -> str:
    """Store a batch with all that it sends and return its id.

    Refused `batch.case_held` (number, batch) when a case is in another open batch already,
    `batch.correction_waits` (number) when a correction of one waits for a second person. A
    case of another measure, or read in another version than its newest, is refused by the
    store itself.
    """
    _refuse_held(ground, new.cases)
    refuse_waiting(ground, [each.case_id for each in new.cases])
    number = next_batch_number(ground)
    written = [[(row.line, _cells(row)) for row in case.rows] for case in new.cases]
    cases = [
        _case_row(place, case, rows)
        for place, (case, rows) in enumerate(zip(new.cases, written, strict=True), 1)
    ]
    row: dict[str, object] = {
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
        "made_at": written_moment(ground.clock.now()),
        "made_by": author.staff.id,
        "salt": secrets.token_hex(_SALT_BYTES),
    }
    record = append(ground, author, MAKE, str(row["id"]), batch_detail(row, cases))
    BatchRow.insert(**row, audit_sequence=record.sequence).execute(ground.db)
    held = {"batch_id": row["id"], "open": 1}
    insert_rows(ground.db, "batch_case", [each | held for each in cases])
    _add_rows(ground, str(row["id"]), new.cases, written)
    return str(row["id"])


def add_batch_copy(ground: Ground, author: Author, batch_id: str, copy: NewCopy) -> None:
    """Record that a copy left and was found right; Refused `batch.voided` (number)."""
    _refuse_voided(ground, batch_id)
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
    """End a batch: its cases are free again, its number stays; Refused `batch.voided` (number)."""
    _refuse_voided(ground, batch_id)
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


def _refuse_held(ground: Ground, cases: tuple[SentCase, ...]) -> None:
    """Say which case is held by which batch; the unique index stands behind the question."""
    for first in range(0, len(cases), _AT_ONCE):
        ids = [case.case_id for case in cases[first : first + _AT_ONCE]]
        query = (
            BatchCaseRow.select(CaseRow.number, BatchRow.number)
            .join(BatchRow, on=(BatchRow.id == BatchCaseRow.batch_id))
            .join(CaseRow, on=(CaseRow.id == BatchCaseRow.case_id))
            .where(BatchCaseRow.case_id.in_(ids) & (BatchCaseRow.open == 1))
            .order_by(BatchCaseRow.place)
            .limit(1)
        )
        for number, batch in query.tuples().execute(ground.db):
            raise Refused("batch.case_held", number=number, batch=batch)


def _refuse_voided(ground: Ground, batch_id: str) -> None:
    query = (
        BatchRow.select(BatchRow.number, BatchVoidRow.cause)
        .left_outer_join(BatchVoidRow, on=(BatchVoidRow.batch_id == BatchRow.id))
        .where(BatchRow.id == batch_id)
    )
    for number, cause in query.tuples().execute(ground.db):
        if cause is not None:
            raise Refused("batch.voided", number=number)
        return
    raise Refused("lookup.no_batch")
