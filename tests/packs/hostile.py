"""Pack files that nobody should take: each spoilt in one way, made from the shipped pack."""

import stat
import struct
import warnings
import zipfile
from collections.abc import Callable, Iterator, Mapping
from functools import partial
from io import BytesIO

from hrdesk.domain.pack_files import PackFiles
from hrdesk.packs.pack_archive import archive_bytes
from hrdesk.packs.pack_folder import files_of
from tests.shipped import PACK

POLICY, FORM = "policy.toml", "startup_grant/form.toml"
PARAMS = "startup_grant/params.toml"


def shipped() -> dict[str, bytes]:
    return dict(files_of(PACK).files)


def packed(files: Mapping[str, bytes]) -> bytes:
    return archive_bytes(PackFiles(files))


def with_text(name: str, old: str, new: str) -> bytes:
    files = shipped()
    text = files[name].decode()
    assert old in text
    return packed({**files, name: text.replace(old, new, 1).encode()})


def with_member(change: Callable[[zipfile.ZipInfo], object], content: bytes = b"x = 1\n") -> bytes:
    """The shipped pack with one member more, changed before it is written."""
    target = BytesIO(packed(shipped()))
    with zipfile.ZipFile(target, "a") as archive:
        member = zipfile.ZipInfo("startup_grant/more.toml", (1980, 1, 1, 0, 0, 0))
        member.compress_type = zipfile.ZIP_DEFLATED
        change(member)
        archive.writestr(member, content, member.compress_type)
    return target.getvalue()


def named(name: str) -> bytes:
    def rename(member: zipfile.ZipInfo) -> None:
        member.filename = member.orig_filename = name

    return with_member(rename)


def link() -> bytes:
    def change(member: zipfile.ZipInfo) -> None:
        member.create_system = 3
        member.external_attr = (stat.S_IFLNK | 0o777) << 16

    return with_member(change, b"/etc/passwd")


def twice(name: str) -> bytes:
    target = BytesIO(packed(shipped()))
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", UserWarning)
        with zipfile.ZipFile(target, "a") as archive:
            archive.writestr(name, shipped()[POLICY])
    return target.getvalue()


def flagged(bit: int) -> bytes:
    """The flags of the first member of the directory at the end."""
    content = bytearray(packed(shipped()))
    at = content.index(b"PK\x01\x02")
    (flags,) = struct.unpack_from("<H", content, at + 8)
    struct.pack_into("<H", content, at + 8, flags | bit)
    return bytes(content)


def said_size(size: int) -> bytes:
    """The first member of the directory says another size than it has."""
    content = bytearray(packed(shipped()))
    struct.pack_into("<I", content, content.index(b"PK\x01\x02") + 24, size)
    return bytes(content)


def flipped() -> bytes:
    """One byte in the middle of the text of a file is another."""
    content = bytearray(packed(shipped()))
    content[content.index(b"[in_force]") + 3] ^= 0xFF
    return bytes(content)


def keys_without_end() -> bytes:
    lines = (f"k{number} = 1\n" for number in range(30_000))
    return with_file(FORM, "".join(lines).encode())


def lines_of_dots() -> bytes:
    lines = (f"k{number}" + ".a" * 3_990 + " = 1\n" for number in range(60))
    return with_file(FORM, "".join(lines).encode())


def too_much() -> bytes:
    """Little as a file, and well below the ratio of each member."""
    target = BytesIO(packed(shipped()))
    text = "".join(f"# {number:x}\n" * 20 for number in range(3_000)).encode()
    with zipfile.ZipFile(target, "a", zipfile.ZIP_DEFLATED) as archive:
        for number in range(30):
            archive.writestr(f"m{number}/form.toml", text)
    return target.getvalue()


def compressed_otherwise() -> bytes:
    def change(member: zipfile.ZipInfo) -> None:
        member.compress_type = zipfile.ZIP_LZMA

    return with_member(change)


def compressed_well(content: bytes) -> bytes:
    return with_member(lambda member: None, content)


def with_file(name: str, content: bytes) -> bytes:
    return packed({**shipped(), name: content})


def without_file(name: str) -> bytes:
    return packed({each: content for each, content in shipped().items() if each != name})


def in_code(code: str) -> bytes:
    text = shipped()[FORM].decode()
    return with_file(FORM, text.encode(code, "ignore"))


def too_many() -> bytes:
    return packed(shipped() | {f"m{number}/form.toml": b"" for number in range(500)})


def only(name: str) -> bytes:
    return packed({name: shipped()[name]})


