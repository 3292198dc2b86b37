"""`hrdesk demo`: the main job without a window, and a code that says whether it went as told."""

import json
import shutil
import tomllib

import pytest

from hrdesk.domain.errors import Refused
from hrdesk.reference.locations import resources_folder
from hrdesk.services import demo
from hrdesk.services.demo import story
from hrdesk.services.verification import verify_folder
from hrdesk.storage.store import create_store
from tests.cli.terminal import hrdesk
from tests.services.paper import pdf_text
from tests.storage.desk import CHEAP

STORY = tomllib.loads((resources_folder() / "demo" / "story.toml").read_text(encoding="utf-8"))


def test_the_demonstration_leaves_papers_data_and_a_page_to_look_at(tmp_path):
    out = tmp_path / "演示"
    ran = hrdesk("demo", "--out", out)
    assert (ran.code, ran.err) == (0, ""), ran.out
    accepted = [case for case in STORY["cases"] if case.get("accepted", True)]
    forms = sorted(path.name for path in out.glob("510411-*.pdf"))
    page = (out / "summary.html").read_text(encoding="utf-8")
    assert len(forms) == len(accepted)
    for case in STORY["cases"]:
        assert case["title"] in page
    for form in forms:
        assert f'href="{form}"' in page
        assert form.removesuffix(".pdf") in pdf_text((out / form).read_bytes(), tmp_path)
    assert (out / "recovery-sheet.pdf").stat().st_size > 0
    office = STORY["office"]
    report = verify_folder(out / "data", office["login"], office["password"], full=True)
    assert report.exit_code == 0
    lines = (out / "applications.jsonl").read_text(encoding="utf-8").splitlines()
    replayed = hrdesk("assess", out / "applications.jsonl")
    outcomes = [json.loads(line)["outcome"] for line in replayed.out.splitlines()]
    # A draft is a case for the command as soon as it says who applies.
    told = [
        case["expect"]["outcome"]
        for case in STORY["cases"]
        if case.get("accepted", True) or "credit_code" in case["entries"]
    ]
    assert (replayed.code, len(lines)) == (0, len(outcomes))
    assert outcomes == told


@pytest.fixture
def short_story(tmp_path, monkeypatch):
    """A copy of the story with its first two cases alone, to be changed by the test."""
    folder = tmp_path / "resources"
    shutil.copytree(resources_folder() / "demo", folder / "demo")
    path = folder / "demo" / "story.toml"
    beginning, *cases = path.read_text(encoding="utf-8").split("[[cases]]")
    path.write_text("[[cases]]".join([beginning, *cases[:2]]), encoding="utf-8")
    monkeypatch.setattr(story, "resources_folder", lambda: folder)
    monkeypatch.setattr(create_store, "__defaults__", (CHEAP,))
    return path


def change(path, old, new):
    """Change one sentence of the story."""
    text = path.read_text(encoding="utf-8")
    assert text.count(old) == 1
    path.write_text(text.replace(old, new), encoding="utf-8")


@pytest.mark.usefixtures("short_story")
def test_a_story_that_goes_as_told_gives_zero_also_a_second_time(tmp_path):
    said = []
    for _ in range(2):
        assert demo.play(tmp_path / "out", said.append) == 0
    assert len(said) == 2
    assert len(list((tmp_path / "out").glob("510411-*.pdf"))) == 2


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ('outcome = "eligible"\namount = "10000.00"', 'outcome = "officer"\namount = "10000.00"'),
        ('amount = "10000.00"', 'amount = "9999.00"'),
        ('checks = { in_force = "officer" }', 'checks = { in_force = "met" }'),
        ('checks = { in_force = "officer" }', 'checks = { no_such_check = "met" }'),
    ],
)
def test_a_story_that_expects_something_else_gives_one(tmp_path, short_story, old, new):
    change(short_story, old, new)
    said = []
    assert demo.play(tmp_path / "out", said.append) == 1
    assert len(said) == 2
    assert said[0].split()[0] in {"first_day", "day_before"}
    page = (tmp_path / "out" / "summary.html").read_text(encoding="utf-8")
    assert STORY["words"]["differs"] in page


def test_a_case_that_should_not_have_been_accepted_gives_one(tmp_path, short_story):
    change(short_story, 'id = "day_before"', 'id = "day_before"\naccepted = false')
    said = []
    assert demo.play(tmp_path / "out", said.append) == 1
    assert "day_before acceptable" in said[0]


@pytest.mark.usefixtures("short_story")
@pytest.mark.parametrize("is_folder", [True, False])
def test_what_the_demonstration_did_not_leave_is_not_touched(tmp_path, is_folder):
    out = tmp_path / "文书"
    kept = out / "要紧.txt" if is_folder else out
    kept.parent.mkdir(exist_ok=True)
    kept.write_text("要紧", encoding="utf-8")
    with pytest.raises(Refused) as caught:
        demo.play(out, print)
    assert caught.value.key == "demo.folder_in_use"
    assert kept.read_text(encoding="utf-8") == "要紧"
    assert len(list(tmp_path.iterdir())) == 2


@pytest.mark.usefixtures("short_story")
def test_an_empty_folder_is_taken(tmp_path):
    (tmp_path / "out").mkdir()
    assert demo.play(tmp_path / "out", lambda _: None) == 0
