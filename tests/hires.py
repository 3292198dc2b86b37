"""New hires of a firm that asks for a loan: one who counts, and how a list from elsewhere has them.

A new column of the roster gets its value here; lists are pasted with their titles, so the place
of a column is nobody's business.
"""

from collections.abc import Mapping, Sequence

from hrdesk.services.displaying import displayed_field
from tests.shipped import policy

MEASURE, ROSTER = "startup_loan_firm", "hires"


def hire(**changes: str) -> dict[str, str]:
    """The entries of a hire who counts, but for name and number, which a test gives."""
    return {
        "category": "returning_entrepreneur",
        "certificate": "虚构1号",
        "hired_on": "2026-03-01",
        "contract_kind": "fixed",
        "contract_start": "2026-03-01",
        "contract_end": "2027-02-28",
        **changes,
    }


def as_listed(hires: Sequence[Mapping[str, str]]) -> list[str]:
    """The lines that a spreadsheet gives for hires: titles, then each as people read it."""
    columns = policy().forms[MEASURE].rosters[ROSTER].columns.values()
    used = [column for column in columns if any(column.id in each for each in hires)]
    titles = "\t".join(column.label for column in used)
    rows = (
        "\t".join(displayed_field(column, each.get(column.id, "")) for column in used)
        for each in hires
    )
    return [titles, *rows]
