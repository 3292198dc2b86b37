"""What was typed of a correction, so that it outlives a look elsewhere."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from hrdesk.domain.errors import Problem
from hrdesk.services.cases import OpenedCase
from hrdesk.services.corrections import CAUSE, CorrectionOrder, Place
from hrdesk.ui.cases import correction_words as words
from hrdesk.ui.cases.correction_places import (
    CorrectablePlace,
    place_of_problem,
    places_of,
)


@dataclass(slots=True)
class CorrectionInWork:
    """New texts by place for a version of a case, and why."""

    opened: OpenedCase
    texts: dict[Place, str] = field(default_factory=dict)
    cause: str = ""

    @property
    def is_of(self) -> tuple[str, int]:
        """The case and version that it was typed for."""
        return self.opened.case.id, self.opened.case.version.number

    def put(self, place: CorrectablePlace, text: str) -> None:
        """Keep a new text; one that says what stands there is none."""
        if text.strip() == place.before:
            self.texts.pop(place.place, None)
        else:
            self.texts[place.place] = text

    def places(self, sought: str) -> tuple[CorrectablePlace, ...]:
        """Return the places that are looked for."""
        return places_of(self.opened.form, self.opened.case.version.entries, sought)

    def changed_places(self) -> tuple[CorrectablePlace, ...]:
        """Return the places that say something else now, in their order."""
        lines = dict.fromkeys(str(line) if roster else "" for roster, line, _ in self.texts)
        shown = (each for sought in sorted(lines) for each in self.places(sought))
        return tuple({each.id: each for each in shown if each.place in self.texts}.values())

    def order(self) -> CorrectionOrder:
        """Return it as it is handed in."""
        case_id, version = self.is_of
        return CorrectionOrder(case_id, version, dict(self.texts), self.cause)

    def labels(self, problems: Iterable[Problem]) -> dict[str, str]:
        """Return the label of each place that is wrong."""
        labels = {CAUSE: words.CAUSE}
        for each in problems:
            roster, line, _ = place = place_of_problem(each.where)
            shown = self.places(str(line) if roster else "")
            found = {known.place: words.where_words(known) for known in shown}
            labels.setdefault(each.where, found.get(place, each.where))
        return labels
