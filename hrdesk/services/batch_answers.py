"""The platform's answer to a batch: found, held against what was sent, looked at, taken.

Nothing is stored before `take`. What refuses an answer refuses all of it: an answer to another
batch, or to a batch that was altered on its way, says nothing of ours.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum
from pathlib import Path

from hrdesk.domain.batch import FrozenBatch
from hrdesk.domain.batch_answer import BatchProof, NewBatchAnswer, RowState, SentState, ToldRow
from hrdesk.domain.batch_spec import ROW_AMOUNT
from hrdesk.domain.clock import today
from hrdesk.domain.errors import Refused
from hrdesk.domain.plain_text import comparable_text
from hrdesk.domain.staff import Role
from hrdesk.intake.answer_reading import AnswerReading
from hrdesk.intake.answer_sheet import AnswerHeading, AnswerWords, OwnColumn, SentColumns
from hrdesk.services import answer_refusals as refusals
from hrdesk.services.answer_batch import chosen_heading, named_batch
from hrdesk.services.answer_file import AnswerFile
from hrdesk.services.answer_reader import AnswerFacts, BatchOrder, ReadOrder
from hrdesk.services.answer_terms import known_words, learned
from hrdesk.services.batch_frame import BatchFrame
from hrdesk.services.fitting_batches import refuse_doubtful
from hrdesk.services.reasons import given_reason
from hrdesk.services.sent_columns import sent_columns
from hrdesk.services.session import Session
from hrdesk.storage.entitlement import RELEASERS, is_entitled

#: Why an answer is withdrawn; of one that accepted rows, how that was ascertained.
REASON, ASKED = "batch_answer_reason", "batch_answer_asked"
NOTE = "stray_note"


class AnswerFate(StrEnum):
    """What a row of an answer does to the row that was sent."""

    ACCEPTED = "accepted"
    FAILED = "failed"
    UNCHANGED = "unchanged"
    CONTRADICTING = "contradicting"


@dataclass(frozen=True, slots=True)
class Answer:
    """An answer whose batch is known; `is_named` says that its number stands in the file.

    `heading` is that of the sheet that was chosen, with what each column seems to be.
    """

    file: AnswerFile
    facts: AnswerFacts
    frozen: FrozenBatch
    is_named: bool
    columns: SentColumns
    words: AnswerWords
    heading: AnswerHeading


@dataclass(frozen=True, slots=True)
class AnswerChoice:
    """What a person said of an answer that he has seen.

    `heading` is the mapping, `words` are meanings that he gave just now. `every_failed`: the file
    is a list of failures. `is_to_batch`: although it does not name the batch and rows of it match
    none, it is to the one that he marked. `amounts_seen` are the columns of other amounts that he
    has looked at, as the refusal named them.
    """

    heading: AnswerHeading
    words: Mapping[str, RowState] = field(default_factory=dict)
    every_failed: bool = False
    is_to_batch: bool = False
    amounts_seen: str = ""


@dataclass(frozen=True, slots=True)
class AnswerPlan:
    """What an answer would change: each row of the file is in one count.

    `told` are the rows that are decided, each with what was sent and its fate; `fates` counts
    them, and `sums` is what they pay in fen, None where the batch has no amounts. `words` are the
    meanings that a person gave just now, `new_words` the rows that are not decided of which the
    platform says something that is not known yet.
    """

    answer: Answer
    heading: AnswerHeading
    reading: AnswerReading
    told: tuple[tuple[ToldRow, SentState, AnswerFate], ...]
    fates: Counter[AnswerFate]
    sums: Mapping[AnswerFate, int] | None
    words: Mapping[str, RowState] = field(default_factory=dict)
    new_words: int = 0

    @property
    def proof(self) -> BatchProof:
        """What says that the answer is to this batch."""
        if self.answer.is_named:
            return BatchProof.NUMBER
        return BatchProof.PERSON if self.reading.strays else BatchProof.ROWS

    @property
    def says_anything(self) -> bool:
        """Whether the answer tells what is not known yet: one that does not is no word of its own.

        A row that failed and went out again hears nothing new by failing once more.
        """
        return bool(self.reading.strays or self.new_words) or any(
            fate is not AnswerFate.UNCHANGED
            or (not sent.later and (told.reason, told.serial) != (sent.reason, sent.serial))
            for told, sent, fate in self.told
        )

    @property
    def may_be_taken(self) -> bool:
        """Whether every word has a meaning and the answer says anything."""
        return not self.reading.unknown and self.says_anything


def open_answer(session: Session, path: Path) -> AnswerFile:
    """Begin to read an answer; Refused `rights.role` unless a clerk acts."""
    session.require(Role.CLERK)
    return AnswerFile(path)


def find_batch(session: Session, file: AnswerFile, marked: str | None) -> Answer:
    """Find the batch that an answer is for, and the sheet that says it; waits for the file.

    The number that stands in the file decides; without one it is the batch that the clerk `marked`.
    Raises InvalidInput `list_file.…`, Refused `batch_answer.taken`, `batch_answer.unknown_batch`
    (number), `batch_answer.two_batches` (numbers), `batch_answer.no_number`,
    `batch_answer.not_written`, `batch_answer.voided` (number), `batch_answer.voided_sent` (number,
    numbers), `batch_answer.two_sheets` (names), `batch_answer.no_rows`; Tampered when the batch is
    not what was recorded.
    """
    facts = file.facts()
    with session.store.reading() as reader:
        batch_id, is_named = named_batch(reader.batch_ids(facts.numbers), facts), True
        if batch_id is None:
            batch_id, is_named = marked, False
        if batch_id is None:
            raise Refused("batch_answer.no_number")
        reader.refuse_unanswerable(batch_id, facts.digest)
        frozen = reader.proven_batch(batch_id)
    columns = sent_columns(session, frozen)
    words = known_words(session, frozen.batch.measure)
    rows = [row.cells for case in frozen.cases for row in case.rows]
    headings = file.headings(BatchOrder(columns, words), rows)
    heading = chosen_heading(headings, columns)
    return Answer(file, facts, frozen, is_named, columns, words, heading)


def plan(session: Session, answer: Answer, choice: AnswerChoice) -> AnswerPlan:
    """Match every row by a mapping that a person has seen, and tell what would change.

    Words that have no meaning yet are in `reading.unknown`.

    Raises Refused `batch_answer.no_key` (`batch_answer.named_without_key` with number and measure
    where the file names its batch), `batch_answer.no_state`, and what `answer_refusals` and
    `fitting_batches` raise: where the file does not name its batch, rows that match none refuse it
    unless a person may say and said that the batch is meant (`batch_answer.unproven`).
    """
    heading = choice.heading
    if not any(key in heading.sent for key in answer.columns.naming):
        raise refusals.without_key(session, answer.frozen.batch, is_named=answer.is_named)
    if not choice.every_failed and not heading.columns(OwnColumn.STATE):
        raise Refused("batch_answer.no_state")
    given = {comparable_text(word): state for word, state in choice.words.items()}
    known = replace(answer.words, words={**answer.words.words, **given})
    order = ReadOrder(heading, known, choice.every_failed, today(session.clock))
    reading = answer.file.read(order)
    if not reading.key:
        raise refusals.without_key(session, answer.frozen.batch, is_named=answer.is_named)
    refusals.refuse_unfit(session, answer.frozen, reading, is_named=answer.is_named)
    with session.store.reading() as reader:
        states = reader.sent_states(answer.frozen.batch.id)
    if not answer.is_named:
        proven = frozenset(heading.sent) - frozenset(reading.unsaid) - reading.masked
        said_of = [row.sent for row in reading.rows] + [row.sent for row in reading.waiting]
        found = [states[sent - 1].cells for sent in said_of]
        refuse_doubtful(session, answer.frozen, proven, found)
        refusals.refuse_unproven(session, answer.frozen, reading, is_to_batch=choice.is_to_batch)
    refusals.refuse_other_amounts(session, answer.frozen, reading, choice.amounts_seen)
    told = _told(reading, states)
    fates = Counter(fate for _, _, fate in told)
    said = [(row.says, states[row.sent - 1].waiting) for row in reading.waiting]
    new_words = sum(known is None or known.says != says for says, known in said)
    return AnswerPlan(answer, heading, reading, told, fates, _sums(answer, told), given, new_words)


def take(session: Session, made: AnswerPlan) -> str:
    """Keep an answer in one act with what was learned from it; the number of the batch.

    Raises Refused `batch_answer.taken` (number), `batch_answer.voided`, `batch_answer.voided_sent`
    (number) when it was done meanwhile, `batch_answer.changed` (number) when its rows stand
    otherwise by now than when they were looked at.
    """
    session.require(Role.CLERK)
    if not made.may_be_taken:
        raise ValueError("an answer is taken once each word of it has a meaning")
    answer, reading = made.answer, made.reading
    with session.store.reading() as reader:
        reader.refuse_unanswerable(answer.frozen.batch.id, answer.facts.digest)
        states = reader.sent_states(answer.frozen.batch.id)
    if _told(reading, states) != made.told:
        raise Refused("batch_answer.changed", number=answer.frozen.batch.number)
    new = NewBatchAnswer(
        answer.frozen.batch.id,
        answer.facts.digest,
        tuple(reading.rows),
        tuple(reading.strays),
        reading.silent,
        made.proof,
        tuple(reading.waiting),
    )
    measure = answer.frozen.batch.measure
    with session.store.acting(session.staff) as act:
        act.add_batch_answer(new)
        for kind, titles in learned(answer.columns, answer.words, made.heading, made.words):
            act.enter_list_mapping(measure, kind, titles)
    answer.file.cancel()
    return answer.frozen.batch.number


def may_unaccept(session: Session) -> bool:
    """Tell whether the person at work may withdraw what accepted: an approver or a supervisor."""
    return is_entitled(session.staff, RELEASERS)


def withdraw(session: Session, answer: str, reason: str) -> None:
    """Take an answer back: what it told counts no more.

    Rows that it accepted may be paid and could go out again, and rows that it told failed after
    they were accepted may not be paid: an approver or a supervisor takes such an answer back.

    Raises InvalidInput `batch_answer.reason` with a problem at `batch_answer_reason`, of an answer
    such an answer `batch_answer.asked` at `batch_answer_asked`; Refused `rights.role` (name),
    `batch_answer.withdraw_role` (number) when another has to do it, `batch.voided` (number),
    `batch_answer.sent_again` (batch), `batch_answer.row_closed` (batch), `batch_answer.corrected`
    (number), `batch_answer.freed` (number), `batch_answer.withdrawn`.
    """
    with session.store.reading() as reader:
        deciding = reader.deciding_batch(answer)
    if not deciding:
        session.require(Role.CLERK)
        kept = given_reason(reason, REASON, "batch_answer.reason")
    elif may_unaccept(session):
        kept = given_reason(reason, ASKED, "batch_answer.asked")
    else:
        raise Refused("batch_answer.withdraw_role", number=deciding)
    with session.store.acting(session.staff) as act:
        act.withdraw_batch_answer(answer, kept)


def settle(session: Session, answer: str, place: int, note: str) -> None:
    """Say how a row that matched none was settled.

    Raises InvalidInput `batch_answer.note` with a problem at `stray_note`, Refused
    `batch_answer.settled`.
    """
    session.require(Role.CLERK)
    kept = given_reason(note, NOTE, "batch_answer.note")
    with session.store.acting(session.staff) as act:
        act.settle_stray(answer, place, kept)


def _told(
    reading: AnswerReading, states: Sequence[SentState]
) -> tuple[tuple[ToldRow, SentState, AnswerFate], ...]:
    return tuple((row, sent := states[row.sent - 1], _fate(row, sent)) for row in reading.rows)


def _fate(told: ToldRow, sent: SentState) -> AnswerFate:
    if told.state is sent.state:
        return AnswerFate.UNCHANGED
    if sent.state is RowState.ACCEPTED or sent.later or sent.closure:
        return AnswerFate.CONTRADICTING
    if told.state is RowState.ACCEPTED and (sent.corrected or sent.elsewhere):
        return AnswerFate.CONTRADICTING
    return AnswerFate.ACCEPTED if told.state is RowState.ACCEPTED else AnswerFate.FAILED


def _sums(
    answer: Answer, told: Sequence[tuple[ToldRow, SentState, AnswerFate]]
) -> dict[AnswerFate, int] | None:
    sources = [each.source for each in BatchFrame(answer.frozen.frame).columns]
    if ROW_AMOUNT not in sources:
        return None
    place, sums = sources.index(ROW_AMOUNT), dict.fromkeys(AnswerFate, 0)
    for _, sent, fate in told:
        amount = sent.cells[place]
        sums[fate] += amount if isinstance(amount, int) else 0
    return sums
