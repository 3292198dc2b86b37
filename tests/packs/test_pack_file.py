"""Pack files: made from a folder, read into memory, and refused whole when anything is amiss."""

import shutil
import time
import zipfile
from io import BytesIO

import pytest

from hrdesk.domain.errors import EnvironmentFault, InvalidInput
from hrdesk.domain.pack_files import PackFiles
from hrdesk.packs.check import check_pack
from hrdesk.packs.pack_archive import archive_bytes, read_archive
from hrdesk.packs.pack_folder import files_of, pack_at
from hrdesk.packs.policy import policy_from
from hrdesk.reference.messages import catalogue
from hrdesk.services.pack_check import make_pack
from tests.packs.hostile import POLICY, corpus, packed, shipped
from tests.shipped import PACK, policy

HOSTILE = {name: (made, key) for name, made, key in corpus()}


@pytest.fixture
def file(tmp_path):
    return tmp_path / "new.hrpack"


def test_a_pack_file_is_the_pack_of_its_folder(file):
    file.write_bytes(archive_bytes(files_of(PACK)))
    read = read_archive(file)
    assert policy_from(read).content_hash == policy().content_hash == files_of(PACK).content_hash
    assert policy_from(read).forms == policy().forms
    assert check_pack(read).examples == check_pack(files_of(PACK)).examples


def test_the_same_texts_give_the_same_bytes(tmp_path):
    copy = shutil.copytree(PACK, tmp_path / PACK.name)
    for path in copy.rglob("*.toml"):
        path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes().replace(b"\n", b"\r\n"))
    assert archive_bytes(files_of(copy)) == archive_bytes(files_of(PACK))


def test_a_folder_zipped_by_hand_is_read_too(file):
    target = BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(f"{PACK.name}/", b"")
        for name, content in shipped().items():
            archive.writestr(f"{PACK.name}/{name}", content)
    file.write_bytes(target.getvalue())
    assert check_pack(pack_at(file)).policy.content_hash == policy().content_hash
    renamed = target.getvalue().replace(PACK.name.encode(), b"panzhihua-2021-374")
    file.write_bytes(renamed)
    with pytest.raises(InvalidInput) as caught:
        check_pack(pack_at(file))
    assert {each.key for each in caught.value.problems} == {"pack.other_folder"}


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_pack_is_refused_with_place_and_remedy(file, name):
    made, key = HOSTILE[name]
    file.write_bytes(made())
    began = time.process_time()
    with pytest.raises(InvalidInput) as caught:
        check_pack(pack_at(file))
    assert time.process_time() - began < 20
    assert key in {each.key for each in caught.value.problems}
    for problem in caught.value.problems:
        message = catalogue().render(problem)
        assert message.where
        assert message.remedy
        assert message.where.isprintable()


def test_every_fault_of_file_and_texts_is_told_at_once(file):
    files = shipped()
    files[POLICY] = files[POLICY].replace(b"[in_force]", b"colour = 1\n[in_force]")
    content = BytesIO(packed(files))
    with zipfile.ZipFile(content, "a") as archive:
        archive.writestr("../evil.toml", b"")
        archive.writestr("readme.txt", b"")
    file.write_bytes(content.getvalue())
    with pytest.raises(InvalidInput) as caught:
        check_pack(pack_at(file))
    found = {each.key for each in caught.value.problems}
    assert found == {"pack.path", "pack.not_data", "pack.unknown_key"}


def test_what_lies_beside_the_shipped_pack_hinders_no_start_but_no_packing(tmp_path, file):
    copy = shutil.copytree(PACK, tmp_path / PACK.name)
    (copy / "notes.txt").write_text("x", encoding="utf-8")
    (copy / "linked").symlink_to(tmp_path)
    assert policy_from(files_of(copy)).content_hash == policy().content_hash
    with pytest.raises(InvalidInput) as caught:
        make_pack(copy, file)
    assert {each.key for each in caught.value.problems} == {"pack.not_data", "pack.link"}
    assert not file.exists()


def test_a_pack_file_is_written_whole_and_over_nothing(file):
    said = make_pack(PACK, file)
    assert policy().content_hash in said
    assert read_archive(file).content_hash == policy().content_hash
    with pytest.raises(EnvironmentFault) as caught:
        make_pack(PACK, file)
    assert caught.value.key == "pack.is_there"


def test_the_hash_tells_name_from_text():
    one, other = PackFiles({"a.toml": b"b"}), PackFiles({"a.toml": b"", "b.toml": b"b"})
    assert len({one.content_hash, other.content_hash, PackFiles({}).content_hash}) == 3
