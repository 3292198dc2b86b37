"""The law of an office as one signed file: what it holds, who may use it, what it comes to."""

import io
import json
import shutil
import tomllib
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hrdesk.domain.amendment import DatedValue, NewRuling, NewTerm, NewValues, Successor, standing
from hrdesk.domain.errors import Damaged, EnvironmentFault, InvalidInput, Refused
from hrdesk.domain.law_export import Comparison, ExportedChange, LawExport, in_order
from hrdesk.domain.pack_files import PackFiles, plain_text
from hrdesk.domain.signature import fingerprint
from hrdesk.packs.export_reading import read_export
from hrdesk.packs.export_writing import export_bytes
from hrdesk.packs.office_books import law_of, office_books
from hrdesk.packs.office_law import decisions_of
from hrdesk.services import law_export as law_export_module
from hrdesk.services import office_setup
from hrdesk.services.amendments import propose_ending, propose_value, withdraw_amendment
from hrdesk.services.assess import main_assess
from hrdesk.services.intake import judge_entries
from hrdesk.services.law_export import export_law, law_export
from hrdesk.services.take_over import may_take, take_over
from hrdesk.storage.keys.signing import Signer
from hrdesk.storage.store import create_store
from tests.packs.successor import FIRST_DAY, ID, successor
from tests.services import counter, interns, lawful, succession
from tests.services.second_person import SOURCE, beside, confirmed_unseen, is_there
from tests.shipped import policy
from tests.storage.desk import CHEAP, SteppingClock

SHIPPED = "panzhihua-2021-373"
SIGNER = Signer(bytes(range(32)))


def sealed(content: bytes) -> tuple[str, str, str]:
    """Sign as some office does."""
    signature = SIGNER.sign("law-export", content)
    return SIGNER.verify_key.hex(), fingerprint(SIGNER.verify_key), signature


@pytest.fixture
def changed(session):
    lawful.change_all(session)
    return session


@pytest.fixture
def out(tmp_path):
    folder = tmp_path / "交换"
    folder.mkdir()
    return folder


@pytest.fixture(scope="session")
def other_prepared(memory: Path) -> Path:
    folder = memory / "other" / "数据"
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(create_store, "__defaults__", (CHEAP,))
        office_setup.set_up(folder, lawful.other_order(), counter.RECOVERY_KEY, SteppingClock())
    return folder


@pytest.fixture
def elsewhere(other_prepared, tmp_path, clock):
    folder = Path(shutil.copytree(other_prepared, tmp_path / "elsewhere" / "数据"))
    with lawful.opened(folder, clock) as session:
        is_there(session)
        yield session


def exported(session, out):
    return export_law(session, out, lawful.PROGRAM).path


def decided(session):
    """What an office decided of the shipped policy, without who confirmed it."""
    found = decisions_of(standing(session.amendments()), SHIPPED)
    return unsigned(found)


def unsigned(decisions):
    rows = {
        key: tuple(replace(row, confirmed="") for row in each)
        for key, each in decisions.parameters.items()
    }
    return replace(decisions, parameters=rows)


def comparisons(brought):
    return [each.comparison for each in brought.changes]


def assessed(lines, path, tmp_path):
    cases = tmp_path / "cases.jsonl"
    cases.write_text("\n".join(json.dumps(each) for each in lines), encoding="utf-8")
    answers = io.BytesIO()
    assert main_assess(str(cases), str(path), answers) == 0
    return [json.loads(line) for line in answers.getvalue().splitlines()]


def test_a_file_is_read_back_as_the_decisions_of_its_office(changed, out):
    written = export_law(changed, out, lawful.PROGRAM)
    assert written.path.name == f"{changed.office.name}-政策-2026-03-18.toml"
    assert written.changes == 5
    read = read_export(written.path.name, written.path.read_bytes())
    assert read.export == law_export(changed, lawful.PROGRAM)
    law = law_of(read.export, changed.law.packs)
    again = decisions_of(law._standing, SHIPPED)
    assert unsigned(again) == decided(changed)
    assert {key: [each.amount for each in rows] for key, rows in law.placed.items()} == {
        key: [each.amount for each in rows] for key, rows in changed.placed.items()
    }


