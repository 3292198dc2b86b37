"""A roster with a column of every kind, its people, and a cheap judge that stands in for rules."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date
from decimal import Decimal

from hrdesk.domain.finding import LineFinding, Outcome
from hrdesk.domain.money import grouped
from hrdesk.domain.plain_text import trimmed
from hrdesk.domain.roster import RosterRow
from hrdesk.intake.form_spec import Choice, FieldSpec, FieldType, RosterSpec
from hrdesk.intake.rosters import RowReading
from hrdesk.intake.values import is_blank, read_value
from hrdesk.intake.visibility import holds
from hrdesk.ui.roster import FootWords, JudgedRow
from tests.people import identity_number

TODAY = date(2026, 3, 18)

CATEGORIES = (
    Choice("hardship", "就业困难人员"),
    Choice("unemployed", "登记失业人员"),
    Choice("unemployed_graduate", "登记失业高校毕业生"),
    Choice("returning_migrant", "返乡农民工"),
    Choice("graduate", "高校毕业生"),
)

COLUMNS = (
    FieldSpec("name", "姓名", FieldType.NAME, required=True),
    FieldSpec(
        "person",
        "身份证号",
        FieldType.IDENTITY,
        required=True,
        titles=("身份证号码", "证件号码"),
    ),
    FieldSpec("category", "人员类别", FieldType.CODE, required=True, choices=CATEGORIES),
    FieldSpec("proved", "已核证明", FieldType.YES_NO),
    FieldSpec("proof", "证明编号", FieldType.TEXT, required=True, show_when={"proved": ("yes",)}),
    FieldSpec("hired_on", "入职日期", FieldType.DATE, required=True),
    FieldSpec("months", "申领月份", FieldType.MONTHS, hint="写成 2024-03—2024-06"),
    FieldSpec("wage", "月工资", FieldType.MONEY),
)

SPEC = RosterSpec(
    id="hires",
    title="当年新招用人员名册",
    columns={column.id: column for column in COLUMNS},
    facts=(),
    gives="lines",
    hint="一人一行",
    identity="person",
    name="name",
)

PAID = Decimal("1680.00")


def spec_with(most: int) -> RosterSpec:
    """The roster with room for so many rows."""
    return replace(SPEC, most=most)


def row(row_id: str, **entries: str) -> RosterRow:
    """A row with these entries."""
    return RosterRow(row_id, entries)


def person(n: int, **changed: str) -> RosterRow:
    """A row that is filled in without an error."""
    entries = {
        "name": f"王强{n}",
        "person": identity_number(sequence=n % 1000),
        "category": "returning_migrant",
        "proved": "no",
        "hired_on": "2024-03-01",
        "months": "2024-03—2024-06",
        "wage": "3500.00",
    }
    return RosterRow(f"r{n}", {**entries, **changed})


def read_row(each: RosterRow) -> RowReading:
    """Read a row, column by column."""
    chosen = {key: trimmed(text) for key, text in each.entries.items()}
    shown: set[str] = set()
    for column in COLUMNS:
        if holds(column.show_when, chosen, shown):
            shown.add(column.id)
    typed = {
        key: each.entries[key]
        for key in SPEC.columns
        if key in shown and not is_blank(each.entries.get(key, ""))
    }
    read = {key: read_value(SPEC.columns[key], text, TODAY) for key, text in typed.items()}
    return RowReading(
        row_id=each.id,
        values={key: got.value for key, got in read.items() if got.value is not None},
        problems={key: got.problem for key, got in read.items() if got.problem is not None},
        hints={key: got.hints for key, got in read.items() if got.hints},
        shown=frozenset(shown),
        missing=tuple(c.id for c in COLUMNS if c.required and c.id in shown and c.id not in typed),
        blank=not any(trimmed(text) for text in each.entries.values()),
    )


def judged(each: RosterRow) -> JudgedRow:
    """Judge a row as a measure would: errors are not judged, what is missing leaves it open."""
    reading = read_row(each)
    if not reading.judged:
        return JudgedRow(reading, None, "" if reading.blank else "未判定")
    outcome, words = Outcome.ELIGIBLE, f"{grouped(PAID)}"
    if reading.missing:
        outcome, words = Outcome.INCOMPLETE, "待定 · 缺" + SPEC.columns[reading.missing[0]].label
    elif reading.values["hired_on"] < date(2024, 1, 1):
        outcome, words = Outcome.INELIGIBLE, "不计入 · 不是当年入职"
    amount = PAID if outcome is Outcome.ELIGIBLE else Decimal("0.00")
    return JudgedRow(reading, LineFinding(1, outcome, amount, ()), words)


def states(rows: Iterable[RosterRow]) -> Mapping[str, JudgedRow]:
    """Judge rows one by one."""
    return {each.id: judged(each) for each in rows}


def foot(rows: Iterable[RosterRow]) -> FootWords:
    """The sums of some rows."""
    found = [judged(each) for each in rows]
    counted = sum(1 for each in found if each.finding and each.finding.outcome is Outcome.ELIGIBLE)
    refused = sum(
        1 for each in found if each.finding and each.finding.outcome is Outcome.INELIGIBLE
    )
    open_ones = sum(
        1 for each in found if each.finding and each.finding.outcome is Outcome.INCOMPLETE
    )
    unjudged = sum(1 for each in found if each.finding is None)
    return FootWords(
        f"共 {len(found)} 行 · 计入 {counted} · 待定 {open_ones} · 不计入 {refused}"
        f" · 未判定 {unjudged}",
        f"合计 {grouped(PAID * counted)} 元",
    )
