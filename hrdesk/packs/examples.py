"""The worked cases of a pack: each is judged, and must give what it says."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from hrdesk.domain.dates import Period
from hrdesk.domain.errors import InvalidInput, Problem
from hrdesk.domain.finding import Finding
from hrdesk.domain.money import money_text
from hrdesk.packs import example_models
from hrdesk.packs.building import MeasureParts
from hrdesk.packs.structure import fitted
from hrdesk.packs.toml_file import TomlFile
from hrdesk.rules.application import read_application
from hrdesk.rules.book import Book, Ruling
from hrdesk.rules.judge import judge


@dataclass(frozen=True, slots=True)
class WorkedCase:
    """An example in the shape of the assessment contract, with what must come of it.

    `rulings` are readings that count as settled for this case, by question.
    """

    name: str
    why: str
    application: Mapping[str, object]
    rulings: Mapping[str, str]
    outcome: str
    amount: str | None
    checks: Mapping[str, str]
    lines: tuple[tuple[str, str], ...] | None
    notes: tuple[str, ...] | None


def read_examples(parts: MeasureParts) -> tuple[WorkedCase, ...]:
    """Return the worked cases of a measure.

    Raises InvalidInput (`pack.invalid`) whose problems name every fault with file and line.
    """
    problems: list[Problem] = []
    file = parts.examples
    model = fitted(file, example_models.ExamplesFile, problems)
    if model is not None:
        problems.extend(_problems(file, model))
    if model is None or problems:
        raise InvalidInput("pack.invalid", tuple(problems), count=len(problems))
    return tuple(_worked(parts.id, case, model.bases[case.base]) for case in model.cases)


def check_examples(parts: MeasureParts, book: Book) -> list[Problem]:
    """Judge every worked case and return where the finding is another than it says."""
    try:
        cases = read_examples(parts)
    except InvalidInput as refusal:
        return list(refusal.problems)
    problems: list[Problem] = []
    for index, case in enumerate(cases):
        path = ("cases", index)
        unknown = _unknown_reading(case, book)
        if unknown:
            problems.append(
                parts.examples.problem("pack.not_one_of", (*path, "rulings"), allowed=unknown)
            )
            continue
        try:
            differences = tuple(differing(case, book))
        except InvalidInput as refusal:
            place = refusal.problems[0].where
            values = {"name": case.name, "place": place}
            problems.append(parts.examples.problem("pack.example_input", path, **values))
            continue
        problems.extend(
            parts.examples.problem(
                "pack.example_differs", path, name=case.name, what=what, expected=said, found=found
            )
            for what, said, found in differences
        )
    return problems


def judged(case: WorkedCase, book: Book) -> Finding:
    """Return the finding of an example under the rulings that it takes as settled.

    Raises InvalidInput (`assess.invalid`) when the example is no case.
    """
    settled = tuple(
        Ruling(question, reading, Period(date.min), case.name)
        for question, reading in case.rulings.items()
    )
    return judge(read_application(case.application), replace(book, rulings=settled))


def differing(case: WorkedCase, book: Book) -> Iterator[tuple[str, str, str]]:
    """Yield what differs from the expectation: its name, what is expected, what was found.

    Raises InvalidInput (`assess.invalid`) when the example is no case.
    """
    finding = judged(case, book)
    amount = None if finding.amount is None else money_text(finding.amount)
    checks = [*finding.checks, *(check for line in finding.lines for check in line.checks)]
    found = {check.code: check.outcome.value for check in checks}
    compared = {
        "outcome": (case.outcome, finding.outcome.value),
        "amount": (str(case.amount), str(amount)),
        **{code: (said, found.get(code, "-")) for code, said in case.checks.items()},
    }
    if case.lines is not None:
        lines = [(line.outcome.value, money_text(line.amount)) for line in finding.lines]
        compared["lines"] = (str(list(case.lines)), str(lines))
    if case.notes is not None and not _noted(case.notes, finding.notes):
        compared["notes"] = (str(list(case.notes)), str(list(finding.notes)))
    for what, (said, given) in compared.items():
        if said != given:
            yield what, said, given


def _noted(said: tuple[str, ...], notes: tuple[str, ...]) -> bool:
    return len(said) == len(notes) and all(
        words in note for words, note in zip(said, notes, strict=True)
    )


def _problems(file: TomlFile, model: example_models.ExamplesFile) -> Iterator[Problem]:
    seen: set[str] = set()
    for index, case in enumerate(model.cases):
        if case.base not in model.bases:
            yield file.problem("pack.unknown_base", ("cases", index), name=case.base)
        if case.name in seen:
            yield file.problem("pack.twice", ("cases", index), name=case.name)
        seen.add(case.name)


def _unknown_reading(case: WorkedCase, book: Book) -> str:
    """Return what a ruling of an example could have said, or "" when all are known."""
    for question, reading in case.rulings.items():
        known = book.questions.get(question)
        if known is None:
            return ", ".join(book.questions)
        if reading not in known.readings:
            return ", ".join(known.readings)
    return ""


def _worked(
    measure: str, case: example_models.Example, base: example_models.ExampleBase
) -> WorkedCase:
    facts = {
        name: _json(value)
        for name, value in {**base.facts, **case.facts}.items()
        if name not in case.without
    }
    application = {
        "measure": measure,
        "on": (case.on or base.on).isoformat(),
        "applicant": base.applicant,
        "facts": facts,
        "lines": list(_lines(case.lines, base.line)),
        "history": [_json(grant.model_dump(exclude_none=True)) for grant in case.history],
    }
    expect = case.expect
    return WorkedCase(
        name=case.name,
        why=case.why,
        application=application,
        rulings=dict(case.rulings),
        outcome=expect.outcome,
        amount=expect.amount,
        checks=dict(expect.checks),
        lines=None
        if expect.lines is None
        else tuple((line.outcome, line.amount) for line in expect.lines),
        notes=None if expect.notes is None else tuple(expect.notes),
    )


def _lines(
    lines: list[example_models.ExampleLine], base: example_models.ExampleFacts
) -> Iterator[Mapping[str, object]]:
    """Yield the lines of an example; `times` makes as many people with the same facts."""
    for index, line in enumerate(lines):
        merged = {**base, **line.facts}
        facts = {name: _json(value) for name, value in merged.items() if name not in line.without}
        if line.times is None:
            yield facts
            continue
        for number in range(line.times):
            yield {"person": f"{index + 1}-{number + 1}", **facts}


def _json(value: object) -> object:
    if isinstance(value, dict):
        return {name: _json(each) for name, each in value.items()}
    if isinstance(value, list):
        return [_json(each) for each in value]
    if isinstance(value, date):
        return value.isoformat()
    return money_text(value) if isinstance(value, Decimal) else value
