"""Rosters among the entries of a form: the entry `roster.<id>` holds the rows as one text."""

import json
from collections.abc import Iterable, Mapping

from hrdesk.domain.roster import RosterRow
from hrdesk.intake.form_spec import FormSpec

ROSTER_PREFIX = "roster."


def rosters_of(form: FormSpec, entries: Mapping[str, str]) -> dict[str, tuple[RosterRow, ...]]:
    """Return the rows of every roster of a form; one of which nothing is kept is empty.

    Raises ValueError for a text that `roster_text` did not write: such a store is damaged.
    """
    return {roster: rows_of(entries.get(ROSTER_PREFIX + roster, "")) for roster in form.rosters}


def rows_of(text: str) -> tuple[RosterRow, ...]:
    """Return the rows of a kept text, of "" none."""
    if not text:
        return ()
    rows = json.loads(text)
    if not isinstance(rows, list) or not all(_is_row(row) for row in rows):
        raise ValueError("the text holds no rows of a roster")
    return tuple(RosterRow(str(row["id"]), dict(row["entries"])) for row in rows)


def roster_text(rows: tuple[RosterRow, ...]) -> str:
    """Return rows as the text that is kept; no rows are ""."""
    return joined_rows(map(row_text, rows))


def row_text(row: RosterRow) -> str:
    """Return what one row is in that text."""
    kept = {"id": row.id, "entries": dict(row.entries)}
    return json.dumps(kept, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def joined_rows(texts: Iterable[str]) -> str:
    """Return the text of rows from those of each, "" where there are none."""
    joined = ",".join(texts)
    return f"[{joined}]" if joined else ""


def _is_row(row: object) -> bool:
    if not isinstance(row, dict) or not isinstance(row.get("entries"), dict):
        return False
    return all(isinstance(text, str) for text in row["entries"].values())
