"""What is asked of a purchase of services; the words stand in the window."""

from hrdesk.intake.form_spec import FieldSpec, FieldType, FormSpec
from hrdesk.intake.register_forms import plain_form

AGENCY, BOUGHT, CONTRACT = "purchase_agency", "purchase_bought", "purchase_contract"
SIGNED, BEGINS, ENDS = "purchase_signed", "purchase_begins", "purchase_ends"
AMOUNT, DEPARTMENT, DOCUMENT = "purchase_amount", "purchase_department", "purchase_document"
_TODAY = "today"


def purchase_form() -> FormSpec:
    """Return the form of a purchase: of whom, what, under which contract, when, for how much."""
    return plain_form(
        "purchase",
        (
            FieldSpec(AGENCY, "", FieldType.CREDIT_CODE, required=True),
            FieldSpec(BOUGHT, "", FieldType.TEXT, required=True),
            FieldSpec(CONTRACT, "", FieldType.TEXT, required=True, longest=100),
            FieldSpec(SIGNED, "", FieldType.DATE, required=True, not_after=_TODAY),
            FieldSpec(BEGINS, "", FieldType.DATE, required=True),
            FieldSpec(ENDS, "", FieldType.DATE, required=True, not_before=BEGINS),
            FieldSpec(AMOUNT, "", FieldType.MONEY, required=True),
            FieldSpec(DEPARTMENT, "", FieldType.TEXT, required=True, longest=100),
            FieldSpec(DOCUMENT, "", FieldType.TEXT, required=True),
        ),
    )
