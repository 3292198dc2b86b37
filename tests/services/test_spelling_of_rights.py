"""A right that is used once stays used, however its course or document is spelled."""

import pytest

from hrdesk.domain.errors import Refused
from hrdesk.domain.finding import Outcome
from hrdesk.services.acceptance import accept
from hrdesk.services.intake import judge_entries
from hrdesk.storage.verify import verify
from tests.people import credit_code
from tests.services import claims, counter

ANOTHER = credit_code(body="MA62ABCDY")
#: The same words, typed by another person.
SPELLED = {
    "training_subsidy": ("course", "ABC班（一）", ["ＡＢＣ班（一）", "abc班(一)", "ABC 班（一）"]),
    "postdoc_platform_grant": ("approval_document", "虚构〔2026〕3号", ["虚构[2026]3号"]),
    "skills_platform_grant": ("approval_document", "虚构〔2026〕6号", ["虚构（２０２６）6 号"]),
}
CASES = [(measure, other) for measure, (_, _, others) in SPELLED.items() for other in others]


@pytest.mark.parametrize(("measure", "other"), CASES)
def test_another_spelling_is_refused_at_the_window(session, folder, clock, measure, other):
    claim = claims.CLAIMS[measure]
    field, typed, _ = SPELLED[measure]
    first = claims.accepted(session, claim, **{field: typed})
    agency = {"credit_code": ANOTHER} if claim.rows else {}
    second = claims.draft(session, claim, **{field: other}, **agency)
    assert judge_entries(session, measure, second.entries).finding.outcome is Outcome.INELIGIBLE
    case = accept(session, second)
    assert (case.version.finding["outcome"], case.version.finding["amount"]) == (
        "ineligible",
        "0.00",
    )
    assert first.version.entries[field] == typed
    assert case.version.entries[field] == other
    session.close()
    assert verify(folder, counter.LOGIN, counter.PASSWORD, full=True, clock=clock).findings == ()


def test_another_spelling_is_refused_by_the_store_too(session, monkeypatch):
    """Two windows that judged before either accepted: the second finds the right used."""
    claim = claims.CLAIMS["training_subsidy"]
    drafts = [claims.draft(session, claim, course=each) for each in ("ABC班", "ａｂｃ 班")]
    accept(session, drafts[0])
    monkeypatch.setattr("hrdesk.storage.reader.Reader.grants_to_people", lambda *_: ())
    with pytest.raises(Refused, match=r"right\.line_taken"):
        accept(session, drafts[1])
