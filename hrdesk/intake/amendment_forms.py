"""What is asked of a change of law; the words stand in the window."""

from collections.abc import Sequence

from hrdesk.intake.form_spec import Choice, FieldSpec, FieldType, FormSpec
from hrdesk.intake.register_forms import plain_form

FROM, UNTIL, CLAUSE = "amendment_from", "amendment_until", "amendment_clause"
DOCUMENT, ISSUED, NOTE = "amendment_document", "amendment_issued", "amendment_note"
READING, LAST_DAY, REASON = "amendment_reading", "amendment_last_day", "amendment_reason"
#: A value that is one amount or count; a table has one field for each code behind the stop.
VALUE = "amendment_value"
YES, NO = "yes", "no"
_TODAY = "today"
_SOURCE = (
    FieldSpec(DOCUMENT, "", FieldType.TEXT, required=True, longest=100),
    FieldSpec(ISSUED, "", FieldType.DATE, required=True, not_after=_TODAY),
    FieldSpec(NOTE, "", FieldType.TEXT, required=True),
)
_FROM = FieldSpec(FROM, "", FieldType.DATE, required=True)


def value_field(code: str) -> str:
    """Return the name of the field that holds the entry of a table for a code."""
    return f"{VALUE}.{code}"


def single_value_form(kind: FieldType) -> FormSpec:
    """Return the form of a parameter that is one amount or count."""
    return _value_form((FieldSpec(VALUE, "", kind, required=True),))


def table_form(codes: Sequence[str], kind: FieldType) -> FormSpec:
    """Return the form of a parameter that holds an amount or a count for each code."""
    return _value_form(
        tuple(FieldSpec(value_field(code), "", kind, required=True) for code in codes)
    )


def list_form(codes: Sequence[str]) -> FormSpec:
    """Return the form of a parameter that lists codes: each stands in it or does not."""
    choices = (Choice(YES, ""), Choice(NO, ""))
    return _value_form(
        tuple(
            FieldSpec(value_field(code), "", FieldType.CODE, required=True, choices=choices)
            for code in codes
        )
    )


def adoption_form() -> FormSpec:
    """Return the form by which the values of a superior document are adopted together."""
    return plain_form("adoption", (_FROM, *_SOURCE))


def ruling_form(readings: Sequence[str]) -> FormSpec:
    """Return the form of a ruling: one of these readings, from a day on."""
    choices = tuple(Choice(reading, "") for reading in readings)
    return plain_form(
        "ruling",
        (
            FieldSpec(READING, "", FieldType.CODE, required=True, choices=choices),
            _FROM,
            FieldSpec(UNTIL, "", FieldType.DATE, not_before=FROM),
            *_SOURCE,
        ),
    )


def term_form() -> FormSpec:
    """Return the form of a new last day of the document."""
    return plain_form("term", (FieldSpec(LAST_DAY, "", FieldType.DATE, required=True), *_SOURCE))


def successor_form() -> FormSpec:
    """Return the form of a successor: from when on it counts, and its document."""
    return plain_form("successor", (_FROM, *_SOURCE))


def ending_form(*, with_day: bool) -> FormSpec:
    """Return the form that ends an earlier change; a ruling or a successor may end after a day."""
    day = (FieldSpec(LAST_DAY, "", FieldType.DATE),) if with_day else ()
    return plain_form("ending", (*day, *_SOURCE))


def _value_form(value: tuple[FieldSpec, ...]) -> FormSpec:
    clause = FieldSpec(CLAUSE, "", FieldType.TEXT, required=True, longest=60)
    return plain_form("value", (*value, _FROM, *_SOURCE, clause))
