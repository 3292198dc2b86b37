"""Titles of employers' lists that an office has learned: which column each of them is."""

from collections.abc import Mapping

from hrdesk.domain.staff import Role
from hrdesk.services.session import Session


def known_titles(session: Session, measure: str, roster: str) -> dict[str, str]:
    """Return column ids by plain title, as people of this office chose them."""
    with session.store.reading() as reader:
        return reader.list_titles(measure, roster)


def learn_titles(session: Session, measure: str, roster: str, titles: Mapping[str, str]) -> None:
    """Remember which columns some titles are, for everybody of the office; what is known stays.

    Refused `rights.role` unless a clerk acts.
    """
    session.require(Role.CLERK)
    known = known_titles(session, measure, roster)
    new = {title: column for title, column in titles.items() if known.get(title) != column}
    if new:
        with session.store.acting(session.staff) as act:
            act.enter_list_mapping(measure, roster, new)
