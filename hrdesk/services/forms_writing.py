"""Writing the forms of many cases into one file, in a process of its own."""

import os
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from hrdesk.domain.case import Case
from hrdesk.domain.errors import EnvironmentFault, InvalidInput, Problem
from hrdesk.domain.office import Office
from hrdesk.domain.pack_files import PackFiles
from hrdesk.services.child_process import ChildEnded, ChildProcess
from hrdesk.services.laws import known_packs
from hrdesk.storage.files import remove_unfinished

if TYPE_CHECKING:
    from hrdesk.printing.fonts import FontBook
    from hrdesk.printing.sheet import Footer, Sheet
    from hrdesk.services.case_to_print import CaseToPrint, Copy
    from hrdesk.services.child_process import Speaker

#: So many case numbers are said, of more only their count.
_MOST_SAID = 6

Fonts = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class FormsOrder:
    """What is printed: how many forms, office, batch number or "", moment, packs by hash."""

    total: int
    office: Office
    batch: str
    made_at: datetime
    packs: Mapping[str, PackFiles]


class FormsWriting:
    """A file of forms under way; ask `is_done`, then for its copies, or `cancel`.

    Each case is sent by itself, so that the interpreter is never held for long. The forms are
    drawn before they are counted: `drawn_fonts` waits for that, `put_copies` lets the counted
    copies go into the file, `give_name` ends it.
    """

    def __init__(self, order: FormsOrder, target: Path) -> None:
        self.total = order.total
        self.target = target
        self.cases: list[Case] = []
        self._child = ChildProcess(_write, order, str(target))

    @property
    def drawn(self) -> int:
        """How many were drawn when `is_done` was asked last."""
        return self._child.steps

    def send(self, case: Case) -> None:
        """Send the next case in the order of the forms."""
        self._tell(case)
        self.cases.append(case)

    def is_done(self) -> bool:
        """Tell whether all forms are drawn, or that it cannot be done."""
        return self._child.is_done()

    def drawn_fonts(self) -> Sequence[Fonts]:
        """Wait until all is drawn and return the machine's fonts that each form takes.

        Raises InvalidInput `print.forms_refused` (count, forms) with a problem for each case
        whose form no font can print, EnvironmentFault `disk.full`, `disk.write_failed`, and
        `print.writer_ended` when the process was ended from outside. No file is left then.
        """
        fonts: Sequence[Fonts] = self._answer()
        return fonts

    def put_copies(self, copies: "Sequence[Copy]") -> None:
        """Write the feet of the forms and wait until the file is whole on the disk."""
        self._tell(copies)
        self._answer()

    def give_name(self) -> None:
        """Wait until the file has its name."""
        self._tell(None)
        self._answer()

    def cancel(self) -> None:
        """End it; a file that had this name before stays as it was."""
        self._child.end()
        remove_unfinished(self.target.parent, self.target.name)

    def _tell(self, content: object) -> None:
        try:
            self._child.tell(content)
        except ChildEnded:
            raise self._ended() from None

    def _answer(self) -> "Sequence[Fonts]":
        try:
            answer: Sequence[Fonts] = self._child.answer()
        except ChildEnded:
            raise self._ended() from None
        return answer

    def _ended(self) -> EnvironmentFault:
        self.cancel()
        return EnvironmentFault("print.writer_ended")


def _write(speaker: "Speaker", order: FormsOrder, target: str) -> None:
    """Draw, let the copies be counted, write and name the file; runs in the child."""
    from hrdesk.printing.form_file import render_approval_forms
    from hrdesk.services.forms_list import forms_list
    from hrdesk.services.paper_fonts import paper_fonts
    from hrdesk.services.sheet_building import footer_of
    from hrdesk.storage.files import write_whole

    subjects = _subjects(order, [speaker.hear() for _ in range(order.total)])
    drawing = _Drawing(speaker, paper_fonts())

    def footers() -> "Sequence[Footer]":
        copies = speaker.ask(drawing.fonts)
        return [footer_of(*each) for each in zip(subjects, copies, strict=True)]

    def write(stream: BinaryIO) -> None:
        cover = forms_list(subjects, order.batch, order.made_at)
        sheets = drawing.sheets(subjects, order.made_at)
        render_approval_forms(sheets, cover, stream, drawing.book, footers)
        stream.flush()
        os.fsync(stream.fileno())
        # Told only once the copies are on record: no file is there that was not counted.
        speaker.ask(None)

    write_whole(Path(target), write)


def _subjects(order: FormsOrder, cases: Sequence[Case]) -> "list[CaseToPrint]":
    from hrdesk.services.case_to_print import CaseToPrint

    packs = known_packs(lambda: order.packs)
    subjects = []
    for case in cases:
        pack = packs.of(case.version.policy_hash)
        form, spec = pack.forms[case.measure], pack.prints[case.measure]
        subjects.append(CaseToPrint(case, form, spec, order.office))
    return subjects


class _Drawing:
    """Gives the sheets one after the other, and notes what fonts each of them takes."""

    def __init__(self, speaker: "Speaker", book: "FontBook") -> None:
        self._speaker = speaker
        self.book = book
        self.fonts: list[Fonts] = []

    def sheets(self, subjects: "Sequence[CaseToPrint]", moment: datetime) -> "Iterator[Sheet]":
        """Give each case's form; at the end refuse all, when one of them cannot be printed."""
        from hrdesk.printing.fonts import MissingGlyph
        from hrdesk.printing.sheet import texts_of
        from hrdesk.services.case_to_print import Copy
        from hrdesk.services.sheet_building import approval_sheet

        problems: list[Problem] = []
        for done, subject in enumerate(subjects):
            self._speaker.step(done)
            sheet = approval_sheet(subject, Copy(0, moment, ""))
            texts = tuple(texts_of(sheet))
            try:
                self.book.require(texts)
            except MissingGlyph as fault:
                codes = fault.values["code_points"]
                place = {"number": subject.case.number, "code_points": codes}
                problems.append(Problem("print.form_refused", subject.case.number, place))
                continue
            self.fonts.append(self.book.system_fonts(texts))
            if not problems:
                yield sheet
        if problems:
            raise _refusal(problems)


def _refusal(problems: Sequence[Problem]) -> InvalidInput:
    said = [f"{each.where} ({each.values['code_points']})" for each in problems[:_MOST_SAID]]
    more = ["…"] if len(problems) > _MOST_SAID else []
    return InvalidInput(
        "print.forms_refused", tuple(problems), count=len(problems), forms=", ".join(said + more)
    )
