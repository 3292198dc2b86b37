"""Reading the files of a pack: each held against its model, then against the rules."""

from dataclasses import dataclass, replace
from pathlib import Path

from hrdesk.domain.errors import InvalidInput, Problem
from hrdesk.domain.print_spec import FORM_WORDS
from hrdesk.packs import models, print_models
from hrdesk.packs.batch_building import BatchPart, check_batch
from hrdesk.packs.batch_models import BatchFile
from hrdesk.packs.building import (
    FormPart,
    MeasureParts,
    ParametersPart,
    PrintPart,
    build_form,
)
from hrdesk.packs.form_checks import check_form
from hrdesk.packs.placeholders import check_words
from hrdesk.packs.rule_checks import check_measure, check_silences, questions_of
from hrdesk.packs.shared import SharedTables
from hrdesk.packs.structure import fitted
from hrdesk.packs.toml_file import TomlFile, read_toml
from hrdesk.rules.judge import BOOK_WORDS
from hrdesk.rules.registry import measures as known_measures

_POLICY = "policy.toml"
_SHARED = "shared.toml"


@dataclass(frozen=True, slots=True)
class PackParts:
    """A pack as its models, with the files that they came from."""

    policy: models.PolicyFile
    measures: tuple[MeasureParts, ...]
    files: tuple[TomlFile, ...]


def read_pack(folder: Path) -> PackParts:
    """Read and check a pack.

    Raises InvalidInput (`pack.invalid`) whose problems name every fault with file and line;
    what does not fit its model is named before what does not fit the rules.
    """
    desk = _Desk.over(folder)
    file = desk.take(_POLICY)
    policy = fitted(file, models.PolicyFile, desk.problems) if file else None
    parts = [desk.measure(name) for name in policy.measures] if policy else []
    whole = tuple(each for each in parts if each is not None)
    if not desk.problems:
        desk.problems.extend(desk.shared.faults())
    if policy is not None and file is not None and not desk.problems:
        desk.problems.extend(_policy_problems(folder, file, policy))
        for each in whole:
            desk.problems.extend(check_form(each.form))
            desk.problems.extend(check_measure(each, known_measures()[each.id]))
            if each.batch is not None:
                form = build_form(each.id, each.form, policy)
                desk.problems.extend(check_batch(each.batch, form))
    if policy is None or desk.problems:
        problems = _each_once(desk.problems)
        raise InvalidInput("pack.invalid", problems, count=len(problems))
    return PackParts(policy, whole, tuple(desk.files))


@dataclass(frozen=True, slots=True)
class _Desk:
    """Files and problems as they come up."""

    folder: Path
    files: list[TomlFile]
    problems: list[Problem]
    shared: SharedTables

    @classmethod
    def over(cls, folder: Path) -> "_Desk":
        """Begin with what the forms share; a pack whose forms share nothing has no such file."""
        problems: list[Problem] = []
        desk = cls(folder, [], problems, SharedTables(problems))
        file = desk.take(_SHARED) if (folder / _SHARED).exists() else None
        return replace(desk, shared=SharedTables(problems, file)) if file else desk

    def take(self, name: str) -> TomlFile | None:
        """Read a file, or note why it cannot be read."""
        try:
            file = read_toml(self.folder / name, name)
        except InvalidInput as refusal:
            self.problems.extend(refusal.problems)
            return None
        self.files.append(file)
        return file

    def measure(self, name: str) -> MeasureParts | None:
        """Read a measure's folder, or note everything that is wrong with its files."""
        if name not in known_measures():
            self.problems.append(Problem("pack.unknown_measure", _POLICY, {"name": name}))
            return None
        form = self._form(self.take(f"{name}/form.toml"))
        parameters = self._parameters(self.take(f"{name}/params.toml"))
        printing = self._print(self.take(f"{name}/print.toml"))
        examples = self.take(f"{name}/examples.toml")
        batch = self._batch(f"{name}/batch.toml")
        if form is None or parameters is None or printing is None or examples is None:
            return None
        return MeasureParts(name, form, parameters, printing, examples, batch)

    def _form(self, file: TomlFile | None) -> FormPart | None:
        if file is None:
            return None
        whole = self.shared.of_form(file)
        model = fitted(whole, models.FormFile, self.problems)
        return FormPart(whole, model) if model else None

    def _print(self, file: TomlFile | None) -> PrintPart | None:
        if file is None:
            return None
        whole = self.shared.of_print(file)
        model = fitted(whole, print_models.PrintFile, self.problems)
        return PrintPart(whole, model) if model else None

    def _batch(self, name: str) -> BatchPart | None:
        if not (self.folder / name).exists():
            return None
        file = self.take(name)
        if file is None:
            return None
        whole = self.shared.of_batch(file)
        model = fitted(whole, BatchFile, self.problems)
        return BatchPart(whole, model) if model else None

    def _parameters(self, file: TomlFile | None) -> ParametersPart | None:
        model = fitted(file, models.ParametersFile, self.problems) if file else None
        return ParametersPart(file, model.root) if file and model else None


def _each_once(problems: list[Problem]) -> tuple[Problem, ...]:
    """Return the problems without those that several forms have with one shared table."""
    found: list[Problem] = []
    for problem in problems:
        if problem not in found:
            found.append(problem)
    return tuple(found)


def _policy_problems(folder: Path, file: TomlFile, policy: models.PolicyFile) -> list[Problem]:
    problems = [
        *check_words(file, ("words",), policy.words, BOOK_WORDS),
        *check_words(file, ("form_words",), policy.form_words, FORM_WORDS),
    ]
    period = policy.in_force
    if period.until < period.first_day:
        problems.append(file.problem("pack.order", ("in_force", "until")))
    if period.disputed is not None and period.disputed <= period.until:
        problems.append(file.problem("pack.order", ("in_force", "disputed")))
    if policy.id != folder.resolve().name:
        problems.append(file.problem("pack.not_one_of", ("id",), allowed=folder.resolve().name))
    for name in policy.at_counter:
        if name not in policy.measures:
            allowed = ", ".join(policy.measures)
            problems.append(file.problem("pack.not_one_of", ("at_counter",), allowed=allowed))
    for index, name in enumerate(policy.measures):
        if name in policy.measures[:index]:
            problems.append(file.problem("pack.twice", ("measures",), name=name))
    folders = sorted(each.name for each in folder.iterdir() if each.is_dir())
    problems.extend(
        file.problem("pack.unlisted_folder", ("measures",), name=name)
        for name in folders
        if name not in policy.measures
    )
    questions = {
        question: readings
        for name in policy.measures
        for question, readings in questions_of(known_measures()[name]).items()
        if not question.startswith(f"{name}.")
    }
    return [*problems, *check_silences(file, policy.rulings, questions)]
