"""The values of drop-down lists, wherever a template keeps them."""

import re
from collections.abc import Callable, Iterator, Mapping

from hrdesk.workbooks.template_sheet import Area, ListRule, TemplateSheet, area_of

_QUOTED = re.compile(r'"((?:[^"]|"")*)"')
_RANGE = re.compile(r"(?:(?:'((?:[^']|'')+)'|([^'!()\"]+))!)?([$A-Z0-9:]+)")
#: A name may stand for another one; nobody goes further.
_DEEPEST = 3
#: No list of a platform is longer (all counties of China are 3,000).
_MOST = 20_000

#: Gives a sheet by its name as formulas write it, or None where there is none.
SheetByName = Callable[[str], TemplateSheet | None]


class ListValues:
    """Reads what a rule allows: a list of its own, a range of any sheet, a name for either."""

    def __init__(self, sheet_by_name: SheetByName, names: Mapping[str, str]) -> None:
        """`names` are the workbook's names in lower case, each with its formula."""
        self._sheet_by_name = sheet_by_name
        self._names = names

    def of(self, rule: ListRule, sheet: TemplateSheet) -> tuple[str, ...] | None:
        """Return the values in order, None where a formula works them out from other cells."""
        found = self._values(rule.formula, sheet, _DEEPEST)
        return None if found is None else tuple(dict.fromkeys(found))

    def sources(self, sheet: TemplateSheet) -> list[Area]:
        """Return the areas of a sheet in which it keeps the values of its own lists."""
        areas = (self._own_area(rule.formula, sheet) for rule in sheet.lists)
        return [area for area in areas if area is not None]

    def _own_area(self, formula: str, sheet: TemplateSheet) -> Area | None:
        formula = formula.strip().removeprefix("=")
        found = _RANGE.fullmatch(self._names.get(formula.lower(), formula))
        name = (found[1] or found[2] or "") if found else ""
        own = not name or self._sheet_by_name(name.replace("''", "'")) is sheet
        return area_of(found[3]) if found and own else None

    def _values(self, formula: str, sheet: TemplateSheet, depth: int) -> list[str] | None:
        formula = formula.strip().removeprefix("=")
        quoted = _QUOTED.fullmatch(formula)
        if quoted is not None:
            parts = quoted[1].replace('""', '"').split(",")
            return [part.strip() for part in parts if part.strip()]
        named = self._names.get(formula.lower())
        if named is not None and depth:
            return self._values(named, sheet, depth - 1)
        found = _RANGE.fullmatch(formula)
        area = area_of(found[3]) if found else None
        if found is None or area is None:
            return None
        name = (found[1] or found[2] or "").replace("''", "'")
        target = self._sheet_by_name(name) if name else sheet
        return None if target is None else list(_cells(target, area))


def _cells(sheet: TemplateSheet, area: Area) -> Iterator[str]:
    """Yield the texts of an area from above, at most as many as any list has."""
    spots = sorted(spot for spot in sheet.texts if area.holds(*spot))
    for spot in spots[:_MOST]:
        yield sheet.texts[spot].strip()
