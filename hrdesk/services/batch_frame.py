"""The frozen frame of a batch, read again: its columns, its words, its official template."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from hrdesk.domain.batch import FrozenBatch, SentCase, SentRow, workbook_names
from hrdesk.domain.batch_spec import ROW_AMOUNT, BatchColumn, CellFormat
from hrdesk.domain.template import PlacedColumn, TemplatePlan, files_of

if TYPE_CHECKING:
    from hrdesk.workbooks.batch_sheet import Cell, FileShare, Official

_DATES = (CellFormat.DATE, CellFormat.DATE_TEXT)


@dataclass(frozen=True, slots=True)
class BatchFrame:
    """The frozen frame, read again."""

    frame: Mapping[str, Any]

    def text(self, name: str) -> str:
        """Return a text of the frame."""
        return str(self.frame[name])

    @property
    def titles(self) -> tuple[str, ...]:
        """The lines above the header, not yet filled."""
        return tuple(self.frame["titles"])

    @property
    def words(self) -> dict[str, str]:
        """The fixed words of the control page."""
        return dict(self.frame["words"])

    @property
    def plan(self) -> TemplatePlan | None:
        """How rows go into the official template of the batch, None where it has none."""
        template = self.frame.get("template")
        if template is None:
            return None
        placed = zip(template["places"], self.columns, strict=True)
        return TemplatePlan(
            sheet=template["sheet"],
            header_last=template["header_last"],
            first_row=template["first_row"],
            row_limit=template["row_limit"],
            columns=tuple(PlacedColumn(place, column) for place, column in placed),
            # Batches that were frozen before persons could say it have none.
            examples=template.get("examples"),
        )

    @property
    def columns(self) -> tuple[BatchColumn, ...]:
        """The columns; codes are resolved in what is sent."""
        return tuple(
            BatchColumn(
                header=each["header"],
                source=each["source"],
                format=CellFormat(each["format"]),
                width=each["width"],
                required=each["required"],
                codes={},
            )
            for each in self.frame["columns"]
        )


@dataclass(frozen=True, slots=True)
class SentRows:
    """The rows of all cases, or some of them, made anew each time they are walked."""

    cases: tuple[SentCase, ...]
    columns: tuple[BatchColumn, ...]
    part: range | None = None

    def __iter__(self) -> "Iterator[tuple[Cell, ...]]":
        dated = [column.format in _DATES for column in self.columns]
        for row in self._chosen():
            yield tuple(
                date.fromisoformat(cell) if is_day and isinstance(cell, str) else cell
                for is_day, cell in zip(dated, row.cells, strict=True)
            )

    def _chosen(self) -> Iterator[SentRow]:
        """Yield the rows of the part; cases before and behind it are passed over whole."""
        done = 0
        for case in self.cases:
            count = len(case.rows)
            first, last = 0, count
            if self.part is not None:
                if done >= self.part.stop:
                    return
                first, last = max(self.part.start - done, 0), min(self.part.stop - done, count)
            yield from case.rows[first:last]
            done += count


def official_of(frozen: FrozenBatch, frame: BatchFrame) -> "Official | None":
    """Return the official template of a batch with the rows of each of its files, or None."""
    plan = frame.plan
    if plan is None:
        return None
    from hrdesk.workbooks.batch_sheet import Official

    if frozen.template is None:
        raise LookupError("a batch of an official template came without its bytes")
    ranges = files_of(frozen.batch.rows, plan.row_limit)
    parts = tuple(SentRows(frozen.cases, frame.columns, each) for each in ranges)
    return Official(frozen.template, plan, parts, tuple(len(each) for each in ranges))


def file_count(frozen: FrozenBatch) -> int | None:
    """Return how many files the rows of a batch take in its official template; None without."""
    plan = BatchFrame(frozen.frame).plan
    return None if plan is None else len(files_of(frozen.batch.rows, plan.row_limit))


def file_shares(
    number: str, official: "Official", columns: tuple[BatchColumn, ...]
) -> tuple["FileShare", ...]:
    """Return what each file holds; nothing is said of sums where no column pays."""
    from hrdesk.workbooks.batch_sheet import FileShare

    names = workbook_names(number, len(official.parts))
    sources = [column.source for column in columns]
    place = sources.index(ROW_AMOUNT) if ROW_AMOUNT in sources else None
    shares = []
    for name, part, count in zip(names[:-1], official.parts, official.counts, strict=True):
        amounts = () if place is None else (row[place] for row in part)
        total = sum(amount for amount in amounts if isinstance(amount, int))
        shares.append(FileShare(name, count, None if place is None else total))
    return tuple(shares)
