"""Whether a second person is one: an account whose keys the first one may know is not."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from hrdesk.domain.staff import StaffMember
from hrdesk.storage.amendment_schema import TAKEN_OVER
from hrdesk.storage.ground import Ground, written_moment

#: So long does who was locked out of his account by a reset have to notice it; the guards of the
#: schema say the same.
WATCHED = timedelta(days=7)
#: When such keys were given, and whether they bar the account for good.
_TAKEN_OVER = f"""
    select k.at, k.sequence > p.sequence and (t.kind is 'person'
      or json_extract(k.detail, '$.replaces') is null)
    from (select ? as actor, ? as at, (select max(sequence) + 1 from audit) as sequence) c
    join audit p on p.sequence = ?
    join audit k on k.subject = c.actor join staff t on t.id = k.actor
    where {TAKEN_OVER}
"""  # noqa: S608 - our own words


@dataclass(frozen=True, slots=True)
class Bar:
    """That an account may be the first person's: until a moment, or None for good."""

    until: datetime | None


def bar_of(ground: Ground, staff: StaffMember, proposed: int) -> Bar | None:
    """Return what bars an account from confirming what the record `proposed` proposed, or None."""
    now = written_moment(ground.clock.now())
    until = None
    for moment, lasts in ground.db.raw().execute(_TAKEN_OVER, (staff.id, now, proposed)):
        if lasts:
            return Bar(None)
        until = datetime.fromisoformat(moment) + WATCHED
    return None if until is None else Bar(until)
