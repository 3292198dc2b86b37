"""Acts on what is sent: batches, the platform's answers, corrections of what failed."""

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from hrdesk.domain.batch import CopiedFile, CopyPurpose
from hrdesk.domain.batch_answer import RowState, Tally
from hrdesk.domain.case import Case
from hrdesk.storage.batches import NewBatch, NewCopy
from hrdesk.storage.files import read_back, write_whole
from hrdesk.storage.reader import Reader
from hrdesk.storage.store import Store
from tests.storage import desk
from tests.torture.forge import say

_ACCEPTED, _FAILED = RowState.ACCEPTED, RowState.FAILED
_TOLD = {1: _ACCEPTED, 2: _FAILED}
_WORKBOOK = b"rows" * 20_000


def _lined(store: Store, n: int = 77) -> Case:
    return desk.lined_case(store, n, 4000, 6000)


def _sent(store: Store, n: int = 77) -> tuple[Case, str]:
    case = _lined(store, n)
    return case, desk.send(store, desk.batch_of_lines(None, (case, (1, 2))))


def _to_be_sent(place: Path) -> tuple[Store, NewBatch]:
    store = desk.open_store(place)
    return store, desk.batch_of_lines(None, (_lined(store), (1, 2)))


def _waiting(place: Path) -> tuple[Store, str]:
    store = desk.open_store(place)
    return store, _sent(store)[1]


def _failed(place: Path) -> tuple[Store, NewBatch]:
    store = desk.open_store(place)
    case, batch = _sent(store)
    desk.take(store, desk.told(batch, _TOLD))
    return store, desk.batch_of_lines(batch, (case, (2,)))


def _correctable(place: Path) -> tuple[Store, Case]:
    store = desk.open_store(place)
    case, batch = _sent(store)
    desk.take(store, desk.told(batch, _TOLD))
    return store, case


def _proposed(place: Path) -> tuple[Store, str]:
    desk.with_corrector(place)
    store, case = _correctable(place)
    correction = desk.propose_correction(store, case)
    store.close()
    return desk.open_store_as(place, desk.CORRECTOR, desk.CORRECTOR_PASSWORD), correction


def _send(place: Path, ready: tuple[Store, NewBatch]) -> None:
    """Freeze a batch, write its workbook, read it back, and record the copy."""
    store, new = ready
    with desk.acting(store) as act:
        batch = act.add_batch(new)
    path = place / "batch.xlsx"
    write_whole(path, _WORKBOOK)
    copy = NewCopy(CopyPurpose.UPLOAD, (CopiedFile(path.name, read_back(path)),))
    with desk.acting(store) as act:
        act.add_batch_copy(batch, copy)


#: As `works.ACTS`.
SENT_ACTS: dict[str, tuple[Callable[[Path], Any], Callable[[Path, Any], None]]] = {
    "send a batch": (_to_be_sent, _send),
    "take an answer": (
        _waiting,
        lambda _place, ready: (desk.take(ready[0], desk.told(ready[1], _TOLD)), None)[1],
    ),
    "propose a correction": (
        _correctable,
        lambda _place, ready: (desk.propose_correction(*ready), None)[1],
    ),
    "correct what failed": (
        _proposed,
        lambda _place, ready: (desk.confirm_correction(*ready), None)[1],
    ),
    "send again": (_failed, _send),
}


def left_by(act: str, reader: Reader, folder: Path) -> bool:
    """Tell whether an act is there; AssertionError when it is there in part."""
    batches = reader.batches(None, 10)
    case = next(each for each in reader.cases(limit=10) if _of_roster(reader, each.id))
    match act:
        case "send a batch" | "send again":
            rows, before = (2, 0) if act == "send a batch" else (1, 1)
            assert len(batches) in {before, before + 1}
            made = batches[: len(batches) - before]
            assert all((each.rows, each.tally) == (rows, Tally(waiting=rows)) for each in made)
            copied = [each for each in made if each.file_name]
            assert not copied or read_back(folder / "batch.xlsx") == copied[0].sha256
            return bool(copied)
        case "take an answer":
            (batch,) = batches
            assert batch.tally in {Tally(waiting=2), Tally(1, 1, 0)}
            assert bool(reader.batch_answers(batch.id)) == (batch.tally == Tally(1, 1, 0))
            return batch.tally == Tally(1, 1, 0)
        case "propose a correction":
            return bool(reader.corrections_of(case.id))
        case _:
            (correction,) = reader.corrections_of(case.id)
            version = reader.case(case.id).version
            account = desk.OTHER_ACCOUNT if correction.made else desk.ACCOUNT
            assert version.entries["account_number"] == account
            assert version.number == (correction.made or 1)
            return bool(correction.made)


def _of_roster(reader: Reader, case_id: str) -> bool:
    return "lines" in reader.case(case_id).version.finding


# Killed while they are done ----------------------------------------------------------------------


def ready_to_answer_and_confirm(folder: Path, pairs: int) -> None:
    """Leave batches that wait, and as many whose case has a correction that waits."""
    desk.with_corrector(folder)
    with desk.opened(folder) as store:
        for n in range(pairs):
            _sent(store, 100 + n)
            case, batch = _sent(store, 500 + n)
            desk.take(store, desk.told(batch, _TOLD, n))
            desk.propose_correction(store, case)


def unanswered(reader: Reader) -> list[str]:
    """The batches that no answer was taken of, by number."""
    found = [each for each in reader.batches(None, 1000) if each.tally.waiting == each.rows]
    return [each.id for each in sorted(found, key=lambda each: each.number)]


def answer_and_confirm(folder: str, first: int) -> None:
    """Take an answer and confirm a correction in turn, and acknowledge each after its commit."""
    store = desk.open_store_as(Path(folder), desk.CORRECTOR, desk.CORRECTOR_PASSWORD)
    with store.reading() as reader:
        corrections = [each.correction for each in reader.waiting_corrections()]
        batches = unanswered(reader)
    for n, (batch, correction) in enumerate(zip(batches, corrections, strict=False), first):
        say(trying="answer", of=batch)
        desk.take(store, desk.told(batch, _TOLD, n))
        say(answered=batch)
        say(trying="confirmation", of=correction.case_id)
        case = desk.confirm_correction(store, correction.id)
        say(confirmed=case.id, content=case.version.content_hash)
    store.close()


def lost_of(reader: Reader, said: list[Mapping[str, Any]]) -> list[str]:
    """Return what was acknowledged and is not there, or there in part."""
    lost = []
    for answer in said:
        if "answered" in answer:
            tally = reader.batch_summary(answer["answered"]).tally
            lost += [] if tally == Tally(1, 1, 0) else [f"answer to {answer['answered']}"]
        elif "confirmed" in answer:
            version = reader.case(answer["confirmed"]).version
            whole = (version.number, version.content_hash) == (2, answer["content"])
            lost += [] if whole else [f"correction of {answer['confirmed']}"]
        elif answer.get("trying") == "answer":
            tally = reader.batch_summary(answer["of"]).tally
            lost += [] if tally in {Tally(waiting=2), Tally(1, 1, 0)} else [f"half {answer}"]
        elif answer.get("trying") == "confirmation":
            (kept,) = reader.corrections_of(answer["of"])
            number = reader.case(answer["of"]).version.number
            lost += [] if number == (kept.made or 1) else [f"half {answer}"]
    return lost
