"""What workers do: acts of an office, each acknowledged only after it was said to be saved."""

import ctypes
import os
import random
import shutil
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

from hrdesk.domain.case import Case, Draft
from hrdesk.domain.errors import Fault
from hrdesk.storage import connection as connection_module
from hrdesk.storage.backup import back_up
from hrdesk.storage.files import write_whole
from hrdesk.storage.founding import create_store
from hrdesk.storage.restoring import restore_backup
from hrdesk.storage.store import Store
from tests.storage import desk
from tests.torture.forge import say
from tests.torture.sent_works import SENT_ACTS, answer_and_confirm

__all__ = ["answer_and_confirm"]

ACKNOWLEDGED = "acknowledged.log"
Say = Callable[..., None]


def act_at_random(folder: str, seed: int, acts: int, first: int) -> None:
    """Open the store, act at random and acknowledge each act after its commit."""
    store = desk.open_store(Path(folder))
    _act(store, random.Random(seed), acts, first, say)
    store.close()


def _act(store: Store, chance: random.Random, acts: int, first: int, tell: Say) -> None:
    drafts: list[Draft] = []
    cases: list[Any] = []
    for n in range(first, first + acts):
        choice = chance.random()
        if choice < 0.6 or not drafts:
            old = chance.choice(drafts) if drafts and choice < 0.4 else desk.draft_of(store)
            entries = {"name": f"测试{n}", "long": "长" * chance.randrange(0, 3000)}
            tell(trying="draft", id=old.id, revision=old.revision + 1)
            kept = desk.keep(store, replace(old, entries=entries))
            drafts = [draft for draft in drafts if draft.id != kept.id] + [kept]
            tell(draft=kept.id, revision=kept.revision, n=entries["name"])
        elif choice < 0.85 or not cases:
            draft = drafts.pop()
            new = desk.new_case(draft, n, **(desk.OPEN if n % 2 else {}))
            tell(trying="case", draft=draft.id)
            with desk.acting(store) as act:
                case = act.add_case(new)
            cases.append(case)
            tell(case=case.id, content=case.version.content_hash, number=case.number)
        elif choice < 0.93 and (undecided := [each for each in cases if _is_open(each)]):
            case = chance.choice(undecided)
            cases[cases.index(case)] = _decide(store, case, chance, tell)
        else:
            _print(store, chance.choice(cases), tell)


def _print(store: Store, case: Case, tell: Say) -> None:
    version = case.version
    tell(trying="paper")
    with desk.acting(store) as act:
        paper = act.add_paper(case.id, version.number, "form", version.content_hash, ())
    tell(paper=case.id, copy=paper.copy_number, anchor=paper.anchor)


def _decide(store: Store, case: Case, chance: random.Random, tell: Say) -> Case:
    outcome = chance.choice(("eligible", "ineligible", "officer"))
    tell(trying="decision", of=case.id)
    decided = desk.decide(store, case, outcome)
    tell(case=case.id, content=decided.version.content_hash, number=case.number)
    return decided


def _is_open(case: Case) -> bool:
    return case.version.finding["outcome"] == "officer"


def found_office(folder: str) -> None:
    """Set an office up."""
    say(trying="founding")
    desk.found(Path(folder))
    say(founded=True)


def back_up_office(folder: str) -> None:
    """Make one backup after another."""
    store = desk.open_store(Path(folder))
    say(opened=True)
    while True:
        say(backup=back_up(store).path.name)


# With the failing or recording disk ------------------------------------------------------------


def _shim() -> Any:
    return ctypes.CDLL(None)


def act_on_record(
    folder: str, trace: str, seed: int, acts: int, careless: bool, first: int = 1
) -> None:
    """Act at random while every operation on the folder is written down, acknowledgements too.

    `careless` turns syncing off, to prove that the replay sees what that loses.
    """
    if careless:
        connection_module._PRAGMAS = tuple(
            (name, "OFF" if name == "synchronous" else value)
            for name, value in connection_module._PRAGMAS
        )
    _shim().shim_watch(folder.encode(), trace.encode())
    log = os.open(Path(folder) / ACKNOWLEDGED, os.O_WRONLY | os.O_CREAT | os.O_APPEND)

    def tell(**what: Any) -> None:
        import json

        os.write(log, json.dumps(what).encode() + b"\n")

    store = desk.open_store(Path(folder))
    _act(store, random.Random(seed), acts, first, tell)
    store.close()
    say(done=True)


