"""Every question on which the text is silent, its readings, and what the office took."""

from collections.abc import Mapping
from dataclasses import dataclass

from hrdesk.domain.clock import today
from hrdesk.domain.plain_text import trimmed
from hrdesk.rules.book import Ruling
from hrdesk.services.session import Session


@dataclass(frozen=True, slots=True)
class QuestionLine:
    """A silence of the text: of which measure ("" for all), its clause, its readings in words.

    `rulings` are those that were recorded, the last first; `ruling` is the one of today, None
    while an officer decides case by case.
    """

    id: str
    measure: str
    question: str
    clause: str
    readings: Mapping[str, str]
    rulings: tuple[Ruling, ...]
    ruling: Ruling | None


def question_lines(session: Session) -> tuple[QuestionLine, ...]:
    """Return every silence of the text: those of the whole document first, then by measure."""
    book, day = session.policy.book, today(session.clock)
    lines = []
    for key, wording in book.questions.items():
        measure = key.partition(".")[0] if "." in key else ""
        rulings = [each for each in book.rulings if each.question == key]
        rulings.sort(key=lambda each: each.period.first, reverse=True)
        lines.append(
            QuestionLine(
                id=key,
                measure=book.measures[measure].title if measure else "",
                question=wording.question,
                clause=wording.clause,
                readings=wording.readings,
                rulings=tuple(rulings),
                ruling=book.ruling(key, day),
            )
        )
    return tuple(lines)


def found_in(lines: tuple[QuestionLine, ...], sought: str) -> tuple[QuestionLine, ...]:
    """Return the questions in which every word of a text stands."""
    words = trimmed(sought).casefold().split()
    return tuple(line for line in lines if all(word in _words(line) for word in words))


def _words(line: QuestionLine) -> str:
    documents = [each.document for each in line.rulings]
    parts = (line.measure, line.question, line.clause, *line.readings.values(), *documents)
    return "\n".join(parts).casefold()
