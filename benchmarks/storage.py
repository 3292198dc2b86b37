"""The store: keeping a draft, opening, a page of a list, search, backup, verification.

Targets: a kept draft p95 below 100 ms; a page of 100 at most 1.6 times raw SQL in one query;
search p95 below 16 ms; verification of structure below 10 s for 100,000 cases and 400,000 records.
The first argument is the number of cases (20,000 if none is named).
"""

import random
import sys
import tempfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from statistics import median, quantiles
from time import perf_counter, process_time

from benchmarks.limits.storage import page_after
from hrdesk.domain.roster import RosterPerson
from hrdesk.storage.backup import back_up
from hrdesk.storage.keys.slots import unlock
from hrdesk.storage.store import Store, create_store
from hrdesk.storage.verify import verify
from tests.storage import desk

CASES = 20_000
ROUNDS = 200
LONG_ROSTER = 100
SURNAMES, GIVEN = "柳欧阳赵钱孙李周吴郑王冯陈", "测试晨曦文博雨轩子涵梓萱浩宇"


def seconds(work: Callable[[], object]) -> float:
    start = perf_counter()
    work()
    return perf_counter() - start


def p95(times: list[float]) -> float:
    return quantiles(times, n=20)[-1] * 1000


def fill(store: Store, count: int) -> None:
    """Accept cases in large acts, each with four audit records as a case's life leaves them."""
    chance = random.Random(1)
    for first in range(1, count + 1, 2000):
        with desk.acting(store) as act:
            act.keep_pack(desk.PACK, (desk.POLICY, "1"))
            for n in range(first, min(first + 2000, count + 1)):
                draft = act.save_draft(desk.draft_of(store))
                name = chance.choice(SURNAMES) + "".join(chance.choices(GIVEN, k=2))
                case = act.add_case(desk.new_case(draft, n, applicant_name=name))
                for step in ("case.review", "case.approve", "case.pay"):
                    act.record(step, case.id, {"number": case.number})


def measure_drafts(store: Store) -> None:
    draft = desk.keep(store)
    times = []
    for n in range(ROUNDS):
        draft = replace(draft, entries={"name": f"{n}", "address": "路" * 200})
        start = perf_counter()
        draft = desk.keep(store, draft)
        times.append(perf_counter() - start)
    print(
        f"keep a draft: p50 {median(times) * 1000:.1f} ms, p95 {p95(times):.1f} ms, target 100 ms"
    )


def measure_pages(store: Store, count: int) -> None:
    with store.reading() as reader:
        row = reader.cases(limit=100)[-1]
        row = replace(row, number=f"510411-2026-{381 + count // 2:04d}")
        connection = store._ground.db.raw()
        assert list(reader.cases(row)) == page_after(connection, row)
        ratios, ours = [], []
        for _ in range(ROUNDS):
            start = process_time()
            reader.cases(row)
            middle = process_time()
            page_after(connection, row)
            ratios.append((middle - start) / max(process_time() - middle, 1e-9))
            ours.append(middle - start)
    shown = median(ours) * 1000
    print(f"page of 100: {shown:.2f} ms, {median(ratios):.2f} times raw SQL, target 1.6")


def fill_rosters(store: Store, count: int) -> None:
    """Accept cases whose rosters hold as many people more, no two of one number."""
    chance = random.Random(3)
    for first in range(count + 1, 2 * count + 1, LONG_ROSTER):
        rows = tuple(
            RosterPerson(line, chance.choice(SURNAMES) + "".join(chance.choices(GIVEN, k=2)), who)
            for line, who in enumerate(map(desk.person, range(first, first + LONG_ROSTER)), 1)
        )
        desk.accept(store, first, measure=desk.MONTHLY, people=rows, right=None)


def measure_search(store: Store, count: int) -> None:
    chance = random.Random(2)
    typed = ["柳", "测试", "柳测试", "510402", "5104021985", "0381", "2026-381", "晨曦"]
    typed += [desk.person(chance.randrange(1, count)) for _ in range(20)]
    typed += [desk.person(chance.randrange(1, count))[-4:] for _ in range(20)]
    typed += [desk.person(chance.randrange(count, 2 * count)) for _ in range(20)]
    typed += [chance.choice(SURNAMES) + "".join(chance.choices(GIVEN, k=2)) for _ in range(20)]
    times = {}
    with store.reading() as reader:
        for text in typed:
            reader.find_cases(text)
            times[text] = seconds(lambda text=text: reader.find_cases(text))
    each = list(times.values())
    print(
        f"search among {2 * count:,} people, half of them in rosters: p95 {p95(each):.1f} ms,"
        f" worst {max(each) * 1000:.1f} ms, target 16 ms"
    )


def main() -> None:
    count = int(sys.argv[1]) if len(sys.argv) > 1 else CASES
    with tempfile.TemporaryDirectory() as place:
        folder, clock = Path(place) / "data", desk.SteppingClock()
        create_store(folder, desk.founding(), clock)
        guess = [
            seconds(lambda: unlock(folder, desk.LOGIN, desk.PASSWORD, clock)) for _ in range(7)
        ]
        print(f"prove a password: {median(guess) * 1000:.0f} ms, least 150 ms on an office machine")
        credentials = unlock(folder, desk.LOGIN, desk.PASSWORD, clock)
        store = Store.open(folder, credentials.copy(), clock)
        print(f"filling {count} cases: {seconds(lambda: fill(store, count)):.1f} s")
        print(f"and as many people in rosters: {seconds(lambda: fill_rosters(store, count)):.1f} s")
        measure_drafts(store)
        measure_pages(store, count)
        measure_search(store, count)
        print(f"verified backup: {seconds(lambda: back_up(store)):.2f} s")
        store.close()
        opened = []
        for _ in range(15):
            start = perf_counter()
            store = Store.open(folder, credentials.copy(), clock)
            opened.append(perf_counter() - start)
            store.close()
        print(f"open the store: {median(opened) * 1000:.1f} ms")
        for full in (False, True):
            spent = seconds(
                lambda full=full: verify(folder, desk.LOGIN, desk.PASSWORD, full=full, clock=clock)
            )
            print(f"verify {'with signatures' if full else 'the structure'}: {spent:.1f} s")


if __name__ == "__main__":
    main()