def test_it_is_a_plain_text_without_people_and_audited_with_its_hash(changed, out):
    path = exported(changed, out)
    text = path.read_text(encoding="utf-8")
    assert "攀人社发〔2026〕12号" in text
    assert 'value = "12000.00"' in text
    assert SOURCE["amendment_note"] not in text
    for person in ("柳测试", "贰管理", counter.LOGIN):
        assert person not in text
    read = read_export(path.name, path.read_bytes())
    with changed.store.reading() as reader:
        last = reader.audit_of(SHIPPED)[-1]
    assert (last.act, last.detail["file"]) == ("amendment.export", read.digest)
    assert last.key_id == read.fingerprint


def test_what_was_handed_out_before_is_never_replaced(changed, out):
    first, second = exported(changed, out), exported(changed, out)
    assert second.name == first.name.replace(".toml", "-2.toml")
    assert first.read_bytes() == second.read_bytes()


def test_a_clerk_hands_out_nothing(session, out, monkeypatch):
    clerk = replace(session.staff, roles=frozenset())
    monkeypatch.setattr(session, "staff", clerk)
    with pytest.raises(Refused, match=r"rights\.role"):
        export_law(session, out, lawful.PROGRAM)
    assert not list(out.iterdir())


def test_a_folder_that_is_gone_is_said_and_nothing_is_left(changed, out):
    out.rmdir()
    with pytest.raises(EnvironmentFault, match=r"disk\.write_failed"):
        export_law(changed, out, lawful.PROGRAM)


@pytest.mark.parametrize("spoilt", [b"", b"# nothing of what was meant", None])
def test_what_is_read_again_otherwise_is_taken_away(changed, out, monkeypatch, spoilt):
    def write(path, content):
        path.write_bytes(content.replace(b"2026", b"2025") if spoilt is None else spoilt)

    monkeypatch.setattr(law_export_module, "write_whole", write)
    with pytest.raises(Damaged, match=r"export\.unlike"):
        export_law(changed, out, lawful.PROGRAM)
    assert not list(out.iterdir())


def test_a_successor_that_was_ended_counts_until_its_day_and_is_not_taken(
    session, elsewhere, clock, out, tmp_path
):
    clock.moment = succession.INSTALLED
    succession.install(session, tmp_path)
    ends = {**SOURCE, "amendment_last_day": "2026-12-31"}
    propose_ending(session, session.amendments()[-1].id, ends)
    confirmed_unseen(session)
    path = exported(session, out)
    on = office_books(path, policy())
    days = (date(2026, 10, 23), date(2026, 12, 31), date(2027, 1, 1))
    assert [on(day).policy for day in days] == [SHIPPED, ID, SHIPPED]
    assert comparisons(lawful.read(elsewhere, path)) == [Comparison.ENDED]


def test_what_was_ended_is_not_handed_on(changed, out):
    amount = changed.amendments()[0].id
    propose_ending(changed, amount, SOURCE)
    confirmed_unseen(changed)
    path = exported(changed, out)
    assert lawful.AMOUNT not in path.read_text(encoding="utf-8")


def test_the_command_judges_as_the_window_of_the_office(changed, out, tmp_path):
    judged = judge_entries(changed, counter.MEASURE, counter.entries())
    (answer,) = assessed([judged.application], exported(changed, out), tmp_path)
    assert answer == judged.finding.as_contract()
    assert answer["amount"] == "12000.00"


def test_interns_are_judged_by_the_wages_that_their_case_brings(changed, out, tmp_path):
    judged = judge_entries(changed, interns.MEASURE, interns.ENTRIES)
    (answer,) = assessed([judged.application], exported(changed, out), tmp_path)
    assert answer == judged.finding.as_contract()


