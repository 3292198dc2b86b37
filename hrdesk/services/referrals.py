"""Referrals after their letter: what authorities answered, and which letters still wait."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, timedelta

from hrdesk.domain.case import CaseSummary
from hrdesk.domain.clock import today
from hrdesk.domain.errors import InvalidInput, Problem
from hrdesk.domain.referral import Answer, Letter, Verdict
from hrdesk.domain.staff import Role
from hrdesk.intake.answer_form import AUTHORITY, DOCUMENT, RECEIVED, VERDICT, WORDS, answer_form
from hrdesk.intake.reading import EntryReading, read_entries
from hrdesk.intake.values import read_text
from hrdesk.services.session import Session
from hrdesk.storage.answers import NewAnswer

REASON = "answer_reason"
_LONGEST_REASON = 200


def answers_of(session: Session, case_id: str) -> tuple[Letter | None, tuple[Answer, ...]]:
    """Return the letter of a case and what was answered, withdrawn answers too."""
    with session.store.reading() as reader:
        return reader.letter(case_id), reader.answers(case_id)


def enter_answer(session: Session, case_id: str, entries: Mapping[str, str]) -> None:
    """Record an answer by the texts of its form; signed and audited.

    An act of a clerk (Refused `rights.role`). Raises InvalidInput `answers.invalid` with a problem
    at each field that hinders, Refused `answers.no_letter` before the letter has its number and
    `answers.known` when the same answer stands.
    """
    session.require(Role.CLERK)
    letter, _ = answers_of(session, case_id)
    reading = read_entries(answer_form(), entries, today(session.clock))
    problems = _hindrances(reading, letter)
    if problems:
        raise InvalidInput("answers.invalid", problems)
    with session.store.acting(session.staff) as act:
        act.enter_answer(case_id, _answer(reading))


def withdraw_answer(session: Session, row: str, reason: str) -> None:
    """Let an answer count no more; it stays in view with the reason.

    An act of a clerk (Refused `rights.role`), signed and audited. Raises InvalidInput
    `answers.invalid` with a problem at `answer_reason`, and Refused `answers.withdrawn` the
    second time.
    """
    session.require(Role.CLERK)
    read = read_text(reason, _LONGEST_REASON)
    if not read.value:
        problem = read.problem or Problem("answers.no_reason")
        raise InvalidInput("answers.invalid", (replace(problem, where=REASON),))
    with session.store.acting(session.staff) as act:
        act.withdraw_answer(row, read.value)


def unanswered(session: Session, days: int) -> tuple[CaseSummary, ...]:
    """Return the referrals that wait for an answer since so many days, the longest first.

    They wait from the day of their letter on, or from their acceptance while there is none.
    """
    day = today(session.clock)
    # Nothing waits longer than the calendar is.
    last = day - timedelta(days=min(days, (day - date.min).days))
    with session.store.reading() as reader:
        return reader.unanswered(last)


def _hindrances(reading: EntryReading, letter: Letter | None) -> tuple[Problem, ...]:
    problems = [
        Problem("answers.required", each.where) if each.key == "field.required" else each
        for each in reading.hindrances()
    ]
    received, day = reading.values.get(RECEIVED), letter.given_at.date() if letter else None
    if isinstance(received, date) and day is not None and received < day:
        problems.append(Problem("answers.before_letter", RECEIVED, {"day": day.isoformat()}))
    if reading.values.get(VERDICT) == Verdict.OTHER and not reading.values.get(WORDS):
        problems.append(Problem("answers.no_words", WORDS))
    return tuple(problems)


def _answer(reading: EntryReading) -> NewAnswer:
    received = reading.values[RECEIVED]
    if not isinstance(received, date):
        raise TypeError("the day of an answer was read as something else")
    return NewAnswer(
        received_on=received,
        authority=reading.entries[AUTHORITY],
        document=reading.entries[DOCUMENT],
        verdict=Verdict(reading.entries[VERDICT]),
        words=reading.entries.get(WORDS, ""),
    )
