"""From `print.toml`, known to fit, to what the papers of a measure carry."""

from collections.abc import Mapping
from types import MappingProxyType

from hrdesk.domain.print_spec import (
    PrintCell,
    PrintSection,
    PrintSpec,
    RosterTable,
    TableColumn,
)
from hrdesk.packs import print_models
from hrdesk.packs.building import PrintPart


def build_print(measure: str, part: PrintPart, words: Mapping[str, str]) -> PrintSpec:
    """Return what a measure's approval form or letter carries; `words` are those of the policy."""
    return PrintSpec(
        measure=measure,
        title=part.model.title,
        sections=tuple(_section(section) for section in part.model.sections),
        words=MappingProxyType({**words, **part.model.words}),
        tables=tuple(_table(table) for table in part.model.annex),
    )


def build_notice(measure: str, part: PrintPart, words: Mapping[str, str]) -> PrintSpec | None:
    """Return what the notice of a referral carries, None where there is none."""
    notice = part.model.notice
    if notice is None:
        return None
    return PrintSpec(
        measure=measure,
        title=notice.title,
        sections=tuple(_section(section) for section in notice.sections),
        words=MappingProxyType({**words, **part.model.words}),
    )


def _table(table: print_models.AnnexTable) -> RosterTable:
    columns = (
        TableColumn(column.label, column.source, column.width, column.summed)
        for column in table.columns
    )
    return RosterTable(table.roster, table.title, table.kind, tuple(columns))


def _section(section: print_models.Section) -> PrintSection:
    return PrintSection(
        heading=section.heading,
        kind=section.kind,
        cells=tuple(PrintCell(cell.label, cell.source, cell.span) for cell in section.cells),
        text=section.text,
        signatures=tuple(section.signatures),
        seal=section.seal,
    )
