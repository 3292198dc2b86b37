"""How the mapping of a template is written down, and read again."""

from types import MappingProxyType
from typing import Any

from hrdesk.domain.batch_spec import CellFormat, RowKind
from hrdesk.domain.official_template import MappedColumn, TemplateMapping
from hrdesk.storage.canonical import canonical_text, stored_value


def mapping_text(mapping: TemplateMapping) -> str:
    """Return a mapping as canonical JSON."""
    return canonical_text(
        {
            "sheet": mapping.sheet,
            "header": [mapping.header_first, mapping.header_last],
            "first_row": mapping.first_row,
            "example_rows": mapping.example_rows,
            "formula_rows": mapping.formula_rows,
            "row_limit": mapping.row_limit,
            "rows": mapping.rows.value,
            "columns": [_fields(column) for column in mapping.columns],
        }
    )


def read_mapping(text: str) -> TemplateMapping:
    """Return a mapping that `mapping_text` wrote."""
    found = stored_value(text)
    header_first, header_last = found["header"]
    return TemplateMapping(
        sheet=found["sheet"],
        header_first=header_first,
        header_last=header_last,
        first_row=found["first_row"],
        example_rows=found["example_rows"],
        formula_rows=found["formula_rows"],
        row_limit=found["row_limit"],
        rows=RowKind(found["rows"]),
        columns=tuple(map(_column, found["columns"])),
    )


def _fields(column: MappedColumn) -> dict[str, object]:
    return {
        "place": column.place,
        "header": column.header,
        "choices": list(column.choices),
        "has_formula": column.has_formula,
        "other_choices": column.other_choices,
        "is_text": column.is_text,
        "source": column.source,
        "format": column.format.value,
        "codes": dict(column.codes),
        "required": column.required,
    }


def _column(found: dict[str, Any]) -> MappedColumn:
    return MappedColumn(
        place=found["place"],
        header=found["header"],
        choices=tuple(found["choices"]),
        has_formula=found["has_formula"],
        other_choices=found["other_choices"],
        is_text=found["is_text"],
        source=found["source"],
        format=CellFormat(found["format"]),
        codes=MappingProxyType(found["codes"]),
        required=found["required"],
    )
