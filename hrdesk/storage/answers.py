"""What authorities answer to letters: rows, corrected by withdrawal alone."""

from dataclasses import dataclass
from datetime import date

from hrdesk.domain.errors import Refused
from hrdesk.domain.referral import Answer, Verdict
from hrdesk.storage.ground import Author, Ground
from hrdesk.storage.letters import letter_of
from hrdesk.storage.referral_tables import AnswerRow
from hrdesk.storage.withdrawable import (
    RecordKind,
    enter_row,
    rows_of,
    standing_and_withdrawn,
    withdraw_row,
)

ANSWERS = RecordKind(
    AnswerRow,
    enter="answer.enter",
    withdraw="answer.withdraw",
    place=("case_id",),
    content=("received_on", "authority", "document", "verdict", "words"),
    subject="case_id",
)


@dataclass(frozen=True, slots=True)
class NewAnswer:
    """An answer as it is entered."""

    received_on: date
    authority: str
    document: str
    verdict: Verdict
    words: str


def enter_answer(ground: Ground, author: Author, case_id: str, new: NewAnswer) -> None:
    """Keep an answer to the letter of a case.

    Refused `answers.no_letter` before the letter has its number, `answers.known` while the same
    answer stands: same authority, day and document.
    """
    if letter_of(ground, case_id) is None:
        raise Refused("answers.no_letter")
    same = (new.received_on, new.authority, new.document)
    for known in answers_of(ground, case_id):
        if known.withdrawal is None and same == (
            known.received_on,
            known.authority,
            known.document,
        ):
            raise Refused("answers.known", document=new.document)
    content = {
        "case_id": case_id,
        "received_on": new.received_on.isoformat(),
        "authority": new.authority,
        "document": new.document,
        "verdict": new.verdict.value,
        "words": new.words,
    }
    enter_row(ground, author, ANSWERS, content)


def withdraw_answer(ground: Ground, author: Author, row: str, reason: str) -> None:
    """Let an answer count no more; it stays, with the reason and who said so.

    Refused `answers.withdrawn` when it was withdrawn before, or is not there.
    """
    if not withdraw_row(ground, author, ANSWERS, row, reason):
        raise Refused("answers.withdrawn")


def answers_of(ground: Ground, case_id: str) -> tuple[Answer, ...]:
    """Return the answers to the letter of a case as entered, withdrawn ones too."""
    rows = rows_of(ground, ANSWERS, AnswerRow.case_id == case_id)
    return tuple(
        Answer(
            id=row["id"],
            received_on=date.fromisoformat(row["received_on"]),
            authority=row["authority"],
            document=row["document"],
            verdict=Verdict(row["verdict"]),
            words=row["words"],
            entry=entry,
            withdrawal=withdrawal,
        )
        for row, entry, withdrawal in standing_and_withdrawn(rows)
    )
