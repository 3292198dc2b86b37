"""Acceptance in the store: number, version, right, papers and audit commit together."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hrdesk.domain.errors import Refused
from hrdesk.domain.signature import signature_holds
from hrdesk.domain.staff import Role
from hrdesk.storage.rights import grants
from tests.conftest import histories
from tests.storage import desk


def test_an_accepted_case_comes_back_as_it_was_signed(store):
    case = desk.accept(store, 1, paper_number="纸-7")
    with store.reading() as reader:
        assert reader.case(case.id) == case
    version = case.version
    assert (case.number, version.number) == ("510411-2026-0381", 1)
    assert version.signed_by == desk.me(store)
    assert version.previous_signature == ""
    assert version.entries["identity"] == desk.person(1)
    assert version.facts["facts"] == {"is_founder": True}
    assert version.finding["amount"] == "10000.00"


def test_a_case_names_the_office_that_owns_it_and_not_the_one_that_reads_it(folder, clock):
    with desk.opened(folder, clock) as store:
        case = desk.accept(store)
        assert case.office_code == "510411"
    with desk.without_guards(folder) as connection:
        connection.execute(
            "insert into site (id, code, name, level, own)"
            " values ('t', '510411100', '测试镇', 'township', 0)"
        )
        connection.execute("update cases set site_id = 't'")
    with desk.opened(folder, clock) as store, store.reading() as reader:
        assert reader.case(case.id) == replace(case, office_code="510411100")


def test_the_draft_is_gone_once_it_is_a_case(store):
    desk.accept(store)
    with store.reading() as reader:
        assert reader.drafts() == ()


@pytest.mark.parametrize(("revision", "key"), [(0, "stale"), (2, "stale")])
def test_only_the_state_that_was_judged_is_accepted(store, revision, key):
    draft = desk.keep(store)
    new = desk.new_case(draft, draft_revision=revision)
    with pytest.raises(Refused, match=rf"draft\.{key}"), desk.acting(store) as act:
        act.add_case(new)
    with store.reading() as reader:
        assert reader.draft(draft.id, desk.me(store)) == draft
        assert reader.cases() == ()


def test_a_draft_is_accepted_once(store):
    draft = desk.keep(store)
    new = desk.new_case(draft)
    for _ in range(2):
        try:
            with desk.acting(store) as act:
                act.add_case(new)
        except Refused as refused:
            assert refused.key == "draft.gone"
    with store.reading() as reader:
        assert len(reader.cases()) == 1


def test_an_act_that_fails_in_the_middle_leaves_nothing(store):
    draft = desk.keep(store)
    before = desk.contents(store)
    with pytest.raises(ZeroDivisionError), desk.acting(store) as act:
        act.add_case(desk.new_case(draft))
        _ = 1 / 0
    assert desk.contents(store) == before
    assert desk.accept(store).number == "510411-2026-0381"


def test_an_acceptance_leaves_its_record(store):
    case = desk.accept(store)
    with store.reading() as reader:
        (record,) = reader.audit_of(case.id)
    assert (record.act, record.actor) == ("case.accept", desk.me(store))
    assert record.detail == {"number": case.number, "measure": desk.MEASURE}


@pytest.mark.parametrize("roles", [set(), set(Role) - {Role.CLERK}])
def test_nobody_but_a_clerk_accepts_below_the_service_too(store, roles):
    draft = desk.keep(store)
    before = desk.contents(store)
    author = store._author
    store._author = replace(author, staff=replace(author.staff, roles=frozenset(roles)))
    with pytest.raises(Refused, match=r"rights\.role") as caught, desk.acting(store) as act:
        act.add_case(desk.new_case(draft))
    assert caught.value.values == {"name": author.staff.name, "roles": Role.CLERK.value}
    assert desk.contents(store) == before


def test_an_act_inside_another_is_a_bug_that_shows(store):
    with (
        pytest.raises(RuntimeError, match="inside another"),
        desk.acting(store),
        desk.acting(store),
    ):
        pass
    desk.accept(store)


def test_what_an_act_wrote_it_can_read(store):
    with desk.acting(store) as act:
        draft = act.save_draft(desk.draft_of(store))
        with store.reading() as reader:
            assert reader.draft(draft.id, desk.me(store)) == draft


def test_only_the_person_who_opened_the_store_acts(store):
    with pytest.raises(ValueError, match="only the person"), store.acting("somebody else"):
        pass
    person = store.staff(desk.me(store))
    with store.acting(person) as act:
        act.record("x", "y", {})


# Rights ------------------------------------------------------------------------------------------


def test_a_second_grant_to_the_same_person_is_refused_and_names_the_first(store):
    first = desk.accept(store, 1)
    draft = desk.keep(store)
    before = desk.contents(store)
    with pytest.raises(Refused, match=r"right\.taken") as caught, desk.acting(store) as act:
        act.add_case(desk.new_case(draft, 1))
    assert caught.value.values == {"number": first.number}
    assert desk.contents(store) == before


SPELLINGS = [
    str.lower,
    lambda number: f" {number[:6]} {number[6:14]} {number[14:]} ",
    lambda number: "".join(chr(ord(char) + 0xFEE0) for char in number),
    lambda number: number + "\u200b",
]


@pytest.mark.parametrize("spell", SPELLINGS)
def test_the_spelling_of_a_number_does_not_give_a_second_right(store, spell):
    number = next(n for n in map(desk.person, range(1, 200)) if n.endswith("X"))
    desk.accept(store, 1, identity=number)
    with pytest.raises(Refused, match=r"right\.taken"):
        desk.accept(store, 2, identity=spell(number))


def test_the_15_digits_of_a_former_number_are_the_same_person(store):
    number = desk.person(3)
    desk.accept(store, 1, identity=number[:6] + number[8:17])
    with pytest.raises(Refused, match=r"right\.taken"):
        desk.accept(store, 2, identity=number)


@pytest.mark.parametrize("identity", ["H12345678", "910400199001011234", "830000199001014321"])
def test_permits_are_persons_too(store, identity):
    desk.accept(store, 1, identity=identity)
    with pytest.raises(Refused, match=r"right\.taken"):
        desk.accept(store, 2, identity=identity.lower())


def test_another_person_or_another_measure_is_free(store):
    first = desk.accept(store, 1)
    other = desk.accept(store, 2)
    trained = desk.accept(store, 1, measure="training_subsidy")
    with store.reading() as reader:
        found = [
            [each["number"] for each in reader.grants(measure, desk.person(n), "")]
            for n, measure in (
                (1, desk.MEASURE),
                (2, desk.MEASURE),
                (1, "training_subsidy"),
                (2, "training_subsidy"),
            )
        ]
    assert found == [[first.number], [other.number], [trained.number], []]


@pytest.mark.torture
@settings(max_examples=histories(25))
@given(steps=st.lists(st.tuples(st.integers(1, 4), st.sampled_from(["a", "b"])), max_size=12))
def test_any_history_pays_each_person_once_per_measure(memory, steps):
    folder = desk.found(memory / desk.new_id())
    paid = set()
    with desk.opened(folder) as store:
        for n, measure in steps:
            try:
                desk.accept(store, n, measure=measure)
            except Refused:
                assert (n, measure) in paid
            else:
                assert (n, measure) not in paid
                paid.add((n, measure))
        with store.reading() as reader:
            assert len(reader.cases()) == len(paid)


def test_history_is_what_the_contract_asks_for(store):
    first = desk.accept(store, 1)
    desk.accept(store, 2, **desk.OPEN, organization="")
    with store.reading() as reader:
        mine = reader.grants(desk.MEASURE, desk.person(1).lower(), "")
        firm = reader.grants(desk.MEASURE, desk.person(9), "91510411MA00000000")
        none = reader.grants(desk.MEASURE, "", "")
        other = reader.grants("training_subsidy", desk.person(1), "91510411MA00000000")
        opened = reader.grants(desk.MEASURE, desk.person(2), "")
    of_firm = {
        "measure": desk.MEASURE,
        "organization": "91510411MA00000000",
        "on": "2026-03-18",
        "amount": "10000.00",
        "number": first.number,
    }
    # The number of a person stands in the history of those alone who gave it themselves.
    assert firm == (of_firm,)
    assert mine == ({**of_firm, "person": desk.person(1).lower()},)
    assert none == other == ()
    assert "amount" not in opened[0]
    assert "organization" not in opened[0]


def test_a_case_without_a_claim_is_no_grant(store):
    draft = desk.keep(store)
    with desk.acting(store) as act:
        refused = {"outcome": "ineligible", "amount": "0.00", "parameters": []}
        act.add_case(desk.new_case(draft, finding=refused))
    with store.reading() as reader:
        assert reader.grants(desk.MEASURE, desk.person(1), "") == ()
    assert grants


# Signatures, papers, audit -----------------------------------------------------------------------


def test_equal_cases_have_different_content_hashes(store):
    one = desk.accept(store, 1)
    two = desk.accept(store, 2, entries=one.version.entries)
    assert one.version.content_hash != two.version.content_hash


def test_copies_are_counted_per_case_and_kind_and_carry_their_audit_record(store):
    one, two = desk.accept(store, 1), desk.accept(store, 2)
    made = []
    for case, kind in ((one, "form"), (one, "form"), (two, "form"), (one, "notice"), (one, "form")):
        with desk.acting(store) as act:
            made.append(act.add_paper(case.id, 1, kind, case.version.content_hash, ("SimSun",)))
    assert [paper.copy_number for paper in made] == [1, 2, 1, 1, 3]
    with store.reading() as reader:
        assert reader.papers(one.id) == (made[0], made[1], made[3], made[4])
        records = {record.anchor: record for record in reader.audit_of(one.id)}
        head = reader.audit_head()
    assert made[0].anchor in records
    assert records[made[4].anchor].detail["copy"] == "3"
    assert made[4].anchor == f"{head.sequence}-{head.hash[:12]}"


def test_the_audit_names_the_machines_fonts_that_a_paper_took(store):
    case = desk.accept(store)
    fonts = ("Noto Serif+CJK", "HanaMinA", *(f"Font{n:03d}" for n in range(40)))
    with desk.acting(store) as act:
        act.add_paper(case.id, 1, "form", case.version.content_hash, fonts)
        act.add_paper(case.id, 1, "form", case.version.content_hash, ())
    with store.reading() as reader:
        said = [r.detail.get("fonts") for r in reader.audit_of(case.id) if r.act == "paper.add"]
        assert set(reader.papers(case.id)[0].system_fonts) == set(fonts)
    assert said[0].startswith("Font000:Font001:")
    assert said[1] is None


def test_a_paper_needs_a_version_that_exists(store):
    case = desk.accept(store)
    with pytest.raises(Exception, match="FOREIGN KEY"), desk.acting(store) as act:
        act.add_paper(case.id, 2, "form", "0" * 64, ())
    with store.reading() as reader:
        assert reader.papers(case.id) == ()


def test_records_are_signed_by_the_acting_person(store):
    with desk.acting(store) as act:
        record = act.record("case.accept", "subject", {"number": "510411-2026-0381"})
    key = store.staff(record.actor).verify_key
    assert signature_holds(key, "audit", record.hash.encode(), record.signature)
    assert record.roles == ("administrator", "clerk")


def test_the_same_record_again_is_another_record(store):
    with desk.acting(store) as act:
        one, two = act.record("a", "b", {}), act.record("a", "b", {})
    assert two.previous_hash == one.hash
    assert two.sequence == one.sequence + 1
    assert one.hash != two.hash


@pytest.mark.parametrize(
    "detail",
    [
        {"who": desk.person(1)},
        {"who": desk.person(1)[:17]},
        {"account": desk.ACCOUNT},
        {"phone": "13800000000"},
        {"name": "柳测试"},
        {"name": "a b"},
        {"x": "1" * 129},
        {"姓名": "x"},
    ],
)
def test_what_may_be_personal_does_not_enter_the_audit(store, detail):
    with pytest.raises(ValueError, match="audit detail"), desk.acting(store) as act:
        act.record("case.accept", "subject", detail)


def test_the_anchor_follows_every_audited_act(store, folder):
    from hrdesk.storage.anchor import read_anchor
    from hrdesk.storage.layout import anchor_path

    for n in (1, 2):
        desk.accept(store, n)
        with store.reading() as reader:
            anchor = read_anchor(anchor_path(folder))
            assert anchor is not None
            assert anchor.head == reader.audit_head()
    assert replace(anchor) == anchor
