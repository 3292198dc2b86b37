"""Where the clerk was in a draft outlives the page, though each draft has a session of its own."""

from hrdesk.services.drafts import start_draft
from hrdesk.services.session import Session
from hrdesk.ui.intake import places
from tests.journeys.office import MEASURE


def test_the_place_in_a_draft_is_known_to_whoever_opens_it_again(session: Session):
    draft = start_draft(session, MEASURE)
    places.remember(session.of_draft(draft), draft.id, places.Place(2, "account"))
    again = session.of_draft(draft)
    assert places.start(again, draft.id, 0) == places.Place(2, "account")
    assert places.remembered_key(again, draft.id) == "account"
    assert places.start(again, "another", 1) == places.Place(1, "")
