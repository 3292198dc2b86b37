"""What is asked of an official template beside its columns; the words stand in the window."""

from hrdesk.intake.form_spec import FieldSpec, FieldType, FormSpec
from hrdesk.intake.register_forms import plain_form

VERSION, ORIGIN, LIMIT = "template_version", "template_origin", "template_limit"


def template_form() -> FormSpec:
    """Return the form: what the version is called, where it came from, how many rows a file takes.

    Without a limit a file takes every row of a batch.
    """
    return plain_form(
        "template",
        (
            FieldSpec(VERSION, "", FieldType.TEXT, required=True, longest=40),
            FieldSpec(ORIGIN, "", FieldType.TEXT, required=True, longest=100),
            FieldSpec(LIMIT, "", FieldType.COUNT),
        ),
    )
