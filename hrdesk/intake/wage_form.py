"""What is asked when a minimum wage is confirmed; the words stand in the window."""

from hrdesk.intake.form_spec import Choice, FieldSpec, FieldType, FormSpec
from hrdesk.intake.register_forms import plain_form

DISTRICT, FROM, MONTHLY, DOCUMENT = "wage_district", "wage_from", "wage_monthly", "wage_document"


def wage_form(districts: tuple[Choice, ...]) -> FormSpec:
    """Return the form of a wage: one of these districts, first day, yuan a month, document."""
    return plain_form(
        "wage",
        (
            FieldSpec(DISTRICT, "", FieldType.CODE, required=True, choices=districts),
            FieldSpec(FROM, "", FieldType.DATE, required=True),
            FieldSpec(MONTHLY, "", FieldType.MONEY, required=True),
            FieldSpec(DOCUMENT, "", FieldType.TEXT, required=True, longest=100),
        ),
    )
