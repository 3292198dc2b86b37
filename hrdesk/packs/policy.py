"""Loading a policy: everything under one folder of `forms/`, checked before it is used."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING

from hrdesk.domain.batch_spec import BatchSpec
from hrdesk.domain.pack_files import PackFiles
from hrdesk.domain.print_spec import PrintSpec
from hrdesk.intake.form_spec import FormSpec
from hrdesk.rules.book import Book

if TYPE_CHECKING:
    from hrdesk.packs.reading import PackParts


@dataclass(frozen=True, slots=True)
class Policy:
    """One policy version: what the rules, the forms and the printing take from a pack.

    `content_hash` is the SHA-256 over all its files; forms, prints and batches are by
    measure, in the order of the document; a measure that no platform takes has no batch, and
    `notices` are those of referrals.
    `at_counter` are the measures that the window takes in, `files` the texts themselves.
    """

    id: str
    book: Book
    forms: Mapping[str, FormSpec]
    prints: Mapping[str, PrintSpec]
    notices: Mapping[str, PrintSpec]
    batches: Mapping[str, BatchSpec]
    at_counter: tuple[str, ...]
    content_hash: str
    files: PackFiles


def load_policy(folder: Path) -> Policy:
    """Read the pack of a folder; raises as `policy_from`."""
    from hrdesk.packs.pack_folder import files_of

    return policy_from(files_of(folder))


def policy_from(pack: PackFiles) -> Policy:
    """Read a pack whole; it is always checked, and nothing in it can execute.

    Raises InvalidInput (`pack.invalid`) whose problems name every fault with file and line.
    Takes a few tenths of a second the first time, because pydantic is loaded for it.
    """
    from hrdesk.packs.reading import read_pack

    return policy_of(read_pack(pack))


def kept_policy(pack: PackFiles) -> Policy:
    """Return the policy of a pack that the store keeps, also where later rules do not fit it.

    Its forms open and print as ever; judging by it is then refused. Raises as `policy_from` for
    what is no pack.
    """
    from hrdesk.packs.reading import read_pack

    return policy_of(read_pack(pack, kept=True))


def policy_of(parts: "PackParts") -> Policy:
    """Return the policy of a pack that has been read and checked."""
    from hrdesk.packs.batch_building import build_batch
    from hrdesk.packs.building import build_book, build_form
    from hrdesk.packs.print_building import build_notice, build_print

    policy, measures = parts.policy, parts.measures
    content_hash = parts.files.content_hash
    forms = {each.id: build_form(each.id, each.form, policy) for each in measures}
    prints = {each.id: build_print(each.id, each.printing, policy.form_words) for each in measures}
    notices = {
        each.id: notice
        for each in measures
        if (notice := build_notice(each.id, each.printing, policy.form_words)) is not None
    }
    batches = {
        each.id: build_batch(each.batch, forms[each.id])
        for each in measures
        if each.batch is not None
    }
    return Policy(
        id=policy.id,
        book=replace(build_book(policy, measures, content_hash), fits=parts.fits),
        forms=MappingProxyType(forms),
        prints=MappingProxyType(prints),
        notices=MappingProxyType(notices),
        batches=MappingProxyType(batches),
        at_counter=tuple(policy.at_counter),
        content_hash=content_hash,
        files=parts.files,
    )
