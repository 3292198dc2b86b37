"""Applicants whose matter another authority decides, as a clerk types them in."""

from collections.abc import Mapping

from hrdesk.domain.case import Case
from hrdesk.services.acceptance import accept
from hrdesk.services.drafts import save_draft, start_draft
from hrdesk.services.session import Session
from tests.people import credit_code

CODE = credit_code()
APPLICANT: Mapping[str, str] = {
    "received": "2026-03-18",
    "agency_name": "攀枝花凤凰人力资源服务有限公司",
    "credit_code": CODE,
    "phone": "13981234567",
}
#: What each measure asks besides.
ASKED: Mapping[str, Mapping[str, str]] = {
    "equity_financing_grant": {"in_listing_pool": "yes", "material.pool_proof": "copy"},
    "tax_relief": {
        "relief": "western",
        "main_income": "600000.00",
        "total_income": "1000000.00",
        "key_group_hires": "5",
    },
    "service_procurement": {"service": "春风行动招聘会", "agreement": "仁购2026-7"},
}
AUTHORITIES = {
    "equity_financing_grant": "市金融工作局",
    "tax_relief": "市税务局",
    "service_procurement": "市财政局、市人力资源社会保障局",
}
ANSWER: Mapping[str, str] = {
    "answer_received": "2026-03-18",
    "answer_authority": "市金融工作局",
    "answer_document": "攀金函〔2026〕9号",
    "answer_verdict": "accepted",
    "answer_words": "",
}
PURCHASE: Mapping[str, str] = {
    "purchase_agency": CODE,
    "purchase_contract": "仁购2026-7",
    "purchase_bought": "春风行动招聘会",
    "purchase_signed": "2026-03-02",
    "purchase_begins": "2026-03-02",
    "purchase_ends": "2026-12-31",
    "purchase_amount": "120000",
    "purchase_department": "仁和区就业创业促进中心",
    "purchase_document": "仁财采〔2026〕3号",
}


def refer(session: Session, measure: str = "equity_financing_grant", **changes: str) -> Case:
    """Take a referral in and accept it."""
    draft = start_draft(session, measure)
    typed = {**draft.entries, **APPLICANT, **ASKED[measure], **changes}
    return accept(session, save_draft(session, draft, typed))
