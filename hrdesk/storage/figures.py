"""Figures that an office confirms for a place: dated rows, corrected by withdrawal alone."""

from dataclasses import dataclass
from datetime import date

from hrdesk.domain.confirmed_figure import ConfirmedFigure
from hrdesk.domain.errors import Refused
from hrdesk.domain.money import from_fen
from hrdesk.storage.ground import Author, Ground
from hrdesk.storage.tables import FigureRow
from hrdesk.storage.withdrawable import (
    RowKind,
    enter_row,
    rows_of,
    standing_and_withdrawn,
    withdraw_row,
)

FIGURES = RowKind(
    FigureRow,
    enter="figure.confirm",
    withdraw="figure.withdraw",
    place=("parameter", "scope"),
    content=("valid_from", "fen", "document"),
    told=("parameter", "scope"),
)


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
    enter_row(ground, author, FIGURES, {"parameter": new.parameter, "scope": new.scope, **dated})


def withdraw_figure(ground: Ground, author: Author, row: str, reason: str) -> None:
    """Let a figure count no more; it stays, with the reason and who said so.

    Refused `figures.withdrawn` when it was withdrawn before, or is not there.
    """
    if not withdraw_row(ground, author, FIGURES, row, reason):
        raise Refused("figures.withdrawn")


def figures_of(ground: Ground, parameter: str) -> tuple[ConfirmedFigure, ...]:
    """Return the figures of a parameter with their withdrawals, by place and day."""
    rows = rows_of(ground, FIGURES, FigureRow.parameter == parameter)
    figures = (
        ConfirmedFigure(
            id=row["id"],
            scope=row["scope"],
            valid_from=date.fromisoformat(row["valid_from"]),
            amount=from_fen(row["fen"]),
            document=row["document"],
            entry=entry,
            withdrawal=withdrawal,
        )
        for row, entry, withdrawal in standing_and_withdrawn(rows)
    )
    return tuple(sorted(figures, key=lambda each: (each.scope, each.valid_from)))
