"""A platform against those that were paid before (三（五）（十三）)."""

from hrdesk.domain.right import same_detail
from hrdesk.rules.earlier import NOTHING, REFUSES, SILENT, Bearing, Effect
from hrdesk.rules.situation import Situation
from hrdesk.rules.submission import Grant

PLATFORM, DOCUMENT = "platform", "approval_document"
#: The facts by which two platforms are told apart.
PLATFORM_FACTS = (PLATFORM, DOCUMENT)


def same_platform(situation: Situation, grant: Grant) -> Bearing:
    """Return what an earlier platform of the organization does.

    The same approval of the same platform refuses, another approval of it is silent.
    """
    platform, document = situation.text(PLATFORM), situation.text(DOCUMENT)
    before, its = grant.detail.get(PLATFORM), grant.detail.get(DOCUMENT)
    if platform is not None and before is not None and platform != before:
        return NOTHING
    unknown = [PLATFORM] if platform is None else []
    unknown += ["detail.platform"] if before is None else []
    least = Effect.NOTHING if unknown else Effect.SILENT
    if document is not None and its is not None:
        if not unknown:
            return REFUSES if same_detail(document, its) else SILENT
        most = Effect.REFUSES if same_detail(document, its) else Effect.SILENT
        return Bearing(least, most, tuple(unknown))
    unknown += [DOCUMENT] if document is None else []
    unknown += ["detail.approval_document"] if its is None else []
    return Bearing(least, Effect.REFUSES, tuple(unknown))


def lesser_platform(_situation: Situation, grant: Grant) -> Bearing:
    """Return what an earlier practice base does to a workstation (三（五）): the text is silent."""
    before = grant.detail.get(PLATFORM)
    if before is None:
        return Bearing(Effect.NOTHING, Effect.SILENT, ("detail.platform",))
    return SILENT if before == "practice_base" else NOTHING
