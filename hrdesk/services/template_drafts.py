"""A template before it is registered: what goes into its columns, and what that lacks."""

import hashlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property

from hrdesk.domain.batch_spec import FIXED_TEXT, BatchSpec, CellFormat, RowKind
from hrdesk.domain.official_template import (
    MappedColumn,
    OfficialTemplate,
    TemplateMapping,
    counting,
)
from hrdesk.domain.template import FoundSheet
from hrdesk.intake.form_spec import FormSpec
from hrdesk.intake.money_units import names_no_unit, unit_above
from hrdesk.intake.template_changes import TakingOver, TemplateChanges
from hrdesk.intake.template_check import MappingCheck, MappingGround
from hrdesk.intake.template_mapping import Proposer, taking
from hrdesk.intake.template_sources import SourceWords, TemplateSource, template_sources
from hrdesk.intake.template_titles import HeaderWords
from hrdesk.reference.messages import catalogue
from hrdesk.services.session import Session
from hrdesk.services.template_reading import ReadTemplate


@dataclass(frozen=True)
class TemplateGround:
    """What the columns of a measure's template may take, for rows of one kind."""

    form: FormSpec
    spec: BatchSpec
    rows: RowKind
    office: str

    @cached_property
    def words(self) -> HeaderWords:
        """What marks in headers say."""
        return HeaderWords.of(catalogue().words("template_header"))

    @cached_property
    def sources(self) -> Mapping[str, TemplateSource]:
        """What columns may take, by id."""
        words = SourceWords(catalogue().words("batch_sources"), catalogue().words("display"))
        return template_sources(self.form, self.spec, self.rows, words)

    @cached_property
    def proposer(self) -> Proposer:
        """What proposes by the headers."""
        return Proposer(self.sources, self.words)

    def taking(self, column: MappedColumn, source: str) -> MappedColumn:
        """Return a column with another source, or a fixed text, and what follows from it.

        It is required again when its header says so: what a platform does not mark, it takes
        empty, and only a person knows better.
        """
        marked = self.words.is_required(column.header) and not column.has_formula
        bare = taking(replace(column, required=marked), self.sources.get(source))
        return replace(bare, source=source) if source.startswith(FIXED_TEXT) else bare

    def check(self, mapping: TemplateMapping, unit: str = "") -> MappingCheck:
        """Return what hinders a mapping, and what is to be said of it."""
        ground = MappingGround(self.form, self.sources, self.words, self._fixed, unit)
        return ground.check(mapping)

    def _fixed(self, source: str) -> str | None:
        """Return what stands in every row for a source that is the same in all, or None."""
        same: dict[str, Callable[[], str]] = {
            "case.clause": lambda: self.form.clause,
            "case.document": lambda: self.form.document,
            "case.authority": lambda: self.form.authority,
            "case.office": lambda: self.office,
        }
        return same[source]() if source in same else None


@dataclass(frozen=True, slots=True)
class TemplateDraft:
    """A template that may be registered.

    `changes` is how it differs from `before`, the one that counts today; `known` is that the
    office has this very file already. `version`, `origin` are what is proposed for them.
    `unit` is the one other than yuan that stands above the headers for all money, or "".
    """

    measure: str
    content: bytes
    file_name: str
    mapping: TemplateMapping
    changes: TemplateChanges = field(default_factory=TemplateChanges)
    before: OfficialTemplate | None = None
    known: OfficialTemplate | None = None
    version: str = ""
    origin: str = ""
    unit: str = ""


def ground_of(session: Session, measure: str, rows: RowKind | None = None) -> TemplateGround:
    """Return what a template of a measure may take; `rows` are as in the pack's own workbook."""
    policy = session.policy_with(measure)
    spec = policy.batches.get(measure) or BatchSpec(measure, (), "", RowKind.CASE, ())
    return TemplateGround(policy.forms[measure], spec, rows or spec.rows, session.office.name)


