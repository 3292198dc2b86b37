"""A pack says everything that is wrong with it in one round, and equal faults once."""

import shutil

import pytest

from hrdesk.domain.errors import InvalidInput, Problem
from hrdesk.packs.check import check_pack
from hrdesk.packs.pack_folder import pack_at
from hrdesk.reference.locations import shipped_policy
from hrdesk.services.fault_groups import fault_groups
from hrdesk.services.presenting import present
from tests.cli.terminal import hrdesk

SHIPPED = shipped_policy()


@pytest.fixture
def pack(tmp_path):
    return shutil.copytree(SHIPPED, tmp_path / SHIPPED.name)


def spoil(pack, name, old, new):
    path = pack / name
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


def faults(pack):
    with pytest.raises(InvalidInput) as caught:
        check_pack(pack_at(pack))
    return caught.value.problems


def test_an_unknown_key_of_the_policy_hides_nothing_else(pack):
    spoil(pack, "policy.toml", "[in_force]", '[in_force]\ncolour = "red"')
    spoil(pack, "startup_grant/params.toml", '"10000.00"', "10000.00")
    form = pack / "startup_grant" / "form.toml"
    form.write_text('colour = "red"\n' + form.read_text(encoding="utf-8"), encoding="utf-8")
    found = {(each.key, each.where.partition(":")[0]) for each in faults(pack)}
    assert ("pack.unknown_key", "policy.toml") in found
    assert ("pack.fraction", "startup_grant/params.toml") in found
    assert ("pack.unknown_key", "startup_grant/form.toml") in found


@pytest.mark.parametrize(
    ("old", "new"), [("[in_force]\nfrom = 2021-10-24", '[in_force]\nfrom = "soon"')]
)
def test_a_policy_that_fits_nothing_hides_no_fault_of_its_measures(pack, old, new):
    spoil(pack, "policy.toml", old, new)
    spoil(pack, "startup_grant/params.toml", '"10000.00"', "10000.00")
    keys = {each.key for each in faults(pack)}
    assert "pack.fraction" in keys
    assert "pack.unlisted_folder" not in keys
    assert len(keys) == 2


def test_a_folder_of_another_name_is_named_with_both_names(pack):
    moved = pack.rename(pack.parent / "successor")
    (problem,) = faults(moved)
    said = present(problem)
    assert "successor" in said.problem
    assert SHIPPED.name in said.problem


def test_the_examples_of_a_hand_made_successor_are_told_by_kind(pack, tmp_path):
    """The days of the document were moved, those of its examples forgotten."""
    moved = pack.rename(tmp_path / "panzhihua-2026-99")
    spoil(moved, "policy.toml", f'id = "{SHIPPED.name}"', 'id = "panzhihua-2026-99"')
    spoil(moved, "policy.toml", "from = 2021-10-24", "from = 2026-10-24")
    spoil(moved, "policy.toml", "until = 2026-10-23", "until = 2031-10-23")
    spoil(moved, "policy.toml", "disputed = 2026-10-24", "disputed = 2031-10-24")
    problems = faults(moved)
    assert len(problems) > 300
    groups = fault_groups(problems)
    assert sum(group.count for group in groups) == len(problems)
    assert groups[0].first == problems[0]
    assert groups[0].count > 100
    assert 1 <= len(groups[0].places) <= 3
    assert len(groups) < len(problems) / 4
    ran = hrdesk("pack-check", moved)
    assert ran.code == 1
    assert f"{groups[0].count} 处" in ran.err
    assert len(ran.err.splitlines()) <= 2 * len(groups) + 1


def test_different_faults_stay_apart():
    key = {"key": "cases[0].outcme"}
    again = Problem("pack.unknown_key", "f:9", {"key": "cases[3].outcme"})
    other = Problem("pack.unknown_key", "f:9", {"key": "cases[3].amont"})
    blank = (Problem("pack.unused_file", "a.toml"), Problem("pack.unused_file", "b.toml"))
    groups = fault_groups((Problem("pack.unknown_key", "f:1", key), again, other, *blank))
    assert [group.count for group in groups] == [2, 1, 1, 1]
    assert groups[0].places == ("f:9",)
