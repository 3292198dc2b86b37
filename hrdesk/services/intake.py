"""Judging what is on the form: values, problems and the finding beside it.

The window judges through `rules.judge.judge`, as `hrdesk assess` does.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from hrdesk.domain.clock import today
from hrdesk.domain.finding import Finding
from hrdesk.domain.identity import Identity
from hrdesk.intake.facts import facts_of, field_for_fact
from hrdesk.intake.form_spec import FormSpec
from hrdesk.intake.reading import EntryReading, read_entries
from hrdesk.rules.application import read_application
from hrdesk.rules.judge import judge
from hrdesk.services.session import Session


@dataclass(frozen=True, slots=True)
class Judged:
    """A form as it stands: what was read, what the measure's conditions give.

    `application` is the case in the shape of the assessment contract: what was judged can
    be handed to `hrdesk assess` and gives the same finding.
    """

    reading: EntryReading
    application: Mapping[str, object]
    finding: Finding

    @property
    def acceptable(self) -> bool:
        """Whether the form is valid and complete, whatever the finding (DESIGN 4.5)."""
        return self.reading.complete


def judge_entries(
    session: Session, measure: str, entries: Mapping[str, str], entered: date | None = None
) -> Judged:
    """Read and judge the entries of a form; one short read of the store, nothing written.

    `entered` is the day on which the draft was begun (default: today): a received date
    before it is a late entry. A received date that cannot be read is judged as of today;
    the field says its problem and the case cannot be accepted.
    """
    form = session.form(measure)
    day = today(session.clock)
    reading = read_entries(form, entries, day, entered)
    received = reading.values.get(form.received)
    on = received if isinstance(received, date) else day
    application = _application(session, form, reading, on)
    finding = judge(read_application(application, draft=True), session.policy.book)
    return Judged(reading, application, finding)


def field_to_settle(session: Session, measure: str, judged: Judged, fact: str) -> str | None:
    """Return the field that would settle an unknown fact (`facts.entity`), or None."""
    return field_for_fact(session.form(measure), judged.reading, fact.removeprefix("facts."))


def _application(
    session: Session, form: FormSpec, reading: EntryReading, on: date
) -> dict[str, object]:
    applicant = reading.values.get(form.applicant_identity)
    identity = applicant.number if isinstance(applicant, Identity) else ""
    organization = reading.values.get(form.organization) if form.organization else None
    with session.store.reading() as reader:
        grants = reader.grants(form.measure, identity, str(organization or ""))
    return {
        "measure": form.measure,
        "on": on.isoformat(),
        "applicant": identity,
        "facts": facts_of(form, reading),
        "history": [dict(grant) for grant in grants],
    }
