"""What the register holds at a form: compared, added to, said where nothing was typed, printed."""

from datetime import date

import pytest

from hrdesk.domain.decision import REFUSED
from hrdesk.domain.register_details import RegisterDetail, held_on
from hrdesk.domain.roster import RosterRow
from hrdesk.intake.register_forms import RECOGNITION
from hrdesk.intake.roster_text import ROSTER_PREFIX, roster_text
from hrdesk.services import organizations
from hrdesk.services.acceptance import accept
from hrdesk.services.approval_form import preview
from hrdesk.services.drafts import save_draft, start_draft
from hrdesk.services.intake import judge_entries
from hrdesk.services.presenting import present
from hrdesk.services.register_fields import FIELDS, REGISTER, ROWS, standing_fields
from tests.services import counter, interns
from tests.services.open_cases import PARTIAL, decided
from tests.services.paper import pdf_text
from tests.services.test_organizations import BASE, LICENCE, TYPED, add, enter

CODE = interns.ENTRIES["credit_code"]
NAME = interns.ENTRIES["agency_name"]
ACCOUNT = interns.ENTRIES["account_number"]
#: An application on which the facts of the register were not typed again.
UNTYPED = ("agency_kind", "licence_seen", "licence_number", "licence_seen_on")


@pytest.fixture
def agency(session):
    """The agency of the interns, with its licence."""
    known = {"organization_name": NAME, "holder": NAME, "account": ACCOUNT}
    return enter(session, add(session, credit_code=CODE, **known))


def judged(session, measure=interns.MEASURE, **changes):
    return judge_entries(session, measure, {**interns.entries(), **changes})


def hints(found):
    return {
        place: present(hint).problem
        for place, each in found.reading.hints.items()
        for hint in each
        if hint.key.startswith("register.")
    }


def recognitions(*rows):
    typed = (RosterRow(f"base{n}", row) for n, row in enumerate(rows))
    return {f"{ROSTER_PREFIX}recognitions": roster_text(tuple(typed))}


def test_what_says_the_same_as_the_register_is_no_hint(session, agency):
    same = judged(session, licence_number=LICENCE["licence_number"], bank=TYPED["bank"])
    assert hints(same) == {}


@pytest.mark.parametrize(
    ("field", "typed", "held"),
    [
        ("agency_name", "攀枝花索玛人力资源服务有限公司", NAME),
        ("agency_kind", "public", "经营性人力资源服务机构"),
        ("account_number", "600123456780", ACCOUNT[-3:]),
        ("account_name", "罗㛃", NAME),
        ("licence_number", "5104110099", LICENCE["licence_number"]),
        ("licence_seen", "no", "是"),
    ],
)
def test_what_differs_from_the_register_is_said_at_its_field(session, agency, field, typed, held):
    said = hints(judged(session, **{"licence_number": LICENCE["licence_number"], field: typed}))
    assert field in said
    assert held in said[field]


def test_whom_to_call_may_differ_from_case_to_case(session, agency):
    assert not hints(
        judged(
            session,
            phone="13900000001",
            contact="张敏",
            licence_number=LICENCE["licence_number"],
            bank=TYPED["bank"],
        )
    )


def test_a_former_name_is_called_one(session, agency):
    renamed = organizations.first_entries(session, "details", agency)
    organizations.change(session, agency, renamed | {"organization_name": f"新{NAME}"})
    before, after = "2026-03-17", "2026-03-18"
    assert "agency_name" not in hints(judged(session, received=before))
    assert "另一时期" in hints(judged(session, received=after))["agency_name"]
    assert "agency_name" not in hints(judged(session, received=after, agency_name=f"新{NAME}"))


def test_the_register_stands_for_what_was_not_typed_on_the_day_of_receipt(session, agency):
    form = session.form(interns.MEASURE)
    found = judged(session, **dict.fromkeys(UNTYPED, ""))
    assert standing_fields(form, found.reading, found.register) == {
        "agency_kind": "commercial",
        "licence_seen": "yes",
        "licence_number": LICENCE["licence_number"],
        "licence_seen_on": LICENCE["seen_on"],
    }
    found = judged(session, **dict.fromkeys(UNTYPED, "") | {"received": "2021-12-31"})
    assert "licence_seen" not in standing_fields(form, found.reading, found.register)


def test_of_a_licence_that_was_not_found_nothing_stands(session, agency):
    found = judged(session, licence_seen="no", licence_number="", licence_seen_on="")
    standing = standing_fields(session.form(interns.MEASURE), found.reading, found.register)
    assert not standing


def test_an_organization_that_is_not_in_the_register_says_nothing(session):
    found = judged(session)
    assert found.register.organization == ""
    assert not found.register.fields
    assert not hints(found)


