"""Official templates on record: the newest that stands counts, and none changes unseen."""

import pytest
from sqlcipher3 import dbapi2 as sqlcipher

from hrdesk.domain.errors import Refused, Tampered
from hrdesk.domain.official_template import counting, template_frame, template_spec
from hrdesk.storage.batches import NewBatch
from hrdesk.storage.renewal import give_password
from hrdesk.storage.verify import VerifyCode, verify
from tests.storage import desk


@pytest.fixture
def folder(tmp_path):
    return desk.found(tmp_path / "office")


@pytest.fixture
def store(folder):
    with desk.opened(folder) as store:
        yield store


def on_record(store):
    with store.reading() as reader:
        return reader.templates()


def test_what_was_registered_comes_back_as_it_was(store):
    found = desk.add_template(store)
    new = desk.template()
    assert (found.measure, found.file_name, found.version, found.origin) == (
        new.measure,
        new.file_name,
        new.version,
        new.origin,
    )
    assert found.mapping == new.mapping
    with store.reading() as reader:
        assert reader.template_content(found.sha256) == new.content
        assert reader.proven_template(desk.MEASURE) == found


def test_the_newest_that_was_not_withdrawn_counts(store):
    first = desk.add_template(store)
    second = desk.add_template(store, version="2026-2", content=b"PK newer")
    assert counting(on_record(store)) == {desk.MEASURE: second}
    with desk.acting(store) as act:
        act.withdraw_template(second.id, "省厅收回")
    assert counting(on_record(store)) == {desk.MEASURE: first}
    withdrawn = on_record(store)[1].withdrawal
    assert withdrawn is not None
    assert withdrawn.reason == "省厅收回"


def test_the_bytes_of_a_file_are_kept_once(store):
    desk.fill_templates(store)
    kept = store._ground.db.execute_sql("select count(*) from template_file").fetchone()
    assert kept == (2,)
    assert len(on_record(store)) == 3


def test_withdrawing_twice_is_refused(store):
    template = desk.add_template(store)
    with desk.acting(store) as act:
        act.withdraw_template(template.id, "列对错了")
    with pytest.raises(Refused, match=r"templates\.withdrawn"), desk.acting(store) as act:
        act.withdraw_template(template.id, "再来一次")


def test_only_an_administrator_registers_and_withdraws(folder):
    with desk.opened(folder) as store:
        clerk = desk.add_person(store)
        template = desk.add_template(store)
    with desk.opened_as(folder, desk.CLERK, desk.GIVEN) as store:
        give_password(store, store.staff(clerk), "a password of my own", desk.CHEAP)
        with pytest.raises(sqlcipher.IntegrityError, match="by administrator"):
            desk.add_template(store, content=b"PK other")
        with pytest.raises(sqlcipher.IntegrityError, match="by administrator"):
            desk.add_template(store)
        with (
            pytest.raises(sqlcipher.IntegrityError, match="by administrator"),
            desk.acting(store) as act,
        ):
            act.withdraw_template(template.id, "不该由我")
    assert verify(folder, desk.LOGIN, desk.PASSWORD, full=True).code is VerifyCode.SOUND


def test_a_batch_is_written_again_with_its_own_template(store):
    case = desk.accept(store)
    old = desk.add_template(store)
    frame = {"titles": [], "sheet": old.mapping.sheet, "template": template_frame(old)}
    sent = desk.sent(case, ("测试1", "1-学生"), amount=1_000_000)
    with desk.acting(store) as act:
        batch = act.add_batch(NewBatch(desk.MEASURE, frame, (sent,)))
    desk.add_template(store, content=b"PK newer", version="2026-2")
    with desk.acting(store) as act:
        act.withdraw_template(old.id, "换新")
    with store.reading() as reader:
        assert reader.proven_batch(batch).template == desk.template().content


def test_no_batch_is_frozen_with_a_template_that_does_not_stand_for_its_measure(store):
    case = desk.accept(store)
    withdrawn = desk.add_template(store)
    with desk.acting(store) as act:
        act.withdraw_template(withdrawn.id, "省厅收回")
    other = desk.add_template(store, measure=desk.MONTHLY, content=b"PK other")
    for template in (withdrawn, other):
        frame = {"titles": [], "sheet": "", "template": template_frame(template)}
        sent = desk.sent(case, ("测试1",), amount=1_000_000)
        with (
            pytest.raises(sqlcipher.IntegrityError, match="standing template"),
            desk.acting(store) as act,
        ):
            act.add_batch(NewBatch(desk.MEASURE, frame, (sent,)))


def test_a_batch_without_a_template_has_none(store):
    batch = desk.make_batch(store, desk.accept(store))
    assert desk.batch_of(store, batch).template is None


def test_the_columns_that_are_filled_are_those_of_the_batch(store):
    template = desk.add_template(store)
    spec = template_spec(template)
    assert [column.header for column in spec.columns] == ["姓名", "人员类别"]
    frame = template_frame(template)
    assert frame["places"] == [2, 3]
    assert (frame["header_last"], frame["first_row"], frame["row_limit"]) == (3, 4, 500)


@pytest.mark.parametrize(
    "change",
    [
        "update official_template set mapping = replace(mapping, 'name', 'phone')",
        (
            "update official_template set sha256 = (select max(sha256) from template_file)"
            " where sha256 = (select min(sha256) from template_file)"
        ),
        "delete from official_template where rowid = (select max(rowid) from official_template)",
        "update template_file set content = 'eA=='",
        "delete from template_file",
    ],
)
def test_a_batch_is_not_made_with_what_was_changed_past_the_program(folder, change):
    with desk.opened(folder) as store:
        desk.fill_templates(store)
    with desk.without_guards(folder) as connection:
        connection.execute(change)
    with (
        desk.opened(folder) as store,
        pytest.raises(Tampered),
        store.reading() as reader,
    ):
        reader.proven_template(desk.MEASURE)
    assert verify(folder, desk.LOGIN, desk.PASSWORD).code is VerifyCode.TAMPERED


def test_the_audit_says_measure_and_hash_and_nothing_of_the_names(store):
    desk.fill_templates(store)
    with store.reading() as reader:
        records = [r for r in reader.audit_of(store._ground.site_id) if r.act[:9] == "template."]
    assert [record.act for record in records] == [
        "template.keep",
        "template.enter",
        "template.enter",
        "template.keep",
        "template.enter",
        "template.withdraw",
    ]
    assert not any(ord(char) > 127 for record in records for char in str(record.detail))
