"""Short reads of official templates."""

from collections.abc import Mapping

from hrdesk.domain.official_template import OfficialTemplate, counting
from hrdesk.storage.checks.flaw import refuse
from hrdesk.storage.checks.templates import measure_template_flaws
from hrdesk.storage.ground import Ground
from hrdesk.storage.templates import frame_template, template_content, templates


class TemplateReader:
    """The part of a `Reader` that knows the templates of the platform."""

    def __init__(self, ground: Ground) -> None:
        self._ground = ground

    def templates(self) -> tuple[OfficialTemplate, ...]:
        """Return every official template on record, in the order of their entry."""
        return templates(self._ground)

    def template_content(self, sha256: str) -> bytes:
        """Return the bytes of a template's file; Damaged when they are not those."""
        return template_content(self._ground.db, sha256)

    def template_of(self, frame: Mapping[str, object]) -> bytes | None:
        """Return the file that the frame of a batch names, or None; see `frame_template`."""
        return frame_template(self._ground.db, frame)

    def proven_template(self, measure: str) -> OfficialTemplate | None:
        """Return the template that counts for a measure, to make a batch with; None without one.

        Tampered when one is not what was recorded and signed, or is missing.
        """
        ground = self._ground
        refuse(measure_template_flaws(ground.db.raw(), ground.database, measure))
        return counting(templates(ground)).get(measure)
