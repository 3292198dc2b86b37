"""What is said below a field: a problem at once, else a hint, else what the value tells."""

from dataclasses import dataclass
from decimal import Decimal
from enum import Enum, StrEnum

from hrdesk.domain.account import grouped_account
from hrdesk.domain.identity import Identity
from hrdesk.domain.money import to_fen
from hrdesk.intake.form_spec import FieldSpec, FieldType, FormSpec
from hrdesk.intake.reading import EntryReading
from hrdesk.intake.values import FieldValue
from hrdesk.services.presenting import capital_words, present, region_words
from hrdesk.ui.intake import terms

#: While such a number is still being typed, what is missing is said calmly, not as an error.
_UNFINISHED = frozenset(
    {"identity.length", "credit_code.length", "account.length", "phone.form", "date.form"}
)
_IDENTITY_LENGTH = 18
#: A text that is longer than its line is shown whole below it.
_CHARACTERS_IN_COLUMN = 2.5


class Tone(StrEnum):
    """How loud a remark is."""

    ERROR = "error"
    WARNING = "warning"
    QUIET = "quiet"


class Need(Enum):
    """Whether a field may stay empty, a condition waits for it, or the register speaks for it."""

    REQUIRED = ""
    OPTIONAL = terms.OPTIONAL
    AWAITED = terms.AWAITED
    REGISTER = terms.FROM_REGISTER


_ROLES = {Tone.ERROR: "field_error", Tone.WARNING: "field_warning", Tone.QUIET: "field_hint"}


@dataclass(frozen=True, slots=True)
class Remark:
    """What is said below a field, and what to do about it."""

    tone: Tone
    words: str
    remedy: str = ""

    @property
    def role(self) -> str:
        """The role of the style sheet."""
        return _ROLES[self.tone]

    @property
    def is_error(self) -> bool:
        """Whether the value cannot be taken."""
        return self.tone is Tone.ERROR

    def spoken(self) -> str:
        """Return the remark as one text."""
        return f"{self.words} {self.remedy}".strip()


def remark_on(form: FormSpec, reading: EntryReading, field_id: str, typing: bool) -> Remark:
    """Return what to say below a field; `typing` until the clerk has left it once."""
    labels = labels_of(form)
    spec = form.fields[field_id]
    problem = reading.problems.get(field_id)
    if problem is not None:
        message = present(problem, labels)
        calm = typing and problem.key in _UNFINISHED
        return Remark(Tone.QUIET if calm else Tone.ERROR, message.problem, message.remedy)
    hints = reading.hints.get(field_id, ())
    if hints:
        message = present(hints[0], labels)
        return Remark(Tone.WARNING, message.problem, message.remedy)
    return Remark(Tone.QUIET, _told(spec, reading.values.get(field_id)) or spec.hint)


def labels_of(form: FormSpec) -> dict[str, str]:
    """Return the label of each field by its id."""
    return {field.id: field.label for field in form.fields.values()}


def _told(spec: FieldSpec, value: FieldValue | None) -> str:
    """Return what a value that could be read tells: groups, birth date, capital words."""
    if isinstance(value, Identity):
        return _identity_words(value)
    if spec.type is FieldType.ACCOUNT and isinstance(value, str):
        return grouped_account(value)
    if spec.type is FieldType.CREDIT_CODE and isinstance(value, str):
        return " ".join((value[:2], value[2:8], value[8:17], value[17:]))
    if isinstance(value, Decimal):
        return capital_words(to_fen(value))
    if isinstance(value, str) and len(value) > spec.width * _CHARACTERS_IN_COLUMN:
        return "" if spec.type is FieldType.CODE else value
    return ""


def grouped_identity(number: str) -> str:
    """Return an identity number in the groups in which it is read aloud."""
    if len(number) != _IDENTITY_LENGTH:
        return number
    return f"{number[:6]} {number[6:14]} {number[14:]}"


def _identity_words(identity: Identity) -> str:
    """Return the number in groups with its place, and below what kind, birth and sex it tells."""
    number = [grouped_identity(identity.number), region_words(identity.region)]
    told = [terms.IDENTITY_KINDS[identity.kind]]
    if identity.birth is not None:
        told.append(terms.born(identity.birth))
    if identity.sex is not None:
        told.append(terms.SEXES[identity.sex])
    return "\n".join(" · ".join(part for part in line if part) for line in (number, told))
