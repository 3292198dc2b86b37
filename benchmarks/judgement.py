"""Judging: one judgement beside the same rule by hand, and `hrdesk assess` over many lines.

Targets: one judgement with its full trace at most 1.5 times the rule by hand; 100,000 lines
in seconds and in the memory that 1,000 lines take. The days differ from case to case, as they
do over a year at the counter; beside it stands what a day costs that was never seen before.
"""

import json
import subprocess
import sys
import tempfile
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from statistics import median
from time import process_time
from typing import TypeVar

from benchmarks.judged_rosters import FIRM, intern_case, loan_case
from benchmarks.limits import internship as internship_subsidy
from benchmarks.limits import judgement as startup_grant
from benchmarks.limits import loan as startup_loan_firm
from benchmarks.limits import rating as agency_rating_award
from hrdesk.domain.finding import Finding
from hrdesk.rules.application import read_application
from hrdesk.rules.judge import judge
from hrdesk.rules.submission import Application
from hrdesk.services.assess import assess_line
from tests.shipped import PACK, book

Item = TypeVar("Item")
ROUNDS = 41
#: Working days of a year, on each of which a case is received.
DAYS = 250
COMMON = {
    "founded_agency": True,
    "is_founder": True,
    "registered_on": "2024-06-30",
    "entity": "91510402MA62123453",
}
CASES = {
    "returning migrant": {**COMMON, "category": "returning_migrant", "category_proof": True},
    "student": {
        **COMMON,
        "category": "student",
        "enrolled": True,
        "full_time": True,
        "school_in_province": True,
    },
    "graduate": {
        **COMMON,
        "category": "unemployed_graduate",
        "graduated_on": "2020-06-30",
        "unemployed": True,
    },
    "graduate, three readings": {
        **COMMON,
        "category": "unemployed_graduate",
        "graduated_on": "2019-06-30",
        "unemployed": True,
    },
}
RATED = {
    "agency_kind": "commercial",
    "licensed": True,
    "rating": "4A",
    "rating_level": "province",
    "rated_on": "2024-06-30",
}
#: What a rated agency was granted before, by name of the case.
RATED_BEFORE = {
    "rated agency": (),
    "rated agency, awarded before": ("4A", "3A"),
    "rated agency, three readings": ("3A",),
}
#: Rows of the rosters, and the people at work in the firm, by name of the case.
HIRES = {"loan, 3 hires": (3, 20), "loan, 20 hires": (20, 99), "loan, too few hires": (4, 99)}
#: Rows of the rosters of interns, and what there is of them, by name of the case.
INTERNS = {
    "interns, 3 rows": (3, ""),
    "interns, 20 rows": (20, ""),
    "interns, 20 granted before": (20, "before"),
    "interns, 20 with an open reading": (20, "partly"),
}
GRANT = {
    "measure": "startup_grant",
    "person": "510402199003072217",
    "on": "2023-01-01",
    "amount": "10000.00",
}
BY_HAND: dict[str, Callable[[Application], Finding]] = {
    "startup_grant": startup_grant.judge,
    "agency_rating_award": agency_rating_award.judge,
    "startup_loan_firm": startup_loan_firm.judge,
    "internship_subsidy": internship_subsidy.judge,
}
COLD_RUNS = 5
LOAD = """
import sys, time
from pathlib import Path
from hrdesk.packs.policy import load_policy
start = time.perf_counter()
load_policy(Path(sys.argv[1]))
print(time.perf_counter() - start)
"""
ASSESS = """
import sys, time
from pathlib import Path
from hrdesk.services.assess import main_assess
start = time.process_time()
with open(sys.argv[2], "wb") as out:
    assert main_assess(sys.argv[1], None, out) == 0
# The peak since the start of this program; what getrusage tells includes the parent's.
peak = Path("/proc/self/status").read_text().partition("VmHWM:")[2].split()[0]
print(time.process_time() - start, peak)
"""


def raw_case(facts: dict[str, object], later: int = 0) -> dict[str, object]:
    """Return a case received so many days later, its agency registered as much later."""
    founded = date.fromisoformat(str(facts["registered_on"])) + timedelta(later)
    return {
        "measure": "startup_grant",
        "on": (date(2024, 7, 10) + timedelta(later)).isoformat(),
        "applicant": "510402199003072217",
        "facts": {**facts, "registered_on": founded.isoformat()},
    }


