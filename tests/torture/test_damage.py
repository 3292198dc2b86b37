"""P3: damage is reported, never shown as data.

Random flips, cuts, fillings and exchanges of bytes in database, key slots, anchor and backups:
each must be found by verification, and reading must give what was written or an error.
"""

import random
import shutil
from pathlib import Path

import pytest

from hrdesk.domain.errors import Damaged, Fault, WrongKey
from hrdesk.storage.backup import back_up
from hrdesk.storage.layout import (
    anchor_path,
    backup_folder,
    database_path,
    keyslots_path,
    store_path,
)
from hrdesk.storage.restoring import restore_backup
from hrdesk.storage.verify import VerifyCode, verify
from tests.storage import desk

pytestmark = pytest.mark.torture

DAMAGES = 1000
PAGE = 4096


def flip(content, chance):
    at = chance.randrange(len(content))
    content[at] ^= 1 << chance.randrange(8)


def cut(content, chance):
    del content[chance.randrange(len(content)) :]


def cut_whole_pages(content, chance):
    del content[PAGE * chance.randrange(max(1, len(content) // PAGE)) :]


def lengthen(content, chance):
    content += chance.randbytes(chance.choice([1, 17, PAGE]))


def blank(content, chance):
    at = chance.randrange(len(content))
    length = min(len(content) - at, chance.choice([1, 16, 512, PAGE]))
    before = bytes(content[at : at + length])
    content[at : at + length] = bytes(length)
    if bytes(content[at : at + length]) == before:
        flip(content, chance)


def exchange(content, chance):
    """Two pages change places: each of them is sound by itself."""
    pages = len(content) // PAGE
    if pages < 2:
        flip(content, chance)
        return
    one, two = sorted(chance.sample(range(pages), 2))
    first, second = (bytes(content[PAGE * n : PAGE * (n + 1)]) for n in (one, two))
    content[PAGE * one : PAGE * (one + 1)] = second
    content[PAGE * two : PAGE * (two + 1)] = first


KINDS = [flip, flip, flip, cut, cut_whole_pages, lengthen, blank, exchange]


@pytest.fixture(scope="module")
def written(office, module_folder):
    """An office with a backup, and everything that it shows."""
    folder = Path(shutil.copytree(office, module_folder / "to be damaged"))
    with desk.opened(folder) as store:
        for n in range(12):
            desk.accept(store, 800_000 + n, paper_number=f"纸{n}")
        back_up(store)
        return folder, desk.contents(store)


def damage(path, chance):
    """Change a file at random and return how."""
    content = bytearray(path.read_bytes())
    before = bytes(content)
    kind = chance.choice(KINDS)
    kind(content, chance)
    if bytes(content) == before:
        kind = flip
        flip(content, chance)
    path.write_bytes(content)
    return kind.__name__


def count(scale, share):
    return max(10, int(DAMAGES * scale * share))


def test_damage_of_the_database_is_found_and_never_shown(written, scale, tmp_path):
    folder, shown = written
    chance = random.Random(31)
    for n in range(count(scale, 0.6)):
        hurt = Path(shutil.copytree(store_path(folder), tmp_path / str(n) / "store")).parent
        how = damage(database_path(hurt), chance)
        report = verify(hurt, desk.LOGIN, desk.PASSWORD, clock=desk.SteppingClock())
        assert report.code is VerifyCode.DAMAGED, (n, how, report)
        try:
            with desk.opened(hurt) as store:
                assert desk.contents(store) == shown, (n, how)
        except Damaged:
            pass
        shutil.rmtree(hurt)


def test_damage_of_the_key_slots_is_found(written, scale, tmp_path):
    folder, _ = written
    chance = random.Random(32)
    hurt = Path(shutil.copytree(store_path(folder), tmp_path / "store")).parent
    whole = keyslots_path(hurt).read_bytes()
    for n in range(count(scale, 0.15)):
        keyslots_path(hurt).write_bytes(whole)
        how = damage(keyslots_path(hurt), chance)
        with pytest.raises(Fault) as caught:
            desk.open_store(hurt)
        assert isinstance(caught.value, Damaged), (n, how)
        assert not isinstance(caught.value, WrongKey)


def test_damage_of_the_anchor_is_found(written, scale, tmp_path):
    folder, _ = written
    chance = random.Random(33)
    hurt = Path(shutil.copytree(store_path(folder), tmp_path / "store")).parent
    whole = anchor_path(hurt).read_bytes()
    for n in range(count(scale, 0.05)):
        anchor_path(hurt).write_bytes(whole)
        how = damage(anchor_path(hurt), chance)
        report = verify(hurt, desk.LOGIN, desk.PASSWORD, clock=desk.SteppingClock())
        assert report.code is VerifyCode.DAMAGED, (n, how)


def test_a_damaged_backup_is_found_and_not_restored(written, scale, tmp_path):
    folder, _ = written
    chance = random.Random(34)
    (original,) = backup_folder(folder).iterdir()
    for n in range(count(scale, 0.2)):
        backup = Path(shutil.copytree(original, tmp_path / str(n)))
        damage(chance.choice(sorted(backup.iterdir())), chance)
        with pytest.raises(Damaged):
            restore_backup(
                backup, tmp_path / "new", desk.LOGIN, desk.PASSWORD, desk.SteppingClock()
            )
        assert not store_path(tmp_path / "new").exists()
        shutil.rmtree(backup)
    restore_backup(original, tmp_path / "new", desk.LOGIN, desk.PASSWORD, desk.SteppingClock())
    with desk.opened(tmp_path / "new") as store, desk.opened(folder) as before:
        assert desk.contents(store)["cases"] == desk.contents(before)["cases"]
