"""The forms of many cases in one file, with a list on top; each form is a counted copy."""

import os
from collections.abc import Iterator, Sequence
from datetime import datetime
from decimal import Decimal
from pathlib import Path
from typing import BinaryIO

from hrdesk.domain.capitals import capital_words
from hrdesk.domain.finding import Outcome
from hrdesk.domain.money import ZERO, grouped, to_fen
from hrdesk.printing.cover_list import CoverList
from hrdesk.printing.fonts import font_book
from hrdesk.printing.form_file import render_approval_forms
from hrdesk.printing.sheet import Align, Column, Footer, Sheet, Table
from hrdesk.reference.locations import resources_folder
from hrdesk.reference.messages import catalogue
from hrdesk.services.approval_form import KIND, case_to_print, fonts_of
from hrdesk.services.case_to_print import CaseToPrint, Copy
from hrdesk.services.session import Session
from hrdesk.services.sheet_building import approval_sheet, case_values
from hrdesk.storage.files import write_whole


def save_forms(session: Session, case_ids: Sequence[str], target: Path) -> int:
    """Write the next counted copy of each case's form into one file; return its forms.

    The copies are counted when the file is whole on the disk and before it has its name, all
    in one act: a file that does not fit (EnvironmentFault `disk.full`) spends no number.
    Raises Fault `print.no_glyph` before any is spent. Takes some hundredths of a second for
    each form and belongs into a child process when there are many.
    """
    subjects = [case_to_print(session, case_id) for case_id in case_ids]
    now = session.clock.now()
    fonts = [fonts_of(subject, now) for subject in subjects]

    def write(stream: BinaryIO) -> None:
        with session.store.acting(session.staff) as act:
            papers = [
                act.add_paper(case.id, case.version.number, KIND, case.version.content_hash, used)
                for case, used in zip((each.case for each in subjects), fonts, strict=True)
            ]
            copies = [Copy(paper.copy_number, now, paper.anchor) for paper in papers]
            sheets = _sheets(subjects, copies)
            book = font_book(resources_folder() / "fonts")
            render_approval_forms(sheets, _cover(subjects, now), stream, book)
            stream.flush()
            os.fsync(stream.fileno())

    write_whole(target, write)
    return len(subjects)


def _sheets(subjects: Sequence[CaseToPrint], copies: Sequence[Copy]) -> Iterator[Sheet]:
    for subject, copy in zip(subjects, copies, strict=True):
        yield approval_sheet(subject, copy)


def _cover(subjects: Sequence[CaseToPrint], now: datetime) -> CoverList:
    words = catalogue().words("cover_list")
    rows = tuple(_row(number, subject) for number, subject in enumerate(subjects, 1))
    total = sum((_amount(subject) for subject in subjects), ZERO)
    made = words["made"].format(moment=f"{now:%Y-%m-%d %H:%M}")
    totals = (
        words["count"].format(count=len(subjects)),
        words["sum"].format(figures=grouped(total), capitals=capital_words(to_fen(total))),
    )
    columns = (
        Column(words["column_number"], 1.0, Align.CENTRE),
        Column(words["column_case"], 3.4),
        Column(words["column_measure"], 3.2),
        Column(words["column_applicant"], 4.0),
        Column(words["column_amount"], 2.6, Align.RIGHT),
    )
    return CoverList(
        title=words["title"],
        batch=subjects[0].office_name,
        made=made,
        unit=words["unit"],
        totals=totals,
        table=Table("", columns, rows),
        page=Column(words["column_page"], 1.2, Align.CENTRE),
        footer=Footer(page=subjects[0].spec.words["page"]),
    )


def _row(number: int, subject: CaseToPrint) -> tuple[str, ...]:
    case, values = subject.case, case_values(subject)
    name = case.version.entries[subject.form.applicant_name]
    given = values["case.amount"] if _pays(subject) else values["case.result"]
    return (str(number), case.number, subject.form.title, name, given)


def _pays(subject: CaseToPrint) -> bool:
    """Tell whether the list names an amount: what is still open has only a result."""
    eligible = subject.case.version.finding["outcome"] == Outcome.ELIGIBLE.value
    return subject.form.pays and eligible


def _amount(subject: CaseToPrint) -> Decimal:
    amount = subject.case.version.finding["amount"]
    return Decimal(amount) if isinstance(amount, str) and _pays(subject) else ZERO
