"""Reading the files of a pack: each held against its model, then against the rules."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from hrdesk.domain.errors import InvalidInput, Problem
from hrdesk.domain.pack_files import PackFiles
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
from hrdesk.packs.toml_file import TomlFile, toml_of
from hrdesk.rules.judge import BOOK_WORDS
from hrdesk.rules.registry import find_measure, measure_of

_POLICY = "policy.toml"
_SHARED = "shared.toml"


@dataclass(frozen=True, slots=True)
class PackParts:
    """A pack as its models, with the files that they came from.

    `fits` is False for a kept pack that the rules of this release do not fit any more.
    """

    policy: models.PolicyFile
    measures: tuple[MeasureParts, ...]
    files: PackFiles
    fits: bool = True


def read_pack(pack: PackFiles, *, kept: bool = False) -> PackParts:
    """Read and check a pack.

    Raises InvalidInput (`pack.invalid`) whose problems name every fault with file and line;
    a measure is held against its rule once its own files fit their models. One that was `kept`
    fitted the rules when it was: its forms open still, by whatever release.
    """
    desk = _Desk.over(pack)
    file = desk.take(_POLICY)
    policy = fitted(file, models.PolicyFile, desk.problems) if file else None
    measures, needs = _named(file) if policy is None else (policy.measures, policy.needs)
    parts = [desk.measure(name, needs) for name in measures]
    whole = tuple(each for each in parts if each is not None)
    if not desk.problems:
        desk.problems.extend(desk.shared.faults())
    misfits: list[Problem] = []
    if file is not None and measures:
        desk.problems.extend(desk.unused(file, measures))
    if policy is not None and file is not None:
        misfits.extend(_policy_problems(pack, file, policy))
    misfits.extend(each for parts in whole for each in _misfits(parts, policy))
    if policy is None or desk.problems or (misfits and not kept):
        problems = _each_once([*desk.problems, *misfits])
        raise InvalidInput("pack.invalid", problems, count=len(problems))
    return PackParts(policy, whole, pack, not misfits)


def _named(file: TomlFile | None) -> tuple[list[str], str | None]:
    """Return measures and needed version of a policy that fits no model, so far as it says them."""
    said = file.data if file is not None else {}
    measures, needs = said.get("measures"), said.get("needs")
    names = (
        [each for each in measures if isinstance(each, str)] if isinstance(measures, list) else []
    )
    return names, needs if isinstance(needs, str) else None


def _misfits(parts: MeasureParts, policy: models.PolicyFile | None) -> Iterator[Problem]:
    """Yield where the files of a measure fit each other or its rule badly."""
    yield from check_form(parts.form)
    yield from check_measure(parts, measure_of(parts.id))
    if parts.batch is not None and policy is not None:
        yield from check_batch(parts.batch, build_form(parts.id, parts.form, policy))


@dataclass(frozen=True, slots=True)
class _Desk:
    """The names of files that were taken, and problems, as they come up."""

    pack: PackFiles
    taken: set[str]
    problems: list[Problem]
    shared: SharedTables

    @classmethod
    def over(cls, pack: PackFiles) -> "_Desk":
        """Begin with what the forms share; a pack whose forms share nothing has no such file."""
        problems: list[Problem] = []
        desk = cls(pack, set(), problems, SharedTables(problems))
        file = desk.take(_SHARED) if _SHARED in pack.files else None
        return replace(desk, shared=SharedTables(problems, file)) if file else desk

    def take(self, name: str) -> TomlFile | None:
        """Read a file, or note why it cannot be read."""
        self.taken.add(name)
        try:
            return toml_of(name, self.pack.files.get(name))
        except InvalidInput as refusal:
            self.problems.extend(refusal.problems)
            return None

    def unused(self, policy: TomlFile, measures: list[str]) -> Iterator[Problem]:
        """Yield the folders that the policy does not list, and files that nobody takes."""
        left = sorted(self.pack.files.keys() - self.taken)
        folders = dict.fromkeys(name.partition("/")[0] for name in left if "/" in name)
        for folder in folders:
            if folder not in measures:
                yield policy.problem("pack.unlisted_folder", ("measures",), name=folder)
        for name in left:
            if "/" not in name or name.partition("/")[0] in measures:
                yield Problem("pack.unused_file", name)

    def measure(self, name: str, needs: str | None) -> MeasureParts | None:
        """Read a measure's folder, or note everything that is wrong with its files.

        `needs` is the version of the program that the pack asks for, for whoever lacks a rule.
        """
        if find_measure(name) is None:
            key = "pack.needs_version" if needs else "pack.unknown_measure"
            self.problems.append(Problem(key, _POLICY, {"name": name, "version": needs or ""}))
            self.taken.update(each for each in self.pack.files if each.startswith(f"{name}/"))
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
        if name not in self.pack.files:
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
    found = {(each.key, each.where, *each.values.items()): each for each in reversed(problems)}
    return tuple(reversed(found.values()))


def _policy_problems(pack: PackFiles, file: TomlFile, policy: models.PolicyFile) -> list[Problem]:
    problems = [
        *check_words(file, ("words",), policy.words, BOOK_WORDS),
        *check_words(file, ("form_words",), policy.form_words, FORM_WORDS),
    ]
    period = policy.in_force
    if period.until < period.first_day:
        problems.append(file.problem("pack.order", ("in_force", "until")))
    if period.disputed is not None and period.disputed <= period.until:
        problems.append(file.problem("pack.order", ("in_force", "disputed")))
    if policy.id != (pack.folder or policy.id):
        problems.append(
            file.problem("pack.other_folder", ("id",), name=policy.id, folder=pack.folder)
        )
    for name in policy.at_counter:
        if name not in policy.measures:
            allowed = ", ".join(policy.measures)
            problems.append(file.problem("pack.not_one_of", ("at_counter",), allowed=allowed))
    for index, name in enumerate(policy.measures):
        if name in policy.measures[:index]:
            problems.append(file.problem("pack.twice", ("measures",), name=name))
    questions = {
        question: readings
        for name in policy.measures
        if find_measure(name) is not None
        for question, readings in questions_of(measure_of(name)).items()
        if not question.startswith(f"{name}.")
    }
    return [*problems, *check_silences(file, policy.rulings, questions)]
