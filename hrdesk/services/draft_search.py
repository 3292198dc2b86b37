"""Finding one's own drafts: a person who comes back is sought before the case has a number."""

from hrdesk.domain.case import Draft
from hrdesk.domain.identity import normalised_identity
from hrdesk.domain.names import comparable_name
from hrdesk.domain.plain_text import ascii_identifier
from hrdesk.services.drafts import DraftSummary, drafts
from hrdesk.services.session import Session

#: Fewer characters of an identity number find too many people to be of use.
_LEAST_OF_NUMBER = 4


def find_drafts(session: Session, text: str) -> tuple[DraftSummary, ...]:
    """Return the drafts of the person at work by a part of the applicant's name or number.

    Of an identity number the beginning or the end is enough, four characters at least. The
    last typed comes first.
    """
    with session.store.reading() as reader:
        kept = reader.drafts(session.staff.id)
    found = {draft.id for draft in kept if _is_sought(session, draft, text)}
    return tuple(each for each in drafts(session) if each.id in found) if found else ()


def _is_sought(session: Session, draft: Draft, text: str) -> bool:
    form = session.of_draft(draft).form(draft.measure)
    name = comparable_name(text)
    if name and name in comparable_name(draft.entries.get(form.applicant_name, "")):
        return True
    sought = normalised_identity(ascii_identifier(text))
    if len(sought) < _LEAST_OF_NUMBER:
        return False
    number = normalised_identity(draft.entries.get(form.applicant_identity, ""))
    return number.startswith(sought) or number.endswith(sought)