def test_a_successor_travels_whole_and_counts_by_the_day_of_receipt(session, clock, out, tmp_path):
    clock.moment = succession.INSTALLED
    succession.install(session, tmp_path)
    path = exported(session, out)
    on = office_books(path, policy())
    assert [on(date(2026, 10, day)).policy for day in (23, 24)] == [SHIPPED, ID]
    clock.moment = succession.AFTER
    applications = []
    for received in (date(2026, 10, 20), date(2026, 11, 3)):
        typed = succession.typed(1, received, **succession.LATE)
        under = session.of_policy(session.law.on(received).id)
        applications.append(judge_entries(under, counter.MEASURE, typed))
    answers = assessed([each.application for each in applications], path, tmp_path)
    assert answers == [each.finding.as_contract() for each in applications]
    assert [each["policy"] for each in answers] == [SHIPPED, ID]


def test_a_measure_that_no_policy_of_the_day_has_is_an_error_in_place(tmp_path):
    case = {"measure": "talent_recruitment_award__youth", "on": "2026-03-18"}
    cases = tmp_path / "cases.jsonl"
    cases.write_text(json.dumps({**case, "applicant": counter.firm()}), encoding="utf-8")
    answers = io.BytesIO()
    assert main_assess(str(cases), None, answers) == 2
    assert json.loads(answers.getvalue())["error"]["where"] == "measure"


# ---- taking over ----


@pytest.mark.usefixtures("cold_children")
def test_another_office_sees_what_is_new_and_takes_it_over(changed, elsewhere, out, tmp_path):
    path = exported(changed, out)
    brought = lawful.read(elsewhere, path)
    assert brought.export.office == (changed.office.code, changed.office.name)
    assert set(comparisons(brought)) == {Comparison.NEW}
    amount = next(each for each in brought.changes if each.value == "12,000.00")
    assert amount.here == "10,000.00"
    assert not elsewhere.amendments()
    mine = {each.id for each in brought.changes if may_take(elsewhere, each)}
    assert len(mine) == 4
    # One document brought the amount and the table: they are one proposal.
    assert take_over(elsewhere, brought, mine) == 3
    with beside(elsewhere) as supervisor:
        rulings = {each.id for each in brought.changes} - mine
        assert take_over(supervisor, lawful.read(supervisor, path), rulings) == 1
    for change in elsewhere.amendments():
        assert brought.digest in change.source.note
        assert changed.office.name in change.source.note
        assert change.is_open
    assert set(comparisons(lawful.read(elsewhere, path))) == {Comparison.PROPOSED}
    confirm_all(elsewhere)
    assert set(comparisons(lawful.read(elsewhere, path))) == {Comparison.SAME}
    assert decided(elsewhere) == decided(changed)
    judged = judge_entries(elsewhere, counter.MEASURE, counter.entries())
    (answer,) = assessed([judged.application], path, tmp_path)
    assert answer == judged.finding.as_contract()
    assert set(comparisons(lawful.read(changed, path))) == {Comparison.SAME}


def confirm_all(session):
    """Let each of two people confirm what the other one proposed."""
    for change in session.amendments():
        if change.proposer == session.staff.id:
            with beside(session) as other:
                lawful.confirm(other, change.id)
        else:
            lawful.confirm(session, change.id)
    session.law_changed()


def test_what_stands_here_otherwise_is_shown_and_cannot_be_taken(changed, elsewhere, out):
    propose_value(elsewhere, lawful.AMOUNT, {**lawful.TYPED, "amendment_value": "15000"})
    confirmed_unseen(elsewhere)
    lawful.rule(elsewhere, "at_application")
    brought = lawful.read(elsewhere, exported(changed, out))
    others = [each for each in brought.changes if each.comparison is Comparison.OTHER]
    assert len(others) == 2
    assert (others[0].value, others[0].here) == ("12,000.00", "15,000.00")
    assert others[1].here
    with pytest.raises(Refused, match=r"export\.seen_before"):
        take_over(elsewhere, brought, {others[0].id})
    assert len(elsewhere.amendments()) == 2


