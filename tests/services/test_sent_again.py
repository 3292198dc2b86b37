"""What a batch froze is held against the cases, past the service that built it (P8)."""

from contextlib import contextmanager
from dataclasses import replace

import pytest

from hrdesk.domain.batch import SentCase
from hrdesk.domain.errors import Tampered
from hrdesk.services import batches
from hrdesk.services.verification import verify_folder
from hrdesk.storage.connection import keyed_connection
from hrdesk.storage.keys.slots import unlock
from hrdesk.storage.layout import database_path
from hrdesk.storage.verify import VerifyCode, verify
from tests.services import counter
from tests.services.corrections import OTHER_ACCOUNT
from tests.services.official import province, registered
from tests.services.replayed import replay


def sources(new) -> list[str]:
    """Where the cells of a batch come from, in order."""
    return [each["source"] for each in new.frame["columns"]]


def frozen(session, new) -> str:
    """The id of a batch that a program froze which builds as it likes."""
    with session.store.acting(session.staff) as act:
        return act.add_batch(new)


def with_cell(new, source: str, cell: object):
    """The batch with another cell in the first row of its last case."""
    *others, last = new.cases
    row, *rows = last.rows
    cells = list(row.cells)
    cells[sources(new).index(source)] = cell
    altered = replace(row, cells=tuple(cells))
    return replace(new, cases=(*others, replace(last, rows=(altered, *rows))))


def built(session, count: int = 1):
    """What the service would freeze of some accepted cases."""
    cases = [counter.accepted(session, n) for n in range(1, count + 1)]
    return batches.new_batch(session, counter.MEASURE, [each.id for each in cases])


def findings(session, clock) -> list[str]:
    """What `hrdesk verify --full` finds, by key."""
    session.store.close()
    report = verify(session.folder, counter.LOGIN, counter.PASSWORD, full=True, clock=clock)
    assert (report.code is VerifyCode.SOUND) is not bool(report.findings)
    return [each.key for each in report.findings]


def looked(session, *, full=True):
    """What `hrdesk verify` says: its code, and where each finding is."""
    session.store.close()
    said = verify_folder(session.folder, counter.LOGIN, counter.PASSWORD, full=full)
    return said, [each.where for each in said.findings]


def header_of(new, source: str) -> str:
    return new.frame["columns"][sources(new).index(source)]["header"]


@pytest.mark.parametrize("is_official", [False, True])
def test_a_strangers_account_in_a_frozen_row_is_named_by_batch_case_row_and_column(
    session, is_official
):
    if is_official:
        registered(session, counter.MEASURE, province())
    new = built(session, 3)
    frozen(session, with_cell(new, "account_number", OTHER_ACCOUNT))
    (found,) = replay(session).sent
    assert (found.batch, found.number, found.row) == ("510411-P2026-0001", new.cases[2].number, 3)
    assert found.header == header_of(new, "account_number")
    assert OTHER_ACCOUNT not in repr(found)


def test_another_amount_in_a_frozen_row_is_found_and_never_written(session, clock, tmp_path):
    new = built(session, 2)
    batch = frozen(session, with_cell(new, "row.amount", 99_000_000))
    with pytest.raises(Tampered) as refused:
        counter.copied_again(session, batch, tmp_path)
    assert refused.value.key == "verify.batch_amounts"
    assert list(tmp_path.glob("510411-P*")) == []
    (found,) = replay(session).sent
    assert (found.row, found.header) == (2, header_of(new, "row.amount"))
    assert findings(session, clock) == ["verify.batch_amounts"]


def test_a_case_that_is_not_eligible_has_no_row_below_the_service_either(session):
    new = built(session, 1)
    refused = counter.accepted(session, 1)
    assert refused.version.finding["outcome"] == "ineligible"
    (sent,) = new.cases
    for amount in (0, None):
        of_refused = SentCase(refused.id, refused.number, 1, amount, sent.rows)
        with pytest.raises(Exception, match="batch case as decided"):
            frozen(session, replace(new, cases=(of_refused,)))
    assert batches.list_batches(session) == ()


def test_a_refused_case_in_a_batch_of_a_file_without_its_guards_is_found_and_not_written(
    session, clock, tmp_path
):
    new = built(session, 1)
    refused = counter.accepted(session, 1)
    of_refused = SentCase(refused.id, refused.number, 1, 0, new.cases[0].rows)
    forged = with_cell(replace(new, cases=(of_refused,)), "row.amount", 0)
    with session.store.acting(session.staff) as act:
        connection = act._ground.db.raw()
        connection.set_authorizer(None)
        guard = "select sql from sqlite_master where name = 'batch_case_as_decided'"
        ((sql,),) = connection.execute(guard).fetchall()
        connection.execute("drop trigger batch_case_as_decided")
        batch = act.add_batch(forged)
        connection.execute(sql)
    with pytest.raises(Tampered) as told:
        counter.copied_again(session, batch, tmp_path)
    assert told.value.key == "verify.batch_amounts"
    (found,) = replay(session).sent
    assert (found.number, found.row, found.header) == (refused.number, 1, "")
    assert findings(session, clock) == ["verify.batch_amounts"]


