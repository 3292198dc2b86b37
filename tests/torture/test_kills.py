"""P1, P2: kill -9 at any instant loses nothing that was said to be saved and tears nothing."""

import random
import shutil
import threading
import time
from functools import partial

import pytest

from hrdesk.storage.backup import back_up, newest_backup
from hrdesk.storage.layout import backup_folder, store_path
from hrdesk.storage.manifest import files_match, read_manifest
from hrdesk.storage.restoring import restore_backup
from tests.child_lines import Kills
from tests.storage import desk
from tests.torture.conftest import CASES_BEFORE
from tests.torture.losses import Acknowledged, torn
from tests.torture.sent_works import lost_of, ready_to_answer_and_confirm

pytestmark = pytest.mark.torture

KILLS = 500
#: A folder that has seen many acts takes long to check.
KILLS_PER_FOLDER = 50
ACTS = 400


def spent(work):
    """Return how long something takes here: disks differ a thousandfold."""
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def quickest(work, *each):
    """Return how long something takes that is done several times, where nothing held it up.

    A machine that was busy just then would put the kills behind everything that is done.
    """
    return min(spent(partial(work, one)) for one in each)


def open_and_close(folder):
    """Open a store, as a worker does first."""
    desk.open_store(folder).close()


def said_before_death(workers, worker, progress, delay):
    """Kill a worker some seconds after it acknowledged so many acts; return all that it said.

    What it has done decides where it dies, so a busy machine makes this slower and not different.
    The delay is a timer's: killing in answer to a word would always hit the same instant.
    """
    timer = threading.Timer(delay, workers.kill, [worker])
    said = []
    if progress == 0:
        timer.start()
    for answer in workers.answers():
        said.append(answer)
        if "trying" not in answer:
            progress -= 1
            if progress == 0:
                timer.start()
    assert progress <= 0, said[-1:]
    timer.join()
    return said


def test_a_killed_program_loses_nothing_it_acknowledged(workers, scale, office, tmp_path):
    chance = random.Random(1)
    killed = acknowledged = 0
    timed = desk.found(tmp_path / "timed")
    opening = quickest(open_and_close, timed, timed, timed)
    with desk.opened(timed) as store:
        one_act = quickest(partial(desk.accept, store), 1, 2, 3)
    for n in range(int(KILLS * scale)):
        if n % KILLS_PER_FOLDER == 0:
            folder = shutil.copytree(office, tmp_path / f"data{n}")
            known = Acknowledged(cases_before=CASES_BEFORE)
        worker = workers.begin("act_at_random", folder=folder, seed=n, acts=ACTS, first=1 + 500 * n)
        progress = chance.choice((0, 1, 2, 3, 5, 8))
        delay = chance.uniform(0, 2 * one_act if progress else opening + one_act)
        answers = said_before_death(workers, worker, progress, delay)
        assert not any("failed" in answer for answer in answers)
        killed += len(answers) < 2 * ACTS
        acknowledged += sum("trying" not in answer for answer in answers)
        known.note(answers)
        if n % 5 == 4 or n + 1 == int(KILLS * scale):
            assert known.lost_from(folder) == []
    assert killed == int(KILLS * scale)
    assert acknowledged > killed


#: So many of each wait in a folder; each worker acts at most some times before it is killed.
PAIRS, LEAST_PAIRS = 40, 6


def test_a_killed_answer_or_confirmation_is_whole_or_absent(workers, scale, tmp_path):
    """P2: a version, its claims, its register and both records; an answer with all that it tells"""
    chance = random.Random(4)
    kills = int(200 * scale)
    prepared = desk.found(tmp_path / "prepared")
    ready_to_answer_and_confirm(prepared, PAIRS)
    timed = shutil.copytree(prepared, tmp_path / "timed")
    opening = quickest(open_and_close, timed, timed, timed)
    one_act = spent(lambda: workers.run("answer_and_confirm", folder=timed, first=1)) / 2 / PAIRS
    acts, left, folder = {"answer": 0, "confirmation": 0}, 0, prepared
    for n in range(kills):
        if left < LEAST_PAIRS:
            folder, left = shutil.copytree(prepared, tmp_path / f"data{n}"), PAIRS
        worker = workers.begin("answer_and_confirm", folder=folder, first=1000 + PAIRS * n)
        progress = chance.choice((0, 1, 2, 3, 4, 5))
        delay = chance.uniform(0, 2 * one_act if progress else opening + one_act)
        said = said_before_death(workers, worker, progress, delay)
        assert not any("failed" in answer for answer in said)
        if said and "trying" in said[-1]:
            acts[said[-1]["trying"]] += 1
        left -= sum("answered" in answer for answer in said) + 1
        with desk.opened(folder) as store, store.reading() as reader:
            assert lost_of(reader, said) == []
            assert torn(reader) == []
        if n % 5 == 4 or n + 1 == kills:
            assert Acknowledged(cases_before=2 * PAIRS).lost_from(folder) == []
    assert all(acts.values())


def test_a_killed_set_up_leaves_a_whole_store_or_none(workers, scale, tmp_path):
    folder = tmp_path / "data"
    span = 1.5 * spent(lambda: workers.run("found_office", folder=tmp_path / "timed"))
    kills = Kills(int(200 * scale), span, seed=2)
    for after in kills:
        worker = workers.begin("found_office", folder=folder)
        time.sleep(after)
        workers.kill(worker)
        founded = {"founded": True} in list(workers.answers())
        there = store_path(folder).exists()
        kills.note(there)
        assert there or not founded
        if there:
            assert Acknowledged().lost_from(folder) == []
            shutil.rmtree(folder)
        else:
            # The next try must not stumble over what the killed one left.
            desk.found(folder)
            shutil.rmtree(folder)
    assert kills.seen == {True, False}


def test_a_killed_backup_leaves_whole_backups_alone(workers, scale, office, tmp_path):
    chance = random.Random(3)
    folder = shutil.copytree(office, tmp_path / "data")
    into = backup_folder(folder)
    timed = shutil.copytree(office, tmp_path / "timed")
    opening = quickest(open_and_close, timed, timed, timed)
    with desk.opened(timed) as store:
        whole = quickest(back_up, store, store, store)
    interrupted, kills = 0, int(100 * scale)
    for n in range(10 * kills):
        if n >= kills and interrupted:
            break
        worker = workers.begin("back_up_office", folder=folder)
        # In its third backup, its second, its first, or while it opens the store.
        progress = 3 - n % 4
        delay = chance.uniform(0, whole if progress else opening)
        answers = said_before_death(workers, worker, progress, delay)
        made = [answer["backup"] for answer in answers if "backup" in answer]
        assert len(made) >= progress - 1
        interrupted += any(into.glob(".hrdesk-*.part"))
        newest = newest_backup(into)
        assert newest is not None
        assert all(files_match(path, read_manifest(path)) for path in into.glob("hrdesk-*"))
        if n % 5 == 0:
            into_new = tmp_path / f"restored{n}"
            restore_backup(newest[0], into_new, desk.LOGIN, desk.PASSWORD, desk.SteppingClock())
            assert Acknowledged(cases_before=CASES_BEFORE).lost_from(into_new) == []
    assert interrupted
