"""The workbook of a roster that is handed out to be filled in."""

from pathlib import Path
from typing import TYPE_CHECKING

from hrdesk.intake.form_spec import FieldSpec, FieldType, FormSpec, RosterSpec
from hrdesk.intake.monthly import monthly_of
from hrdesk.services.presenting import catalogue_words
from hrdesk.storage.files import write_whole

if TYPE_CHECKING:
    from hrdesk.workbooks.blank_list import BlankColumn


def save_blank_list(form: FormSpec, roster: str, target: Path) -> None:
    """Write the workbook of a roster; EnvironmentFault as `write_whole` says."""
    from hrdesk.workbooks.blank_list import BlankList, blank_workbook

    spec = form.rosters[roster]
    blank = BlankList(
        title=f"{form.title} {spec.title}",
        columns=[_column(each) for each in spec.columns.values()],
        form_hash=form.content_hash,
        words=_words(spec),
    )
    write_whole(target, blank_workbook(blank))


def _words(spec: RosterSpec) -> dict[str, str]:
    """Return the words of the workbook; months that differ are typed in lines of their own."""
    words = dict(catalogue_words("blank_list"))
    if monthly_of(spec) is not None:
        words["lines"] = f"{words['lines'].rstrip()}\n{words['months_apart']}"
    return words


def _column(spec: FieldSpec) -> "BlankColumn":
    from hrdesk.workbooks.blank_list import BlankColumn, BlankFormat

    formats = {
        FieldType.DATE: BlankFormat.DAY,
        FieldType.MONEY: BlankFormat.MONEY,
        FieldType.COUNT: BlankFormat.COUNT,
    }
    display = catalogue_words("display")
    choices = tuple(each.label for each in spec.choices)
    if spec.type is FieldType.YES_NO:
        choices = (display["yes"], display["no"])
    return BlankColumn(
        title=spec.label,
        hint=spec.hint,
        format=formats.get(spec.type, BlankFormat.TEXT),
        choices=choices,
        required=spec.required,
    )
