"""The named placeholders of a pack's sentences: `{name}` and nothing else."""

import string
from collections.abc import Collection, Mapping

from hrdesk.domain.errors import Problem
from hrdesk.packs.toml_file import Step, TomlFile


def check_sentence(
    file: TomlFile, path: tuple[Step, ...], text: str, provided: Collection[str]
) -> list[Problem]:
    """Return what is wrong with a sentence's placeholders; `provided` are those that are filled."""
    names = _names(text)
    if names is None:
        return [file.problem("pack.braces", path)]
    allowed = ", ".join(provided) or "-"
    return [
        file.problem("pack.unknown_placeholder", path, name=name, allowed=allowed)
        for name in names
        if name not in provided
    ]


def check_words(
    file: TomlFile,
    path: tuple[Step, ...],
    words: Mapping[str, str],
    needed: Mapping[str, tuple[str, ...]],
) -> list[Problem]:
    """Return what is wrong with a table of sentences that must hold exactly the needed keys."""
    problems = [
        file.problem("pack.missing_key", (*path, key)) for key in needed if key not in words
    ]
    for key, text in words.items():
        if key in needed:
            problems += check_sentence(file, (*path, key), text, needed[key])
        else:
            problems.append(file.problem("pack.unused_wording", (*path, key)))
    return problems


def _names(text: str) -> list[str] | None:
    """Return the placeholders of a text, or None when a brace is no plain `{name}`."""
    try:
        parts = list(string.Formatter().parse(text))
    except ValueError:
        return None
    names = []
    for _, name, form, conversion in parts:
        if name is None:
            continue
        if not name.isidentifier() or form or conversion:
            return None
        names.append(name)
    return names
