"""What is asked when an authority has answered a letter; the words stand in the window."""

from hrdesk.domain.referral import Verdict
from hrdesk.intake.form_spec import Choice, FieldSpec, FieldType, FormSpec
from hrdesk.intake.register_forms import plain_form

RECEIVED, AUTHORITY, DOCUMENT = "answer_received", "answer_authority", "answer_document"
VERDICT, WORDS = "answer_verdict", "answer_words"
_LONGEST = 500
_TODAY = "today"


def answer_form() -> FormSpec:
    """Return the form of an answer: when it came, from whom, its number, what it says."""
    verdicts = tuple(Choice(verdict.value, "") for verdict in Verdict)
    return plain_form(
        "answer",
        (
            FieldSpec(RECEIVED, "", FieldType.DATE, required=True, not_after=_TODAY),
            FieldSpec(AUTHORITY, "", FieldType.TEXT, required=True, longest=100),
            FieldSpec(DOCUMENT, "", FieldType.TEXT, required=True, longest=100),
            FieldSpec(VERDICT, "", FieldType.CODE, required=True, choices=verdicts),
            FieldSpec(WORDS, "", FieldType.TEXT, longest=_LONGEST),
        ),
    )
