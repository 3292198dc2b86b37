"""Titles that stand in several lines, put together into one line of them.

A title over several columns says nothing of a single one of them: of an insurance the base, the
share of the employer and that of the person stand side by side under its name.
"""

from collections import Counter
from collections.abc import Collection, Iterator, Sequence

from hrdesk.domain.plain_text import trimmed
from hrdesk.intake.list_words import OTHER_SHARE, OUTCOME_TITLE
from hrdesk.intake.titles import plain_title

#: So many parts make of a title one that goes over several columns.
_FEWEST_PARTS = 2


def joined(
    upper: Sequence[str], lower: Sequence[str], known: Collection[str], people: Collection[int]
) -> tuple[str, ...]:
    """Return the titles that two lines make, () where the lower one is none of titles.

    `known` are the plain titles that name a column, `people` the places of those for the name and
    the number of a person. The lower line is one of titles where all its texts name columns, each
    once and none under a title that does so already, or where it has parts of a title over several
    columns and names nobody, or that title names a column. What both titles say together counts
    first, then what the lower one says where it says it once. What we said of lines ourselves has
    a title of its own.
    """
    wide = max(len(upper), len(lower))
    above, below = ((*line, *[""] * (wide - len(line))) for line in (upper, lower))
    over, under = (tuple(map(plain_title, line)) for line in (above, below))
    ours = {n: below[n] for n, text in enumerate(under) if OUTCOME_TITLE.fullmatch(text)}
    # Cells that were merged may each have got the text of all.
    texts = {n: text for n, text in enumerate(under) if text not in {"", over[n]} and n not in ours}
    counted = Counter(texts.values())
    named = {n for n, text in texts.items() if text in known and counted[text] == 1}
    parts = dict(_parts(over, texts)) if all(map(_is_word, texts.values())) else {}
    # A hint below a name is none of a person: words are no amounts.
    if texts.keys() & people and not any(over[first] in known for first in parts.values()):
        parts = {}
    if not parts and (not named or named != texts.keys() or any(over[n] in known for n in texts)):
        return ()
    # Of a base or a person's share alone nothing is read as what the employer pays.
    whose = {parts[n] for n in parts.keys() & people}
    named -= {n for n in parts if parts[n] not in whose and OTHER_SHARE.fullmatch(over[parts[n]])}
    titles = {
        n: _title(above[parts.get(n, n)], below[n], known, is_part=n in parts, is_named=n in named)
        for n in texts
    }
    return tuple(titles.get(n) or ours.get(n) or above[n] for n in range(wide))


def _title(upper: str, lower: str, known: Collection[str], *, is_part: bool, is_named: bool) -> str:
    both = trimmed(upper) + trimmed(lower)
    if plain_title(both) in known:
        return both
    if is_named and (is_part or plain_title(upper) not in known):
        return lower
    return both if is_part else trimmed(upper) or lower


def _is_word(text: str) -> bool:
    return any(map(str.isalpha, text))


def _parts(over: Sequence[str], texts: Collection[int]) -> Iterator[tuple[int, int]]:
    """Yield the places of texts that are parts of a title, each with the place of that title."""
    begins = [n for n, title in enumerate(over) if title and title != (over[n - 1] if n else "")]
    for first, end in zip(begins, [*begins[1:], len(over)], strict=True):
        found = [n for n in range(first, end) if n in texts]
        if len(found) >= _FEWEST_PARTS:
            yield from ((n, first) for n in found)
