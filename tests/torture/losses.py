"""What was acknowledged, and whether a folder still has it."""

import contextlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from sqlcipher3 import dbapi2 as sqlcipher

from hrdesk.domain.errors import Fault, Refused
from hrdesk.storage.reader import Reader
from hrdesk.storage.verify import VerifyCode, verify
from tests.storage import desk


@dataclass
class Acknowledged:
    """Everything that workers said was saved, and what they were trying when they died."""

    drafts: dict[str, int] = field(default_factory=dict)
    cases: dict[str, str] = field(default_factory=dict)
    papers: dict[str, int] = field(default_factory=dict)
    consumed: set[str] = field(default_factory=set)
    deciding: set[str] = field(default_factory=set)
    anchors: list[str] = field(default_factory=list)
    count: int = 0
    cases_before: int = 0

    def note(self, answers: Iterable[Mapping[str, Any]]) -> None:
        """Take in what a worker said, in its order."""
        for answer in answers:
            self.count += "trying" not in answer
            if answer.get("trying") == "case":
                # Whether or not its acknowledgement comes, this draft may be a case now.
                self.consumed.add(answer["draft"])
            elif answer.get("trying") == "decision":
                # Until it is acknowledged, its case may be of either version.
                self.deciding.add(answer["of"])
            elif "draft" in answer:
                self.drafts[answer["draft"]] = answer["revision"]
            elif "case" in answer:
                self.cases[answer["case"]] = answer["content"]
                self.deciding.discard(answer["case"])
            elif "paper" in answer:
                self.papers[answer["paper"]] = answer["copy"]
                self.anchors.append(answer["anchor"])

    def lost_from(self, folder: Path) -> list[str]:
        """Open the folder and return what is missing, torn or not sound; [] if all is well."""
        clock = desk.SteppingClock()
        try:
            with desk.opened(folder, clock) as store, store.reading() as reader:
                lost = self._missing(reader)
            report = verify(folder, desk.LOGIN, desk.PASSWORD, full=True, clock=clock)
        except (Fault, sqlcipher.Error) as fault:
            return [f"not opened: {getattr(fault, 'key', type(fault).__name__)}"]
        if report.code is not VerifyCode.SOUND:
            lost += [f"{problem.key} {dict(problem.values)}" for problem in report.findings]
        return lost

    def _missing(self, reader: Reader) -> list[str]:
        kept = {draft.id: draft.revision for draft in reader.drafts()}
        lost = [
            f"draft {draft} revision {revision}"
            for draft, revision in self.drafts.items()
            if kept.get(draft, 0) < revision and draft not in self.consumed
        ]
        for case_id, content in self.cases.items():
            with contextlib.suppress(Refused):
                version = reader.case(case_id).version
                if version.content_hash == content or case_id in self.deciding:
                    continue
            lost.append(f"case {case_id}")
        for case_id, copy in self.papers.items():
            if len(reader.papers(case_id)) < copy:
                lost.append(f"copy {copy} of {case_id}")
        gone = sum(draft not in kept for draft in self.consumed)
        made = len(reader.cases(limit=10_000)) - self.cases_before
        if gone != made:
            lost.append(f"{gone} drafts became {made} cases")
        return lost + torn(reader)


def torn(reader: Reader) -> list[str]:
    """Return the cases of which a part is missing: right, version, audit record, or a copy."""
    found = []
    for row in reader.cases(limit=10_000):
        case = reader.case(row.id)
        grants = reader.grants(case.measure, case.version.entries["identity"], "")
        acts = [record.act for record in reader.audit_of(case.id)]
        held = [case.number] if row.outcome not in {"ineligible", "referral"} else []
        amounts = [row.amount_fen] if held and row.amount_fen is not None else []
        if [grant["number"] for grant in grants] != held:
            found.append(f"right of {case.number}")
        if sum("amount" in grant for grant in grants) != len(amounts):
            found.append(f"amount of the right of {case.number}")
        if row.outcome != case.version.finding["outcome"]:
            found.append(f"outcome of {case.number}")
        if case.version.number != 1 + acts.count("case.decide") + acts.count("correction.confirm"):
            found.append(f"versions of {case.number}")
        if acts.count("case.accept") != 1:
            found.append(f"audit of {case.number}")
        if len(reader.papers(case.id)) != acts.count("paper.add"):
            found.append(f"papers of {case.number}")
    return found
