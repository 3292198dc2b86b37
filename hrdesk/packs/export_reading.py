"""Reading what another office handed on: whole, signed, and nothing in it believed before that."""

import hashlib
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from hrdesk.domain.amendment import Content, DatedValue, NewRuling, NewTerm, NewValues, Successor
from hrdesk.domain.errors import EnvironmentFault, InvalidInput, Problem
from hrdesk.domain.law_export import ExportedChange, LawExport
from hrdesk.domain.pack_files import SUFFIX, PackFiles
from hrdesk.domain.signature import fingerprint, signature_holds
from hrdesk.packs import office_models as models
from hrdesk.packs.export_seal import PURPOSE, SEAL, sealed_bytes
from hrdesk.packs.office_file import fit_problems, shape_problems
from hrdesk.packs.pack_archive import LARGEST_FILE, MOST_FILES, PACK_NAME, shown_name
from hrdesk.packs.structure import fitted
from hrdesk.packs.toml_file import Step, TomlFile, toml_of
from hrdesk.rules.book import Book

_MIB = 1024 * 1024
#: The shipped pack takes less than half a MiB.
LARGEST_EXPORT = 16 * _MIB
#: What no office writes for the rules alone: a file that has one of these was signed.
_SIGNED_ALONE = ("format", "office", "exported_on", "program", "successors", SEAL)
#: Where the changes of the policy itself stand.
_TOP: tuple[Step, ...] = ()


@dataclass(frozen=True, slots=True)
class ReadExport:
    """A file as it was read: what it holds, who signed it, its SHA-256; `sections` by policy."""

    export: LawExport
    fingerprint: str
    digest: str
    file: TomlFile
    sections: Mapping[str, tuple[tuple[Step, ...], models.OfficeSection]]


