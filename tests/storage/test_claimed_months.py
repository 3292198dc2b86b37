"""Months that other cases claim: every question runs on an index, whatever a roster holds."""

import pytest

from hrdesk.storage import claimed_months

PEOPLE = '["a"]'
QUESTIONS = {
    "_HELD": ('["insurance"]', PEOPLE),
    "_PENDING": ('["insurance"]', PEOPLE),
    "_INCOMPLETE": (PEOPLE, '["internship_subsidy"]'),
    "_MONTHS": ("x", "[1]"),
    "_REFUSED": ("x", "[1]"),
}


@pytest.mark.parametrize("question", QUESTIONS)
def test_every_question_runs_on_an_index(store, question):
    sql = getattr(claimed_months, question)
    with store.reading() as reader:
        plan = reader._ground.db.execute_sql(f"explain query plan {sql}", QUESTIONS[question])
        steps = [row[3] for row in plan]
    scans = [step for step in steps if step.startswith("SCAN") and "VIRTUAL TABLE" not in step]
    assert steps
    assert scans == []
