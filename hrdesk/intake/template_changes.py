"""A newer template: what it takes over from the one before, and what differs."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from types import MappingProxyType

from hrdesk.domain.batch_spec import FIXED_TEXT
from hrdesk.domain.official_template import MappedColumn
from hrdesk.intake.template_mapping import taking
from hrdesk.intake.template_sources import TemplateSource
from hrdesk.intake.template_titles import HeaderWords


@dataclass(frozen=True, slots=True)
class TemplateChanges:
    """How a template differs from the one before, by the headers of its columns.

    `moved` says from which place to which, `required` whose mark is new or gone, and `choices`
    which words of a column's list came and went.
    """

    new: tuple[MappedColumn, ...] = ()
    gone: tuple[MappedColumn, ...] = ()
    moved: tuple[tuple[MappedColumn, int], ...] = ()
    required: tuple[MappedColumn, ...] = ()
    choices: tuple[tuple[MappedColumn, tuple[str, ...], tuple[str, ...]], ...] = ()

    def __bool__(self) -> bool:
        """Whether anything differs."""
        return any((self.new, self.gone, self.moved, self.required, self.choices))


@dataclass(frozen=True, slots=True)
class TakingOver:
    """Takes over what a person chose; `sources` are those that columns may take now."""

    sources: Mapping[str, TemplateSource]
    words: HeaderWords

    def columns(
        self, before: Sequence[MappedColumn], now: Sequence[MappedColumn]
    ) -> tuple[tuple[MappedColumn, ...], TemplateChanges]:
        """Return new columns with what was chosen for those of equal headers, and what differs.

        Of columns that share a header the first is the first. A word that the platform's list has
        no more is not taken over: somebody chooses anew.
        """
        pairs = self._paired(before, now)
        columns = tuple(
            column if old is None else self._with_choice_of(old, column) for old, column in pairs
        )
        kept = [(old, column) for old, column in pairs if old is not None]
        used = {old.place for old, _ in kept}
        return columns, TemplateChanges(
            new=tuple(column for old, column in pairs if old is None),
            gone=tuple(old for old in before if old.place not in used),
            moved=tuple((column, old.place) for old, column in kept if old.place != column.place),
            required=tuple(column for old, column in kept if self._marks_differ(old, column)),
            choices=tuple(
                (column, _beyond(column.choices, old.choices), _beyond(old.choices, column.choices))
                for old, column in kept
                if set(old.choices) != set(column.choices)
            ),
        )

    def _paired(
        self, before: Sequence[MappedColumn], now: Sequence[MappedColumn]
    ) -> list[tuple[MappedColumn | None, MappedColumn]]:
        waiting: dict[str, list[MappedColumn]] = {}
        for column in before:
            waiting.setdefault(self.words.unmarked(column.header), []).append(column)
        pairs: list[tuple[MappedColumn | None, MappedColumn]] = []
        for column in now:
            same = waiting.get(self.words.unmarked(column.header), [])
            pairs.append((same.pop(0) if same else None, column))
        return pairs

    def _with_choice_of(self, old: MappedColumn, column: MappedColumn) -> MappedColumn:
        if column.has_formula or old.has_formula:
            return column
        required = column.required if self._marks_differ(old, column) else old.required
        source = self.sources.get(old.source)
        if source is None and not old.source.startswith(FIXED_TEXT):
            return replace(column, source="", required=required)
        return replace(
            column,
            source=old.source,
            format=old.format,
            required=required,
            codes=MappingProxyType(_codes_kept(old, column, source)),
        )

    def _marks_differ(self, old: MappedColumn, column: MappedColumn) -> bool:
        return self.words.is_required(old.header) is not self.words.is_required(column.header)


def _codes_kept(
    old: MappedColumn, column: MappedColumn, source: TemplateSource | None
) -> Mapping[str, str]:
    """Return the words that stay; a list that bounds free text is the one of the new template."""
    if source is None or not source.codes:
        return taking(column, source).codes
    if not column.choices:
        return dict(old.codes)
    return {code: word for code, word in old.codes.items() if word in column.choices}


def _beyond(these: Iterable[str], those: Iterable[str]) -> tuple[str, ...]:
    known = set(those)
    return tuple(each for each in these if each not in known)