def batches() -> dict[str, list[Application]]:
    """Return what is judged, by name: each a case a day for a year."""
    raw = {name: [raw_case(facts, later) for later in range(DAYS)] for name, facts in CASES.items()}
    raw["paid before"] = [{**each, "history": [GRANT]} for each in raw["student"]]
    for name, grades in RATED_BEFORE.items():
        raw[name] = [rated_case(grades, later) for later in range(DAYS)]
    for name, (hires, staff) in HIRES.items():
        raw[name] = [loan_case(hires, staff, later) for later in range(DAYS)]
    for name, (rows, kind) in INTERNS.items():
        raw[name] = [intern_case(rows, kind, later) for later in range(DAYS)]
    return {name: [read_application(each) for each in cases] for name, cases in raw.items()}


def rated_case(grades: tuple[str, ...], later: int) -> dict[str, object]:
    """Return the case of an agency that was rated, and received, so many days later."""
    rated = date.fromisoformat(str(RATED["rated_on"])) + timedelta(later)
    history = [
        {
            "measure": "agency_rating_award",
            "organization": FIRM,
            "on": f"202{2 + place}-01-01",
            "amount": "10000.00",
            "detail": {"rating": grade},
        }
        for place, grade in enumerate(grades)
    ]
    return {
        "measure": "agency_rating_award",
        "on": (date(2024, 7, 10) + timedelta(later)).isoformat(),
        "applicant": FIRM,
        "facts": {**RATED, "rated_on": rated.isoformat()},
        "history": history,
    }


def judge_by_hand(application: Application) -> Finding:
    """Return the finding of the rule that is written by hand for the measure of a case."""
    return BY_HAND[application.measure](application)


def unlike(cases: list[Application]) -> list[Application]:
    """Return the cases for which the rule by hand gives another finding than the pack's rule."""
    return [each for each in cases if judge(each, book()) != judge_by_hand(each)]


def main() -> None:
    for name, cases in batches().items():
        compare(name, cases)
    line = json.dumps(raw_case(CASES["student"]), ensure_ascii=False)
    lines = [line] * DAYS
    each = median(timed(lambda one: assess_line(one, book()), lines) for _ in range(ROUNDS))
    print(f"one line of assess, read and judged: {each * 1e6:.0f} us")
    runs = [
        subprocess.run(
            [sys.executable, "-c", LOAD, str(PACK)], capture_output=True, text=True, check=True
        )
        for _ in range(COLD_RUNS)
    ]
    first = median(float(ran.stdout) for ran in runs)
    print(f"reading and checking the pack, pydantic included: {first * 1000:.0f} ms")
    stream(line)


def compare(name: str, applications: list[Application]) -> None:
    if unlike(applications):
        raise AssertionError(name)
    shipped = book()
    ratios, ours, unseen = [], [], []
    by_hand_rule = BY_HAND[applications[0].measure]
    for _ in range(ROUNDS):
        by_hand = timed(by_hand_rule, applications)
        shipped.memo.clear()
        unseen.append(timed(lambda each: judge(each, shipped), applications) / by_hand)
        ours.append(timed(lambda each: judge(each, shipped), applications))
        ratios.append(ours[-1] / by_hand)
    print(
        f"{name}: {median(ours) * 1e6:.0f} us,"
        f" {median(ratios):.2f} times the rule by hand (target 1.5);"
        f" days never seen before {median(unseen):.2f}"
    )


def timed(work: Callable[[Item], object], items: list[Item]) -> float:
    """Return the seconds of one judgement."""
    start = process_time()
    for each in items:
        work(each)
    return (process_time() - start) / len(items)


def stream(line: str) -> None:
    figures = {}
    with tempfile.TemporaryDirectory() as folder:
        source, target = Path(folder) / "cases.jsonl", Path(folder) / "findings.jsonl"
        for count in (1_000, 100_000):
            source.write_text((line + "\n") * count, encoding="utf-8")
            command = [sys.executable, "-c", ASSESS, str(source), str(target)]
            ran = subprocess.run(command, capture_output=True, text=True, check=True)
            seconds, memory = ran.stdout.split()
            figures[count] = (float(seconds), int(memory) / 1024)
    (_, small), (seconds, large) = figures[1_000], figures[100_000]
    print(
        f"assess of 100,000 lines: {seconds:.1f} s, {large:.0f} MB; of 1,000 lines {small:.0f} MB"
    )


if __name__ == "__main__":
    main()
