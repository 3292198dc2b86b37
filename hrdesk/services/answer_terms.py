"""What titles and words of platforms' answers mean: known to all, and learned by this office."""

from collections.abc import Iterator, Mapping

from hrdesk.domain.batch_answer import RowState
from hrdesk.domain.plain_text import comparable_text
from hrdesk.intake.answer_sheet import SENT, AnswerHeading, AnswerWords, SentColumns
from hrdesk.intake.titles import plain_title
from hrdesk.reference.answer_words import answer_words
from hrdesk.services.session import Session

#: Under these names beside the rosters of a measure; no roster has a dot in its id.
TITLES, WORDS = "platform.titles", "platform.words"


def known_words(session: Session, measure: str) -> AnswerWords:
    """Return the meaning of titles and words; what a person of this office chose goes before."""
    titles, words = answer_words()
    with session.store.reading() as reader:
        own_titles = reader.list_titles(measure, TITLES)
        own_words = reader.list_titles(measure, WORDS)
    shared = {plain_title(each): role for role, named in titles.items() for each in named}
    meant = {comparable_text(each): state for state, said in words.items() for each in said}
    states = {word: RowState(state) for word, state in {**meant, **own_words}.items()}
    return AnswerWords({**shared, **own_titles}, states)


def learned(
    columns: SentColumns,
    known: AnswerWords,
    heading: AnswerHeading,
    words: Mapping[str, RowState],
) -> Iterator[tuple[str, dict[str, str]]]:
    """Yield what is to be remembered: under which name, and the meaning of titles or words."""
    titles = {}
    headers = {plain_title(header) for header in columns.headers}
    for title, role in zip(heading.titles, heading.roles, strict=True):
        plain = plain_title(title)
        meant = role
        if role.startswith(SENT):
            meant = SENT + plain_title(columns.headers[int(role.removeprefix(SENT))])
        if plain and role and plain not in headers and known.titles.get(plain) != meant:
            titles[plain] = meant
    if titles:
        yield TITLES, titles
    if words:
        yield WORDS, {word: state.value for word, state in words.items()}
