"""What the hash and the signature of a version run over, by scheme.

A scheme is never changed once it was released: versions made under it must verify for ever. Who
puts one more value under the signature adds a scheme; new versions take the newest.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType


@dataclass(frozen=True, slots=True)
class Scheme:
    """Names of what is hashed and signed.

    `frame`: what the version belongs to. `register`: the personal columns of the case's row and
    its party, and the people of its roster. `values`: the parts that are kept apart; each of
    them, and the register as one, is hashed as a salted digest. `content`: columns of the version
    under its content hash. `signed`: columns in the statement that the acting person signs.
    """

    number: int
    frame: tuple[str, ...]
    register: tuple[str, ...]
    values: tuple[str, ...]
    content: tuple[str, ...]
    signed: tuple[str, ...]

    def reads(self, row: Mapping[str, object]) -> bool:
        """Tell whether a stored version has every column that this scheme needs."""
        return row.keys() >= {*self.register, *self.values, *self.content, *self.signed}


_FIRST = Scheme(
    number=1,
    frame=("case", "case_number", "measure", "person", "received_on"),
    register=(
        "applicant_name",
        "initials",
        "identity",
        "phone",
        "organization",
        "paper_number",
        "people",
    ),
    values=("entries", "application", "finding"),
    content=(
        "scheme",
        "number",
        "register_digest",
        "entries_digest",
        "application_digest",
        "finding_digest",
        "outcome",
        "amount_fen",
        "rights_digest",
        "months_digest",
        "account_key",
        "form_hash",
        "policy_hash",
        "parameters_hash",
    ),
    signed=(
        "scheme",
        "number",
        "account_key",
        "outcome",
        "amount_fen",
        "policy_hash",
        "content_hash",
        "previous_signature",
        "signed_by",
        "signed_at",
    ),
)

#: Every scheme that versions were ever made under, by its number.
SCHEMES: Mapping[int, Scheme] = MappingProxyType({1: _FIRST})


def newest_scheme() -> Scheme:
    """Return the scheme of versions made from now on."""
    return SCHEMES[max(SCHEMES)]


def scheme_numbered(number: int) -> Scheme | None:
    """Return a scheme, or None if no release ever had one of this number."""
    return SCHEMES.get(number)


def registers() -> frozenset[str]:
    """Return the personal columns of the case's row and its party that any scheme hashes."""
    return frozenset(column for scheme in SCHEMES.values() for column in scheme.register)
