"""Changes of law: proposed with their document, confirmed by a second person, never overwritten."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from peewee import fn

from hrdesk.domain.amendment import (
    Amendment,
    Content,
    Ending,
    Source,
    Successor,
    begins,
    ends_before,
    is_overtaken,
)
from hrdesk.domain.errors import Refused
from hrdesk.domain.staff import StaffMember
from hrdesk.storage.amendment_content import content_text, kind_of, read_content
from hrdesk.storage.amendment_tables import AmendmentRow, ConfirmationRow
from hrdesk.storage.canonical import canonical_text
from hrdesk.storage.ground import Author, Ground
from hrdesk.storage.second_person import bar_of
from hrdesk.storage.tables import CaseRow, VersionRow
from hrdesk.storage.withdrawable import (
    RecordKind,
    enter_row,
    entry_of,
    rows_of,
    standing_and_withdrawn,
    withdraw_row,
)

AMENDMENTS = RecordKind(
    AmendmentRow,
    enter="amendment.propose",
    withdraw="amendment.withdraw",
    place=("policy", "kind"),
    content=("content", "document", "issued_on", "note"),
    told=("kind",),
)
CONFIRMATIONS = RecordKind(
    ConfirmationRow,
    enter="amendment.confirm",
    place=("amendment_id",),
    content=("seen", "pack", "first_day"),
    told=("pack", "first_day"),
)


@dataclass(frozen=True, slots=True)
class NewAmendment:
    """A change as it is proposed; `policy` is the id of the one that it changes."""

    content: Content
    source: Source
    policy: str


def propose_amendment(ground: Ground, author: Author, new: NewAmendment) -> None:
    """Keep a proposed change; it counts only after `confirm_amendment`.

    Refused `amendments.ends_before` (day), `amendments.used` and `amendments.used_until` (day) as
    `confirm_amendment` refuses such an ending.
    """
    _refuse_early_end(ground, new.content, amendments(ground))
    source = new.source
    content = {
        "policy": new.policy,
        "kind": kind_of(new.content),
        "content": content_text(new.content),
        "document": source.document,
        "issued_on": source.issued_on.isoformat(),
        "note": source.note,
    }
    enter_row(ground, author, AMENDMENTS, content)


def confirm_amendment(
    ground: Ground, author: Author, amendment: str, seen: Mapping[str, int]
) -> None:
    """Let a proposed change count from now on; `seen` are the counts that were shown before.

    Refused `amendments.gone` when it is not open any more, `amendments.own` when the person is
    the one who proposed it, `amendments.key_given` (name) when he was added since, or another may
    have let the proposer have the password that was given to him since, `amendments.key_reset`
    (name, until) when the proposer or the recovery key reset it in the seven days before,
    `amendments.overtaken` when another change leaves no room for it by now,
    `amendments.ends_before` (day) when it would end a change before its first day,
    `amendments.used` (day) when it would annul a successor under which cases were accepted,
    `amendments.used_until` (day) when it would end one before the last of these was received.
    """
    on_record = amendments(ground)
    found = {each.id: each for each in on_record}.get(amendment)
    if found is None or not found.is_open:
        raise Refused("amendments.gone")
    if found.proposer == author.staff.id:
        raise Refused("amendments.own", name=author.staff.name)
    _refuse_taken_over(ground, found, author.staff)
    if is_overtaken(found.content, _beside(found, on_record)):
        raise Refused("amendments.overtaken")
    _refuse_early_end(ground, found.content, on_record)
    pack, first_day = _named_pack(found.content)
    content = {
        "amendment_id": amendment,
        "seen": canonical_text(dict(seen)),
        "pack": pack,
        "first_day": first_day,
    }
    enter_row(ground, author, CONFIRMATIONS, content)


def withdraw_amendment(ground: Ground, author: Author, amendment: str, reason: str) -> None:
    """Take a proposal back; it stays, with the reason and who said so.

    Refused `amendments.gone` when it is not open any more.
    """
    found = {each.id: each for each in amendments(ground)}.get(amendment)
    if found is None or not found.is_open:
        raise Refused("amendments.gone")
    withdraw_row(ground, author, AMENDMENTS, amendment, reason)


def amendments(ground: Ground) -> tuple[Amendment, ...]:
    """Return every change on record, in the order of proposal."""
    confirmed = {row["amendment_id"]: entry_of(row) for row in rows_of(ground, CONFIRMATIONS)}
    return tuple(
        Amendment(
            id=row["id"],
            policy=row["policy"],
            content=read_content(row["kind"], row["content"]),
            source=Source(row["document"], date.fromisoformat(row["issued_on"]), row["note"]),
            proposer=row["actor"],
            entry=entry,
            confirmation=confirmed.get(row["id"]),
            withdrawal=withdrawal,
        )
        for row, entry, withdrawal in standing_and_withdrawn(rows_of(ground, AMENDMENTS))
    )


def _named_pack(content: Content) -> tuple[str, str]:
    """Return the hash of the pack that a change brings, and its first day; "" where none."""
    if isinstance(content, Successor):
        return content.content_hash, content.first_day.isoformat()
    return "", ""


def _beside(change: Amendment, on_record: tuple[Amendment, ...]) -> tuple[Amendment, ...]:
    """Return the changes that may leave no room for one: of its policy, where it is of one."""
    if isinstance(change.content, Ending | Successor):
        return on_record
    return tuple(each for each in on_record if each.policy == change.policy)


def _refuse_early_end(ground: Ground, content: Content, on_record: tuple[Amendment, ...]) -> None:
    """Refuse an ending that would undo what counted for somebody, or never lets it begin."""
    if not isinstance(content, Ending):
        return
    ended = next((each.content for each in on_record if each.id == content.amendment), None)
    first = None if ended is None else begins(ended)
    if ended is not None and first is not None and ends_before(ended, content.last_day):
        raise Refused("amendments.ends_before", day=first.isoformat())
    used = last_received(ground, ended.content_hash) if isinstance(ended, Successor) else None
    if used is not None and content.last_day is None:
        raise Refused("amendments.used", day=used.isoformat())
    if used is not None and content.last_day is not None and content.last_day < used:
        raise Refused("amendments.used_until", day=used.isoformat())


def last_received(ground: Ground, content_hash: str) -> date | None:
    """Return the last day of receipt of what was signed under a policy pack, or None."""
    days = (
        CaseRow.select(fn.MAX(CaseRow.received_on))
        .join(VersionRow, on=(VersionRow.case == CaseRow.id))
        .where(VersionRow.policy_hash == content_hash)
    )
    day = days.scalar(ground.db)
    return None if day is None else date.fromisoformat(day)


def _refuse_taken_over(ground: Ground, change: Amendment, staff: StaffMember) -> None:
    """Refuse an account whose keys its proposer may know, as the guard of the schema does."""
    bar = bar_of(ground, staff, change.entry.sequence)
    if bar is not None and bar.until is None:
        raise Refused("amendments.key_given", name=staff.name)
    if bar is not None:
        raise Refused("amendments.key_reset", name=staff.name, until=f"{bar.until:%Y-%m-%d %H:%M}")
