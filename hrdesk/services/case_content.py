"""What a version of a case holds of a form that was read and judged."""

import json
from collections.abc import Mapping
from hashlib import sha256

from hrdesk.domain.roster import RosterPerson
from hrdesk.intake.form_spec import FormSpec
from hrdesk.intake.reading import normalised_entries
from hrdesk.intake.roster_text import ROSTER_PREFIX, roster_text, rosters_of
from hrdesk.intake.rosters import normalised_row
from hrdesk.reference.pinyin import initials
from hrdesk.services.case_to_print import CONFIRMED
from hrdesk.services.intake import Judged
from hrdesk.services.register_fields import FIELDS, REGISTER, ROWS, standing_fields
from hrdesk.services.wages import frozen_wages


def case_entries(form: FormSpec, typed: Mapping[str, str], judged: Judged) -> dict[str, str]:
    """Return the entries as a version keeps them: each value in one spelling, no blank rows."""
    return normalised_entries(judged.reading) | _kept_rosters(form, typed, judged)


def case_register(form: FormSpec, entries: Mapping[str, str]) -> dict[str, str]:
    """Return the columns by which a case is found, from what its version keeps."""
    return {
        "applicant_name": entries[form.applicant_name],
        "initials": initials(entries[form.applicant_name]),
        "identity": entries[form.applicant_identity],
        "phone": entries.get(form.phone, ""),
        "organization": entries.get(form.organization, "").upper() if form.organization else "",
        "paper_number": entries.get(form.paper_number, ""),
    }


def case_people(form: FormSpec, entries: Mapping[str, str]) -> tuple[RosterPerson, ...]:
    """Return who stands in the lines of a case, as the version keeps them."""
    spec = form.lines
    if spec is None:
        return ()
    return tuple(
        RosterPerson(line, row.entries.get(spec.name, ""), row.entries.get(spec.identity, ""))
        for line, row in enumerate(rosters_of(form, entries)[spec.id], 1)
    )


def grounds_of(form: FormSpec, judged: Judged) -> dict[str, object]:
    """Return what a finding keeps of figures of the office, with their documents, and of the
    register: a later change of law or there changes no form.
    """
    return _confirmed(judged) | _registered(form, judged)


def parameters_hash(record: Mapping[str, object]) -> str:
    """Return the hash of the figures that a finding was made with, from its record."""
    text = json.dumps(
        record["parameters"], ensure_ascii=False, sort_keys=True, separators=(",", ":")
    )
    return sha256(text.encode()).hexdigest()


def _kept_rosters(form: FormSpec, typed: Mapping[str, str], judged: Judged) -> dict[str, str]:
    kept = {}
    for roster, rows in rosters_of(form, typed).items():
        pairs = zip(rows, judged.rows[roster], strict=True)
        text = roster_text(
            tuple(normalised_row(row, read) for row, read in pairs if not read.blank)
        )
        if text:
            kept[ROSTER_PREFIX + roster] = text
    return kept


def _confirmed(judged: Judged) -> dict[str, object]:
    rows = frozen_wages(judged.wages)
    return {CONFIRMED: rows} if rows else {}


def _registered(form: FormSpec, judged: Judged) -> dict[str, object]:
    fields = standing_fields(form, judged.reading, judged.register)
    rows = {
        name: [dict(row) for row in each] for name, each in judged.register.rows.items() if each
    }
    return {REGISTER: {FIELDS: fields, ROWS: rows}} if fields or rows else {}
