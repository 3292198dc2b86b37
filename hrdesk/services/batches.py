"""Upload batches: who waits, making one, writing it again; `voiding` ends one.

The order is what makes a kill harmless: what is sent is checked, then frozen and numbered in one
act, then written. A batch without a recorded workbook is written again from its frozen rows.
"""

from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path

from hrdesk.domain.batch import Batch, BatchCopy, CopyPurpose, FrozenBatch, VoidCause
from hrdesk.domain.case import Case, CaseSummary
from hrdesk.domain.errors import Refused
from hrdesk.domain.finding import Outcome
from hrdesk.domain.official_template import template_frame
from hrdesk.domain.staff import Role
from hrdesk.reference.messages import catalogue
from hrdesk.services.batch_building import (
    BatchGround,
    batch_sheet,
    frame_of,
    sent_cases,
)
from hrdesk.services.batch_files import those_there
from hrdesk.services.batch_writing import BatchWriting, paths_of
from hrdesk.services.resent_lines import Again
from hrdesk.services.session import MeasureTitle, Session
from hrdesk.services.template_drafts import unit_on_record
from hrdesk.services.templates import fitting_spec
from hrdesk.storage.batches import NewBatch, NewCopy

PAGE_SIZE = 100


def candidates(session: Session, measure: str, first: date, last: date) -> tuple[CaseSummary, ...]:
    """Return the accepted cases received in a period that no open batch holds, newest first.

    Also those that cannot be sent, see `may_be_sent`: none is left out in silence.
    """
    with session.store.reading() as reader:
        return reader.waiting_cases(measure, first, last)


def sent_measures(session: Session) -> tuple[MeasureTitle, ...]:
    """Return the measures that a platform takes, today's first."""
    sent = {measure for policy in session.law.policies() for measure in policy.batches}
    return tuple(each for each in session.measures_ever if each.id in sent)


def last_waiting(session: Session, *, settled: bool) -> tuple[tuple[str, date], ...]:
    """Return measure and day of receipt of who waits, newest first, one for each measure.

    `settled`: only of those that may be sent, see `may_be_sent`.
    """
    outcome = Outcome.ELIGIBLE.value if settled else None
    with session.store.reading() as reader:
        found = [
            (measure.id, day)
            for measure in sent_measures(session)
            if (day := reader.last_waiting(measure.id, outcome)) is not None
        ]
    return tuple(sorted(found, key=lambda each: each[1], reverse=True))


def may_be_sent(case: CaseSummary) -> bool:
    """Tell whether a case is settled: nothing is sent that is open, refused or for an officer."""
    return case.outcome == Outcome.ELIGIBLE.value


def make_batch(
    session: Session,
    measure: str,
    case_ids: Sequence[str],
    folder: Path,
    purpose: CopyPurpose = CopyPurpose.UPLOAD,
) -> Batch:
    """Make a batch, copy it into a folder and return it; see `begin` and `finish`.

    When writing fails, the batch is voided, its cases are free again, and the fault is raised.
    """
    return finish(session, begin(session, measure, case_ids, folder, purpose))


def begin(
    session: Session,
    measure: str,
    case_ids: Sequence[str],
    folder: Path,
    purpose: CopyPurpose = CopyPurpose.UPLOAD,
) -> BatchWriting:
    """Number and freeze a batch in one act, and begin to write its files.

    Before a number is spent: Refused `batch.no_template` (title), `templates.unfit…`,
    `batch.empty`, `batch.other_measure`, `batch.other_policy`, `batch.twice`, `batch.not_eligible`,
    `batch.no_rows` (number each), `batch.file_there` (name, folder), `batch.case_held` (number,
    batch), `batch.correction_waits` (number), InvalidInput `batch.invalid` with every cell that
    no workbook carries; Tampered when the official template is not what was registered. What goes
    wrong after that voids the batch.
    """
    session.require(Role.CLERK)
    return begin_writing(session, new_batch(session, measure, case_ids), folder, purpose)


def begin_writing(
    session: Session,
    new: NewBatch,
    folder: Path,
    purpose: CopyPurpose = CopyPurpose.UPLOAD,
) -> BatchWriting:
    """Number and freeze what is to be sent in one act, and begin to write it; see `begin`."""
    _check(session, new, folder)
    with session.store.acting(session.staff) as act:
        batch_id = act.add_batch(new)
    try:
        return BatchWriting(_proven(session, batch_id), folder, purpose, again=False)
    except Exception:
        _void_unwritten(session, batch_id)
        raise


def begin_copy(
    session: Session, batch_id: str, folder: Path, purpose: CopyPurpose = CopyPurpose.UPLOAD
) -> BatchWriting:
    """Begin to write the files of an open batch from its frozen rows.

    Raises Refused `batch.voided` (number), `lookup.no_batch`, and Tampered when the rows are
    not what was frozen. A file that is not this batch's is found out by `finish`.
    """
    session.require(Role.CLERK)
    frozen = _proven(session, batch_id)
    if frozen.batch.void is not None:
        raise Refused("batch.voided", number=frozen.batch.number)
    return BatchWriting(frozen, folder, purpose, again=True)


