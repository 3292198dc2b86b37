"""Accepted cases: one row for lists and search, one signed version for what was decided."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from hrdesk.domain.case import Case, CaseState
from hrdesk.domain.errors import Refused
from hrdesk.domain.identity import normalised_identity
from hrdesk.domain.right import OnceRight
from hrdesk.domain.roster import RosterPerson
from hrdesk.domain.staff import Role
from hrdesk.storage import versions
from hrdesk.storage.amounts import decided_fen
from hrdesk.storage.audit import append
from hrdesk.storage.checks.decided import ACCEPT
from hrdesk.storage.claims import ClaimFrame, use_claims
from hrdesk.storage.ground import Author, Ground, new_id, written_moment
from hrdesk.storage.months import claimed_months
from hrdesk.storage.name_index import index_name
from hrdesk.storage.numbers import CaseNumber
from hrdesk.storage.parties import parties_of
from hrdesk.storage.rights import Decided, claimed_rights, require_claim
from hrdesk.storage.roster_people import add_people
from hrdesk.storage.tables import CaseRow

#: Written out, as a batch asks it for each of its cases.
_NEWEST = """
select v.case_id as "case", v.id, v.number, v.form_hash, v.policy_hash, v.parameters_hash,
  v.content_hash, v.previous_signature, v.signature, v.signed_by, v.signed_at,
  w.entries, w.application, w.finding, c.number as case_number, c.paper_number, c.measure,
  c.state, c.received_on, c.entered_at, s.code
from case_version v join case_value w on w.version_id = v.id join cases c on c.id = v.case_id
join site s on s.id = c.site_id where v.case_id = ? order by v.number desc limit 1
"""


@dataclass(frozen=True, slots=True)
class NewCase:
    """What acceptance hands over.

    `application` is the case in the shape of the assessment contract, `finding` the judgement,
    whose amount is that of the case, `account` the payee account or "".
    `initials` are the Latin capitals under which the name is also found, or "".
    `right` says which rights the case uses with its acceptance, None that there are none;
    `cost` is the kind of cost for which it claims months.
    `people` are those in the rows of its roster, by which the case is found too.
    `draft_revision` is the state that was judged: if a newer one is kept, the case is refused.
    """

    measure: str
    received_on: date
    paper_number: str
    applicant_name: str
    initials: str
    identity: str
    phone: str
    organization: str
    account: str
    entries: Mapping[str, str]
    application: Mapping[str, object]
    finding: Mapping[str, object]
    right: OnceRight | None
    cost: str
    form_hash: str
    policy_hash: str
    parameters_hash: str
    draft_id: str
    draft_revision: int
    people: tuple[RosterPerson, ...] = ()

    def register(self) -> dict[str, str]:
        """Return the personal columns that the case's row and its party carry."""
        return {
            "applicant_name": self.applicant_name,
            "initials": self.initials,
            "identity": normalised_identity(self.identity),
            "phone": self.phone,
            "organization": self.organization,
            "paper_number": self.paper_number,
        }


def add_case(ground: Ground, author: Author, new: NewCase, number: CaseNumber) -> Case:
    """Store a case, its first version, rights and months, search rows, record; see `Act`."""
    author.staff.require(Role.CLERK)
    content = _content(ground, new)
    require_claim(ground, new.measure, str(new.finding["outcome"]), content.rights)
    entered_at = ground.clock.now()
    case_id = _add_row(ground, author, new, number)
    person = ground.keyed_identity(new.identity)
    frame = versions.CaseFrame(case_id, str(number), new.measure, person, new.received_on)
    add_people(ground, case_id, new.people)
    version = versions.add_version(ground, author, frame, content)
    on = new.received_on.isoformat()
    claims = ClaimFrame(new.measure, new.right, new.cost, new.organization, on)
    use_claims(ground, claims, version, content)
    index_name(ground.db, case_id, new.applicant_name)
    append(ground, author, ACCEPT, case_id, {"number": str(number), "measure": new.measure})
    return Case(
        id=case_id,
        number=str(number),
        paper_number=new.paper_number,
        measure=new.measure,
        office_code=ground.office.code,
        state=CaseState.ACCEPTED,
        received_on=new.received_on,
        entered_at=entered_at,
        version=version,
    )


def case(ground: Ground, case_id: str) -> Case:
    """Return a case with its newest version; Refused `lookup.no_case` if there is none."""
    cursor = ground.db.execute_sql(_NEWEST, (case_id,))
    found = cursor.fetchone()
    if found is None:
        raise Refused("lookup.no_case")
    row = dict(zip([column[0] for column in cursor.description], found, strict=True))
    return Case(
        id=row["case"],
        number=row["case_number"],
        paper_number=row["paper_number"],
        measure=row["measure"],
        office_code=row["code"],
        state=CaseState(row["state"]),
        received_on=date.fromisoformat(row["received_on"]),
        entered_at=datetime.fromisoformat(row["entered_at"]),
        version=versions.version_of(row),
    )


def _add_row(ground: Ground, author: Author, new: NewCase, number: CaseNumber) -> str:
    """Store what is searched and listed of a case, and return its id."""
    case_id = new_id()
    personal = {**new.register(), "party": parties_of(ground, (new.identity,))[new.identity]}
    del personal["identity"]
    CaseRow.insert(
        id=case_id,
        site=ground.site_id,
        number=str(number),
        year=number.year,
        sequence=number.sequence,
        measure=new.measure,
        **personal,
        received_on=new.received_on.isoformat(),
        entered_at=written_moment(ground.clock.now()),
        state=CaseState.ACCEPTED.value,
        outcome=str(new.finding["outcome"]),
        amount_fen=decided_fen(new.finding),
        accepted_by=author.staff.id,
    ).execute(ground.db)
    return case_id


def _content(ground: Ground, new: NewCase) -> versions.VersionContent:
    return versions.VersionContent(
        register=new.register(),
        people=new.people,
        entries=new.entries,
        application=new.application,
        finding=new.finding,
        rights=claimed_rights(
            ground,
            new.right,
            Decided(new.identity, new.application, new.finding),
        ),
        months=claimed_months(ground, new.application, new.finding),
        account_key=ground.keyed_account(new.account),
        form_hash=new.form_hash,
        policy_hash=new.policy_hash,
        parameters_hash=new.parameters_hash,
    )
