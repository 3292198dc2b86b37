"""The pack that ships with the program, read once for all tests."""

from functools import lru_cache
from pathlib import Path

from hrdesk.packs.policy import Policy, load_policy
from hrdesk.rules.book import Book

PACK = Path(__file__).resolve().parent.parent / "forms" / "panzhihua-2021-373"


@lru_cache(maxsize=1)
def policy() -> Policy:
    return load_policy(PACK)


def book() -> Book:
    return policy().book
