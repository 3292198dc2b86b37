"""Titles and words of platforms' answers that everybody knows, as `resources/answers.toml` says."""

import tomllib
from collections.abc import Mapping
from functools import lru_cache

from hrdesk.reference.locations import resources_folder


@lru_cache(maxsize=1)
def answer_words() -> tuple[Mapping[str, tuple[str, ...]], Mapping[str, tuple[str, ...]]]:
    """Return titles by what they stand for (state, reason, serial), and words by state."""
    text = (resources_folder() / "answers.toml").read_text("utf-8")
    read = tomllib.loads(text)
    titles = {name: tuple(each) for name, each in read["titles"].items()}
    words = {name: tuple(each) for name, each in read["words"].items()}
    return titles, words
