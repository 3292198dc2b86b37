"""The papers of an accepted case: preview, counted copies, saved files.

A case has an approval form (审批表); a referral has a letter (转办函) to the authority instead, and
a notice (告知单) to the applicant. The first copy of either gives the letter its number.
"""

import contextlib
import io
import os
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from hrdesk.domain.print_spec import PaperKind
from hrdesk.intake.form_spec import FormSpec
from hrdesk.services.session import Session

if TYPE_CHECKING:
    from hrdesk.services.case_to_print import CaseToPrint, Copy


@dataclass(frozen=True, slots=True)
class PrintedCopy:
    """A counted copy. `suggested_name` carries the case number and no personal data."""

    pdf: bytes
    copy_number: int
    suggested_name: str
    system_fonts: tuple[str, ...]


def main_paper(form: FormSpec) -> PaperKind:
    """Return what is printed of a case when nothing else is said: a referral has a letter."""
    return PaperKind.REFERRAL_LETTER if form.refers else PaperKind.APPROVAL_FORM


def preview(session: Session, case_id: str, kind: PaperKind | None = None) -> bytes:
    """Return the case's main paper, or one of a kind, marked as a preview; it is not counted.

    Raises Fault `print.no_glyph` when no font has a character of it.
    """
    from hrdesk.services.case_to_print import Copy

    subject = case_to_print(session, case_id, kind)
    return _render(subject, Copy(0, session.clock.now(), ""))[0]


def print_copy(session: Session, case_id: str, kind: PaperKind | None = None) -> PrintedCopy:
    """Return the next counted copy; the count and its audit record are committed with it.

    Raises Fault `print.no_glyph` before a number is spent on it.
    """
    with _next_copy(session, case_id, kind) as copy:
        return copy


def save_copy(
    session: Session, case_id: str, target: Path, kind: PaperKind | None = None
) -> PrintedCopy:
    """Write the next counted copy to a file, whole or not at all.

    It is counted when its bytes are on the disk and before the file has its name: a copy that
    does not fit (EnvironmentFault `disk.full`, naming the drive) spends no number, and no
    file is there that was not counted.
    """
    from hrdesk.storage.files import write_whole

    saved = []

    def write(stream: BinaryIO) -> None:
        with _next_copy(session, case_id, kind) as copy:
            stream.write(copy.pdf)
            stream.flush()
            os.fsync(stream.fileno())
        saved.append(copy)

    write_whole(target, write)
    return saved[0]


@contextlib.contextmanager
def _next_copy(session: Session, case_id: str, kind: PaperKind | None) -> Iterator[PrintedCopy]:
    """Draw the next copy inside one act; it is counted when the block ends without a fault."""
    from hrdesk.services.case_to_print import Copy

    subject = case_to_print(session, case_id, kind)
    version, now = subject.case.version, session.clock.now()
    # The fonts of the machine are recorded with the copy, and only drawing tells which they are.
    fonts = fonts_of(subject, now)
    with session.store.acting(session.staff) as act:
        if subject.form.refers:
            letter = act.give_letter(case_id, subject.form.authority)
            subject = replace(subject, letter=letter)
        paper = act.add_paper(
            case_id, version.number, subject.kind.value, version.content_hash, fonts
        )
        pdf, fonts = _render(subject, Copy(paper.copy_number, now, paper.anchor))
        yield PrintedCopy(pdf, paper.copy_number, _name(subject, paper.copy_number), fonts)


def case_to_print(session: Session, case_id: str, kind: PaperKind | None = None) -> "CaseToPrint":
    """Return a case with what its main paper, or one of a kind, is printed from."""
    from hrdesk.services.case_to_print import CaseToPrint

    with session.store.reading() as reader:
        case = reader.proven_case(case_id)
        letter = reader.letter(case_id)
    policy = session.of_case(case).policy
    form = policy.forms[case.measure]
    kind = kind or main_paper(form)
    specs = policy.notices if kind is PaperKind.REFERRAL_NOTICE else policy.prints
    return CaseToPrint(case, form, specs[case.measure], session.office, kind, letter)


def fonts_of(subject: "CaseToPrint", now: datetime) -> tuple[str, ...]:
    """Return the fonts of the machine that a paper takes; Fault `print.no_glyph` if none has it."""
    from hrdesk.services.case_to_print import Copy

    return _render(subject, Copy(0, now, ""))[1]


def _render(subject: "CaseToPrint", copy: "Copy") -> tuple[bytes, tuple[str, ...]]:
    from hrdesk.printing.approval_form import render_approval_form
    from hrdesk.services.paper_fonts import paper_fonts
    from hrdesk.services.sheet_building import sheet_of

    target = io.BytesIO()
    report = render_approval_form(sheet_of(subject, copy), target, paper_fonts())
    return target.getvalue(), report.system_fonts


def _name(subject: "CaseToPrint", copy_number: int) -> str:
    case, kind = subject.case, subject.kind
    what = case.measure if kind is PaperKind.APPROVAL_FORM else kind
    return f"{case.number}-{what}-{copy_number}.pdf"
