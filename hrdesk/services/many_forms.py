"""The forms of many cases in one file, with a list on top; each form is a counted copy.

What takes long is drawn by a process of its own and before anything is counted; then the copies
are counted in one short act, go into the file, and the file gets its name.
"""

from collections.abc import Sequence
from datetime import date
from pathlib import Path

from hrdesk.domain.case import CaseSummary
from hrdesk.domain.errors import Refused
from hrdesk.domain.print_spec import PaperKind
from hrdesk.services.forms_writing import FormsOrder, FormsWriting
from hrdesk.services.session import Session


def printable(session: Session, measure: str, first: date, last: date) -> tuple[CaseSummary, ...]:
    """Return the cases of a measure received in a period, the newest number first."""
    with session.store.reading() as reader:
        return reader.cases_received(measure, first, last)


def forms_of_batch(session: Session, batch_id: str) -> tuple[tuple[str, str], ...]:
    """Return id and number of the cases that a batch sent, in its order."""
    with session.store.reading() as reader:
        return tuple((case.case_id, case.number) for case in reader.batch(batch_id).cases)


def save_forms(session: Session, case_ids: Sequence[str], target: Path) -> int:
    """Write the next counted copy of each case's form into one file and return their number."""
    return finish(session, begin(session, case_ids, target))


def begin(session: Session, case_ids: Sequence[str], target: Path, batch: str = "") -> FormsWriting:
    """Begin to draw the forms of cases, in this order; `batch` is the number that the list bears.

    Raises Refused `print.no_forms` when there are none.
    """
    if not case_ids:
        raise Refused("print.no_forms")
    now, packs = session.clock.now(), session.kept_packs()
    order = FormsOrder(len(case_ids), session.office, batch, now, packs)
    writing = FormsWriting(order, target)
    try:
        for case_id in case_ids:
            # One short read each: versions never change, and nobody who acts has to wait.
            with session.store.reading() as reader:
                case = reader.proven_case(case_id)
            writing.send(case)
    except BaseException:
        writing.cancel()
        raise
    return writing


def finish(session: Session, writing: FormsWriting) -> int:
    """Wait for the forms, count their copies and return how many there are.

    The copies are counted when the file is whole on the disk and before it has its name, all
    in one act: what does not fit (EnvironmentFault `disk.full`), cannot be printed (InvalidInput
    `print.forms_refused`) or was ended (`print.writer_ended`) spends no number.
    """
    from hrdesk.services.case_to_print import Copy

    fonts, now = writing.drawn_fonts(), session.clock.now()
    kind = PaperKind.APPROVAL_FORM.value
    try:
        with session.store.acting(session.staff) as act:
            papers = [
                act.add_paper(case.id, case.version.number, kind, case.version.content_hash, used)
                for case, used in zip(writing.cases, fonts, strict=True)
            ]
            writing.put_copies([Copy(each.copy_number, now, each.anchor) for each in papers])
    except BaseException:
        writing.cancel()
        raise
    writing.give_name()
    return writing.total
