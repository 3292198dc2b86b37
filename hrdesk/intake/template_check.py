"""What hinders that a template is filled by a mapping, and what a person has to know of it."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field

from hrdesk.domain.batch_spec import FIXED_TEXT, MONTH_FORMATS, ROW_AMOUNT, CellFormat, RowKind
from hrdesk.domain.errors import Problem
from hrdesk.domain.official_template import MappedColumn, TemplateMapping
from hrdesk.domain.plain_text import refused_character
from hrdesk.intake.batch_sources import codes_of, formats_of, source_field
from hrdesk.intake.form_spec import FormSpec
from hrdesk.intake.template_sources import TemplateSource
from hrdesk.intake.template_titles import HeaderWords

_DATES = frozenset({CellFormat.DATE, CellFormat.DATE_TEXT})
#: No text of a template is longer.
LONGEST_TEXT = 100


@dataclass(frozen=True, slots=True)
class MappingCheck:
    """What a mapping lacks; `problems` refuse it, `remarks` are said. Each `where` is the place of
    a column, or "" for the template.
    """

    problems: tuple[Problem, ...]
    remarks: tuple[Problem, ...]


@dataclass(frozen=True, slots=True)
class MappingGround:
    """What a mapping is checked against; `fixed` gives the text of a source that is the same in
    every row (the name of the office), or None.
    """

    form: FormSpec
    sources: Mapping[str, TemplateSource]
    words: HeaderWords
    fixed: Callable[[str], str | None] = field(default=lambda _: None)

    def check(self, mapping: TemplateMapping) -> MappingCheck:
        """Return what hinders and what is to be said."""
        problems = list(unfit_columns(self.form, mapping))
        unfit = {problem.where for problem in problems}
        for column in mapping.columns:
            if str(column.place) not in unfit:
                problems += self._problems(column)
        if not mapping.filled:
            problems.append(Problem("templates.nothing_mapped"))
        return MappingCheck(tuple(problems), tuple(self._remarks(mapping)))

    def _problems(self, column: MappedColumn) -> Iterator[Problem]:
        where = str(column.place)
        if column.required and not column.source and not column.has_formula:
            yield Problem("templates.required_empty", where)
        source = self.sources.get(column.source)
        for code in source.codes if source is not None else ():
            word = column.codes.get(code.code, "")
            if not word:
                yield Problem("templates.no_word", where, {"word": code.label})
            elif column.choices and word not in column.choices:
                yield Problem("templates.not_listed", where, {"word": word})
        text = self._fixed_text(column.source)
        if text is None:
            return
        if column.choices and text not in column.choices:
            yield Problem("templates.not_listed", where, {"word": text})
        if refused_character(text) or len(text) > LONGEST_TEXT:
            yield Problem("templates.text", where)

    def _fixed_text(self, source: str) -> str | None:
        if source.startswith(FIXED_TEXT):
            return source.removeprefix(FIXED_TEXT)
        return self.fixed(source)

    def _remarks(self, mapping: TemplateMapping) -> Iterator[Problem]:
        taken: dict[tuple[str, str], str] = {}
        for column in mapping.filled:
            where, header = str(column.place), column.header
            # The first and the last of the same months stand in columns of their own.
            part = column.format.value if column.format in MONTH_FORMATS else ""
            if (column.source, part) in taken and not column.source.startswith(FIXED_TEXT):
                other = taken[column.source, part]
                yield Problem("templates.same_source", where, {"header": other})
            taken.setdefault((column.source, part), header)
            if self.words.is_money(header) and column.format is not CellFormat.MONEY:
                yield Problem("templates.not_money", where)
            if self.words.is_date(header) and column.format not in _DATES:
                yield Problem("templates.not_date", where)
            unchecked = column.choices and not column.codes
            if column.other_choices or (unchecked and self._fixed_text(column.source) is None):
                yield Problem("templates.choices_unchecked", where)
        sources = {column.source for column in mapping.filled}
        amount = ROW_AMOUNT in sources or (
            mapping.rows is RowKind.CASE and "case.amount" in sources
        )
        if self.form.pays and mapping.filled and not amount:
            yield Problem("templates.no_amount")
        if mapping.filled and sources.isdisjoint(self._keys(mapping.rows)):
            yield Problem("templates.no_key")

    def _keys(self, rows: RowKind) -> frozenset[str]:
        """Return the sources of which one must stand in a row for an answer to be matched by it."""
        lines = self.form.lines
        if rows is RowKind.LINE and lines is not None:
            return frozenset({f"line.{lines.identity}"})
        return frozenset({"case.number", "case.identity_number", self.form.applicant_identity})


def unfit_columns(form: FormSpec, mapping: TemplateMapping) -> Iterator[Problem]:
    """Yield the columns that take what a form does not have, or in another format than it has it.

    A template was registered under the form of its day: a successor's may lack a field.
    """
    for column in mapping.filled:
        where = str(column.place)
        formats = formats_of(column.source, mapping.rows, form)
        if column.has_formula:
            yield Problem("templates.own_formula", where)
        elif not formats and column.source.startswith(FIXED_TEXT):
            yield Problem("templates.no_text", where)
        elif not formats:
            yield Problem("templates.unknown_source", where)
        elif column.format not in formats:
            yield Problem("templates.format", where)
        elif codes_of(source_field(column.source, form)) and not column.codes:
            yield Problem("templates.no_words", where)
