"""The day of receipt says which policy counts; a draft may have been begun under another one."""

from dataclasses import replace
from datetime import date

from hrdesk.domain.errors import Problem
from hrdesk.intake.form_spec import FormSpec
from hrdesk.intake.reading import EntryReading
from hrdesk.services.session import Session


def with_policy_of_day(session: Session, form: FormSpec, reading: EntryReading) -> EntryReading:
    """Return a reading with the problem `receipt.other_policy` where another policy counts.

    The day stays among the values, so that the finding is still shown, but nothing is accepted
    on the form of a policy that does not count on it.
    """
    received = reading.values.get(form.received)
    if not isinstance(received, date):
        return reading
    counting = session.law.on(received)
    if counting.id == session.policy.id:
        return reading
    values = {"document": counting.book.document}
    problem = Problem("receipt.other_policy", form.received, values)
    return replace(reading, problems={**reading.problems, form.received: problem})
