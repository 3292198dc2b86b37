"""The shipped pack against the document: figures, dates, sources, what the form asks."""

import re
from datetime import date
from decimal import Decimal

from hrdesk.intake.form_spec import Derivation, FieldType
from hrdesk.rules.registry import rules
from tests.shipped import book, policy

DOCUMENT = "攀人社发〔2021〕373号"
#: What stands in the pack by documents whose number, title or clause nobody has seen yet.
NOT_SEEN = {"2025年以前的退休年龄规定（文号待核实）", "全国人大常委会决定（2024年9月13日）"}
NUMBERED = re.compile(r"\w+〔\d{4}〕\d+号")


def test_the_pack_has_every_measure_that_the_rules_know():
    assert set(policy().forms) == set(policy().prints) == set(book().measures) == set(rules())


def test_the_document_is_in_force_for_five_years():
    # 五: 自2021年10月24日起施行，有效期5年.
    assert (book().first_day, book().last_day) == (date(2021, 10, 24), date(2026, 10, 23))
    assert book().disputed_last_day == date(2026, 10, 24)
    assert book().document == book().term_document == DOCUMENT


def test_every_figure_names_its_document_and_clause():
    for name, rows in book().parameters.items():
        assert all(row.document and row.clause for row in rows), name


def test_a_source_that_was_not_seen_is_marked_and_every_other_has_its_number():
    """A row by a document that was seen needs nothing here, whatever measure it amends."""
    rows = [row for rows in book().parameters.values() for row in rows]
    marked = {row.document for row in rows if "待核实" in row.document + row.clause}
    unmarked = {row.document for row in rows if "待核实" not in row.document + row.clause}
    assert marked == NOT_SEEN
    unverified = [row for row in rows if not row.verified]
    assert unverified == [row for row in rows if "待核实" in row.document + row.clause]
    assert [document for document in unmarked if not NUMBERED.fullmatch(document)] == []


def test_the_figures_of_the_startup_grant():
    """三（七） as it was issued; what a later document makes of it stands in the worked cases."""
    day = date(2021, 10, 24)
    for name in ("amount", "graduate_years", "categories"):
        row = book().parameter(f"startup_grant.{name}", day)
        assert (row.valid_from, row.document, row.clause) == (day, DOCUMENT, "三（七）")
    assert book().parameter("startup_grant.amount", day).value == Decimal("10000.00")
    assert book().parameter("startup_grant.graduate_years", day).value == 5
    assert len(book().parameter("startup_grant.categories", day).value) == 6


def test_yes_or_no_facts_start_open():
    """是, 否 and 未核实 are three things; a prefilled answer would be a hidden choice."""
    fields = policy().forms["startup_grant"].fields.values()
    assert [field.id for field in fields if field.type is FieldType.YES_NO and field.prefill] == []


def test_certificates_are_attested_with_number_and_day():
    form = policy().forms["startup_grant"]
    attested = {
        fact.fact: [form.fields[name].type for name in fact.fields]
        for fact in form.facts
        if fact.derivation is Derivation.ATTESTED
    }
    seen = [FieldType.YES_NO, FieldType.TEXT, FieldType.DATE]
    assert attested["founded_agency"] == attested["category_proof"] == seen


def test_each_category_asks_for_its_own_material():
    form = policy().forms["startup_grant"]
    asked = {
        category
        for material in form.materials
        for category in (material.show_when or {}).get("category", ())
    }
    assert asked == {choice.code for choice in form.fields["category"].choices}
    assert all(material.basis for material in form.materials)


def test_two_seals_have_their_place_on_the_form():
    sections = policy().prints["startup_grant"].sections
    assert sum(section.seal for section in sections) >= 2
