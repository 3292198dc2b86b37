"""What may go into a column of a platform's template, and by which names headers call it."""

import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from hrdesk.domain.batch_spec import ROW_PAID, BatchColumn, BatchSpec, CellFormat, RowKind
from hrdesk.domain.plain_text import comparable_text
from hrdesk.intake.batch_sources import codes_of, formats_of, source_field, sources_of
from hrdesk.intake.form_spec import FieldSpec, FormSpec
from hrdesk.intake.template_titles import BETWEEN

#: How lists number their words: "1-", "02.", "A:" and the like, also with U+3001.
_NUMBERED = re.compile("[0-9A-Za-z]{1,4}\\s*[-_.:|\u3001\\s]\\s*")


@dataclass(frozen=True, slots=True)
class CodeNames:
    """A code of a source: what this program calls it, and what lists may call it.

    `word` is what the pack puts for it in its own workbook.
    """

    code: str
    label: str
    word: str
    names: frozenset[str]

    def word_among(self, choices: tuple[str, ...]) -> str:
        """Return the one of a platform's words that names this code; "" for none or several."""
        wanted = {comparable_text(name) for name in self.names}
        for spelled in (comparable_text, _unnumbered):
            found = [choice for choice in choices if spelled(choice) in wanted]
            if len(found) == 1:
                return found[0]
        return ""


@dataclass(frozen=True, slots=True)
class TemplateSource:
    """A source that a column may take.

    `names` are what headers call it by rank: what the pack writes over it, its label, what else
    is known. The first of `formats` is proposed. `is_field`: an entry of form or roster.
    """

    id: str
    label: str
    names: tuple[tuple[str, ...], ...]
    formats: tuple[CellFormat, ...]
    codes: tuple[CodeNames, ...] = ()
    is_field: bool = False


@dataclass(frozen=True, slots=True)
class SourceWords:
    """The words of the catalogue that name sources: those of `batch_sources`, yes and no."""

    titles: Mapping[str, str]
    yes_no: Mapping[str, str]


def template_sources(
    form: FormSpec, spec: BatchSpec, rows: RowKind, words: SourceWords
) -> Mapping[str, TemplateSource]:
    """Return every source for rows of a kind by its id; `spec` is the pack's own workbook."""
    found = {name: _source(name, form, spec, rows, words) for name in sources_of(form, rows)}
    return MappingProxyType(found)


def _source(
    name: str, form: FormSpec, spec: BatchSpec, rows: RowKind, words: SourceWords
) -> TemplateSource:
    field = source_field(name, form)
    own = [column for column in spec.columns if column.source == name]
    known = _known_names(name, form, field, words)
    formats = formats_of(name, rows, form)
    first = tuple(column.format for column in own if column.format in formats)
    return TemplateSource(
        id=name,
        label=known[0],
        names=(_own_names(own), known[:1], known[1:]),
        formats=tuple(dict.fromkeys((*first, *formats))),
        codes=tuple(_codes(field, own[0].codes if own else {}, words)),
        is_field=field is not None,
    )


def _own_names(own: list[BatchColumn]) -> tuple[str, ...]:
    return tuple(name for column in own for name in (column.header, *column.titles))


def _known_names(
    name: str, form: FormSpec, field: FieldSpec | None, words: SourceWords
) -> tuple[str, ...]:
    if field is not None:
        return (field.label, *field.titles)
    if name.startswith(ROW_PAID):
        column = source_field(f"line.{name.removeprefix(ROW_PAID)}", form)
        label = column.label if column is not None else name
        return (words.titles[ROW_PAID.rstrip(".")].format(column=label), label)
    return tuple(words.titles[name].split(BETWEEN))


def _codes(
    field: FieldSpec | None, own: Mapping[str, str], words: SourceWords
) -> Iterator[CodeNames]:
    choices = {choice.code: choice for choice in field.choices} if field is not None else {}
    for code in codes_of(field):
        choice = choices.get(code)
        label = choice.label if choice is not None else words.yes_no[code]
        names = choice.names if choice is not None else frozenset((label,))
        word = own.get(code, label)
        yield CodeNames(code, label, word, names | {word})


def _unnumbered(text: str) -> str:
    formed = unicodedata.normalize("NFKC", text)
    numbered = _NUMBERED.match(formed)
    return comparable_text(formed[numbered.end() :] if numbered else formed)
