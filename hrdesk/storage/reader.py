"""Short reads: frozen values, each method a fixed number of queries."""

from collections.abc import Collection, Mapping
from datetime import date

from hrdesk.domain.amendment import Amendment
from hrdesk.domain.case import Case, CaseSummary, Draft
from hrdesk.domain.enjoyment import OrganizationRecord, PersonRecord
from hrdesk.domain.found import MOST_FOUND
from hrdesk.domain.organization import Organization
from hrdesk.domain.pack_files import PackFiles
from hrdesk.domain.prospect import ClaimedMonths
from hrdesk.domain.purchase import Purchase, PurchaseSum, Wanted
from hrdesk.domain.referral import Answer, Letter
from hrdesk.domain.roster import RosterPlace
from hrdesk.domain.staff import Account, StaffMember
from hrdesk.storage import (
    account_reading,
    amendments,
    answers,
    audit,
    cases,
    claimed_months,
    drafts,
    enjoyment,
    letters,
    list_mappings,
    lists,
    months,
    numbers,
    organization_search,
    packs,
    papers,
    purchase_search,
    rights,
    said_before,
    search,
    stored_cases,
)
from hrdesk.storage.batch_reader import BatchReader
from hrdesk.storage.checks.amendments import refuse_law
from hrdesk.storage.checks.decided import version_flaws
from hrdesk.storage.checks.flaw import refuse
from hrdesk.storage.correction_reader import CorrectionReader
from hrdesk.storage.open_records import OpenRecords, RecordNote, open_records, record_notes
from hrdesk.storage.stored_cases import Sought, StoredCase, StoredVersion
from hrdesk.storage.template_reader import TemplateReader