def read_bytes(path: Path) -> bytes:
    """Return the bytes of a file of an office; one beyond every measure is refused.

    Raises InvalidInput (`pack.invalid`), EnvironmentFault `pack.unreadable`.
    """
    try:
        with path.open("rb") as stream:
            content = stream.read(LARGEST_EXPORT + 1)
    except OSError:
        raise EnvironmentFault("pack.unreadable", name=path.name) from None
    if len(content) > LARGEST_EXPORT:
        values = {"most": str(LARGEST_EXPORT // _MIB)}
        raise _invalid([Problem("export.large", path.name, values)])
    return content


@contextmanager
def of_an_office() -> Iterator[None]:
    """Say whatever is wrong within as a fault of an office's file: `export.invalid`."""
    try:
        yield
    except InvalidInput as refusal:
        problems = refusal.problems
        raise InvalidInput("export.invalid", problems, count=len(problems)) from None


def is_export(file: TomlFile) -> bool:
    """Tell whether a file says that an office handed it on, so that it must be signed."""
    return any(key in file.data for key in _SIGNED_ALONE)


def read_export(name: str, content: bytes) -> ReadExport:
    """Read a file that an office handed on.

    Raises InvalidInput (`pack.invalid`) whose problems name every fault with file and line: of
    what does not fit, or that it was changed after it was signed.
    """
    return export_in(toml_of(name, content), content)


def export_in(file: TomlFile, content: bytes) -> ReadExport:
    """Return what a file of these bytes holds; raises as `read_export`."""
    problems: list[Problem] = []
    if SEAL not in file.data:
        raise _invalid([Problem("export.not_signed", file.name)])
    model = fitted(file, models.SignedOfficeFile, problems)
    if model is None:
        raise _invalid(problems)
    if not _seal_holds(file, model.signature):
        raise _invalid([file.problem("export.changed", (SEAL,))])
    sections = _sections(model)
    problems.extend(_problems(file, model))
    for at, section in sections.values():
        problems.extend(shape_problems(file, at, section))
        problems.extend(_unsourced(file, at, section))
    if problems:
        raise _invalid(problems)
    digest = hashlib.sha256(content).hexdigest()
    return ReadExport(_export(model), model.signature.fingerprint, digest, file, sections)


def misfits(read: ReadExport, books: Mapping[str, Book]) -> tuple[Problem, ...]:
    """Return what the Books, by policy, do not take of an export."""
    problems: list[Problem] = []
    for policy, (at, section) in read.sections.items():
        if policy not in books:
            allowed = ", ".join(books)
            problems.append(read.file.problem("pack.not_one_of", (*at, "policy"), allowed=allowed))
            continue
        problems.extend(fit_problems(read.file, at, section, books[policy]))
    return tuple(problems)


def _seal_holds(file: TomlFile, seal: models.OfficeSignature) -> bool:
    key = bytes.fromhex(seal.verify_key)
    if fingerprint(key) != seal.fingerprint:
        return False
    return signature_holds(key, PURPOSE, sealed_bytes(file.data), seal.signature)


def _sections(
    model: models.SignedOfficeFile,
) -> dict[str, tuple[tuple[Step, ...], models.OfficeSection]]:
    found: dict[str, tuple[tuple[Step, ...], models.OfficeSection]] = {model.policy: (_TOP, model)}
    for index, each in enumerate(model.successors):
        found.setdefault(each.policy, (("successors", index), each))
    return found


def _problems(file: TomlFile, model: models.SignedOfficeFile) -> Iterator[Problem]:
    policies = [model.policy]
    for index, each in enumerate(model.successors):
        at = ("successors", index)
        if each.policy in policies:
            yield file.problem("pack.twice", (*at, "policy"), name=each.policy)
        policies.append(each.policy)
        if each.until is not None and each.until < each.valid_from:
            yield file.problem("pack.order", (*at, "until"))
        yield from _pack_problems(file, at, each)


def _pack_problems(
    file: TomlFile, at: tuple[Step, ...], successor: models.OfficeSuccessor
) -> Iterator[Problem]:
    names = set()
    if len(successor.files) > MOST_FILES:
        yield Problem("pack.many_files", file.name, {"most": str(MOST_FILES)})
    for index, each in enumerate(successor.files):
        where = (*at, "files", index, "name")
        if not PACK_NAME.fullmatch(each.name) or not each.name.endswith(SUFFIX):
            yield Problem("pack.path", shown_name(each.name))
        elif each.name.casefold() in names:
            yield file.problem("pack.member_twice", where)
        elif len(each.text.encode()) > LARGEST_FILE:
            yield Problem("pack.large_file", each.name, {"most": str(LARGEST_FILE // 1024)})
        names.add(each.name.casefold())
    if _pack(successor).content_hash != successor.hash:
        yield file.problem("export.pack_hash", (*at, "hash"))


def _unsourced(
    file: TomlFile, at: tuple[Step, ...], section: models.OfficeSection
) -> Iterator[Problem]:
    """Yield each change whose document has no day: nobody could find the document."""
    entries: list[tuple[tuple[Step, ...], date | None]] = [
        *(((*at, "parameters", n), each.issued_on) for n, each in enumerate(section.parameters)),
        *(((*at, "rulings", n), each.issued_on) for n, each in enumerate(section.rulings)),
    ]
    if section.extension is not None:
        entries.append(((*at, "extension"), section.extension.issued_on))
    for where, issued_on in entries:
        if issued_on is None:
            yield file.problem("pack.missing_key", (*where, "issued_on"))


def _export(model: models.SignedOfficeFile) -> LawExport:
    changes = [*_changes(model.policy, model)]
    for each in model.successors:
        content = Successor(each.hash, each.policy, each.valid_from)
        source = (each.document, each.issued_on)
        changes.append(ExportedChange(model.policy, content, *source, each.until))
        changes.extend(_changes(each.policy, each))
    return LawExport(
        office=(model.office.code, model.office.name),
        exported_on=model.exported_on,
        program=model.program,
        policy=model.policy,
        changes=tuple(changes),
        packs={each.hash: _pack(each) for each in model.successors},
    )


def _changes(policy: str, section: models.OfficeSection) -> Iterator[ExportedChange]:
    for entry in section.parameters:
        value = tuple(entry.value) if isinstance(entry.value, list) else entry.value
        dated = DatedValue(entry.id, entry.valid_from, value, entry.clause, entry.place or "")
        yield _change(policy, NewValues((dated,)), entry.document, entry.issued_on)
    for ruling in section.rulings:
        read = NewRuling(ruling.question, ruling.reading, ruling.valid_from, ruling.until)
        yield _change(policy, read, ruling.document, ruling.issued_on)
    term = section.extension
    if term is not None:
        yield _change(policy, NewTerm(term.until), term.document, term.issued_on)


def _change(policy: str, content: Content, document: str, issued: date | None) -> ExportedChange:
    if issued is None:
        raise TypeError("a change without the day of its document")
    return ExportedChange(policy, content, document, issued)


def _pack(successor: models.OfficeSuccessor) -> PackFiles:
    files = {each.name: each.text.encode() for each in successor.files}
    return PackFiles(files)


def _invalid(problems: list[Problem]) -> InvalidInput:
    return InvalidInput("pack.invalid", tuple(problems), count=len(problems))
