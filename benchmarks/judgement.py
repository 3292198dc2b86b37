"""Judging: one judgement beside the same rule by hand, and `hrdesk assess` over many lines.

Targets: one judgement with its full trace at most 1.5 times the rule by hand; 100,000 lines
in seconds and in the memory that 1,000 lines take.
"""

import json
import subprocess
import sys
import tempfile
from pathlib import Path
from statistics import median
from time import process_time

from benchmarks.limits.judgement import judge as judge_by_hand
from hrdesk.rules.application import read_application
from hrdesk.rules.judge import judge
from hrdesk.services.assess import assess_line
from tests.shipped import PACK, book

ROUNDS = 41
REPEATS = 300
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
GRANT = {
    "measure": "startup_grant",
    "person": "510402199003072217",
    "on": "2023-01-01",
    "amount": "10000.00",
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


def raw_case(facts: dict[str, object]) -> dict[str, object]:
    return {
        "measure": "startup_grant",
        "on": "2024-07-10",
        "applicant": "510402199003072217",
        "facts": facts,
    }


def main() -> None:
    for name, facts in CASES.items():
        compare(name, raw_case(facts))
    compare("paid before", {**raw_case(CASES["student"]), "history": [GRANT]})
    line = json.dumps(raw_case(CASES["student"]), ensure_ascii=False)
    each = median(timed(lambda: assess_line(line, book())) for _ in range(ROUNDS))
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


def compare(name: str, raw: dict[str, object]) -> None:
    application = read_application(raw)
    shipped = book()
    if judge(application, shipped) != judge_by_hand(application):
        raise AssertionError(name)
    ratios, ours = [], []
    for _ in range(ROUNDS):
        ours.append(timed(lambda: judge(application, shipped)))
        ratios.append(ours[-1] / timed(lambda: judge_by_hand(application)))
    print(
        f"{name}: {median(ours) * 1e6:.0f} us,"
        f" {median(ratios):.2f} times the rule by hand (target 1.5)"
    )


def timed(work: object) -> float:
    start = process_time()
    for _ in range(REPEATS):
        work()
    return (process_time() - start) / REPEATS


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