class Reader(BatchReader, TemplateReader, CorrectionReader):
    """One consistent view of the store; lives only inside `Store.reading`."""

    def drafts(self, owner: str | None = None) -> tuple[Draft, ...]:
        """Return the drafts of one account, or all, the last kept first."""
        return drafts.drafts(self._ground.db, owner)

    def draft(self, draft_id: str, owner: str) -> Draft:
        """Return an account's draft as it was last kept; Refused `draft.gone` if it has none."""
        return drafts.draft(self._ground.db, draft_id, owner)

    def case(self, case_id: str) -> Case:
        """Return a case with its newest version; Refused `lookup.no_case` if there is none."""
        return cases.case(self._ground, case_id)

    def proven_case(self, case_id: str) -> Case:
        """Return a case to act on; Tampered when it is not what was signed at its acceptance."""
        ground = self._ground
        refuse(version_flaws(ground.db.raw(), ground.database, case_id))
        return cases.case(ground, case_id)

    def cases(self, after: CaseSummary | None = None, limit: int = 100) -> tuple[CaseSummary, ...]:
        """Return the page of cases that follows a row, the newest number first."""
        return lists.page(self._ground.db, after, limit)

    def newest_case_of(self, measure: str, organization: str) -> str | None:
        """Return the id of the case of an organization that was received last, or None."""
        return lists.newest_case_of(self._ground.db, measure, organization)

    def chosen_cases(self, case_ids: Collection[str]) -> tuple[CaseSummary, ...]:
        """Return the cases of these ids that are there, the newest number first."""
        return lists.chosen(self._ground.db, case_ids, len(case_ids))

    def case_numbers(
        self, identity: str, measures: Collection[str], outcome: str
    ) -> tuple[str, ...]:
        """Return the numbers of an applicant's cases of these measures and outcome."""
        key = self._ground.keyed_identity(identity)
        return lists.numbers_of(self._ground.db, key, measures, outcome)

    def find_cases(self, text: str, limit: int = MOST_FOUND) -> tuple[CaseSummary, ...]:
        """Return cases by what a person at the counter has; see `search.find_cases`."""
        return search.find_cases(self._ground.db, text, limit)

    def grants(
        self, measure: str, identity: str, organization: str
    ) -> tuple[Mapping[str, object], ...]:
        """Return what was granted to a person or an organization, as `history` of the contract."""
        return rights.grants(self._ground, measure, identity, organization)

    def grants_to_people(
        self, measure: str, people: Collection[str]
    ) -> tuple[Mapping[str, object], ...]:
        """Return what was granted to people of rosters, as `history` of the contract."""
        return rights.grants_to_people(self._ground, measure, people)

    def months_granted(
        self, cost: str, people: Collection[str]
    ) -> tuple[Mapping[str, object], ...]:
        """Return the months granted to each of these people, as `history` of the contract."""
        return months.months_granted(self._ground, cost, people)

    def said_before(
        self, measure: str, people: Collection[str]
    ) -> Mapping[str, said_before.SaidBefore]:
        """Return what cases say of people, by number; see `said_before.said_before`."""
        return said_before.said_before(self._ground, measure, people)

    def months_held(
        self, costs: Collection[str], people: Collection[str]
    ) -> tuple[ClaimedMonths, ...]:
        """Return the months of these kinds of cost that people hold; see `claimed_months`."""
        return claimed_months.months_held(self._ground, costs, people)

    def incomplete_claims(
        self, measures: Collection[str], people: Collection[str]
    ) -> tuple[claimed_months.ListedClaim, ...]:
        """Return the lines of incomplete cases of these measures in which people stand."""
        return claimed_months.incomplete_claims(self._ground, measures, people)

    def refused_lines(self, case_id: str, lines: Collection[int]) -> frozenset[int]:
        """Return which of these lines of a case are refused whatever else it lacks."""
        return claimed_months.refused_lines(self._ground, case_id, lines)

    def months_of_lines(self, case_id: str, lines: Collection[int]) -> Mapping[int, frozenset[str]]:
        """Return the months that lines of a case name, by line."""
        return claimed_months.months_of_lines(self._ground, case_id, lines)

    def person_record(self, identity: str, costs: Collection[str]) -> PersonRecord:
        """Return all that is known of a person, with the months of these kinds of cost."""
        return enjoyment.person_record(self._ground, identity, costs)

    def organization_record(self, credit_code: str) -> OrganizationRecord:
        """Return all that is known of what an organization was granted."""
        return enjoyment.organization_record(self._ground, credit_code)

    def identity_in_case(self, case_id: str, line: int) -> str:
        """Return a number in a case (applicant: line 0); Refused `lookup.no_case` without one."""
        return enjoyment.identity_in_case(self._ground, case_id, line)

    def roster_of_case(self, case_id: str) -> tuple[RosterPlace, ...]:
        """Return who stands in the roster of a case with a number, which is masked."""
        return enjoyment.roster_of_case(self._ground, case_id)

    def papers(self, case_id: str) -> tuple[papers.Paper, ...]:
        """Return the printed copies of a case in the order of their making."""
        return papers.papers_of(self._ground.db, case_id)

    def organization(self, organization: str) -> Organization | None:
        """Return an organization of the register with its dated rows, or None."""
        return organization_search.organization_by_id(self._ground.db, organization)

    def organization_by_code(self, credit_code: str) -> Organization | None:
        """Return the organization of a credit code with its dated rows, or None."""
        return organization_search.organization_by_code(self._ground.db, credit_code)

    def organizations(self, after: str | None, limit: int) -> tuple[Organization, ...]:
        """Return the page that follows an organization's id, the one entered last first."""
        return organization_search.organization_page(self._ground.db, after, limit)

    def find_organizations(self, text: str, limit: int = MOST_FOUND) -> tuple[Organization, ...]:
        """Return organizations by name, initials or code; see `organization_search`."""
        return organization_search.find_organizations(self._ground.db, text, limit)

    def amendments(self) -> tuple[Amendment, ...]:
        """Return every change of law on record, in the order of proposal."""
        return amendments.amendments(self._ground)

    def proven_amendments(self) -> tuple[Amendment, ...]:
        """Return them to judge by; see `refuse_law` for what it raises."""
        refuse_law(self._ground.db.raw(), self._ground.database)
        return amendments.amendments(self._ground)

    def packs(self) -> Mapping[str, PackFiles]:
        """Return every policy pack that was kept, by its hash; see `packs.packs`."""
        return packs.packs(self._ground)

    def stored_cases(
        self, after: StoredCase | None, limit: int, sought: Sought
    ) -> tuple[StoredCase, ...]:
        """Return a slice of cases with all that judging them again takes; see `stored_cases`."""
        return stored_cases.stored_cases(self._ground.db, after, limit, sought)

    def stored_versions(self, after: StoredVersion | None, limit: int) -> tuple[StoredVersion, ...]:
        """Return a slice of versions with what they were decided by; see `stored_cases`."""
        return stored_cases.stored_versions(self._ground.db, after, limit)

    def recorded_at(self, case_id: str, version: int) -> int:
        """Return the audit record under which a version was judged; see `stored_cases`."""
        return stored_cases.recorded_at(self._ground.db, case_id, version)

    def letter(self, case_id: str) -> Letter | None:
        """Return the letter that hands a case on, or None before its first copy."""
        return letters.letter_of(self._ground, case_id)

    def answers(self, case_id: str) -> tuple[Answer, ...]:
        """Return the answers to the letter of a case in the order of their entry."""
        return answers.answers_of(self._ground, case_id)

    def unanswered(self, last: date) -> tuple[CaseSummary, ...]:
        """Return the referrals without an answer since a day or longer, the oldest first."""
        return lists.unanswered(self._ground.db, last)

    def list_titles(self, measure: str, roster: str) -> dict[str, str]:
        """Return the columns of titles of lists, as people chose them; see `list_mappings`."""
        return list_mappings.mapped_titles(self._ground, measure, roster)

    def purchases(self, wanted: Wanted, after: Purchase | None, limit: int) -> tuple[Purchase, ...]:
        """Return the page that follows a purchase of services, the newest contract first."""
        return purchase_search.purchase_page(self._ground.db, wanted, after, limit)

    def purchase_sums(self, wanted: Wanted) -> tuple[PurchaseSum, ...]:
        """Return what purchases add up to by year and agency; see `purchase_search`."""
        return purchase_search.purchase_sums(self._ground.db, wanted)

    def purchase_years(self) -> tuple[int, ...]:
        """Return the years of the register of purchased services, the newest first."""
        return purchase_search.purchase_years(self._ground.db)

    def cases_received(self, measure: str, first: date, last: date) -> tuple[CaseSummary, ...]:
        """Return the cases of a measure received in a period, the newest number first."""
        return lists.received(self._ground.db, measure, first, last)

    def next_numbers(self) -> tuple[numbers.CaseNumber, ...]:
        """Return the next number of each year whose start is known, the newest year first."""
        return numbers.next_numbers(self._ground)

    def founding_year(self) -> int:
        """Return the civil year of the set-up."""
        return numbers.founding_year(self._ground)

    def open_records(self) -> OpenRecords:
        """Return the records that nobody looked into, by what they tell."""
        return open_records(self._ground)

    def record_notes(self, act: str) -> tuple[RecordNote, ...]:
        """Return what was found out about records of an act, the newest first."""
        return record_notes(self._ground, act)

    def accounts(self) -> tuple[Account, ...]:
        """Return every account of a person, those that were retired too, by login name."""
        return account_reading.accounts(self._ground.db)

    def people(self) -> tuple[StaffMember, ...]:
        """Return the accounts that a person may log in with, by login name."""
        return account_reading.people(self._ground.db)

    def audit_of(self, subject: str) -> tuple[audit.AuditRecord, ...]:
        """Return the audit records about a case or another subject, oldest first."""
        return audit.records_of(self._ground.db, subject)

    def audit_head(self) -> audit.AuditHead:
        """Return the end of the audit chain: sequence and hash."""
        return audit.head(self._ground.db)
