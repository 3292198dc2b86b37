"""What the forms of the register of organizations ask; their words stand in the window."""

from collections.abc import Mapping
from types import MappingProxyType

from hrdesk.domain.organization import AgencyKind, BaseLevel, LicenceKind
from hrdesk.intake.form_spec import Choice, FieldSpec, FieldType, FormSpec, PageSpec

ORGANIZATION = "organization"
DETAILS = "details"
LICENCE = "licence"
RECOGNITION = "recognition"
PARK = "park"
NO_OTHER = "no_other"
WITHDRAWAL = "withdrawal"

_TODAY = "today"
_LONGEST = 200


def _codes(kinds: type[AgencyKind | LicenceKind | BaseLevel]) -> tuple[Choice, ...]:
    return tuple(Choice(kind.value, "") for kind in kinds)


def _text(name: str, *, required: bool = True, width: int = 6) -> FieldSpec:
    return FieldSpec(name, "", FieldType.TEXT, required=required, longest=_LONGEST, width=width)


def _organization_name(name: str, *, required: bool, same_as: str = "", width: int) -> FieldSpec:
    kind = FieldType.ORGANIZATION_NAME
    return FieldSpec(
        name, "", kind, required=required, longest=_LONGEST, same_as=same_as, width=width
    )


_CREDIT_CODE = FieldSpec("credit_code", "", FieldType.CREDIT_CODE, required=True, width=4)
_DETAILS = (
    _organization_name("organization_name", required=True, width=8),
    FieldSpec(
        "agency_kind", "", FieldType.CODE, required=True, choices=_codes(AgencyKind), width=12
    ),
    FieldSpec("contact", "", FieldType.NAME, width=3),
    FieldSpec("phone", "", FieldType.PHONE, width=3),
    _text("bank", required=False),
    _organization_name("holder", required=False, same_as="organization_name", width=6),
    FieldSpec("account", "", FieldType.ACCOUNT),
)
_FROM = FieldSpec("valid_from", "", FieldType.DATE, required=True, width=4)
_UNTIL = FieldSpec("valid_until", "", FieldType.DATE, not_before="valid_from", width=4)
_DOCUMENT = _text("document", width=12)


def _seen(name: str) -> FieldSpec:
    return FieldSpec(
        name, "", FieldType.DATE, required=True, prefill=_TODAY, not_after=_TODAY, width=4
    )


_FIELDS: Mapping[str, tuple[FieldSpec, ...]] = {
    ORGANIZATION: (_CREDIT_CODE, *_DETAILS),
    DETAILS: _DETAILS,
    LICENCE: (
        FieldSpec(
            "licence_kind", "", FieldType.CODE, required=True, choices=_codes(LicenceKind), width=12
        ),
        _text("licence_number"),
        _text("issued_by"),
        _FROM,
        _UNTIL,
        _seen("seen_on"),
    ),
    RECOGNITION: (
        FieldSpec(
            "base_level", "", FieldType.CODE, required=True, choices=_codes(BaseLevel), width=12
        ),
        _DOCUMENT,
        _FROM,
        _UNTIL,
    ),
    PARK: (_DOCUMENT, _FROM, _UNTIL),
    NO_OTHER: (_text("source", width=12), _seen("confirmed_on")),
    WITHDRAWAL: (_text("reason", width=12),),
}


def plain_form(name: str, fields: tuple[FieldSpec, ...]) -> FormSpec:
    """Return a form of one page; it belongs to no measure, so nothing of a case is named."""
    return FormSpec(
        measure="",
        title="",
        clause="",
        document="",
        authority="",
        applicant="",
        pages=(PageSpec(name, "", tuple(field.id for field in fields)),),
        fields=MappingProxyType({field.id: field for field in fields}),
        facts=(),
        materials=(),
        received="",
        applicant_name="",
        applicant_identity="",
        phone="",
        account="",
        organization="",
        content_hash="",
    )


#: The forms by their names.
REGISTER_FORMS: Mapping[str, FormSpec] = MappingProxyType(
    {name: plain_form(name, fields) for name, fields in _FIELDS.items()}
)