def test_who_read_before_another_proposed_proposes_nothing_twice(changed, elsewhere, out):
    path = exported(changed, out)
    brought = lawful.read(elsewhere, path)
    mine = {each.id for each in brought.changes if may_take(elsewhere, each)}
    take_over(elsewhere, brought, mine)
    kept = elsewhere.amendments()
    with pytest.raises(Refused, match=r"export\.seen_before"):
        take_over(elsewhere, brought, mine)
    assert elsewhere.amendments() == kept
    withdraw_amendment(elsewhere, kept[0].id, "样例撤回")
    assert Comparison.NEW in comparisons(lawful.read(elsewhere, path))


def test_a_ruling_is_proposed_by_a_supervisor_alone(changed, elsewhere, out):
    brought = lawful.read(elsewhere, exported(changed, out))
    (ruling,) = [each for each in brought.changes if isinstance(each.change.content, NewRuling)]
    assert not may_take(elsewhere, ruling)
    with pytest.raises(Refused, match=r"rights\.role"):
        take_over(elsewhere, brought, {ruling.id})
    assert not elsewhere.amendments()


def test_a_successor_is_taken_over_with_its_pack(session, elsewhere, clock, out, tmp_path):
    clock.moment = succession.INSTALLED
    succession.install(session, tmp_path)
    under = session.of_policy(ID)
    propose_value(under, lawful.AMOUNT, {**lawful.TYPED, "amendment_from": "2026-10-24"})
    confirmed_unseen(session)
    brought = lawful.read(elsewhere, exported(session, out))
    assert comparisons(brought) == [Comparison.NEW, Comparison.NEW]
    with pytest.raises(Refused, match=r"export\.without_successor"):
        take_over(elsewhere, brought, {brought.changes[1].id})
    take_over(elsewhere, brought, {each.id for each in brought.changes})
    confirm_all(elsewhere)
    assert elsewhere.law.on(date(2026, 11, 3)).id == ID
    texts = [office.law.on(date(2026, 11, 3)).content_hash for office in (session, elsewhere)]
    assert texts[0] == texts[1]
    rows = elsewhere.law.named(ID).book.parameters[lawful.AMOUNT]
    assert [row.document for row in rows][-1] == SOURCE["amendment_document"]


def test_what_no_pack_here_knows_is_named(elsewhere, out):
    value = DatedValue("startup_grant.nonsense", date(2026, 1, 1), "1.00", "一")
    other = replace(value, parameter=lawful.AMOUNT, value="11000.00")
    path = out / "f.toml"
    path.write_bytes(written(NewValues((value,)), NewValues((other,)), NewRuling("x.y", "z", FROM)))
    brought = lawful.read(elsewhere, path)
    assert comparisons(brought) == [Comparison.UNKNOWN, Comparison.NEW, Comparison.UNKNOWN]
    assert brought.changes[0].title == "startup_grant.nonsense"
    with pytest.raises(InvalidInput) as refused:
        office_books(path, policy())
    assert {each.key for each in refused.value.problems} == {"pack.not_one_of"}


def test_a_policy_that_is_not_here_brings_nothing(elsewhere, out):
    path = out / "f.toml"
    path.write_bytes(written(NewTerm(date(2030, 1, 1)), policy="elsewhere-2020-1"))
    assert comparisons(lawful.read(elsewhere, path)) == [Comparison.UNKNOWN]


FROM = date(2026, 1, 1)
ISSUED = date(2025, 12, 1)


def written(*contents, policy=SHIPPED):
    changes = tuple(ExportedChange(policy, each, "样例〔2025〕1号", ISSUED) for each in contents)
    export = LawExport(
        ("510421", "样例局"), FROM, lawful.PROGRAM, policy, in_order(changes, policy), {}
    )
    return export_bytes(export, {}, "样例", sealed)


# ---- what is refused ----


def refused(text, key=None):
    with pytest.raises(InvalidInput) as fault:
        read_export("f.toml", text if isinstance(text, bytes) else text.encode())
    keys = {each.key for each in fault.value.problems}
    if key is not None:
        assert keys == {key}
    return keys


