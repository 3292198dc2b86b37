"""Drafts, cases and their immutable versions."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from hrdesk.domain.referral import Referred
from hrdesk.domain.roster import RosterPlace


class CaseState(StrEnum):
    """Where a case stands. Further states come with review, approval and payment."""

    ACCEPTED = "accepted"


@dataclass(frozen=True, slots=True)
class Draft:
    """What a clerk has typed so far: raw text by field id; it may hold any error.

    `created_at` is the moment since when this applicant stands in it: a late entry is
    measured from there. `policy` is the id of the policy whose form is filled in; it stays so
    while a release mends that form. `revision` counts saves, so that a save of an older state is
    refused.
    """

    id: str
    measure: str
    policy: str
    entries: Mapping[str, str]
    created_at: datetime
    saved_at: datetime
    revision: int
    owner: str


@dataclass(frozen=True, slots=True)
class CaseSummary:
    """One row of a list; identity numbers are already masked (RELIABILITY P12).

    `in_roster` says where in its roster somebody stands who was searched for, when it is not
    the applicant who was found. `referred` tells how far a referral is.
    """

    id: str
    number: str
    paper_number: str
    measure: str
    applicant_name: str
    applicant_masked: str
    received_on: date
    state: CaseState
    outcome: str
    amount_fen: int | None
    accepted_by: str
    in_roster: RosterPlace | None = None
    referred: Referred | None = None


@dataclass(frozen=True, slots=True)
class CaseVersion:
    """One immutable version of a case, as it was signed.

    `entries` are the normalised form values, `facts` what the rule was given,
    `finding` the judgement in contract shape. Hashes are SHA-256 in hex.
    """

    id: str
    case_id: str
    number: int
    entries: Mapping[str, str]
    facts: Mapping[str, object]
    finding: Mapping[str, object]
    form_hash: str
    policy_hash: str
    parameters_hash: str
    content_hash: str
    previous_signature: str
    signature: str
    signed_by: str
    signed_at: datetime


@dataclass(frozen=True, slots=True)
class Case:
    """A case with its newest version."""

    id: str
    number: str
    paper_number: str
    measure: str
    office_code: str
    state: CaseState
    received_on: date
    entered_at: datetime
    version: CaseVersion