def test_rows_that_a_case_does_not_give_are_found(session):
    new = built(session)
    (sent,) = new.cases
    (row,) = sent.rows
    frozen(session, replace(new, cases=(replace(sent, rows=(row, replace(row, line=1))),)))
    (found,) = replay(session).sent
    assert (found.row, found.header) == (2, "")


def test_columns_of_no_pack_and_no_template_are_found(session):
    new = built(session)
    place = sources(new).index("account_number")
    columns = [dict(each) for each in new.frame["columns"]]
    columns[place]["source"] = f"text.{OTHER_ACCOUNT}"
    altered = with_cell(new, "account_number", OTHER_ACCOUNT)
    frozen(session, replace(altered, frame={**new.frame, "columns": columns}))
    (found,) = replay(session).sent
    assert (found.row, found.header) == (0, "")


class TestVerified:
    """`hrdesk verify --full` builds the rows again too, by the same code."""

    @pytest.mark.parametrize("is_official", [False, True])
    def test_what_was_built_as_it_should_be_is_sound(self, session, is_official, tmp_path):
        if is_official:
            registered(session, counter.MEASURE, province())
        ids = [counter.accepted(session, n).id for n in (1, 2)]
        batches.make_batch(session, counter.MEASURE, ids, tmp_path)
        said, places = looked(session)
        assert (said.exit_code, places) == (VerifyCode.SOUND, [])
        assert "批次的每一行都按案件重新编制核对过" in said.verdict

    @pytest.mark.parametrize("full", [True, False])
    def test_a_strangers_account_under_a_right_signature_is_named_by_batch_and_row(
        self, session, full
    ):
        new = built(session, 3)
        frozen(session, with_cell(new, "account_number", OTHER_ACCOUNT))
        said, places = looked(session, full=full)
        if not full:
            assert (said.exit_code, places) == (VerifyCode.SOUND, [])
            return
        number = new.cases[2].number
        assert said.exit_code == VerifyCode.TAMPERED
        assert places == [f"批次 510411-P2026-0001 第 3 行（{number} 第 1 版）"]
        (found,) = said.findings
        assert header_of(new, "account_number") in found.problem
        typed = counter.entries(3)
        for secret in (OTHER_ACCOUNT, typed["account_number"], typed["name"], typed["identity"]):
            assert secret not in repr(said)

    def test_a_cell_that_was_changed_in_the_file_is_named_by_batch_and_row(self, session):
        """Below all guards: the record tells the batch, building it again the row."""
        new = built(session, 2)
        batch = frozen(session, new)
        place = sources(new).index("account_number")
        session.store.close()
        with open_file(session) as connection:
            connection.execute(
                "update batch_row set cells = json_set(cells, ?, ?)"
                " where batch_id = ? and place = 2",
                (f"$[{place}]", OTHER_ACCOUNT, batch),
            )
        said, places = looked(session)
        assert said.exit_code == VerifyCode.TAMPERED
        assert places == [
            "批次 510411-P2026-0001",
            f"批次 510411-P2026-0001 第 2 行（{new.cases[1].number} 第 1 版）",
        ]
        assert OTHER_ACCOUNT not in repr(said)

    def test_a_template_that_cannot_be_read_any_more_hides_no_other_finding(self, session):
        registered(session, counter.MEASURE, province())
        frozen(session, built(session))
        session.store.close()
        with open_file(session) as connection:
            connection.execute("update official_template set mapping = '[]'")
        said, places = looked(session)
        assert said.exit_code == VerifyCode.TAMPERED
        assert places[-1] == "批次的各行"
        assert len(places) > 1


@contextmanager
def open_file(session):
    """The bare database of a closed session, its guards taken away and put back."""
    keys = unlock(session.folder, counter.LOGIN, counter.PASSWORD, session.clock)
    connection = keyed_connection(database_path(session.folder), keys.data_key)
    triggers = "select name, sql from sqlite_master where type = 'trigger'"
    guards = connection.execute(triggers).fetchall()
    for name, _ in guards:
        connection.execute(f"drop trigger {name}")
    yield connection
    for _, sql in guards:
        connection.execute(sql)
    connection.close()
    keys.wipe()