def fail_once(folder: str, act: str, at: int, number: int, for_good: bool) -> None:
    """Do one act while the n-th operation on the disk fails; then go on with a sound disk.

    Says how many operations there were, the fault's key ("" if the act was done), and whether a
    draft could be kept afterwards by the same program.
    """
    shim = _shim()
    place = Path(folder)
    shim.shim_watch(str(place).encode(), None)
    prepare, work = ACTS[act]
    ready = prepare(place)
    shim.shim_arm(at, number, int(for_good))
    key = ""
    try:
        work(place, ready)
    except Fault as fault:
        key = fault.key
    used = shim.shim_count()
    shim.shim_arm(0, 0, 0)
    went_on = True
    if isinstance(ready, tuple):
        desk.keep(ready[0])
    say(used=used, key=key, went_on=went_on)


def _opened(place: Path) -> tuple[Store, Draft]:
    store = desk.open_store(place)
    return store, desk.keep(store)


def _accepted(place: Path) -> tuple[Store, Any]:
    store = desk.open_store(place)
    return store, desk.accept(store, 77)


def _accept(_place: Path, ready: tuple[Store, Draft]) -> None:
    store, draft = ready
    new = desk.new_case(draft, 5)
    with desk.acting(store) as act:
        act.add_case(new)


def _left_open(place: Path) -> tuple[Store, Any]:
    store = desk.open_store(place)
    return store, desk.accept(store, 77, **desk.OPEN)


def _to_be_corrected(place: Path) -> tuple[Store, str]:
    """A correction of applicant and account that waits, and the store of the second person."""
    desk.with_corrector(place)
    with desk.opened(place) as store:
        case = desk.accept(store, 77)
        name = desk.change("name", case.version.entries["name"], "测试更名")
        correction = desk.propose_correction(store, case, (name, *desk.ANOTHER_ACCOUNT))
    return desk.open_store_as(place, desk.CORRECTOR, desk.CORRECTOR_PASSWORD), correction


def _referred(place: Path) -> tuple[Store, Any]:
    store = desk.open_store(place)
    return store, desk.refer(store, 77, letter=False)


def _retired(place: Path) -> tuple[Store, str]:
    store = desk.open_store(place)
    clerk = desk.add_person(store)
    desk.retire(store, clerk)
    return store, clerk


def _restore(place: Path, backup: Path) -> None:
    restore_backup(backup, place / "restored", desk.LOGIN, desk.PASSWORD, desk.SteppingClock())


def _backup_of(place: Path) -> Path:
    with desk.opened(place) as store:
        return back_up(store).path


def _empty(place: Path) -> None:
    shutil.rmtree(place)
    place.mkdir()


#: What is made ready on a sound disk, and what is tried on a failing one.
ACTS: dict[str, tuple[Callable[[Path], Any], Callable[[Path, Any], None]]] = {
    "keep": (_opened, lambda _place, ready: (desk.keep(*ready), None)[1]),
    "accept": (_opened, _accept),
    "decide": (_left_open, lambda _place, ready: (desk.decide(*ready), None)[1]),
    "correct": (
        _to_be_corrected,
        lambda _place, ready: (desk.confirm_correction(*ready), None)[1],
    ),
    "print": (_accepted, lambda _place, ready: desk.print_form(*ready)),
    "hand on": (_referred, lambda _place, ready: desk.hand_on(*ready)),
    "add a person": (_opened, lambda _place, ready: (desk.add_person(ready[0]), None)[1]),
    "change the key": (_retired, lambda _place, ready: ready[0].change_key_if_due()),
    "back up": (_accepted, lambda _place, ready: (back_up(ready[0]), None)[1]),
    "open": (lambda _place: None, lambda place, _: desk.open_store(place).close()),
    "found": (
        _empty,
        lambda place, _: create_store(place, desk.founding(), desk.SteppingClock(), desk.CHEAP),
    ),
    "restore": (_backup_of, _restore),
    "write a file": (
        lambda place: write_whole(place / "form.pdf", b"old" * 5000),
        lambda place, _: write_whole(place / "form.pdf", b"new" * 9000),
    ),
    **SENT_ACTS,
}
