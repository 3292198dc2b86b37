"""Who has the data key can write below the program: no forged payee gets to paper or platform.

Every person's session holds that key, so a forgery is a question of skill, not of access (P8).
"""

import pytest

from hrdesk.domain.errors import Tampered
from hrdesk.services import approval_form, batches, many_forms
from hrdesk.services.cases import open_case
from tests.services import counter

CHANGED, UNSIGNED = "verify.version_changed", "verify.version_unsigned"
FORGERIES = {
    "update case_value set entries = replace(entries, 'hardship', 'student')": CHANGED,
    "update case_value set finding = replace(finding, '10000', '99999')": CHANGED,
    "update case_value set application = replace(application, '2026', '2025')": CHANGED,
    "update case_version set amount_fen = 9999900": CHANGED,
    "update case_version set account_key = 'x' || account_key": CHANGED,
    "update case_version set signature = (select signature from audit limit 1)": UNSIGNED,
    "update party set identity = '1' || identity": CHANGED,
    "update cases set phone = '13900000000'": CHANGED,
}


@pytest.fixture
def case(session):
    """An accepted case that pays the whole amount."""
    return counter.accepted(session, name="罗㛃")


def forge(session, statement):
    """Change the store below the program, as somebody with the data key can."""
    with session.store.acting(session.staff) as act:
        connection = act._ground.db.raw()
        connection.set_authorizer(None)
        query = "select name, sql from sqlite_master where type = 'trigger'"
        triggers = connection.execute(query).fetchall()
        for name, _ in triggers:
            connection.execute(f"drop trigger {name}")
        assert connection.execute(statement).rowcount == 1
        for _, sql in triggers:
            connection.execute(sql)


def acts(session, case, folder):
    """Everything that lets a case out of the house."""
    return (
        lambda: approval_form.preview(session, case.id),
        lambda: approval_form.print_copy(session, case.id),
        lambda: approval_form.save_copy(session, case.id, folder / "form.pdf"),
        lambda: many_forms.save_forms(session, [case.id], folder / "forms.pdf"),
        lambda: batches.make_batch(session, case.measure, [case.id], folder),
    )


@pytest.mark.parametrize("forgery", FORGERIES)
def test_what_was_forged_is_neither_printed_nor_sent(session, case, tmp_path, forgery):
    forge(session, forgery)
    for act in acts(session, case, tmp_path):
        with pytest.raises(Tampered) as refused:
            act()
        assert refused.value.key == FORGERIES[forgery]
        assert refused.value.values["number"] == case.number
    assert list(tmp_path.glob("*.pdf")) + list(tmp_path.glob("*.xlsx")) == []
    assert open_case(session, case.id).papers == ()


def test_an_untouched_case_beside_a_forged_one_goes_out(session, case, tmp_path):
    other = counter.accepted(session, 2)
    forge(session, f"update case_version set amount_fen = 1 where case_id = '{case.id}'")
    assert approval_form.print_copy(session, other.id).copy_number == 1


def test_a_right_that_was_freed_below_the_program_is_not_granted_again(session, case):
    assert counter.accepted(session).version.finding["outcome"] == "ineligible"
    forge(session, "update right_once set active = 0")
    with pytest.raises(Tampered) as refused:
        counter.accepted(session)
    assert refused.value.key == "verify.right_unlike_case"
    assert refused.value.values["number"] == case.number


#: What somebody changes in a batch that was made, before its workbook is written again.
BATCH_FORGERIES = {
    "update batch_row set cells = replace(cells, '6228', '6229')": "verify.batch_changed",
    "update batch set sum_fen = sum_fen + 1": "verify.batch_changed",
    "update audit set detail = json_set(detail, '$.batch', 'x') where act = 'upload.make'": (
        "verify.batch_changed"
    ),
    "update audit set running = running + 1 where act = 'upload.make'": "verify.record_changed",
    "update audit set signature = (select signature from audit where sequence = 1)"
    " where act = 'upload.make'": "verify.record_unsigned",
}


@pytest.mark.parametrize("forgery", BATCH_FORGERIES)
def test_a_batch_that_was_forged_is_not_written_again(session, case, tmp_path, forgery):
    made = batches.make_batch(session, case.measure, [case.id], tmp_path)
    again = tmp_path / "again"
    again.mkdir()
    forge(session, forgery)
    with pytest.raises(Tampered) as refused:
        counter.copied_again(session, made.id, again)
    assert refused.value.key == BATCH_FORGERIES[forgery]
    assert list(again.iterdir()) == []
