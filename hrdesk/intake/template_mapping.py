"""Which source goes into which column of a template: proposed by the headers, never guessed.

A header that names two sources, and a source that two headers name equally well, are left to the
person who registers the template.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from difflib import SequenceMatcher
from types import MappingProxyType

from hrdesk.domain.batch_spec import CellFormat
from hrdesk.domain.official_template import MappedColumn
from hrdesk.domain.template import FoundColumn
from hrdesk.intake.money_units import other_unit
from hrdesk.intake.template_sources import TemplateSource
from hrdesk.intake.template_titles import HeaderWords

_Sources = Mapping[str, TemplateSource]
#: So much alike is offered first; so many of them.
_ALIKE, _OFFERED = 0.5, 4


@dataclass(frozen=True, slots=True)
class _Match:
    """A source that a header names, and how far the spelling was taken apart for it."""

    source: str
    distance: int


class Proposer:
    """Proposes what goes into columns; `sources` are those that may."""

    def __init__(self, sources: _Sources, words: HeaderWords) -> None:
        self._sources = sources
        self._words = words
        self._named: list[dict[str, set[str]]] = []
        for source in sources.values():
            for rank, names in enumerate(source.names):
                while len(self._named) <= rank:
                    self._named.append({})
                for name in names:
                    for spelling in words.spellings(name):
                        self._named[rank].setdefault(spelling, set()).add(source.id)

    def columns(self, found: Sequence[FoundColumn], unit: str = "") -> tuple[MappedColumn, ...]:
        """Return the columns of a template with what seems to go into each.

        No money goes where it is not counted in yuan; `unit` stands above the headers for all.
        """
        matches = [None if each.has_formula else self._of_unit(each.header, unit) for each in found]
        best = Counter((match.source, match.distance) for match in matches if match is not None)
        nearest: dict[str, int] = {}
        for source, distance in best:
            nearest[source] = min(distance, nearest.get(source, distance))
        proposed = (
            match.source
            if match is not None
            and match.distance == nearest[match.source]
            and best[match.source, match.distance] == 1
            else ""
            for match in matches
        )
        return tuple(
            self.column(each, source) for each, source in zip(found, proposed, strict=True)
        )

    def column(self, found: FoundColumn, source: str) -> MappedColumn:
        """Return a column as it is read, with a source and what follows from it."""
        plain = MappedColumn(
            place=found.place,
            header=found.header,
            choices=found.choices,
            has_formula=found.has_formula,
            other_choices=found.other_choices,
            is_text=found.is_text,
            required=self._words.is_required(found.header) and not found.has_formula,
        )
        return taking(plain, self._sources.get(source))

    def near(self, header: str) -> tuple[str, ...]:
        """Return the sources whose names are most like a header, the likest first."""
        wanted = next(self._words.spellings(header))
        likeness = {
            source.id: max(
                (
                    SequenceMatcher(None, wanted, next(self._words.spellings(name))).ratio()
                    for names in source.names
                    for name in names
                ),
                default=0.0,
            )
            for source in self._sources.values()
        }
        alike = [name for name in likeness if likeness[name] >= _ALIKE]
        return tuple(sorted(alike, key=lambda name: -likeness[name])[:_OFFERED])

    def _of_unit(self, header: str, unit: str) -> _Match | None:
        found = self._match(header)
        if found is None or not other_unit(header, unit):
            return found
        return None if CellFormat.MONEY in self._sources[found.source].formats else found

    def _match(self, header: str) -> _Match | None:
        """Return the one source that a header names, in the closest spelling that names any."""
        for distance, spelling in enumerate(self._words.spellings(header)):
            for named in self._named:
                found = named.get(spelling, set()) if spelling else set()
                if len(found) == 1:
                    return _Match(next(iter(found)), distance)
                if found:
                    return None
        return None


def taking(column: MappedColumn, source: TemplateSource | None) -> MappedColumn:
    """Return a column with another source: its format, and words for its codes where they are
    plain. A text that is no code may only be one of the template's choices, where it has such.
    A day goes into a column of texts as a text.
    """
    if source is None:
        return replace(column, source="", format=CellFormat.TEXT, codes=MappingProxyType({}))
    return replace(
        column,
        source=source.id,
        format=_format_of(column, source),
        codes=MappingProxyType(_words_of(column, source)),
    )


def _format_of(column: MappedColumn, source: TemplateSource) -> CellFormat:
    if column.is_text and CellFormat.DATE_TEXT in source.formats:
        return CellFormat.DATE_TEXT
    return source.formats[0]


def _words_of(column: MappedColumn, source: TemplateSource) -> dict[str, str]:
    if source.codes:
        words = {
            each.code: each.word_among(column.choices) if column.choices else each.word
            for each in source.codes
        }
        return {code: word for code, word in words.items() if word}
    if source.is_field and source.formats[0] is CellFormat.TEXT:
        return {choice: choice for choice in column.choices}
    return {}