def finish(session: Session, writing: BatchWriting) -> Batch:
    """Wait until the files were read back from where they lie, record the copy, return the batch.

    When writing fails, a batch that was just made is voided; one that is written again stays.
    When the copy cannot be put on record (data disk full), it is removed and the batch stays, to
    be written again.
    Raises EnvironmentFault `disk.full`, `disk.read_only`, `disk.write_failed`,
    `batch.not_copied`, `batch.writer_ended`, `batch.file_left`, Damaged `batch.unlike`, and Refused
    `batch.file_there` (name, folder) rather than write over what is not this batch's, or
    `batch.voided` (number) when it was voided meanwhile; what was written is then removed.
    """
    try:
        files = writing.result()
    except Exception:
        _give_up(session, writing)
        raise
    try:
        with session.store.acting(session.staff) as act:
            act.add_batch_copy(writing.batch.id, NewCopy(writing.purpose, files))
    except Exception:
        # A copy that the store does not know would be sent beside the one written again.
        writing.cancel()
        raise
    return _frozen(session, writing.batch.id).batch


def cancel(session: Session, writing: BatchWriting) -> None:
    """End the writing; a batch that was just made is voided, one that was there stays.

    Raises EnvironmentFault `batch.file_left` (names, drive) when the workbook cannot be removed;
    the batch is voided all the same.
    """
    try:
        writing.cancel()
    finally:
        _give_up(session, writing)


def list_batches(session: Session, after: Batch | None = None) -> tuple[Batch, ...]:
    """Return the next page of batches, the one made last first."""
    with session.store.reading() as reader:
        return reader.batches(after.id if after else None, PAGE_SIZE)


def copies(session: Session, batch_id: str) -> tuple[BatchCopy, ...]:
    """Return the copies of a batch that left, the last one first."""
    with session.store.reading() as reader:
        return reader.batch_copies(batch_id)


def new_batch(
    session: Session,
    measure: str,
    case_ids: Sequence[str],
    follows: str | None = None,
    again: Again | None = None,
) -> NewBatch:
    """Return what a batch of cases sends; of a batch that `follows` only the lines of `again`."""
    if not case_ids:
        raise Refused("batch.empty")
    with session.store.reading() as reader:
        session = session.of_case(reader.case(case_ids[0]))
    form = session.form(measure)
    with session.store.reading() as reader:
        template = reader.proven_template(measure)
        content = b"" if template is None else reader.template_content(template.sha256)
    spec = session.policy.batches.get(measure)
    if template is not None:
        spec = fitting_spec(template, form, unit_on_record(content, template.mapping))
    if spec is None:
        raise Refused("batch.no_template", title=form.title)
    ground = BatchGround(spec, form, session.office.name)
    words = catalogue().words("control_page")
    frame = frame_of(ground, session.staff.name, words)
    if template is not None:
        frame["template"] = template_frame(template)
    cases = sent_cases(ground, _read(session, measure, case_ids), again)
    return NewBatch(measure, frame, cases, follows)


def _read(session: Session, measure: str, case_ids: Sequence[str]) -> Iterator[Case]:
    """Yield the cases as they were numbered, one at a time: a roster may be large."""
    seen: set[str] = set()
    with session.store.reading() as reader:
        newest_first = reader.chosen_cases(case_ids)
    places = {row.id: place for place, row in enumerate(reversed(newest_first))}
    for case_id in sorted(case_ids, key=lambda case_id: places.get(case_id, -1)):
        # One short read each: versions never change, and nobody who acts has to wait.
        with session.store.reading() as reader:
            case = reader.proven_case(case_id)
        if case.measure != measure:
            raise Refused("batch.other_measure", number=case.number)
        if session.of_case(case).policy.id != session.policy.id:
            raise Refused("batch.other_policy", number=case.number)
        if case.id in seen:
            raise Refused("batch.twice", number=case.number)
        seen.add(case.id)
        yield case


def _check(session: Session, new: NewBatch, folder: Path) -> None:
    """Refuse what could not be written before a number is spent on it."""
    from hrdesk.workbooks.cell_checks import check_cells

    with session.store.reading() as reader:
        number = str(reader.next_batch_number())
        followed = "" if new.follows is None else reader.batch_summary(new.follows).number
        template = reader.template_of(new.frame)
    batch = Batch(
        id="",
        number=number,
        measure=new.measure,
        cases=len(new.cases),
        rows=new.row_count,
        sum_fen=new.sum_fen,
        made_at=session.clock.now(),
        made_by=session.staff.name,
        file_name="",
        sha256="",
        void=None,
        follows=followed,
    )
    frozen = FrozenBatch(batch, new.frame, new.cases, template)
    if there := those_there(paths_of(frozen, folder)):
        raise Refused("batch.file_there", name=min(there).name, folder=str(folder))
    check_cells(batch_sheet(frozen))


def _frozen(session: Session, batch_id: str) -> FrozenBatch:
    with session.store.reading() as reader:
        return reader.batch(batch_id)


def _proven(session: Session, batch_id: str) -> FrozenBatch:
    with session.store.reading() as reader:
        return reader.proven_batch(batch_id)


def _give_up(session: Session, writing: BatchWriting) -> None:
    if not writing.again:
        _void_unwritten(session, writing.batch.id)


def _void_unwritten(session: Session, batch_id: str) -> None:
    if copies(session, batch_id):
        # Another copy of it left meanwhile: it was written, and may be at the platform.
        return
    with session.store.acting(session.staff) as act:
        act.void_batch(batch_id, VoidCause.NOT_WRITTEN)
