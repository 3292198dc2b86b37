"""The reading of an answer behind its page: on the writer thread, with counts, until it is left."""

from dataclasses import dataclass
from pathlib import Path

from hrdesk.domain.errors import Fault
from hrdesk.services import batch_answers
from hrdesk.services.answer_file import AnswerFile
from hrdesk.services.batch_answers import Answer, AnswerChoice, AnswerPlan
from hrdesk.services.sent_columns import RowTerms, row_terms
from hrdesk.services.session import Session


@dataclass(frozen=True, slots=True)
class Seen:
    """What was read so far: the answer, how its rows are shown, and the plan or what hinders it."""

    answer: Answer
    terms: RowTerms
    plan: AnswerPlan | None
    fault: Fault | None


class AnswerDesk:
    """Reads one answer; `is_left` says that nobody waits for it any more."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._file: AnswerFile | None = None
        self.is_left = False

    @property
    def counts(self) -> tuple[int, int]:
        """How many rows are matched by now, and how many there are; 0 while it is not known."""
        return (0, 0) if self._file is None else (self._file.done, self._file.lines)

    def first(self, path: Path, marked: str | None) -> Seen:
        """Read the file and find its batch; waits, and raises as `batch_answers.find_batch`."""
        self._file = file = batch_answers.open_answer(self._session, path)
        if self.is_left:
            file.cancel()
        try:
            answer = batch_answers.find_batch(self._session, file, marked)
        except BaseException:
            file.cancel()
            raise
        case = answer.frozen.cases[0].case_id
        shown = row_terms(self._session, answer.frozen.frame, case)
        return self.again(answer, shown, AnswerChoice(answer.heading))

    def again(self, answer: Answer, shown: RowTerms, choice: AnswerChoice) -> Seen:
        """Match the rows; what hinders is kept, so that the mapping can be mended; waits."""
        try:
            made = batch_answers.plan(self._session, answer, choice)
        except Fault as fault:
            return Seen(answer, shown, None, fault)
        return Seen(answer, shown, made, None)

    def leave(self) -> None:
        """End the reading, whatever it is at; of the answer nothing is left."""
        self.is_left = True
        if self._file is not None:
            self._file.leave()