def begin_draft(
    session: Session, measure: str, read: ReadTemplate, place: int, rows: RowKind | None = None
) -> TemplateDraft:
    """Return the draft for a sheet of a file: what a person chose before, else what headers say.

    `place` is the sheet among those that were found.
    """
    with session.store.reading() as reader:
        templates = reader.templates()
    before = counting(templates).get(measure)
    kept = before.mapping.rows if before is not None else None
    ground = ground_of(session, measure, rows or kept)
    sheet = read.found.sheets[place]
    unit = _unit_said(sheet)
    columns, changes = ground.proposer.columns(sheet.columns, unit), TemplateChanges()
    if before is not None:
        columns, changes = _taken_over(ground, before.mapping, sheet)
    mapping = TemplateMapping(
        sheet=sheet.name,
        header_first=sheet.header_first,
        header_last=sheet.header_last,
        first_row=sheet.first_row,
        example_rows=sheet.example_rows,
        formula_rows=sheet.formula_rows,
        row_limit=before.mapping.row_limit if before is not None else None,
        rows=ground.rows,
        columns=columns,
    )
    draft = TemplateDraft(
        measure, read.content, read.file_name, mapping, changes, before, unit=unit
    )
    return _known_again(draft, templates)


def _unit_said(sheet: FoundSheet) -> str:
    """Return the unit other than yuan above the headers, or in which cells of data show amounts."""
    above = sheet.top[: sheet.header_first - 1]
    cells = [text for row in above for text in row if text]
    found = unit_above(cells, [column.header for column in sheet.columns])
    return found or next((column.unit for column in sheet.columns if column.unit), "")


def unit_on_record(content: bytes, mapping: TemplateMapping) -> str:
    """Return the unit other than yuan above the headers of a file on record, "" where each header
    of money names its own: templates were registered before such lines were looked at.
    """
    from hrdesk.workbooks.foreign_cells import upper_lines

    money = (each for each in mapping.filled if each.format is CellFormat.MONEY)
    if not any(names_no_unit(each.header) for each in money):
        return ""
    headers = [column.header for column in mapping.columns]
    if mapping.header_first == 1:
        return unit_above((), headers)
    above = upper_lines(content, mapping.sheet, mapping.header_first - 1)
    cells = [text for line in above for text in line if isinstance(text, str)]
    return unit_above(cells, headers)


def _known_again(draft: TemplateDraft, templates: Sequence[OfficialTemplate]) -> TemplateDraft:
    """Return a draft that says that its file stands on record for this measure already."""
    sha256 = hashlib.sha256(draft.content).hexdigest()
    for each in reversed(templates):
        if (each.measure, each.sha256, each.withdrawal) == (draft.measure, sha256, None):
            return replace(draft, known=each, version=each.version, origin=each.origin)
    return draft


def correction_of(session: Session, template: OfficialTemplate) -> TemplateDraft:
    """Return the draft that mends the mapping of a template on record; its file stays."""
    with session.store.reading() as reader:
        content = reader.template_content(template.sha256)
    return TemplateDraft(
        template.measure,
        content,
        template.file_name,
        template.mapping,
        before=template,
        version=template.version,
        origin=template.origin,
        unit=unit_on_record(content, template.mapping),
    )


def with_rows(session: Session, draft: TemplateDraft, rows: RowKind) -> TemplateDraft:
    """Return a draft whose rows stand for something else: what they lack is proposed anew."""
    ground = ground_of(session, draft.measure, rows)
    columns = tuple(_still_fit(ground, column) for column in draft.mapping.columns)
    return replace(draft, mapping=replace(draft.mapping, rows=rows, columns=columns))


def _still_fit(ground: TemplateGround, column: MappedColumn) -> MappedColumn:
    if column.source in ground.sources or column.source.startswith(FIXED_TEXT):
        return column
    return ground.taking(column, "")


def _taken_over(
    ground: TemplateGround, before: TemplateMapping, sheet: FoundSheet
) -> tuple[tuple[MappedColumn, ...], TemplateChanges]:
    """Return what was chosen before where headers are the same, and proposals for new ones."""
    bare = tuple(ground.proposer.column(each, "") for each in sheet.columns)
    columns, changes = TakingOver(ground.sources, ground.words).columns(before.columns, bare)
    new = {column.place for column in changes.new}
    used = {column.source for column in columns}
    added = [each for each in sheet.columns if each.place in new]
    proposed = ground.proposer.columns(added, _unit_said(sheet))
    by_place = {each.place: each for each in proposed if each.source not in used}
    return tuple(by_place.get(column.place, column) for column in columns), changes
