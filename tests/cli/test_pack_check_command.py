"""`hrdesk pack-check`: the shipped pack is sound; a spoilt copy is told with file and line."""

import re
import shutil

import pytest

from hrdesk.reference.locations import shipped_policy
from tests.cli.terminal import hrdesk

SHIPPED = shipped_policy()


def test_the_shipped_pack_is_sound():
    ran = hrdesk("pack-check", SHIPPED)
    assert (ran.code, ran.err) == (0, "")
    assert ran.out.strip()


@pytest.mark.parametrize(
    ("file", "old", "new"),
    [
        ("startup_grant/params.toml", '"10000.00"', "10000.00"),
        ("startup_grant/form.toml", 'type = "name"', 'type = "nickname"'),
        ("startup_grant/examples.toml", 'outcome = "eligible"', 'outcome = "officer"'),
        ("policy.toml", "[in_force]", "[in_force"),
    ],
)
def test_a_spoilt_pack_is_told_with_its_file(tmp_path, file, old, new):
    pack = tmp_path / SHIPPED.name
    shutil.copytree(SHIPPED, pack)
    text = (pack / file).read_text(encoding="utf-8")
    assert old in text
    (pack / file).write_text(text.replace(old, new, 1), encoding="utf-8")
    ran = hrdesk("pack-check", pack)
    assert (ran.code, ran.out) == (1, "")
    assert file.rpartition("/")[2] in ran.err
    assert "Traceback" not in ran.err


def test_a_dated_row_without_an_example_is_remarked_and_is_no_fault(tmp_path):
    pack = tmp_path / SHIPPED.name
    shutil.copytree(SHIPPED, pack)
    file = pack / "startup_loan_firm" / "params.toml"
    lines = file.read_text(encoding="utf-8").splitlines(keepends=True)
    head = lines.index("[small_share]\n")
    row = next(n for n, line in enumerate(lines) if n > head and "from = " in line)
    later = re.sub(r"from = [0-9-]+, value = [0-9]+", "from = 2030-07-01, value = 12", lines[row])
    lines.insert(row + 1, later)
    file.write_text("".join(lines), encoding="utf-8")
    ran = hrdesk("pack-check", pack)
    assert (ran.code, ran.err) == (0, "")
    sound = hrdesk("pack-check", SHIPPED).out.splitlines()
    _, _, remark = ran.out.splitlines()
    assert len(sound) == 2
    assert f"startup_loan_firm/params.toml:{row + 2}" in remark
    assert "2030-07-01" in remark


def test_a_folder_that_is_no_pack_is_told(tmp_path):
    ran = hrdesk("pack-check", tmp_path)
    assert (ran.code, ran.out) == (1, "")
    assert "Traceback" not in ran.err
    assert ran.err.strip()
