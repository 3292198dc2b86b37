"""The Books by which `hrdesk assess --office` judges: those of the exporting office, by day."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import UTC, date, datetime, time
from pathlib import Path

from hrdesk.domain.amendment import Amendment, Ending, Source, Successor
from hrdesk.domain.errors import InvalidInput
from hrdesk.domain.law_export import ExportedChange, LawExport
from hrdesk.domain.organization import Entry
from hrdesk.domain.pack_files import PackFiles
from hrdesk.packs.export_reading import (
    ReadExport,
    export_in,
    is_export,
    misfits,
    of_an_office,
    read_bytes,
)
from hrdesk.packs.law import Law, Packs
from hrdesk.packs.office_file import office_decisions
from hrdesk.packs.policy import Policy, policy_from
from hrdesk.packs.toml_file import toml_of
from hrdesk.rules.book import Book


def office_books(path: Path, shipped: Policy) -> Callable[[date], Book]:
    """Return the Books under what a file of an office says, signed or not.

    What it says of single places counts for no case: a case brings the figures of its place.
    Raises InvalidInput (`export.invalid`) with every fault, EnvironmentFault `pack.unreadable`.
    """
    with of_an_office():
        content = read_bytes(path)
        file = toml_of(path.name, content)
        if is_export(file):
            law = _law(export_in(file, content), shipped)
            return lambda on: law.on(on).book
        book = shipped.book.with_office(office_decisions(file, shipped.book))
    return lambda _on: book


def law_of(export: LawExport, packs: Packs) -> Law:
    """Return the law that an export makes, the one of the office that wrote it."""
    return Law(packs, tuple(_on_record(export)))


def successor_policies(
    read: ReadExport, check: Callable[[PackFiles], Policy]
) -> Mapping[str, Policy]:
    """Return the policies of the successors in a file by hash, each as `check` reads its pack.

    Raises InvalidInput (`pack.invalid`) for a pack that fails anything, one of another id than
    the file says, and one that is to count outside its own days.
    """
    found = {}
    for change in read.export.changes:
        content = change.content
        if not isinstance(content, Successor):
            continue
        policy = check(read.export.packs[content.content_hash])
        at = read.sections[content.policy][0]
        if policy.id != content.policy:
            problem = read.file.problem("pack.not_one_of", (*at, "policy"), allowed=policy.id)
            raise InvalidInput("pack.invalid", (problem,), count=1)
        if not policy.book.first_day <= content.first_day <= policy.book.last_day:
            problem = read.file.problem("pack.order", (*at, "from"))
            raise InvalidInput("pack.invalid", (problem,), count=1)
        found[content.content_hash] = policy
    return found


def _law(read: ReadExport, shipped: Policy) -> Law:
    # The store opens what it kept also where later rules do not fit; nobody is judged by that.
    successor_policies(read, policy_from)
    law = law_of(read.export, Packs(shipped, lambda: read.export.packs))
    problems = misfits(read, {each.id: each.book for each in law.policies()})
    if problems:
        raise InvalidInput("pack.invalid", problems, count=len(problems))
    return law


def _on_record(export: LawExport) -> list[Amendment]:
    """Return the changes as the exporting office has them on record, without its people."""
    made: list[Amendment] = []
    for change in export.changes:
        made.append(_confirmed(export, change, len(made)))
        if isinstance(change.content, Successor) and change.last_day is not None:
            ending = replace(change, content=Ending(made[-1].id, change.last_day))
            made.append(_confirmed(export, ending, len(made)))
    return made


def _confirmed(export: LawExport, change: ExportedChange, place: int) -> Amendment:
    at = datetime.combine(export.exported_on, time(), UTC)
    entry = Entry(place + 1, at, export.office[1])
    return Amendment(
        id=str(place),
        policy=change.policy,
        content=change.content,
        source=Source(change.document, change.issued_on, export.office[1]),
        proposer=export.office[0],
        entry=entry,
        confirmation=entry,
    )