_LONG = "pack.long_line"
#: Files that are no pack, or whose members are not what they should be.
FILES: Mapping[str, tuple[Callable[[], bytes], str]] = {
    "nothing": (bytes, "pack.no_archive"),
    "a text": (lambda: b"id = 1\n", "pack.no_archive"),
    "cut short": (lambda: packed(shipped())[:-200], "pack.no_archive"),
    "beyond every size": (lambda: b"PK" * 3_000_000, "pack.large_archive"),
    "a program": (lambda: named("startup_grant/form.py"), "pack.not_data"),
    "a pickle": (lambda: named("startup_grant/form.pickle"), "pack.not_data"),
    "out of the folder": (lambda: named("../evil.toml"), "pack.path"),
    "out and in again": (lambda: named("startup_grant/../../evil.toml"), "pack.path"),
    "from the root": (lambda: named("/etc/evil.toml"), "pack.path"),
    "on a drive": (lambda: named("C:/evil.toml"), "pack.path"),
    "with backslashes": (lambda: named("startup_grant\\evil.toml"), "pack.path"),
    "hidden": (lambda: named(".evil.toml"), "pack.path"),
    "with a line break": (lambda: named("startup_grant/a\nb.toml"), "pack.path"),
    "with an end within": (lambda: named("startup_grant/form.toml\0.py"), "pack.path"),
    "a long name": (lambda: named("a" * 5_000 + "!.toml"), "pack.path"),
    "a link": (link, "pack.link"),
    "the same name": (lambda: twice(POLICY), "pack.member_twice"),
    "the same name on Windows": (lambda: twice("Policy.toml"), "pack.member_twice"),
    "with a password": (lambda: flagged(0x1), "pack.encrypted"),
    "packed otherwise": (compressed_otherwise, "pack.compression"),
    "larger when unpacked": (lambda: compressed_well(b"# \n" * 150_000), "pack.bomb"),
    "one large file": (lambda: with_file("more.toml", b"#" * 600_000), "pack.large_file"),
    "said to be smaller": (lambda: said_size(10), "pack.damaged"),
    "said to be larger": (lambda: said_size(400_000), "pack.bomb"),
    "a byte flipped": (flipped, "pack.damaged"),
    "too many files": (too_many, "pack.many_files"),
    "too much in all": (too_much, "pack.large_pack"),
    "a file that nobody takes": (lambda: with_file("more.toml", b""), "pack.unused_file"),
    "a folder of nobody": (lambda: with_file("spare/form.toml", b""), "pack.unlisted_folder"),
    "GBK": (lambda: in_code("gbk"), "pack.not_utf8"),
    "UTF-16": (lambda: in_code("utf-16"), "pack.not_utf8"),
    "a file is lacking": (lambda: without_file(FORM), "pack.no_file"),
    "no policy at all": (lambda: only(FORM), "pack.no_file"),
    "nested without end": (lambda: with_file(FORM, b"a = " + b"[\n" * 90_000), "pack.too_deep"),
    "dots without end": (lambda: with_file(FORM, b"a" + b".a" * 200_000 + b" = 1"), _LONG),
    "many lines of dots": (lines_of_dots, "pack.too_deep"),
    "blanks without end": (lambda: with_file(FORM, b"[" + b" " * 500_000 + b"a]"), _LONG),
    "keys without end": (keys_without_end, "pack.unknown_key"),
}
#: Texts of the shipped pack that are changed: in which file, from what, to what.
TEXTS: Mapping[str, tuple[str, str, str, str]] = {
    "a key twice": (PARAMS, "[amount]", "[amount]\n[amount]", "pack.not_toml"),
    "full-width quotes": (POLICY, 'version = "1"', "version = \u201c1\u201d", "pack.full_width"),
    "an unknown key": (POLICY, "[in_force]", "colour = 1\n[in_force]", "pack.unknown_key"),
    "a fraction": (PARAMS, "value = 5,", "value = 5.0,", "pack.fraction"),
    "a measure twice": (POLICY, "measures = [", 'measures = ["startup_grant",', "pack.twice"),
    "no rule": (POLICY, "measures = [", 'measures = ["landing",', "pack.unknown_measure"),
    "a form of writing": (POLICY, '"\u3001"', '"{x:>99999999}"', "pack.braces"),
    "into an object": (POLICY, '"\u3001"', '"{x.__class__}"', "pack.braces"),
    "another amount": (PARAMS, '"10000.00"', '"99999.00"', "pack.example_differs"),
}


def corpus() -> Iterator[tuple[str, Callable[[], bytes], str]]:
    """Yield every spoilt pack file: its name, what makes it, the key of what is said of it."""
    for name, (made, key) in FILES.items():
        yield name, made, key
    for name, (file, old, new, key) in TEXTS.items():
        yield name, partial(with_text, file, old, new), key
