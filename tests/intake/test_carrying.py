"""Taking what was typed from one form into another: what means the same, nothing else."""

from dataclasses import replace

import pytest

from hrdesk.domain.roster import RosterRow
from hrdesk.intake.carrying import carried_entries
from hrdesk.intake.form_spec import FieldType
from hrdesk.intake.roster_text import ROSTER_PREFIX, roster_text, rosters_of
from tests.shipped import policy

HARDSHIP, GRADUATES = "social_insurance_subsidy", "graduate_insurance_subsidy"
COMMON = {"person", "agency_kind", "licensed", "contract_start", "contract_end", "contract_kind"}
ROW = RosterRow(
    "a",
    {
        "name": "罗㛃",
        "identity": "510402199003072217",
        "contract_start": "2025-01-01",
        "used_months": "5",
        "months": "2025-01",
        "pension": "700",
        "pension@2025-01": "650",
        "category": "hardship",
    },
)
TYPED = {
    "agency_name": "攀枝花汇智人力资源服务有限公司",
    "phone": "139 0000 0000x",
    "paper_number": "登1",
    "late_reason": "停电",
    "material.contracts": "copy",
    "agency_kind": "commercial",
    "staff": "46",
    ROSTER_PREFIX + "people": roster_text((ROW,)),
}


def carried(source=HARDSHIP, target=GRADUATES, typed=TYPED, common=COMMON):
    forms = policy().forms
    return carried_entries(forms[source], forms[target], typed, common)


def test_what_both_forms_have_is_taken_as_it_was_typed():
    found = carried()
    for name in ("agency_name", "phone", "late_reason", "agency_kind"):
        assert found[name] == TYPED[name]


def test_what_belongs_to_one_case_or_one_measure_is_not():
    assert not {"paper_number", "material.contracts", "staff"} & carried().keys()


def test_people_come_with_their_common_columns_alone():
    found = rosters_of(policy().forms[GRADUATES], carried())
    ((row,),) = found.values()
    assert row.id == "a"
    assert row.entries.keys() == {"name", "identity", "contract_start"}


def test_a_field_from_which_no_common_fact_comes_is_left():
    assert "agency_kind" not in carried(common=COMMON - {"agency_kind"})


@pytest.mark.parametrize("code", ["commercial", "unheard_of"])
def test_a_code_is_taken_only_where_it_is_a_choice(code):
    found = carried(typed={"agency_kind": code})
    assert ("agency_kind" in found) is (code == "commercial")


def test_a_field_of_another_type_is_another_field():
    forms = policy().forms
    target = forms[GRADUATES]
    fields = {**target.fields, "phone": replace(target.fields["phone"], type=FieldType.TEXT)}
    found = carried_entries(forms[HARDSHIP], replace(target, fields=fields), TYPED, COMMON)
    assert "phone" not in found
    assert "agency_name" in found


def test_a_form_without_lines_takes_no_people():
    assert not [name for name in carried(target="tax_relief") if name.startswith(ROSTER_PREFIX)]
