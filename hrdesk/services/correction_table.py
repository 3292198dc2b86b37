"""What was corrected in a case, as its papers print it: the last one in front, all in the annex."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

from hrdesk.intake.monthly import column_and_month
from hrdesk.intake.reading import MATERIAL_PREFIX
from hrdesk.printing import sheet as paper
from hrdesk.services.case_to_print import CaseToPrint
from hrdesk.services.correction_judging import CORRECTIONS, FORMER_ACCOUNT
from hrdesk.services.correction_outlook import FormerAccount
from hrdesk.services.displaying import displayed_date

#: More places than these are counted.
_MOST_PLACES = 6


@dataclass(frozen=True, slots=True)
class MadeCorrection:
    """A correction as the finding of a case keeps it: the how-manieth, the version that it made,
    the places that it changed, why, both persons, and the rows that keep a former account.
    """

    number: int
    version: int
    places: tuple[tuple[str, int, str], ...]
    cause: str
    by: str
    proposed_on: date
    confirmed_by: str
    on: date
    former_account: FormerAccount | None


def made_corrections(finding: Mapping[str, Any]) -> tuple[MadeCorrection, ...]:
    """Return the corrections that a case has had, in their order."""
    return tuple(
        MadeCorrection(
            number=each["number"],
            version=each["version"],
            places=tuple((roster, line, key) for roster, line, key in each["places"]),
            cause=each["cause"],
            by=each["by"],
            proposed_on=date.fromisoformat(each["proposed_on"]),
            confirmed_by=each["confirmed_by"],
            on=date.fromisoformat(each["on"]),
            former_account=FormerAccount(**each[FORMER_ACCOUNT])
            if FORMER_ACCOUNT in each
            else None,
        )
        for each in finding.get(CORRECTIONS, ())
    )


def correction_mark(subject: CaseToPrint) -> str:
    """Return what stands behind the number of a case that was corrected, else ""."""
    made = made_corrections(subject.case.version.finding)
    return subject.spec.words["corrected_mark"].format(count=len(made)) if made else ""


def correction_remark(subject: CaseToPrint) -> str:
    """Return what the front says of the last correction of a case, "" when there is none."""
    made = made_corrections(subject.case.version.finding)
    if not made:
        return ""
    last = made[-1]
    return subject.spec.words["corrected_front"].format(
        day=displayed_date(last.on),
        number=last.number,
        version=last.version,
        by=last.by,
        confirmed_by=last.confirmed_by,
    )


def correction_table(subject: CaseToPrint) -> list[paper.AnnexPart]:
    """Return the table of all corrections, with their reasons and persons, or nothing."""
    words, made = subject.spec.words, made_corrections(subject.case.version.finding)
    if not made:
        return []
    columns = (
        paper.Column(words["column_correction"], 1.2, paper.Align.CENTRE),
        paper.Column(words["column_corrected"], 4.2),
        paper.Column(words["column_reason"], 4.2),
        paper.Column(words["column_proposer"], 2.4),
        paper.Column(words["column_confirmer"], 2.4),
    )
    rows = tuple(
        (
            words["correction_number"].format(number=each.number, version=each.version),
            _places(subject, each),
            _cause(subject, each),
            words["decider"].format(by=each.by, day=displayed_date(each.proposed_on)),
            words["decider"].format(by=each.confirmed_by, day=displayed_date(each.on)),
        )
        for each in made
    )
    return [paper.Table(words["corrections"], columns, rows)]


def _places(subject: CaseToPrint, made: MadeCorrection) -> str:
    words = subject.spec.words
    labels = list(dict.fromkeys(_label(subject, place) for place in made.places))
    shown = words["separator"].join(labels[:_MOST_PLACES])
    if len(labels) > _MOST_PLACES:
        return words["corrected_many"].format(places=shown, count=len(labels))
    return shown


def _cause(subject: CaseToPrint, made: MadeCorrection) -> str:
    former = made.former_account
    if former is None:
        return made.cause
    kept = subject.spec.words["corrected_sent"].format(**asdict(former))
    return f"{made.cause}\n{kept}"


def _label(subject: CaseToPrint, place: tuple[str, int, str]) -> str:
    roster, line, key = place
    words, form = subject.spec.words, subject.form
    if not roster:
        material = key.removeprefix(MATERIAL_PREFIX)
        titles = {each.id: each.title for each in form.materials}
        return form.fields[key].label if key in form.fields else titles.get(material, material)
    column, month = column_and_month(key)
    label = form.rosters[roster].columns[column].label
    if month is not None:
        label = words["corrected_month"].format(label=label, month=month)
    return words["corrected_row"].format(line=line, label=label)
