"""The index of names.

Names are indexed character by character as code points, so that two-character names, rare
characters and any script are found alike, whatever the tokenizer knows of Unicode.
"""

from hrdesk.domain.names import comparable_name
from hrdesk.domain.plain_text import ascii_forms
from hrdesk.storage.connection import KeyedDatabase


def name_tokens(name: str) -> str:
    """Return the tokens of a name: one hexadecimal code point for each character."""
    return " ".join(f"{ord(char):x}" for char in comparable_name(name))


def index_name(db: KeyedDatabase, case_id: str, name: str) -> None:
    """Make a case found by its applicant's name."""
    sql = "insert into name_search (tokens, case_id) values (?, ?)"
    db.raw().execute(sql, (name_tokens(name), case_id))


def reindex_name(db: KeyedDatabase, case_id: str, former: str, name: str) -> bool:
    """Make a case found by another name than before; False when it was not found by that one."""
    sql = "select rowid from name_search where name_search match ? and case_id = ?"
    found = db.raw().execute(sql, (f'"{name_tokens(former)}"', case_id)).fetchall()
    for (row,) in found:
        sql = "update name_search set tokens = ? where rowid = ?"
        db.raw().execute(sql, (name_tokens(name), row))
    return len(found) == 1


def cases_named(db: KeyedDatabase, text: str, limit: int) -> tuple[str, ...]:
    """Return the ids of cases whose applicant's name contains the text, the newest first."""
    tokens = name_tokens(text)
    if not tokens:
        return ()
    sql = "select case_id from name_search where name_search match ? order by rowid desc limit ?"
    rows = db.raw().execute(sql, (f'"{tokens}"', limit)).fetchall()
    return tuple(str(row[0]) for row in rows)


def initial_tokens(initials: str) -> str:
    """Return the tokens of initials, which no character of a name has."""
    return " ".join(f"z{letter}" for letter in initials.lower())


def organization_tokens(name: str, initials: str = "") -> str:
    """Return the tokens of a name and its initials: brackets and digits of either width are one."""
    return f"{name_tokens(ascii_forms(name))} {initial_tokens(initials)}".strip()


def index_organization(db: KeyedDatabase, version_id: str, name: str, initials: str) -> None:
    """Make an organization found by the name that a version gives it, later by a former name."""
    sql = "insert into organization_search (tokens, version_id) values (?, ?)"
    db.raw().execute(sql, (organization_tokens(name, initials), version_id))


def organizations_named(db: KeyedDatabase, text: str, limit: int) -> tuple[str, ...]:
    """Return the ids of organizations whose name, now or before, contains the text."""
    return _organizations_with(db, organization_tokens(text), limit)


def organizations_spelled(db: KeyedDatabase, letters: str, limit: int) -> tuple[str, ...]:
    """Return the ids of organizations whose initials, now or before, contain these letters.

    Most names begin with the city, so what tells them apart stands in the middle.
    """
    return _organizations_with(db, initial_tokens(letters), limit)


def _organizations_with(db: KeyedDatabase, tokens: str, limit: int) -> tuple[str, ...]:
    if not tokens:
        return ()
    sql = (
        "select v.organization_id from organization_search n"
        " join organization_version v on v.id = n.version_id"
        " where organization_search match ? order by n.rowid desc limit ?"
    )
    rows = db.raw().execute(sql, (f'"{tokens}"', limit)).fetchall()
    return tuple(str(row[0]) for row in rows)
