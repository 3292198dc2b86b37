"""The roster of an organization's last case, for the next month: who goes on, who is new."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from hrdesk.domain.credit_code import normalised_credit_code
from hrdesk.domain.errors import Refused
from hrdesk.domain.identity import normalised_identity
from hrdesk.domain.roster import RosterRow
from hrdesk.intake.form_spec import FormSpec, RosterSpec
from hrdesk.intake.list_import import Fate, PersonChange
from hrdesk.intake.monthly import column_and_month, monthly_of
from hrdesk.intake.roster_text import rosters_of
from hrdesk.services.session import Session

Rows = tuple[RosterRow, ...]


@dataclass(frozen=True, slots=True)
class LastRoster:
    """What the last case gives: its number, and the people who are not in the roster yet.

    `there` are those who are in it already; `joined` the rows of the roster whom the last case
    did not have.
    """

    number: str
    changes: tuple[PersonChange, ...]
    there: int
    joined: tuple[RosterRow, ...]


def last_roster(
    session: Session, form: FormSpec, roster: str, entries: Mapping[str, str], rows: Rows
) -> LastRoster:
    """Return the people of the organization's newest case of this measure.

    What they claim (months, and what differs in single months) is left out: it is new each
    time. Refused `last_roster.no_organization` while the credit code is not filled in, and
    `last_roster.no_case` where there is none.
    """
    code = normalised_credit_code(entries.get(form.organization, "")) if form.organization else ""
    if not code:
        raise Refused("last_roster.no_organization")
    with session.store.reading() as reader:
        case_id = reader.newest_case_of(form.measure, code)
        if case_id is None:
            raise Refused("last_roster.no_case")
        case = reader.proven_case(case_id)
    spec = form.rosters[roster]
    last = rosters_of(form, case.version.entries)[roster]
    known = {_number(spec, row) for row in rows} - {""}
    before = {_number(spec, row) for row in last}
    return LastRoster(
        number=case.number,
        changes=tuple(
            PersonChange(Fate.NEW, "", _without_claim(spec, row).entries, ())
            for row in last
            if _number(spec, row) not in known
        ),
        there=len(known & before),
        joined=tuple(row for row in rows if _number(spec, row) not in {*before, ""}),
    )


def _number(spec: RosterSpec, row: RosterRow) -> str:
    return normalised_identity(row.entries.get(spec.identity, ""))


def _without_claim(spec: RosterSpec, row: RosterRow) -> RosterRow:
    monthly = monthly_of(spec)
    claimed = {monthly.months} if monthly is not None else set()
    kept = {
        key: text
        for key, text in row.entries.items()
        if key not in claimed and column_and_month(key)[1] is None
    }
    return replace(row, entries=kept)
