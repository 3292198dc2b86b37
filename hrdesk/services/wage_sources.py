"""The documents by which the minimum wages of a case were confirmed, as its form names them."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from hrdesk.domain.money import grouped
from hrdesk.printing import sheet as paper
from hrdesk.services.case_to_print import CONFIRMED, CaseToPrint
from hrdesk.services.displaying import displayed_date


def wage_sources(subject: CaseToPrint) -> list[paper.AnnexPart]:
    """Return what stands below the table of months: each wage that it was worked out by."""
    words = subject.spec.words
    said = tuple(
        words["wage_source"].format(
            day=displayed_date(date.fromisoformat(wage["from"])),
            amount=grouped(Decimal(wage["value"])),
            document=wage["document"],
            confirmed=displayed_date(date.fromisoformat(wage["confirmed"])),
        )
        for wage in _used(subject.case.version.finding)
    )
    return [paper.Notes(words["wage_sources"], said)] if said else []


def _used(finding: Mapping[str, Any]) -> list[Mapping[str, str]]:
    """Return the confirmed wages in force in the months whose amount was worked out, by day."""
    wages: list[Mapping[str, str]] = finding.get(CONFIRMED, [])
    used = {}
    for line in finding["lines"]:
        for month in line["months"]:
            # Days and months in ISO form are ordered as texts.
            begun = [wage for wage in wages if wage["from"] <= f"{month['month']}-01"]
            if begun and month["base"] is not None:
                wage = max(begun, key=lambda wage: wage["from"])
                used[wage["from"]] = wage
    return [used[day] for day in sorted(used)]
