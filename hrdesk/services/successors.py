"""Installing a successor: its pack read and checked whole, shown against today's, proposed."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from hrdesk.domain.amendment import Amendment, Successor
from hrdesk.domain.clock import today
from hrdesk.domain.dates import anniversary
from hrdesk.domain.errors import InvalidInput, Problem, Refused
from hrdesk.domain.pack_files import PackFiles
from hrdesk.domain.staff import Role
from hrdesk.intake.amendment_forms import FROM, successor_form
from hrdesk.services.amendments import INVALID, day_of, read_form, source_of
from hrdesk.services.child_process import ChildProcess
from hrdesk.services.laws import known_packs
from hrdesk.services.policy_differences import PolicyDifference, policy_differences
from hrdesk.services.session import Session
from hrdesk.storage.amendments import NewAmendment

if TYPE_CHECKING:
    from hrdesk.services.child_process import Speaker

#: How a pack file is named.
PACK_SUFFIX = ".hrpack"
#: A slip in the year is more likely than such a day.
_YEARS_AHEAD = 2


@dataclass(frozen=True, slots=True)
class ReadPack:
    """A pack that is sound, with what it says of itself and what it changes.

    `examples` is the number of its worked cases, which all come out as it says.
    """

    pack: PackFiles
    content_hash: str
    policy: str
    version: str
    title: str
    document: str
    first_day: date
    last_day: date
    examples: int
    differences: tuple[PolicyDifference, ...]


class ReadingPack:
    """A pack that is read and checked in a process of its own; nothing is written.

    It lies in a file, or was kept with a proposal under its hash: then whoever confirms sees what
    the proposer saw.
    """

    def __init__(self, session: Session, source: Path | str) -> None:
        """Begin; a file is looked at by an administrator (Refused `rights.role`)."""
        if isinstance(source, Path):
            session.require(Role.ADMINISTRATOR)
        self.judged = 0
        kept = session.kept_packs()
        self._child = ChildProcess(_read, source, today(session.clock), session.amendments(), kept)

    def is_ready(self) -> bool:
        """Tell whether `advance` would answer at once."""
        return self._child.is_done()

    def advance(self) -> ReadPack:
        """Wait for the pack.

        Raises InvalidInput `pack.invalid` with every fault by file, line and remedy,
        EnvironmentFault `pack.unreadable`, Refused `successor.known` (name) when a policy of
        this id is here already.
        """
        read: ReadPack = self._child.answer()
        return read

    def cancel(self) -> None:
        """End it."""
        self._child.end()


def propose_successor(session: Session, read: ReadPack, entries: Mapping[str, str]) -> None:
    """Propose a successor from a day on, by the texts of `successor_form`.

    An act of an administrator; the pack is kept with it, by its hash. It counts for nobody until
    a second person has confirmed it. Raises InvalidInput `amendments.invalid` with a problem at
    each field that hinders.
    """
    session.require(Role.ADMINISTRATOR)
    reading = read_form(session, successor_form(), entries)
    begins = day_of(reading, FROM)
    problem = _day_problem(session, read, begins)
    if problem is not None:
        raise InvalidInput(INVALID, (problem,))
    content = Successor(read.content_hash, read.policy, begins)
    new = NewAmendment(content, source_of(reading), session.policy.id)
    with session.store.acting(session.staff) as act:
        act.keep_pack(read.pack, (read.policy, read.version))
        act.propose_amendment(new)


def _day_problem(session: Session, read: ReadPack, begins: date) -> Problem | None:
    if begins < read.first_day:
        return Problem("successor.too_early", FROM, {"day": read.first_day.isoformat()})
    if begins > read.last_day or begins > anniversary(today(session.clock), _YEARS_AHEAD):
        return Problem("amendments.unlikely_day", FROM, {"day": begins.isoformat()})
    return None


def _read(
    _speaker: "Speaker",
    source: Path | str,
    day: date,
    on_record: tuple[Amendment, ...],
    kept: Mapping[str, PackFiles],
) -> ReadPack:
    """Read a pack and hold it against the policy of a day; runs in the child."""
    from hrdesk.packs.check import check_pack
    from hrdesk.packs.law import Law
    from hrdesk.packs.pack_folder import pack_at

    pack = kept[source] if isinstance(source, str) else pack_at(source)
    checked = check_pack(pack)
    law = Law(known_packs(lambda: kept), on_record)
    policy, form = checked.policy, next(iter(checked.policy.forms.values()))
    if isinstance(source, Path) and law.knows(policy.id, policy.content_hash):
        raise Refused("successor.known", name=policy.id)
    return ReadPack(
        pack=pack,
        content_hash=policy.content_hash,
        policy=policy.id,
        version=policy.book.version,
        title=form.document_title,
        document=policy.book.document,
        first_day=policy.book.first_day,
        last_day=policy.book.last_day,
        examples=checked.examples,
        differences=policy_differences(law.on(day), policy),
    )
