"""A store from before the guards of early ends: such an end gets in."""

from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from hrdesk.services.session import Session
from hrdesk.storage import amendments
from hrdesk.storage.connection import keyed_connection
from hrdesk.storage.layout import database_path

GUARDS = ("ending_no_earlier", "confirmed_ending_no_earlier")


@contextmanager
def without_early_end_rule(session: Session) -> Iterator[None]:
    """Take the rule away from store and service, and put it back."""
    with session.store.holding_key() as source:
        connection = keyed_connection(database_path(session.folder), source.key)
    kept = []
    for name in GUARDS:
        query = "select sql from sqlite_master where name = ?"
        kept += connection.execute(query, (name,)).fetchone()
        connection.execute(f"drop trigger {name}")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(amendments, "_refuse_early_end", lambda *_: None)
        yield
    for guard in kept:
        connection.execute(guard)
    connection.close()
