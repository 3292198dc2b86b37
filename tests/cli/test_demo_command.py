"""`hrdesk demo`: the main job without a window, and a code that says whether it went as told."""

import json
import os
import shutil
import subprocess
import tomllib
from hashlib import sha256

import pytest
from openpyxl import load_workbook
from PIL import Image

from hrdesk.domain.clock import MachineClock
from hrdesk.domain.errors import Refused
from hrdesk.reference.locations import resources_folder
from hrdesk.services import demo
from hrdesk.services.demo import pictures, player, story
from hrdesk.services.replaying import replay_folder
from hrdesk.services.verification import verify_folder
from hrdesk.storage.renewal import add_person, give_password
from hrdesk.storage.store import create_store
from tests.cli.terminal import hrdesk
from tests.services.paper import pdf_text
from tests.shipped import policy
from tests.storage.desk import CHEAP

STORY = tomllib.loads((resources_folder() / "demo" / "story.toml").read_text(encoding="utf-8"))


@pytest.mark.long
def test_the_demonstration_leaves_papers_data_and_a_page_to_look_at(tmp_path):
    out = tmp_path / "演示"
    # Each measure is written by a child; that cold ones write the same, other tests show.
    ran = hrdesk("demo", "--out", out, module="tests.cli.warm_program")
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
    looked_at_batches(out, page)
    looked_at_pictures(out, page)
    office = STORY["office"]
    report = verify_folder(out / "data", office["login"], office["password"], full=True)
    assert report.exit_code == 0
    again = replay_folder(out / "data", office["login"], office["password"], MachineClock())
    assert again.is_as_it_was
    assert again.rows
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


def looked_at_batches(out, page):
    """Each measure has a workbook with its manifest; the page links both and has its title."""
    measures = {case["measure"] for case in STORY["cases"]} & policy().batches.keys()
    workbooks = sorted((out / "batches").glob("*.xlsx"))
    assert len(workbooks) == len(measures)
    told = []
    for path in workbooks:
        manifest = path.with_name(f"{path.stem}.manifest.json")
        told.append(json.loads(manifest.read_text(encoding="utf-8")))
        assert told[-1]["sha256"] == sha256(path.read_bytes()).hexdigest()
        assert load_workbook(path).sheetnames[1] == "控制页"
        assert f'href="batches/{path.name}"' in page
        assert f'href="batches/{manifest.name}"' in page
        title = policy().forms[told[-1]["measure"]].title
        number = path.stem
        assert f'<a href="batches/{path.name}">{number}</a></td><td>{title}</td>' in page
    assert {each["measure"] for each in told} == measures


def looked_at_pictures(out, page):
    """Each picture is there at the size of a counter's screen, and shows more than a ground."""
    for name, caption in STORY["pictures"].items():
        assert f'src="pictures/{name}.png"' in page
        assert caption in page
        with Image.open(out / "pictures" / f"{name}.png") as picture:
            assert picture.size == (1366, 768)
            assert len(picture.convert("RGB").getcolors(1_000_000)) > 50


@pytest.fixture
def short_story(tmp_path, monkeypatch):
    """A copy of the story with its first two cases alone, to be changed by the test."""
    folder = tmp_path / "resources"
    shutil.copytree(resources_folder() / "demo", folder / "demo")
    path = folder / "demo" / "story.toml"
    beginning, *cases = path.read_text(encoding="utf-8").split("[[cases]]")
    path.write_text("[[cases]]".join([beginning, *cases[:2]]), encoding="utf-8")
    monkeypatch.setattr(story, "resources_folder", lambda: folder)
    monkeypatch.setattr(player, "take_pictures", lambda *_: True)
    for work in (create_store, add_person, give_password):
        monkeypatch.setattr(work, "__defaults__", (CHEAP,))
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
def test_a_measure_of_which_no_case_can_be_sent_names_the_case_and_the_play_goes_on(
    tmp_path, monkeypatch
):
    monkeypatch.setattr(player.batches, "may_be_sent", lambda _case: False)
    said = []
    assert demo.play(tmp_path / "out", said.append) == 1
    assert said[0] == "startup_grant cases sent: ['first_day'] != []"
    assert STORY["words"]["done"].format(cases=2, differences=1) == said[-1]
    assert (tmp_path / "out" / "summary.html").exists()


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


def without_pictures(monkeypatch, code):
    """A machine whose second process ends with a code and takes no picture."""
    ended = subprocess.CompletedProcess([], code)
    monkeypatch.setattr(pictures.subprocess, "run", lambda *_, **__: ended)
    monkeypatch.setattr(player, "take_pictures", pictures.take_pictures)


def test_pictures_that_were_not_taken_are_a_difference(tmp_path, short_story, monkeypatch):
    without_pictures(monkeypatch, -6)
    said = []
    assert demo.play(tmp_path / "out", said.append) == 1
    assert [line.partition(":")[0] for line in said[:2]] == ["pictures", "pictures missing"]


def test_a_machine_without_a_windows_libraries_says_that_there_are_no_pictures(
    tmp_path, short_story, monkeypatch
):
    without_pictures(monkeypatch, pictures.NO_LIBRARIES)
    said = []
    assert demo.play(tmp_path / "out", said.append) == 0
    assert said[0] == STORY["words"]["no_pictures"]
    page = (tmp_path / "out" / "summary.html").read_text(encoding="utf-8")
    assert STORY["words"]["no_pictures"] in page
    assert "<img" not in page


def test_without_a_library_the_door_of_pictures_says_so(tmp_path):
    broken = tmp_path / "PySide6"
    broken.mkdir()
    (broken / "__init__.py").write_text(
        "raise ImportError('libEGL', name='PySide6')", encoding="utf-8"
    )
    path = os.pathsep.join([str(tmp_path), os.environ.get("PYTHONPATH", "")])
    ran = hrdesk(pictures.OPTION, tmp_path, PYTHONPATH=path)
    assert (ran.code, ran.err) == (pictures.NO_LIBRARIES, "")
