"""Writing what one office hands to another: one plain text that people can read as well."""

import json
import tomllib
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date

from hrdesk.domain.amendment import NewRuling, NewTerm, NewValues, PlainValue, Successor
from hrdesk.domain.law_export import ExportedChange, LawExport
from hrdesk.domain.pack_files import PackFiles, plain_text
from hrdesk.packs.export_seal import SEAL, sealed_bytes

#: Gives public key, its fingerprint and the signature over some bytes, all in hex.
Sign = Callable[[bytes], tuple[str, str, str]]
_LITERAL, _BASIC = "'''", '"""'


def export_bytes(export: LawExport, versions: Mapping[str, str], head: str, sign: Sign) -> bytes:
    """Return the file of an export, signed.

    `versions` are those of the packs by policy, `head` the lines that tell a reader what it is.
    """
    lines = [f"# {line}" for line in head.splitlines()]
    lines += _named(export)
    lines += _section("", [each for each in export.changes if each.policy == export.policy])
    for change in export.changes:
        if isinstance(change.content, Successor):
            lines += _successor(change, change.content, export, versions)
    text = "\n".join(lines) + "\n"
    key, name, signature = sign(sealed_bytes(tomllib.loads(text)))
    seal = ["", f"[{SEAL}]", *_keys(verify_key=key, fingerprint=name, signature=signature)]
    return (text + "\n".join(seal) + "\n").encode()


def _named(export: LawExport) -> Iterator[str]:
    code, name = export.office
    yield from _keys(format=1, policy=export.policy, program=export.program)
    yield f"exported_on = {export.exported_on}"
    yield from ("", "[office]", *_keys(code=code, name=name))


def _section(prefix: str, changes: Iterable[ExportedChange]) -> Iterator[str]:
    """Yield what was changed of one policy, under its table."""
    for each in changes:
        match each.content:
            case NewValues((value, *_)):
                yield from ("", f"[[{prefix}parameters]]", *_keys(id=value.parameter))
                yield from _keys(place=value.place) if value.place else ()
                yield f"from = {value.valid_from}"
                yield f"value = {_value(value.value)}"
                yield from _source(each)
                yield from _keys(clause=value.clause)
            case NewRuling(question, reading, valid_from, until):
                yield from ("", f"[[{prefix}rulings]]")
                yield from _keys(question=question, reading=reading)
                yield from (f"from = {valid_from}", *_until(until), *_source(each))
            case NewTerm(last_day):
                yield from ("", f"[{prefix}extension]", *_until(last_day), *_source(each))


def _successor(
    change: ExportedChange, content: Successor, export: LawExport, versions: Mapping[str, str]
) -> Iterator[str]:
    policy = content.policy
    yield from ("", "[[successors]]")
    yield from _keys(policy=policy, version=versions[policy], hash=content.content_hash)
    yield from (f"from = {content.first_day}", *_until(change.last_day), *_source(change))
    yield from _section("successors.", [each for each in export.changes if each.policy == policy])
    yield from _files(export.packs[content.content_hash])


def _files(pack: PackFiles) -> Iterator[str]:
    for name in sorted(pack.files):
        yield from ("", "[[successors.files]]", *_keys(name=name))
        yield f"text = {_block(plain_text(pack.files[name]).decode())}"


def _keys(**values: str | int) -> Iterator[str]:
    return (f"{key} = {_value(value)}" for key, value in values.items())


def _source(change: ExportedChange) -> Iterator[str]:
    yield from _keys(document=change.document)
    yield f"issued_on = {change.issued_on}"


def _until(day: date | None) -> Iterator[str]:
    return iter(() if day is None else (f"until = {day}",))


def _value(value: PlainValue) -> str:
    if isinstance(value, tuple):
        return f"[{', '.join(map(_value, value))}]"
    if isinstance(value, Mapping):
        pairs = ", ".join(f"{_value(code)} = {_value(each)}" for code, each in value.items())
        return f"{{ {pairs} }}"
    return _basic(value) if isinstance(value, str) else str(value)


def _basic(text: str) -> str:
    # A basic string of TOML is one of JSON, but for the character that JSON leaves as it is.
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")


def _block(text: str) -> str:
    """Return a text of many lines as it stands where TOML can take it so."""
    plain = all(each >= " " or each in "\n\t" for each in text) and "\x7f" not in text
    if plain and _LITERAL not in text and not text.endswith("'"):
        return f"{_LITERAL}\n{text}{_LITERAL}"
    lines = "\n".join(_basic(line)[1:-1] for line in text.split("\n"))
    return f"{_BASIC}\n{lines}{_BASIC}"
