"""What was entered in a case, read-only; numbers of persons and accounts are masked (P12)."""

from collections.abc import Callable, Mapping

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QGridLayout, QVBoxLayout, QWidget

from hrdesk.domain.masking import masked_account, masked_identity, masked_phone
from hrdesk.intake.form_spec import FieldSpec, FieldType, FormSpec
from hrdesk.services.displaying import displayed_field
from hrdesk.ui import theme
from hrdesk.ui.unbroken_text import UnbrokenText, has_long_run
from hrdesk.ui.words import label, selectable

_MASKS: Mapping[FieldType, Callable[[str], str]] = {
    FieldType.IDENTITY: masked_identity,
    FieldType.ACCOUNT: masked_account,
    FieldType.PHONE: masked_phone,
}
_FIGURES = (
    FieldType.IDENTITY,
    FieldType.ACCOUNT,
    FieldType.PHONE,
    FieldType.DATE,
    FieldType.MONEY,
    FieldType.COUNT,
    FieldType.CREDIT_CODE,
)
_LABEL_WIDTH = 168


def facts_card(form: FormSpec, entries: Mapping[str, str], parent: QWidget) -> QFrame:
    """Return the card with every entry of a case, grouped by the pages of its form."""
    surface = QFrame(parent)
    surface.setObjectName("facts")
    theme.role(surface, "card")
    column = QVBoxLayout(surface)
    column.setContentsMargins(24, 18, 24, 22)
    column.setSpacing(8)
    for page in form.pages:
        shown = [name for name in page.fields if entries.get(name)]
        if shown:
            column.addWidget(label(page.title, "strong"))
            column.addLayout(_grid(form, entries, shown))
            column.addSpacing(10)
    materials = _materials(form, entries)
    if materials:
        column.addWidget(label("材料", "strong"))
        column.addWidget(label(materials, wrap=True))
    return surface


def shown_value(form: FormSpec, entries: Mapping[str, str], name: str) -> str:
    """Return a value as the case page shows it, masked where its type demands it."""
    return shown_text(form.fields[name], entries[name])


def shown_text(spec: FieldSpec, text: str) -> str:
    """Return a value of a field or a roster's column, masked where its type demands it."""
    mask = _MASKS.get(spec.type)
    return mask(text) if mask and text else displayed_field(spec, text)


def is_masked(spec: FieldSpec) -> bool:
    """Tell whether values of a field are masked."""
    return spec.type in _MASKS


def _grid(form: FormSpec, entries: Mapping[str, str], names: list[str]) -> QGridLayout:
    grid = QGridLayout()
    grid.setHorizontalSpacing(16)
    grid.setVerticalSpacing(7)
    grid.setColumnMinimumWidth(0, _LABEL_WIDTH)
    grid.setColumnStretch(1, 1)
    for row, name in enumerate(names):
        field = form.fields[name]
        role = "number" if field.type in _FIGURES else "label"
        text = shown_value(form, entries, name)
        value = UnbrokenText(text, role) if has_long_run(text) else selectable(text, role)
        value.setObjectName(f"fact_{name}")
        grid.addWidget(label(field.label, "soft", wrap=True), row, 0, Qt.AlignmentFlag.AlignTop)
        grid.addWidget(value, row, 1, Qt.AlignmentFlag.AlignTop)
    return grid


def _materials(form: FormSpec, entries: Mapping[str, str]) -> str:
    seen = [item.title for item in form.materials if entries.get(f"material.{item.id}")]
    return "、".join(seen)
