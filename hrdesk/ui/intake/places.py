"""Where the clerk was in each draft, as long as he is at work."""

from dataclasses import dataclass
from weakref import WeakKeyDictionary

from hrdesk.services.session import Session


@dataclass(frozen=True, slots=True)
class Place:
    """A step of the wizard and the field that had the cursor, "" for none."""

    page: int
    key: str


#: By the open store: each draft has a session of its own, under the policy of its form.
_PLACES: WeakKeyDictionary[object, dict[str, Place]] = WeakKeyDictionary()


def remember(session: Session, draft_id: str, place: Place) -> None:
    """Remember where the clerk is in a draft."""
    _PLACES.setdefault(session.store, {})[draft_id] = place


def remembered(session: Session, draft_id: str) -> Place | None:
    """Return where the clerk was in a draft, or None when he has not been there."""
    return _PLACES.get(session.store, {}).get(draft_id)


def remembered_key(session: Session, draft_id: str) -> str:
    """Return the key at which the clerk was in a draft, or ""."""
    place = remembered(session, draft_id)
    return place.key if place is not None else ""


def start(session: Session, draft_id: str, page: int) -> Place:
    """Return where the clerk was in a draft, or the beginning of a step."""
    return remembered(session, draft_id) or Place(page, "")
