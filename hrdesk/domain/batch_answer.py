"""The platform's answers to upload batches: what they tell of the rows that were sent."""

from dataclasses import dataclass
from enum import StrEnum

from hrdesk.domain.organization import Entry, Withdrawal


class RowState(StrEnum):
    """What became of a row that was sent; every row is at every moment one of these."""

    ACCEPTED = "accepted"
    FAILED = "failed"
    WAITING = "waiting"


class BatchProof(StrEnum):
    """What says that an answer is to its batch.

    The batch's number stands in the file; or it does not, and each of its rows was sent in the
    batch that a person marked; or not even that, and a person said so who has seen which fit.
    """

    NUMBER = "number"
    ROWS = "rows"
    PERSON = "person"


class StrayCause(StrEnum):
    """Why a row of an answer matches no row that was sent.

    Nothing was sent under its key; its key is that of several rows of the batch; or several rows
    of the answer have its key: all of them where they do not say the same, else all but the first.
    """

    NO_ROW = "no_row"
    AMBIGUOUS = "ambiguous"
    REPEATED = "repeated"


@dataclass(frozen=True, slots=True)
class Tally:
    """How many rows of a batch were accepted, failed and wait; together all that were sent."""

    accepted: int = 0
    failed: int = 0
    waiting: int = 0

    @property
    def sent(self) -> int:
        """How many rows were sent."""
        return self.accepted + self.failed + self.waiting


@dataclass(frozen=True, slots=True)
class ToldRow:
    """What an answer tells of a row: its line in the file, the row's place in the batch, the
    state (accepted or failed), and the platform's reason and serial number, "" where it gives
    none.
    """

    file_row: int
    sent: int
    state: RowState
    reason: str
    serial: str


@dataclass(frozen=True, slots=True)
class WaitingRow:
    """What an answer says of a row that the platform has not decided yet, in its own words.

    `word` is what stands where others have their state ("being examined"), "" where it says
    nothing there; line, place, reason and serial number as in `ToldRow`.
    """

    file_row: int
    sent: int
    word: str
    reason: str
    serial: str

    @property
    def says(self) -> tuple[str, str, str]:
        """All that the platform says of the row."""
        return self.word, self.reason, self.serial


@dataclass(frozen=True, slots=True)
class WaitingWords:
    """The platform's newest words of a row, by an answer that decides nothing of it; see above."""

    word: str
    reason: str
    serial: str
    entry: Entry

    @property
    def says(self) -> tuple[str, str, str]:
        """All that the platform says of the row."""
        return self.word, self.reason, self.serial


@dataclass(frozen=True, slots=True)
class StrayRow:
    """A row of an answer that matches no row that was sent, with its cells as texts."""

    file_row: int
    cause: StrayCause
    cells: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class NewBatchAnswer:
    """An answer as it is taken: to which batch, the SHA-256 of its file, what it tells.

    `silent` counts the rows that decide nothing yet; `waiting` are those of them of which the
    platform says something. `proof` is how the batch was found.
    """

    batch_id: str
    digest: str
    rows: tuple[ToldRow, ...]
    strays: tuple[StrayRow, ...]
    silent: int
    proof: BatchProof = BatchProof.NUMBER
    waiting: tuple[WaitingRow, ...] = ()


@dataclass(frozen=True, slots=True)
class BatchAnswer:
    """An answer that was taken, with its counts; a wrong one stays, with its withdrawal.

    `is_deciding`: it accepted rows, or told accepted ones to have failed; a clerk withdraws none.
    """

    id: str
    digest: str
    accepted: int
    failed: int
    silent: int
    strays: int
    proof: BatchProof
    entry: Entry
    withdrawal: Withdrawal | None
    is_deciding: bool


@dataclass(frozen=True, slots=True)
class RowClosure:
    """That a failed row is sent no more: why nothing is paid for it, and who ascertained that."""

    id: str
    cause: str
    entry: Entry


@dataclass(frozen=True, slots=True)
class RowSettlement:
    """How a contradiction was settled: what the platform said, what was done, and who says so."""

    id: str
    outcome: str
    entry: Entry


@dataclass(frozen=True, slots=True)
class Contradiction:
    """What an answer tells against what stands, and what for that reason changes nothing.

    A row that was accepted does not fail later; what is told of a row (`state`) after it was sent
    again (`later`, the number of that batch, else "") or closed does not count while that stands.
    """

    state: RowState
    reason: str
    later: str
    answer: str
    closed: bool = False


@dataclass(frozen=True, slots=True)
class SentState:
    """A row that was sent and what became of it.

    `reason` and `serial` are the platform's newest words, `later` the number of the open batch
    that sends a failed row again, else "". `corrected` says that its case says otherwise now: what
    the platform has is no more whom and what the case pays. `closure` stands where a failed row is
    sent no more. `answer` is the id of the answer that gave these words, "" while there is none;
    `later_state` is what the row stands at in that later batch, None where there is none.
    `elsewhere` is the number of another batch in which the platform accepted this row of the case,
    also by an answer that was withdrawn since, else "". `settlements` say how contradictions were
    settled, the newest last; `is_settled` that no answer contradicts since the last of them.
    `waiting` are the platform's words of a newer answer than any that decides the row.
    """

    place: int
    case_id: str
    number: str
    line: int
    cells: tuple[str | int | None, ...]
    state: RowState
    reason: str
    serial: str
    later: str
    contradictions: tuple[Contradiction, ...] = ()
    corrected: bool = False
    closure: RowClosure | None = None
    elsewhere: str = ""
    answer: str = ""
    later_state: RowState | None = None
    settlements: tuple[RowSettlement, ...] = ()
    is_settled: bool = False
    waiting: WaitingWords | None = None

    @property
    def is_contradicted(self) -> bool:
        """Whether answers do not agree with what was done, so that money may flow twice.

        A row that was corrected after it failed and then accepted was accepted as it was before;
        one that was accepted in another batch too may be paid twice.
        """
        is_twice = self.corrected or bool(self.elsewhere)
        return bool(self.contradictions) or (self.state is RowState.ACCEPTED and is_twice)

    @property
    def is_open_contradiction(self) -> bool:
        """Whether the row is contradicted and nobody settled what contradicts it by now."""
        return self.is_contradicted and not self.is_settled

    @property
    def waits_for_act(self) -> bool:
        """Whether the row failed and nothing was done about it yet."""
        return self.state is RowState.FAILED and not self.later and self.closure is None


@dataclass(frozen=True, slots=True)
class ContradictedBatch:
    """A batch that counts, of which so many rows are open contradictions; see `SentState`."""

    batch_id: str
    number: str
    rows: int


@dataclass(frozen=True, slots=True)
class KeptStray:
    """A row that matched none, under its answer's id and place; `note` says how it was settled."""

    answer: str
    place: int
    file_row: int
    cause: StrayCause
    cells: tuple[str, ...]
    note: str


@dataclass(frozen=True, slots=True)
class LockedRow:
    """A row of a case that cannot be sent again: it waits in an open batch, or was accepted there.

    `state` is accepted also where that counts no more because the row was sent again.
    """

    batch_id: str
    batch: str
    line: int
    cells: tuple[str | int | None, ...]
    state: RowState


@dataclass(frozen=True, slots=True)
class FailedLine:
    """A failed row of an open batch that is neither sent again yet nor closed.

    `version` is the one that was sent, `newest` the case's newest: they differ once the case was
    corrected. `cells` are those that were sent.
    """

    batch_id: str
    batch: str
    measure: str
    place: int
    case_id: str
    number: str
    line: int
    cells: tuple[str | int | None, ...]
    reason: str
    version: int
    newest: int
