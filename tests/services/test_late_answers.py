"""A late answer to a voided batch: it is not taken, and says who has by now what the batch sent."""

import pytest

from hrdesk.domain.errors import Refused
from hrdesk.services import acceptance, batches
from tests.people import identity_number
from tests.services import answered, counter, interns
from tests.services.answered import BAD, OK
from tests.services.corrections import corrected
from tests.services.second_person import voided

INTERN = identity_number(sequence=31)


def answer(batch, tmp_path, name, word):
    file = tmp_path / f"{name}.xlsx"
    return answered.answer_file(tmp_path / batch.file_name, file, {1: (word, "", "")})


def late(session, batch, tmp_path):
    """What refuses a late acceptance."""
    with pytest.raises(Refused) as refused:
        answered.planned(session, answer(batch, tmp_path, "迟", OK))
    return refused.value.key, refused.value.values


def failed_and_voided(session, measure, case, tmp_path):
    batch = batches.make_batch(session, measure, [case.id], tmp_path)
    answered.take(session, answer(batch, tmp_path, "一", BAD))
    voided(session, batch.id, "电话问过平台，整批已退回")
    return batch


def test_the_case_that_has_the_right_now_is_named(session, tmp_path):
    case = counter.accepted(session, 1)
    batch = failed_and_voided(session, counter.MEASURE, case, tmp_path)
    changes = {("", 0, "identity"): counter.person(2), ("", 0, "name"): "吉克改名"}
    corrected(session, case, changes)
    assert late(session, batch, tmp_path) == ("batch_answer.voided", {"number": batch.number})
    other = counter.accepted(session, 1, entity=counter.firm(77))
    values = {"number": batch.number, "cases": other.number}
    assert late(session, batch, tmp_path) == ("batch_answer.voided_taken", values)
    second = batches.make_batch(session, counter.MEASURE, [case.id], tmp_path)
    values["numbers"] = second.number
    assert late(session, batch, tmp_path) == ("batch_answer.voided_sent_taken", values)
    # The other case failed and was corrected too: its own batch may still pay for what it had.
    third = batches.make_batch(session, counter.MEASURE, [other.id], tmp_path)
    answered.take(session, answer(third, tmp_path, "三", BAD))
    changes = {("", 0, "identity"): counter.person(3), ("", 0, "name"): "吉克又改"}
    corrected(session, other, changes)
    assert late(session, batch, tmp_path) == ("batch_answer.voided_sent_taken", values)


def test_the_case_that_has_the_months_now_is_named(session, tmp_path):
    interns.confirm(session)
    case = acceptance.accept(
        session, interns.draft(session, interns.intern(INTERN, "2025-09—2025-11"))
    )
    batch = failed_and_voided(session, interns.MEASURE, case, tmp_path)
    corrected(session, case, {("interns", 1, "months"): "2025-09"})
    assert late(session, batch, tmp_path)[0] == "batch_answer.voided"
    other = acceptance.accept(
        session, interns.draft(session, interns.intern(INTERN, "2025-10—2025-12"))
    )
    values = {"number": batch.number, "cases": other.number}
    assert late(session, batch, tmp_path) == ("batch_answer.voided_taken", values)
