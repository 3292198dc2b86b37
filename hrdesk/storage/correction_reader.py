"""Short reads of corrections."""

from collections.abc import Iterable, Mapping
from typing import Any

from hrdesk.domain.case import Case
from hrdesk.domain.correction import Change, Correction, WaitingCorrection
from hrdesk.storage import corrections
from hrdesk.storage.correctable import refuse_sent, refuse_uncorrectable
from hrdesk.storage.ground import Ground
from hrdesk.storage.sent_rows import SentRows


class CorrectionReader:
    """What a view of the store says of corrections."""

    def __init__(self, ground: Ground) -> None:
        self._ground = ground

    def corrections_of(self, case_id: str) -> tuple[Correction, ...]:
        """Return every correction of a case, in the order of proposal."""
        return corrections.corrections_of(self._ground, case_id)

    def waiting_corrections(self) -> tuple[WaitingCorrection, ...]:
        """Return the corrections that wait for a second person, the oldest first."""
        return corrections.waiting_corrections(self._ground)

    def open_correction(self, correction: str) -> Correction:
        """Return a correction that waits; Refused `correct.gone` when it does not."""
        return corrections.open_correction(self._ground, correction)

    def require_correctable(self, case: Case, version: int) -> None:
        """Refuse `correct.stale`, `correct.in_batch` what is not, or no longer, to be corrected."""
        refuse_uncorrectable(self._ground, case, version)

    def require_unsent(
        self, case: Case, changes: Iterable[Change], finding: Mapping[str, Any]
    ) -> SentRows | None:
        """Refuse to change what was sent and did not fail; see `correctable.refuse_sent`."""
        return refuse_sent(self._ground, case, changes, finding)
