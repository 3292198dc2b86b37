"""Taking over what another office handed on: read whole, shown against what stands here, proposed.

Nothing of it counts before a second person has confirmed it, as any other change of law.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from hrdesk.domain.amendment import Amendment, DatedValue, NewValues, Source, Successor
from hrdesk.domain.clock import today
from hrdesk.domain.errors import Refused
from hrdesk.domain.law_export import Comparison, ExportedChange, LawExport, compared
from hrdesk.domain.pack_files import PackFiles
from hrdesk.services.amendments import CONFIRMERS, proposer_of
from hrdesk.services.child_process import ChildProcess
from hrdesk.services.laws import known_packs
from hrdesk.services.presenting import catalogue_words
from hrdesk.services.session import Session
from hrdesk.storage.amendments import NewAmendment

if TYPE_CHECKING:
    from hrdesk.services.child_process import Speaker

_ACT = "amendment.take_over"
#: What is taken by whoever is sure.
DOUBTFUL = "export.doubtful"


@dataclass(frozen=True, slots=True)
class BroughtChange:
    """A change of another office in words: of which measure, what, to what, what stands here.

    `is_doubtful` where it is so far from what stands here that a slip is likely.
    """

    id: str
    change: ExportedChange
    comparison: Comparison
    measure: str
    title: str
    value: str
    here: str
    is_doubtful: bool


@dataclass(frozen=True, slots=True)
class BroughtLaw:
    """A file of another office that is sound: whose, who signed it, its SHA-256, its changes.

    `versions` are those of the successors' packs by hash.
    """

    export: LawExport
    fingerprint: str
    digest: str
    changes: tuple[BroughtChange, ...]
    versions: Mapping[str, str]


class ReadingExport:
    """A file of another office that is read and checked in a process of its own."""

    def __init__(self, session: Session, path: Path) -> None:
        """Begin; an act of an administrator or a supervisor (Refused `rights.role`)."""
        session.require(*CONFIRMERS)
        self.judged = 0
        on_record, kept = session.amendments(), session.kept_packs()
        self._child = ChildProcess(_read, str(path), today(session.clock), on_record, kept)

    def is_ready(self) -> bool:
        """Tell whether `advance` would answer at once."""
        return self._child.is_done()

    def advance(self) -> BroughtLaw:
        """Wait for the file.

        Raises InvalidInput `export.invalid` with every fault by file, line and remedy,
        EnvironmentFault `pack.unreadable`.
        """
        brought: BroughtLaw = self._child.answer()
        return brought

    def cancel(self) -> None:
        """End it; nothing was written."""
        self._child.end()


def may_take(session: Session, each: BroughtChange) -> bool:
    """Tell whether the person at work may propose a change of another office."""
    is_new = each.comparison is Comparison.NEW
    return is_new and session.staff.may(proposer_of(each.change.content))


def take_over(
    session: Session, brought: BroughtLaw, chosen: Collection[str], *, is_sure: bool = False
) -> int:
    """Propose the chosen changes, those of one document together; return how many proposals.

    Audited with the file's hash; the source of each is its document, its note names office and
    file. Refused `rights.role` where the role of the person does not propose such a change,
    `export.seen_before` when something else was proposed or confirmed since it was read,
    `export.without_successor` (name) for changes of a policy that is neither here nor chosen, and
    unless the person `is_sure` `export.doubtful` (title, typed, known) for one that is doubtful.
    """
    on_record = session.amendments()
    wanted = [each for each in brought.changes if each.id in chosen]
    taken = [each.change for each in wanted]
    for change in taken:
        session.require(proposer_of(change.content))
        if compared(change, on_record) is not Comparison.NEW:
            raise Refused("export.seen_before")
    _require_policies(session, taken)
    doubtful = next((each for each in wanted if each.is_doubtful), None)
    if doubtful is not None and not is_sure:
        said = {"title": doubtful.title, "typed": doubtful.value, "known": doubtful.here}
        raise Refused(DOUBTFUL, **said)
    proposals = _proposals(taken, _note(brought))
    with session.store.acting(session.staff) as act:
        for change in taken:
            if isinstance(change.content, Successor):
                content = change.content
                named = (content.policy, brought.versions[content.content_hash])
                act.keep_pack(brought.export.packs[content.content_hash], named)
        for proposal in proposals:
            act.propose_amendment(proposal)
        detail = {"file": brought.digest, "office": brought.export.office[0]}
        act.record(_ACT, brought.fingerprint, {**detail, "proposals": str(len(proposals))})
    return len(proposals)


def _require_policies(session: Session, taken: Iterable[ExportedChange]) -> None:
    changes = tuple(taken)
    known = {session.law.packs.shipped.id}
    for content in (*(each.content for each in changes), *_successors_here(session)):
        if isinstance(content, Successor):
            known.add(content.policy)
    missing = next((each.policy for each in changes if each.policy not in known), None)
    if missing is not None:
        raise Refused("export.without_successor", name=missing)


def _successors_here(session: Session) -> Iterable[object]:
    return (each.content for each in session.amendments() if each.withdrawal is None)


def _note(brought: BroughtLaw) -> str:
    code, name = brought.export.office
    return catalogue_words("law_export")["note"].format(
        office=name, code=code, day=brought.export.exported_on.isoformat(), digest=brought.digest
    )


def _proposals(changes: Iterable[ExportedChange], note: str) -> list[NewAmendment]:
    """Return one proposal for all values of a document, and one for each other change."""
    values: dict[tuple[str, Source], list[DatedValue]] = {}
    made = []
    for change in changes:
        source = Source(change.document, change.issued_on, note)
        if isinstance(change.content, NewValues):
            values.setdefault((change.policy, source), []).extend(change.content.values)
        else:
            made.append(NewAmendment(change.content, source, change.policy))
    of_values = [
        NewAmendment(NewValues(tuple(listed)), source, policy)
        for (policy, source), listed in values.items()
    ]
    return [*made, *of_values]


def _read(
    _speaker: "Speaker",
    path: str,
    day: date,
    on_record: tuple[Amendment, ...],
    kept: Mapping[str, PackFiles],
) -> BroughtLaw:
    """Read a file and hold it against what stands here; runs in the child."""
    from hrdesk.packs.export_reading import of_an_office, read_bytes, read_export
    from hrdesk.packs.law import Law
    from hrdesk.services.brought_words import brought_changes, checked_packs

    file = Path(path)
    law = Law(known_packs(lambda: kept), on_record)
    with of_an_office():
        read = read_export(file.name, read_bytes(file))
        checked = checked_packs(read)
        changes = brought_changes(read, checked, law, (on_record, day))
    versions = {each: policy.book.version for each, policy in checked.items()}
    return BroughtLaw(read.export, read.fingerprint, read.digest, changes, versions)
