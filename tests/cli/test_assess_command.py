"""`hrdesk assess` as scripts call it: a file or standard input, one object per line, one code."""

import json
import subprocess
import sys

import pytest

from tests.cli.terminal import ROOT, hrdesk
from tests.people import credit_code, identity_number

CASE = {
    "measure": "startup_grant",
    "on": "2026-03-18",
    "applicant": identity_number(),
    "facts": {
        "category": "hardship",
        "category_proof": True,
        "founded_agency": True,
        "is_founder": True,
        "registered_on": "2026-03-02",
        "entity": credit_code(),
    },
}
GOOD = json.dumps(CASE, ensure_ascii=False)
BAD = json.dumps({**CASE, "on": "2026-02-30"})


@pytest.mark.parametrize("door", ["file", "-"])
@pytest.mark.parametrize(
    ("text", "code", "outcomes"),
    [
        (GOOD + "\n", 0, ["eligible"]),
        ("\ufeff" + GOOD + "\r\n\n" + GOOD, 0, ["eligible", "eligible"]),
        (f"{GOOD}\n{BAD}\n{GOOD}\n", 2, ["eligible", None, "eligible"]),
        ("not json\n", 2, [None]),
        ("", 0, []),
    ],
    ids=["one", "mark and blank line", "an error in place", "no json", "empty"],
)
def test_lines_are_judged_in_order_and_the_code_says_whether_all_were_cases(
    tmp_path, door, text, code, outcomes
):
    path = tmp_path / "案例.jsonl"
    path.write_text(text, encoding="utf-8", newline="")
    ran = hrdesk("assess", path if door == "file" else "-", stdin="" if door == "file" else text)
    answers = [json.loads(line) for line in ran.out.splitlines()]
    assert (ran.code, ran.err) == (code, "")
    assert [answer.get("outcome") for answer in answers] == outcomes
    for answer in answers:
        assert ("error" in answer) == ("outcome" not in answer)


def test_a_wrong_line_says_where_what_and_what_to_do():
    (line,) = hrdesk("assess", "-", stdin=BAD).out.splitlines()
    error = json.loads(line)["error"]
    assert error["where"] == "on"
    assert error["problem"]
    assert error["remedy"]


@pytest.mark.parametrize("arguments", [("{}/nowhere.jsonl",), ("-", "--office", "{}/nowhere.toml")])
def test_a_file_that_is_not_there_is_said_in_one_sentence(tmp_path, arguments):
    ran = hrdesk("assess", *(part.format(tmp_path) for part in arguments), stdin=GOOD)
    assert (ran.code, ran.out) == (1, "")
    assert "nowhere" in ran.err
    assert "Traceback" not in ran.err


@pytest.mark.parametrize("lines", [1, 2000])
def test_a_reader_that_has_seen_enough_is_no_fault(tmp_path, lines):
    path = tmp_path / "cases.jsonl"
    path.write_text((GOOD + "\n") * lines, encoding="utf-8")
    with subprocess.Popen(
        [sys.executable, "-m", "hrdesk", "assess", path],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    ) as process:
        process.stdout.close()
        said = process.stderr.read().decode()
        assert (process.wait(60), said) == (1, "")
