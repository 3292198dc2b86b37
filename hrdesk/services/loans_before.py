"""Loans that an applicant qualified for already: named, and nothing hangs on it.

The document says nothing of a second loan, so the rule has no condition; whoever decides wants to
know of the first.
"""

from dataclasses import replace

from hrdesk.domain.errors import Problem
from hrdesk.domain.finding import Outcome
from hrdesk.intake.form_spec import FormSpec
from hrdesk.intake.reading import EntryReading
from hrdesk.services.session import Session


def hint_at_loans(session: Session, form: FormSpec, reading: EntryReading) -> EntryReading:
    """Return a reading with the hint `loan.before` (numbers) at the applicant of a loan."""
    field = form.applicant_identity
    if form.pays or field not in reading.values:
        return reading
    loans = [
        each.measure
        for policy in session.law.policies()
        for each in policy.forms.values()
        if not each.pays
    ]
    with session.store.reading() as reader:
        numbers = reader.case_numbers(reading.entries[field], loans, Outcome.ELIGIBLE.value)
    if not numbers:
        return reading
    known = Problem("loan.before", field, {"numbers": ", ".join(numbers)})
    hints = (*reading.hints.get(field, ()), known)
    return replace(reading, hints={**reading.hints, field: hints})
