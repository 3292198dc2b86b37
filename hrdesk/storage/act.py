"""One act: everything that commits together, or not at all."""

from collections.abc import Mapping

from hrdesk.domain.case import Case, Draft
from hrdesk.domain.organization import DatedFact
from hrdesk.domain.pack_files import PackFiles
from hrdesk.domain.referral import Letter
from hrdesk.domain.staff import Role, StaffMember
from hrdesk.storage import (
    accounts,
    amendments,
    answers,
    audit,
    cases,
    corrected_versions,
    corrections,
    decisions,
    drafts,
    letters,
    list_mappings,
    organizations,
    packs,
    papers,
    purchases,
    record_notes,
    templates,
)
from hrdesk.storage.batch_act import BatchAct
from hrdesk.storage.numbers import CaseNumber, draw_number, register_start


class Act(BatchAct):
    """What may be written between the beginning and the commit of one act.

    Lives only inside `Store.acting`. Everything but drafts must leave an audit record.
    """

    def save_draft(self, draft: Draft) -> Draft:
        """Keep a draft and return it with its next revision; revision 0 is a new one.

        Raises Refused `draft.stale`, `draft.gone`; a draft of another is gone to this person.
        """
        return drafts.save_draft(self._ground.db, draft, self._author.staff.id)

    def discard_draft(self, draft_id: str) -> None:
        """Remove a draft of one's own for good; Refused `draft.gone` if there is none."""
        drafts.remove_draft(self._ground.db, draft_id, self._author.staff.id)

    def add_case(self, new: cases.NewCase) -> Case:
        """Store a case with its signed version 1, use its rights, remove its draft; audited.

        It carries the next number of this office and the year of receipt.

        Raises Refused `rights.role` (name) unless a clerk acts,
        `draft.stale`, `draft.gone` when the draft is not the one that was judged,
        `right.taken` (number of the case that holds it) when the applicant's right is used,
        `right.line_taken` (number, row) when that of a person of the roster is,
        `right.month_taken` (number, month, row) when another case holds a month of a person,
        `numbers.no_start` (year) when nobody said where the numbers of an earlier year go on.
        """
        self.audited = True
        owner = self._author.staff.id
        drafts.remove_draft(self._ground.db, new.draft_id, owner, new.draft_revision)
        number = draw_number(self._ground, new.received_on.year)
        return cases.add_case(self._ground, self._author, new, number)

    def decide(self, new: decisions.NewDecision) -> Case:
        """Store the next version of a case under what was decided, audited.

        Its claims take the place of those of the version before, in the same act. Raises
        Refused `rights.role` (name) unless a clerk or an approver acts, `lookup.no_case`,
        `decide.stale` (number) when another version was made since,
        `decide.nothing_open` (number), `right.taken`,
        `right.line_taken`, `right.month_taken` as `add_case`; Tampered when the case is not
        what was signed.
        """
        self.audited = True
        return decisions.add_decision(self._ground, self._author, new)

    def propose_correction(self, new: corrections.NewCorrection) -> None:
        """Keep a proposed correction of a case, audited; it counts once another confirms it.

        Raises Refused `rights.role` (name) unless a clerk acts, `lookup.no_case`,
        `correct.stale` (number) when another version was made since, `correct.in_batch`
        (number, batch), `correct.waiting` (number) while one waits; Tampered when the case is
        not what was signed.
        """
        self.audited = True
        corrections.propose_correction(self._ground, self._author, new)

    def withdraw_correction(self, correction: str, reason: str) -> None:
        """Take a correction back, or refuse one of another, audited.

        Raises Refused `rights.role` (name), `correct.gone` when it does not wait any more.
        """
        self.audited = True
        corrections.withdraw_correction(self._ground, self._author, correction, reason)

    def confirm_correction(self, new: corrected_versions.CorrectedCase) -> Case:
        """Store the version that a correction makes, with its claims, audited.

        Its claims take the place of those of the version before, in the same act. Raises
        Refused `correct.gone`, `rights.role` (name), `correct.own` (name) to who proposed it,
        `correct.key_given` (name) and `correct.key_reset` (name, until) as confirming a change
        of law does, `correct.stale`, `correct.in_batch`; `right.taken`, `right.line_taken`,
        `right.month_taken` as `add_case`; Tampered when case or proposal are not what was signed.
        """
        self.audited = True
        return corrected_versions.confirm_correction(self._ground, self._author, new)

    def add_paper(
        self,
        case_id: str,
        version: int,
        kind: str,
        content_hash: str,
        system_fonts: tuple[str, ...],
    ) -> papers.Paper:
        """Give the next copy number of a case and kind, and audit it."""
        new = papers.NewPaper(case_id, version, kind, content_hash, tuple(system_fonts))
        self.audited = True
        return papers.add_paper(self._ground, self._author, new)

    def add_organization(self, credit_code: str, new: organizations.NewDetails) -> str:
        """Enter an organization, audited, and return its id; see `organizations`."""
        self.audited = True
        return organizations.add_organization(self._ground, self._author, credit_code, new)

    def change_organization(
        self, organization: str, version: int, new: organizations.NewDetails
    ) -> None:
        """Change the details of an organization from a version on; see `organizations`."""
        self.audited = True
        organizations.change_organization(self._ground, self._author, organization, version, new)

    def add_organization_fact(self, organization: str, fact: DatedFact) -> None:
        """Enter a dated fact of an organization, audited; see `organizations`."""
        self.audited = True
        organizations.add_fact(self._ground, self._author, organization, fact)

    def withdraw_organization_fact(self, organization: str, row: str, reason: str) -> None:
        """Let a dated fact count no more, audited; see `organizations`."""
        self.audited = True
        organizations.withdraw_fact(self._ground, self._author, organization, row, reason)

    def propose_amendment(self, new: amendments.NewAmendment) -> None:
        """Keep a proposed change of law, audited; see `amendments.propose_amendment`."""
        self.audited = True
        amendments.propose_amendment(self._ground, self._author, new)

    def confirm_amendment(self, amendment: str, seen: Mapping[str, int]) -> None:
        """Let a proposed change count, audited; see `amendments.confirm_amendment`."""
        self.audited = True
        amendments.confirm_amendment(self._ground, self._author, amendment, seen)

    def withdraw_amendment(self, amendment: str, reason: str) -> None:
        """Take a proposed change back, audited; see `amendments.withdraw_amendment`."""
        self.audited = True
        amendments.withdraw_amendment(self._ground, self._author, amendment, reason)

    def keep_pack(self, pack: PackFiles, named: tuple[str, str]) -> None:
        """Keep a policy pack with its policy's id and version, once; see `packs.keep_pack`."""
        if packs.keep_pack(self._ground, self._author, pack, named):
            self.audited = True

    def give_letter(self, case_id: str, authority: str) -> Letter:
        """Return the letter that hands a case on; the first time it is numbered and audited."""
        self.audited = True
        return letters.give_letter(self._ground, self._author, case_id, authority)

    def enter_answer(self, case_id: str, new: answers.NewAnswer) -> None:
        """Keep what an authority answered, audited; see `answers.enter_answer`."""
        self.audited = True
        answers.enter_answer(self._ground, self._author, case_id, new)

    def withdraw_answer(self, row: str, reason: str) -> None:
        """Let an answer count no more, audited; see `answers.withdraw_answer`."""
        self.audited = True
        answers.withdraw_answer(self._ground, self._author, row, reason)

    def enter_list_mapping(self, measure: str, roster: str, titles: Mapping[str, str]) -> None:
        """Remember which columns some titles are, audited; see `list_mappings.enter_mapping`."""
        self.audited = True
        list_mappings.enter_mapping(self._ground, self._author, measure, roster, titles)

    def enter_purchase(self, new: purchases.NewPurchase) -> None:
        """Keep a purchase of services, audited; see `purchases.enter_purchase`."""
        self.audited = True
        purchases.enter_purchase(self._ground, self._author, new)

    def withdraw_purchase(self, row: str, reason: str) -> None:
        """Let a purchase count no more, audited; see `purchases.withdraw_purchase`."""
        self.audited = True
        purchases.withdraw_purchase(self._ground, self._author, row, reason)

    def add_template(self, new: templates.NewTemplate) -> None:
        """Keep an official template with its mapping, audited; see `templates.add_template`."""
        self.audited = True
        templates.add_template(self._ground, self._author, new)

    def withdraw_template(self, template: str, reason: str) -> None:
        """Let a template count no more, audited; see `templates.withdraw_template`."""
        self.audited = True
        templates.withdraw_template(self._ground, self._author, template, reason)

    def register_start(self, year: int, sequence: int) -> None:
        """Let a year before the set-up begin at a number; see `numbers.register_start`."""
        self.audited = True
        start = CaseNumber(self._ground.office.county_code, year, sequence)
        register_start(self._ground, self._author, start)

    def note_record(self, sequence: int, note: str) -> None:
        """Keep what was found out about an open record; see `record_notes.note_record`."""
        self.audited = True
        record_notes.note_record(self._ground, self._author, sequence, note)

    def add_person(self, staff: StaffMember, seal_key: bytes) -> None:
        """Add the account of a person with its first keys; see `accounts.add_person`."""
        self.audited = True
        accounts.add_person(self._ground, self._author, staff, seal_key)

    def retire_person(self, staff_id: str, reason: str) -> None:
        """End the account of another person for good; see `accounts.retire_person`."""
        self.audited = True
        accounts.retire_person(self._ground, self._author, staff_id, reason)

    def change_roles(self, staff_id: str, roles: frozenset[Role]) -> None:
        """Give another person these roles from now on, audited; see `accounts.change_roles`."""
        self.audited = True
        accounts.change_roles(self._ground, self._author, staff_id, roles)

    def replace_key(self, staff_id: str, public: tuple[bytes, bytes]) -> None:
        """Let new public keys act for an account, and audit it; see `accounts.replace_key`."""
        self.audited = True
        accounts.replace_key(self._ground, self._author, staff_id, public)

    def seal(self, purpose: str, content: bytes) -> tuple[str, str, str]:
        """Return public key, its fingerprint and the signature of who acts, all in hex.

        For what leaves the office; `record` what it was.
        """
        signer = self._author.signer
        return signer.verify_key.hex(), signer.key_id, signer.sign(purpose, content)

    def record(self, act: str, subject: str, detail: Mapping[str, str]) -> audit.AuditRecord:
        """Append a signed record to the audit chain.

        `detail` holds plain words, numbers and digests; what may be personal is a ValueError.
        """
        self.audited = True
        return audit.append(self._ground, self._author, act, subject, detail)
