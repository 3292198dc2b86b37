"""The approval form (审批表) of an accepted case: preview, counted copies, saved files."""

import io
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from hrdesk.services.session import Session

if TYPE_CHECKING:
    from hrdesk.services.sheet_building import CaseToPrint, Copy

KIND = "approval_form"


@dataclass(frozen=True, slots=True)
class PrintedCopy:
    """A counted copy. `suggested_name` carries the case number and no personal data."""

    pdf: bytes
    copy_number: int
    suggested_name: str
    system_fonts: tuple[str, ...]


def preview(session: Session, case_id: str) -> bytes:
    """Return the form marked as a preview; it is not counted.

    Raises Fault `print.no_glyph` when no font has a character of the form.
    """
    from hrdesk.services.sheet_building import Copy

    subject = _subject(session, case_id)
    return _render(subject, Copy(0, session.clock.now(), ""))[0]


def print_copy(session: Session, case_id: str) -> PrintedCopy:
    """Return the next counted copy; the count and its audit record are committed with it."""
    from hrdesk.services.sheet_building import Copy

    subject = _subject(session, case_id)
    version = subject.case.version
    now = session.clock.now()
    # A trial run finds a character that no font has before a copy number is spent on it.
    _, fonts = _render(subject, Copy(0, now, ""))
    with session.store.acting(session.staff) as act:
        copy = act.add_paper(case_id, version.number, KIND, version.content_hash, fonts)
    pdf, fonts = _render(subject, Copy(copy.copy_number, now, copy.anchor))
    return PrintedCopy(pdf, copy.copy_number, _name(subject, copy.copy_number), fonts)


def save_copy(session: Session, case_id: str, target: Path) -> PrintedCopy:
    """Write the next counted copy to a file, whole or not at all (EnvironmentFault `disk.full`)."""
    from hrdesk.storage.files import write_whole

    copy = print_copy(session, case_id)
    write_whole(target, copy.pdf)
    return copy


def _subject(session: Session, case_id: str) -> "CaseToPrint":
    from hrdesk.services.sheet_building import CaseToPrint

    with session.store.reading() as reader:
        case = reader.case(case_id)
    spec = session.policy.prints[case.measure]
    return CaseToPrint(case, session.form(case.measure), spec, session.office.name)


def _render(subject: "CaseToPrint", copy: "Copy") -> tuple[bytes, tuple[str, ...]]:
    from hrdesk.printing.approval_form import render_approval_form
    from hrdesk.printing.fonts import font_book
    from hrdesk.reference.locations import resources_folder
    from hrdesk.services.sheet_building import approval_sheet

    target = io.BytesIO()
    fonts = font_book(resources_folder() / "fonts")
    report = render_approval_form(approval_sheet(subject, copy), target, fonts)
    return target.getvalue(), report.system_fonts


def _name(subject: "CaseToPrint", copy_number: int) -> str:
    return f"{subject.case.number}-{subject.case.measure}-{copy_number}.pdf"
