"""Figures that an office confirms for a place: dated rows that are never changed.

A wrong row is withdrawn by another one, with the reason. Each row carries a salt, and its audit
record the salted digest of all its columns: the record's signature stands for the row.
"""

import secrets
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from hrdesk.domain.confirmed_figure import ConfirmedFigure
from hrdesk.domain.errors import Refused
from hrdesk.domain.money import from_fen
from hrdesk.domain.organization import Entry, Withdrawal
from hrdesk.storage.audit import append
from hrdesk.storage.canonical import salted_digest
from hrdesk.storage.ground import Author, Ground, new_id
from hrdesk.storage.tables import AuditRow, FigureRow, Staff

CONFIRM, WITHDRAW = "figure.confirm", "figure.withdraw"
_SALT_BYTES = 16
_HASHED = ("id", "parameter", "scope", "valid_from", "fen", "document", "withdraws", "reason")


@dataclass(frozen=True, slots=True)
class NewFigure:
    """A figure as it is confirmed, in fen; `scope` is the code of the place."""

    parameter: str
    scope: str
    valid_from: date
    fen: int
    document: str


def confirm_figure(ground: Ground, author: Author, new: NewFigure) -> None:
    """Keep a figure; Refused `figures.known` while one of the same place and day stands."""
    for known in figures_of(ground, new.parameter):
        same = (known.scope, known.valid_from) == (new.scope, new.valid_from)
        if same and known.withdrawal is None:
            raise Refused("figures.known", day=new.valid_from.isoformat())
    dated = {"valid_from": new.valid_from.isoformat(), "fen": new.fen, "document": new.document}
    _add(ground, author, {"parameter": new.parameter, "scope": new.scope, **dated})


def withdraw_figure(ground: Ground, author: Author, row: str, reason: str) -> None:
    """Let a figure count no more; it stays, with the reason and who said so.

    Refused `figures.withdrawn` when it was withdrawn before, or is not there.
    """
    withdrawn = FigureRow.alias()
    withdrawals = withdrawn.select(withdrawn.withdraws).where(
        withdrawn.withdraws.is_null(is_null=False)
    )
    query = FigureRow.select(FigureRow.parameter, FigureRow.scope).where(
        (FigureRow.id == row) & FigureRow.withdraws.is_null() & FigureRow.id.not_in(withdrawals)
    )
    for place in query.dicts().execute(ground.db):
        _add(ground, author, {**place, "withdraws": row, "reason": reason})
        return
    raise Refused("figures.withdrawn")


def figures_of(ground: Ground, parameter: str) -> tuple[ConfirmedFigure, ...]:
    """Return the figures of a parameter with their withdrawals, by place and day."""
    query = (
        FigureRow.select(FigureRow, AuditRow.at, Staff.name)
        .join(AuditRow, on=(AuditRow.sequence == FigureRow.audit_sequence))
        .join(Staff, on=(Staff.id == AuditRow.actor))
        .where(FigureRow.parameter == parameter)
        .order_by(FigureRow.scope, FigureRow.valid_from, FigureRow.audit_sequence)
    )
    return tuple(_figures(list(query.dicts().execute(ground.db))))


def figure_detail(row: Mapping[str, object]) -> dict[str, str]:
    """Return what the audit says of a row: what it is about, and the digest of all of it."""
    return {
        "parameter": str(row["parameter"]),
        "scope": str(row["scope"]),
        "row": salted_digest(str(row["salt"]), [row[column] for column in _HASHED]),
    }


def act_of(row: Mapping[str, object]) -> str:
    """Return the act that enters a row."""
    return CONFIRM if row["withdraws"] is None else WITHDRAW


def _add(ground: Ground, author: Author, content: Mapping[str, object]) -> None:
    row = {
        **dict.fromkeys(_HASHED),
        **content,
        "id": new_id(),
        "salt": secrets.token_hex(_SALT_BYTES),
    }
    record = append(ground, author, act_of(row), ground.site_id, figure_detail(row))
    FigureRow.insert(**row, audit_sequence=record.sequence).execute(ground.db)


def _figures(rows: list[dict[str, Any]]) -> Iterator[ConfirmedFigure]:
    withdrawals = {
        row["withdraws"]: Withdrawal(row["reason"], _entry(row))
        for row in rows
        if row["withdraws"] is not None
    }
    for row in rows:
        if row["withdraws"] is None:
            yield ConfirmedFigure(
                id=row["id"],
                scope=row["scope"],
                valid_from=date.fromisoformat(row["valid_from"]),
                amount=from_fen(row["fen"]),
                document=row["document"],
                entry=_entry(row),
                withdrawal=withdrawals.get(row["id"]),
            )


def _entry(row: Mapping[str, Any]) -> Entry:
    return Entry(row["audit_sequence"], datetime.fromisoformat(row["at"]), row["name"])