def test_the_licence_that_began_last_speaks_for_the_day(session, agency):
    newer = enter(session, agency, licence_number="5104110002", valid_from="2025-01-01")
    number = RegisterDetail.LICENCE_NUMBER
    assert held_on(newer, date(2024, 12, 31))[number].text == LICENCE["licence_number"]
    assert held_on(newer, date(2025, 1, 1))[number].text == "5104110002"


def test_a_typed_recognition_adds_to_those_of_the_register(session, agency):
    enter(session, agency, RECOGNITION)
    ordinary = {"level": "ordinary", "begins": "2022-01-01", "document": "虚构认定1号"}
    found = judged(session, **recognitions(ordinary))
    assert found.application["facts"]["recognitions"] == [
        {"level": "province", "from": "2024-07-01"},
        {"level": "ordinary", "from": "2022-01-01"},
    ]
    assert found.register.rows["recognitions"] == (
        {"level": "province", "begins": "2024-07-01", "document": BASE["document"]},
    )
    assert not [hint for row in found.rows["recognitions"] for hint in row.hints.values()]


@pytest.mark.parametrize(
    ("typed", "column"),
    [
        ({"level": "province", "begins": "2024-07-01"}, ""),
        ({"level": "province", "begins": "2024-07-01", "ends": "2025-06-30"}, "ends"),
        ({"level": "province", "begins": "2024-01-01"}, "begins"),
        ({"level": "national", "begins": "2024-07-01"}, "level"),
        ({"level": "national", "begins": "2025-01-01"}, ""),
        ({"level": "national", "begins": "2025-01-01", "document": BASE["document"]}, "level"),
        ({"level": "province", "begins": "2023-01-01", "ends": "2024-06-30"}, ""),
    ],
)
def test_a_row_that_contradicts_the_register_says_so(session, agency, typed, column):
    enter(session, agency, RECOGNITION)
    (row,) = judged(session, **recognitions(typed)).rows["recognitions"]
    said = {place: each[0] for place, each in row.hints.items()}
    assert list(said) == ([column] if column else [])
    for hint in said.values():
        assert "省级" in present(hint).problem
        assert BASE["document"] in present(hint).problem


def test_the_same_row_typed_again_counts_once(session, agency):
    enter(session, agency, RECOGNITION)
    same = {"level": "province", "begins": "2024-07-01", "document": "另写的文号"}
    facts = judged(session, **recognitions(same)).application["facts"]
    assert facts["recognitions"] == [{"level": "province", "from": "2024-07-01"}]


def test_the_form_prints_what_the_register_gave_and_whence_the_levels_come(
    session, agency, tmp_path
):
    interns.confirm(session)
    enter(session, agency, RECOGNITION)
    row = interns.intern(counter.person(1), "2025-09—2025-10")
    typed = interns.entries(row, licence_seen="", licence_number="", licence_seen_on="")
    case = accept(session, save_draft(session, start_draft(session, interns.MEASURE), typed))
    # What is withdrawn later changes no form.
    known = organizations.opened(session, agency.id)
    for each in known.rows:
        known = organizations.withdraw(session, known, each.id, {"reason": "抄错"})
    text = pdf_text(preview(session, case.id), tmp_path)
    assert f"许可备案号{LICENCE['licence_number']}" in text
    assert "核验日期2026年3月18日" in text
    assert f"省级2024年7月1日{BASE['document']}机构名册" in text
    assert "市、县级2022年1月1日虚构认定1号本次填写" in text
    assert f"****{counter.person(1)[-4:]}" in text
    assert "小计3,780.00" in text


def test_a_decision_keeps_what_the_register_held_at_acceptance(session, agency, tmp_path):
    interns.confirm(session)
    enter(session, agency, RECOGNITION)
    row = interns.intern(counter.person(1), "2025-09,2025-10", started_on="2025-09-15")
    typed = interns.entries(row, licence_seen="", licence_number="", licence_seen_on="")
    case = accept(session, save_draft(session, start_draft(session, interns.MEASURE), typed))
    frozen = case.version.finding[REGISTER]
    assert frozen[FIELDS]
    assert frozen[ROWS]
    known = organizations.opened(session, agency.id)
    for each in known.rows:
        known = organizations.withdraw(session, known, each.id, {"reason": "抄错"})
    after = decided(session, case, {(1, PARTIAL): REFUSED})
    assert after.version.number == 2
    assert after.version.finding[REGISTER] == frozen
    text = pdf_text(preview(session, case.id), tmp_path)
    assert f"许可备案号{LICENCE['licence_number']}" in text
    assert f"省级2024年7月1日{BASE['document']}机构名册" in text
