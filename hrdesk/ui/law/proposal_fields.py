"""The fields by which a change of law is proposed, with their words."""

from collections.abc import Mapping, Sequence
from functools import partial

from hrdesk.domain.money import parse_money, to_fen
from hrdesk.intake.amendment_forms import (
    CLAUSE,
    DOCUMENT,
    FROM,
    ISSUED,
    LAST_DAY,
    NO,
    NOTE,
    READING,
    UNTIL,
    YES,
)
from hrdesk.intake.form_spec import Choice, FieldType, FormSpec
from hrdesk.services.presenting import capital_words
from hrdesk.ui.fields import LabelledLine
from hrdesk.ui.line_form import Field, LabelledChoice

Place = tuple[str, Field, int]
Row = tuple[Place, ...]

_LISTED = (Choice(YES, "列入"), Choice(NO, "不列入"))
_IN_A_ROW = 3


def value_rows(form: FormSpec, words: Mapping[str, str]) -> tuple[Row, ...]:
    """Return the fields of a value, its first day, and where it stands."""
    fields: list[Place] = []
    for name, text in words.items():
        is_choice = bool(form.fields[name].choices)
        field = LabelledChoice(name, text, _LISTED) if is_choice else LabelledLine(name, text)
        if isinstance(field, LabelledLine) and form.fields[name].type is FieldType.MONEY:
            field.changed.connect(partial(_read_aloud, field))
        fields.append((name, field, 1))
    values = tuple(
        tuple(fields[begin : begin + _IN_A_ROW]) for begin in range(0, len(fields), _IN_A_ROW)
    )
    days: Row = (_first_day(), _line(CLAUSE, "条款", "例如 三（八）"))
    return (*values, days, *_source())


def adoption_rows() -> tuple[Row, ...]:
    """Return the fields of an adoption."""
    return ((_first_day(),), *_source())


def ruling_rows(readings: Mapping[str, str]) -> tuple[Row, ...]:
    """Return the fields of a ruling: one of the readings, its days, its document."""
    choices: Sequence[Choice] = [Choice(code, text) for code, text in readings.items()]
    taken: Place = (READING, LabelledChoice(READING, "采用哪一种理解", choices), 1)
    until = _line(UNTIL, "到哪天为止（可以不填）", "收件日期在这两天之间的适用")
    return ((taken,), (_first_day(), until), *_source())


def successor_rows() -> tuple[Row, ...]:
    """Return the fields of a successor: its first day, its document."""
    return ((_line(FROM, "从哪天收到的申请起适用", "例如 2026-10-24"),), *_source())


def term_rows() -> tuple[Row, ...]:
    """Return the fields of a new last day of the document."""
    return ((_line(LAST_DAY, "新的最后一天", "例如 2027-10-23"),), *_source())


def ending_rows(*, with_day: bool) -> tuple[Row, ...]:
    """Return the fields by which a change is ended."""
    day = _line(LAST_DAY, "适用到哪天为止（不填就是视为没有作过）", "例如 2026-12-31")
    return (((day,),) if with_day else ()) + _source()


def _read_aloud(line: LabelledLine) -> None:
    """Say an amount in capital words under its line: a digit too many is heard."""
    read = parse_money(line.text())
    line.tell("" if read is None else capital_words(to_fen(read)))


def _source() -> tuple[Row, ...]:
    return (
        (_line(DOCUMENT, "文件", "发文字号", 2), _line(ISSUED, "发文日期", "例如 2026-06-15")),
        (_line(NOTE, "文件放在哪里，或者摘要", "例如 2026年收文第12号，扫描件在收文目录"),),
    )


def _first_day() -> Place:
    return _line(FROM, "从哪天起算", "例如 2026-07-01")


def _line(name: str, words: str, hint: str, share: int = 1) -> Place:
    return name, LabelledLine(name, words, hint), share
