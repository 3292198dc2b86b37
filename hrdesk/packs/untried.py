"""Dated rows of a pack that no worked case of their measure is judged by."""

from collections.abc import Iterator
from datetime import date

from hrdesk.domain.errors import Problem
from hrdesk.domain.pack_files import PackFiles
from hrdesk.packs.building import MeasureParts
from hrdesk.packs.examples import judged, read_examples
from hrdesk.packs.policy import policy_of
from hrdesk.packs.reading import read_pack
from hrdesk.rules.book import Book


def untried_rows(pack: PackFiles) -> tuple[Problem, ...]:
    """Return a remark for each dated row of a sound pack that no example uses (`pack.untried`).

    It is no fault: the pack holds together. But what such a row says was held against nothing.
    """
    parts = read_pack(pack)
    book = policy_of(parts).book
    return tuple(remark for measure in parts.measures for remark in _untried(measure, book))


def _untried(parts: MeasureParts, book: Book) -> Iterator[Problem]:
    used = _used(parts, book)
    for name, parameter in parts.parameters.model.items():
        for index, row in enumerate(parameter.values):
            if (f"{parts.id}.{name}", row.valid_from) not in used:
                place = (name, "values", index)
                day = row.valid_from.isoformat()
                yield parts.parameters.file.problem(
                    "pack.untried", place, title=parameter.title, day=day
                )


def _used(parts: MeasureParts, book: Book) -> set[tuple[str, date]]:
    """Return the dated rows by which the examples are judged: parameter and first day."""
    return {
        (use.id, use.valid_from)
        for case in read_examples(parts)
        for use in judged(case, book).parameters
    }
