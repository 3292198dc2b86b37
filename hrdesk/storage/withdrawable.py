"""Rows that are never changed: of most kinds a wrong one is withdrawn by another, with the reason.

Each row carries a salt, and its audit record the salted digest of all its columns: the record's
signature stands for the row.
"""

import secrets
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from hrdesk.domain.organization import Entry, Withdrawal
from hrdesk.storage.audit import append
from hrdesk.storage.canonical import salted_digest
from hrdesk.storage.ground import Author, Ground, new_id
from hrdesk.storage.tables import AuditRow, RecordedRow, Staff, WithdrawableRow

_SALT_BYTES = 16


@dataclass(frozen=True, slots=True)
class RecordKind:
    """A table of such rows and the acts that enter and withdraw one.

    `withdraw` is "" where a row is never withdrawn; its `model` has no columns for it either.
    A withdrawal shares the columns of `place` with the row that it withdraws and has none of
    `content`. `subject` is the column that names whom the records are about, or "" for the
    office; the records say the columns of `told` in plain words.
    """

    model: type[RecordedRow]
    enter: str
    place: tuple[str, ...]
    content: tuple[str, ...]
    withdraw: str = ""
    subject: str = ""
    told: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        """Hold an act of withdrawal and the columns of one together."""
        if bool(self.withdraw) is not issubclass(self.model, WithdrawableRow):
            raise TypeError(self.model.__name__)

    @property
    def acts(self) -> tuple[str, ...]:
        """The acts whose records carry a row."""
        return (self.enter, self.withdraw) if self.withdraw else (self.enter,)

    @property
    def hashed(self) -> tuple[str, ...]:
        """The columns under the digest, in the order in which they are hashed."""
        withdrawal = ("withdraws", "reason") if self.withdraw else ()
        return ("id", *self.place, *self.content, *withdrawal)


def enter_row(
    ground: Ground, author: Author, kind: RecordKind, content: Mapping[str, object]
) -> str:
    """Enter a row with its record and return its id; what is not among `content` stays empty."""
    entered = new_id()
    row = {
        **dict.fromkeys(kind.hashed),
        **content,
        "id": entered,
        "salt": secrets.token_hex(_SALT_BYTES),
    }
    subject = str(row[kind.subject]) if kind.subject else ground.site_id
    record = append(ground, author, act_of(kind, row), subject, row_detail(kind, row))
    kind.model.insert(**row, audit_sequence=record.sequence).execute(ground.db)
    return entered


def withdraw_row(ground: Ground, author: Author, kind: RecordKind, row: str, reason: str) -> bool:
    """Let a row count no more; False when it was withdrawn before, or is not there."""
    model: Any = kind.model
    withdrawn: Any = model.alias()
    withdrawals = withdrawn.select(withdrawn.withdraws).where(
        withdrawn.withdraws.is_null(is_null=False)
    )
    place = [getattr(model, column) for column in kind.place]
    query = model.select(*place).where(
        (model.id == row) & model.withdraws.is_null() & model.id.not_in(withdrawals)
    )
    for shared in query.dicts().execute(ground.db):
        enter_row(ground, author, kind, {**shared, "withdraws": row, "reason": reason})
        return True
    return False


def rows_of(ground: Ground, kind: RecordKind, *which: Any) -> list[dict[str, Any]]:
    """Return rows and withdrawals in the order of their entry: moment, person, name with each."""
    model: Any = kind.model
    query = (
        model.select(model, AuditRow.at, AuditRow.actor, Staff.name)
        .join(AuditRow, on=(AuditRow.sequence == model.audit_sequence))
        .join(Staff, on=(Staff.id == AuditRow.actor))
        .order_by(model.audit_sequence)
    )
    if which:
        query = query.where(*which)
    return list(query.dicts().execute(ground.db))


def standing_and_withdrawn(
    rows: list[dict[str, Any]],
) -> Iterator[tuple[dict[str, Any], Entry, Withdrawal | None]]:
    """Yield each row that `rows_of` gave with its entry and its withdrawal."""
    withdrawals = {
        row["withdraws"]: Withdrawal(row["reason"], entry_of(row))
        for row in rows
        if row["withdraws"] is not None
    }
    for row in rows:
        if row["withdraws"] is None:
            yield row, entry_of(row), withdrawals.get(row["id"])


def row_detail(kind: RecordKind, row: Mapping[str, object]) -> dict[str, str]:
    """Return what the audit says of a row: what it is about, and the digest of all of it."""
    told = {column: str(row[column]) for column in kind.told}
    digest = salted_digest(str(row["salt"]), [row[column] for column in kind.hashed])
    return {**told, "row": digest}


def act_of(kind: RecordKind, row: Mapping[str, object]) -> str:
    """Return the act that enters a row."""
    return kind.withdraw if row.get("withdraws") is not None else kind.enter


def entry_of(row: Mapping[str, Any]) -> Entry:
    """Return when and by whom a row that `rows_of` gave was entered."""
    return Entry(row["audit_sequence"], datetime.fromisoformat(row["at"]), row["name"])
