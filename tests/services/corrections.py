"""Corrections of accepted cases as two persons make them."""

from collections.abc import Mapping

from hrdesk.domain.case import Case
from hrdesk.domain.correction import Correction
from hrdesk.services import corrections
from hrdesk.services.corrections import CorrectionOrder, Place
from hrdesk.services.session import Session
from tests.people import card_number
from tests.services.second_person import beside, is_there

CAUSE = "账号抄错一位，与银行卡核对过"
OTHER_ACCOUNT = card_number("622848000000000025")
ACCOUNT: Mapping[Place, str] = {("", 0, "account_number"): OTHER_ACCOUNT}


def order(case: Case, texts: Mapping[Place, str] = ACCOUNT, cause: str = CAUSE) -> CorrectionOrder:
    """What a clerk wants corrected in the newest version of a case."""
    return CorrectionOrder(case.id, case.version.number, texts, cause)


def proposed(session: Session, case: Case, texts: Mapping[Place, str] = ACCOUNT) -> Correction:
    """A correction that waits, with a second person who was there before."""
    is_there(session)
    corrections.propose(session, order(case, texts))
    return newest(session, case)


def newest(session: Session, case: Case) -> Correction:
    """The correction of a case that was proposed last."""
    with session.store.reading() as reader:
        return reader.corrections_of(case.id)[-1]


def confirmed(session: Session, correction: Correction) -> Case:
    """Let the second person see what it makes, and confirm it."""
    with beside(session) as other:
        return corrections.confirm(other, correction, corrections.preview(other, correction))


def corrected(session: Session, case: Case, texts: Mapping[Place, str] = ACCOUNT) -> Case:
    """Propose a correction and let the second person confirm it."""
    return confirmed(session, proposed(session, case, texts))