def test_each_change_of_any_value_is_refused(changed, out):
    """Every single character of every value of the file, in turn, made another one."""
    text = exported(changed, out).read_text(encoding="utf-8")
    body = text.index("[signature]")
    spoilt = 0
    for place, char in enumerate(text[:body]):
        if not (char.isdigit() or char.isalpha()) or text.rfind("#", 0, place) > text.rfind(
            "\n", 0, place
        ):
            continue
        other = "7" if char == "1" else "1" if char.isdigit() else "b" if char == "a" else "a"
        refused(text[:place] + other + text[place + 1 :])
        spoilt += 1
    assert spoilt > 500


def test_a_signature_of_another_or_none_is_refused(changed, out):
    text = exported(changed, out).read_text(encoding="utf-8")
    body, seal = text.split("[signature]")
    refused(body, "export.not_signed")
    held = tomllib.loads(seal)
    refused(text.replace(held["fingerprint"], "0" * 64), "export.changed")
    refused(text.replace(held["verify_key"], SIGNER.verify_key.hex()), "export.changed")
    refused(text.replace(held["signature"], "0" * 128), "export.changed")


def test_blanks_and_line_ends_are_no_content(changed, out):
    content = exported(changed, out).read_bytes()
    as_windows = b"\xef\xbb\xbf" + content.replace(b"\n", b"\r\n")
    assert read_export("f", as_windows).export == read_export("f", content).export


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ('value = "11000.00"', "value = 11000.0"),
        ('value = "11000.00"', "value = true"),
        ('value = "11000.00"', "value = 2026-01-01"),
        ("from = 2026-01-01", 'from = "2026-01-01"'),
        ("from = 2026-01-01", "from = 2026-01-01T00:00:00"),
        ("format = 1", "format = 2"),
        ("format = 1", "format = 1\ncolour = 1"),
        ("issued_on = 2025-12-01", ""),
        ('id = "startup_grant.amount"', "id = 1"),
        ("[office]", "[offices]"),
        ('code = "510421"', 'code = "../1"'),
    ],
)
def test_what_does_not_fit_is_refused_even_when_signed(old, new):
    value = DatedValue(lawful.AMOUNT, FROM, "11000.00", "一")
    text = written(NewValues((value,))).decode()
    assert old in text
    body = text.replace(old, new, 1).split("[signature]")[0]
    refused(resealed(body))


def resealed(body):
    from hrdesk.packs.export_seal import sealed_bytes

    key, name, signature = sealed(sealed_bytes(tomllib.loads(body)))
    return (
        f'{body}[signature]\nverify_key = "{key}"\nfingerprint = "{name}"\n'
        f'signature = "{signature}"\n'
    )


def test_the_same_value_twice_and_rulings_of_one_time_are_refused():
    value = DatedValue(lawful.AMOUNT, FROM, "11000.00", "一")
    refused(written(NewValues((value,)), NewValues((value,))), "pack.same_day")
    one = NewRuling(lawful.QUESTION, "at_founding", FROM)
    refused(written(one, replace(one, reading="at_application")), "pack.overlap")


def test_a_flood_of_changes_is_refused_at_once():
    days = [date.fromordinal(FROM.toordinal() + n) for n in range(5_001)]
    values = [DatedValue(lawful.AMOUNT, day, "11000.00", "一") for day in days]
    refused(written(*(NewValues((value,)) for value in values)))


def test_a_value_of_another_kind_is_refused_whole(elsewhere, out):
    wrong = DatedValue(lawful.AMOUNT, FROM, 12, "一")
    right = DatedValue(lawful.AMOUNT, date(2026, 2, 1), "11000.00", "一")
    path = out / "f.toml"
    path.write_bytes(written(NewValues((wrong,)), NewValues((right,))))
    with pytest.raises(InvalidInput) as fault:
        lawful.read(elsewhere, path)
    assert [each.key for each in fault.value.problems] == ["pack.wrong_value"]
    assert not elsewhere.amendments()


SUCCESSOR_FROM = date.fromisoformat(FIRST_DAY)


def with_successor(pack, **changes):
    """A signed file whose only change is a successor."""
    content = Successor(pack.content_hash, ID, changes.get("first_day", SUCCESSOR_FROM))
    change = ExportedChange(SHIPPED, content, "样例〔2026〕1号", ISSUED)
    export = LawExport(
        ("510421", "样例局"), FROM, lawful.PROGRAM, SHIPPED, (change,), {pack.content_hash: pack}
    )
    return export_bytes(export, {ID: "1"}, "样例", sealed)


