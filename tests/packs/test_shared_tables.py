"""What several forms of a policy take from `shared.toml`, and what is wrong with it."""

import shutil
from pathlib import Path

import pytest

from hrdesk.domain.errors import InvalidInput, Problem
from hrdesk.packs.policy import load_policy
from hrdesk.reference.messages import catalogue
from tests.shipped import PACK

SHARED = "shared.toml"
FORM = "talent_recruitment_award/form.toml"
PRINT = "talent_recruitment_award/print.toml"
MEASURE = "talent_recruitment_award"
LICENSED = '[form.agency.checks.licensed]\ntitle = "许可证或备案"\n'
USE = 'use = ["receipt", "organization"'


@pytest.fixture
def pack(tmp_path):
    return shutil.copytree(PACK, tmp_path / PACK.name)


def change(pack: Path, name: str, old: str, new: str) -> int:
    """Replace a text where it stands first, and return the line on which it began."""
    text = (pack / name).read_text(encoding="utf-8")
    assert old in text, old
    (pack / name).write_text(text.replace(old, new, 1), encoding="utf-8")
    return text[: text.index(old)].count("\n") + 1


def problems(pack: Path) -> tuple[Problem, ...]:
    with pytest.raises(InvalidInput) as caught:
        load_policy(pack)
    for problem in caught.value.problems:
        assert catalogue().render(problem).remedy
    return caught.value.problems


def test_a_fault_of_a_shared_table_is_named_once_and_where_it_is_written(pack):
    line = change(pack, SHARED, LICENSED, f'{LICENSED}officer = "x"\n')
    (problem,) = problems(pack)
    assert (problem.key, problem.where) == ("pack.unused_wording", f"{SHARED}:{line + 2}")
    assert problem.values["key"] == "form.agency.checks.licensed.officer"


def test_a_misfit_of_a_shared_table_is_named_once_and_where_it_is_written(pack):
    line = change(pack, SHARED, "longest = 60\n", 'longest = "60"\n')
    (problem,) = problems(pack)
    assert (problem.key, problem.where) == ("pack.not_whole_number", f"{SHARED}:{line}")


def test_what_a_form_writes_over_a_shared_table_is_its_own_fault(pack):
    line = change(pack, FORM, '[checks.standard]\ntitle = "奖补标准"\n', "[checks.standard]\n")
    (problem,) = problems(pack)
    assert (problem.key, problem.where) == ("pack.missing_key", f"{FORM}:{line}")
    change(pack, FORM, "[checks.standard]\n", '[checks.standard]\ntitle = "奖补标准"\n')
    own = '[checks.licensed]\nmet = "{day}"\n\n'
    line = change(pack, FORM, "[checks.standard]\n", f"{own}[checks.standard]\n")
    (problem,) = problems(pack)
    assert (problem.key, problem.where) == ("pack.unknown_placeholder", f"{FORM}:{line + 1}")


def test_a_form_may_override_key_by_key(pack):
    before = load_policy(pack)
    own = '[checks.licensed]\nmet = "许可证在有效期内"\n\n'
    change(pack, FORM, "[checks.standard]\n", f"{own}[checks.standard]\n")
    after = load_policy(pack)
    old, new = (each.book.measures[MEASURE].checks["licensed"] for each in (before, after))
    assert new.sentences == {**old.sentences, "met": "许可证在有效期内"}
    assert new.title == old.title
    other = "placement_service_grant"
    assert after.book.measures[other].checks == before.book.measures[other].checks


def test_an_item_of_a_list_is_overridden_by_its_id(pack):
    change(
        pack,
        FORM,
        "[[materials]]",
        '[[materials]]\nid = "agency_licence"\ncopies = 2\n\n[[materials]]',
    )
    materials = load_policy(pack).forms[MEASURE].materials
    assert (materials[0].id, materials[0].copies) == ("agency_licence", 2)
    assert materials[0].title == "人力资源服务许可证或备案凭证"
    line = change(pack, FORM, "copies = 2\n", 'copies = "2"\n')
    (problem,) = problems(pack)
    assert problem.where == f"{FORM}:{line}"


def test_an_own_item_keeps_its_line_beside_shared_ones(pack):
    line = change(pack, FORM, 'title = "急需紧缺人才证明"', "title = 3")
    (problem,) = problems(pack)
    assert (problem.key, problem.where) == ("pack.not_text", f"{FORM}:{line}")


@pytest.mark.parametrize(
    ("name", "old", "new", "key", "place"),
    [
        (FORM, USE, 'use = ["receipts", "organization"', "unknown_shared", FORM),
        (FORM, 'use = ["person"]', 'use = ["persons"]', "unknown_shared", FORM),
        (FORM, 'use = ["person"]', 'use = "person"', "not_list", FORM),
        (PRINT, 'use = "amount"', 'use = "sum"', "unknown_shared", PRINT),
        (PRINT, 'use = "amount"', "use = 3", "not_text", PRINT),
        (
            SHARED,
            "[form.receipt]\n",
            '[form.spare]\nphone = "x"\n\n[form.receipt]\n',
            "unused_shared",
            SHARED,
        ),
        (
            SHARED,
            "[form.receipt]\n",
            "[colour.blue]\nx = 1\n\n[form.receipt]\n",
            "unknown_key",
            SHARED,
        ),
        (
            FORM,
            "[checks.standard]\n",
            '[checks.licensed]\ntitle = "许可证或备案"\n\n[checks.standard]\n',
            "same_as_shared",
            FORM,
        ),
        (
            SHARED,
            "[form.organization]\n",
            '[form.organization]\nphone = "phone"\n',
            "twice",
            SHARED,
        ),
        (FORM, 'event = "引进"', "", "unknown_placeholder", SHARED),
        (FORM, '"in_force", ', "", "unused_wording", FORM),
    ],
)
def test_each_kind_of_fault_is_named(pack, name, old, new, key, place):
    change(pack, name, old, new)
    found = {
        (each.key.removeprefix("pack."), each.where.partition(":")[0]) for each in problems(pack)
    }
    assert (key, place) in found


def test_the_hash_of_a_form_covers_what_it_takes_and_nothing_else(pack):
    before = load_policy(pack)
    change(pack, SHARED, 'title = "人力资源服务产业园"', 'title = "产业园"')
    after = load_policy(pack)
    differing = {
        measure
        for measure, form in after.forms.items()
        if form.content_hash != before.forms[measure].content_hash
    }
    assert differing == {"incubator_grant", "postdoc_platform_grant"}
    assert after.content_hash != before.content_hash


def test_a_pack_whose_forms_share_nothing_needs_no_such_file(pack):
    (pack / SHARED).unlink()
    assert {each.key for each in problems(pack)} >= {"pack.unknown_shared"}
    assert all(each.where.partition(":")[0] != SHARED for each in problems(pack))