@pytest.mark.parametrize(
    ("pack", "first_day", "key"),
    [
        (
            successor({"policy.toml": ("measures = [", "colour = 1\nmeasures = [")}),
            None,
            "unknown_key",
        ),
        (successor({"policy.toml": (f'id = "{ID}"', 'id = "other-1"')}), None, "not_one_of"),
        (successor(), date(2026, 10, 23), "order"),
        (PackFiles({"../policy.toml": b"x = 1\n"}), None, "path"),
        (PackFiles({"policy.exe": b"x = 1\n"}), None, "path"),
    ],
    ids=["an unknown key", "another id", "before its own days", "leaves the folder", "no data"],
)
def test_a_pack_that_fails_anything_changes_nothing(elsewhere, out, pack, first_day, key):
    path = out / "f.toml"
    path.write_bytes(with_successor(pack, first_day=first_day or SUCCESSOR_FROM))
    with pytest.raises(InvalidInput) as fault:
        lawful.read(elsewhere, path)
    assert f"pack.{key}" in {each.key for each in fault.value.problems}
    assert not elsewhere.amendments()
    with pytest.raises(InvalidInput) as fault:
        office_books(path, policy())
    assert f"pack.{key}" in {each.key for each in fault.value.problems}


def test_a_pack_that_is_not_the_one_of_its_hash_is_refused():
    text = with_successor(successor()).decode()
    pack_hash = successor().content_hash
    body = text.replace(pack_hash, "0" * 64).split("[signature]")[0]
    refused(resealed(body), "export.pack_hash")


@given(st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\r"), max_size=60))
def test_any_text_of_a_pack_is_read_back_as_it_was(text):
    pack = PackFiles({"policy.toml": text.encode()})
    (read,) = read_export("f.toml", with_successor(pack)).export.packs.values()
    assert read.files["policy.toml"] == plain_text(text.encode())


def test_a_file_beyond_every_measure_is_not_read(elsewhere, out):
    path = out / "f.toml"
    path.write_bytes(b"#" * (16 * 1024 * 1024 + 1))
    with pytest.raises(InvalidInput) as fault:
        lawful.read(elsewhere, path)
    assert [each.key for each in fault.value.problems] == ["export.large"]
    with pytest.raises(EnvironmentFault, match=r"pack\.unreadable"):
        lawful.read(elsewhere, out / "none.toml")


TEXTS = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=30).filter(
    lambda text: text.strip()
)
DAYS = st.dates(date(2000, 1, 1), date(2040, 1, 1))
CODES = st.from_regex(r"[A-Za-z0-9][A-Za-z0-9_]{0,5}", fullmatch=True)
MONEY = st.decimals(0, 10**9, places=2).map(lambda each: f"{each:.2f}")
VALUES = st.one_of(
    st.integers(0, 10**9),
    MONEY,
    st.lists(CODES, max_size=4, unique=True).map(tuple),
    st.dictionaries(CODES, MONEY, min_size=1, max_size=4),
    st.dictionaries(CODES, st.integers(0, 100), min_size=1, max_size=4),
)
NEW_VALUES = st.builds(
    DatedValue, TEXTS, DAYS, VALUES, TEXTS, st.sampled_from(["", "renhe", "miyi"])
).map(lambda each: NewValues((each,)))
CHANGES = st.builds(ExportedChange, st.just(SHIPPED), NEW_VALUES, TEXTS, DAYS)


@settings(deadline=None)
@given(st.lists(CHANGES, max_size=5, unique_by=lambda each: each.content.values[0].slot), TEXTS)
def test_whatever_stands_in_a_file_is_read_back_as_it_was(changes, name):
    export = LawExport(("510411", name), FROM, "0.1.0", SHIPPED, in_order(changes, SHIPPED), {})
    content = export_bytes(export, {}, "样例", sealed)
    assert read_export("f.toml", content).export == export
