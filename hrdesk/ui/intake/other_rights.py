"""Other rights of the same applicant, folded below the finding; worked out while nobody types."""

import contextlib
from collections.abc import Callable, Iterator, Mapping
from functools import partial

from PySide6.QtCore import Qt, QTimer, Signal

from hrdesk.domain.case import Draft
from hrdesk.domain.errors import Fault
from hrdesk.domain.prospect import Prospect, ProspectKind
from hrdesk.services.intake import Judged
from hrdesk.services.other_rights import OtherRights, other_rights, start_other
from hrdesk.services.session import Session
from hrdesk.ui.ahead import Ahead
from hrdesk.ui.columns import emptied
from hrdesk.ui.intake import other_words as words
from hrdesk.ui.intake.fold import Fold, turn
from hrdesk.ui.tasks import Tasks
from hrdesk.ui.words import button, label

#: So long nothing was typed before other measures are looked at.
_IDLE_MS = 700
#: The panel says so many overlaps of months, and how many more there are.
_MOST_OVERLAPS = 4


class OtherRightsFold(Fold):
    """Names other measures by what one intake knows; `begun` carries the id of a new draft.

    `kept` gives what was typed so far, `refused` carries the fault why a draft was not begun.
    """

    begun = Signal(str)
    refused = Signal(object)

    def __init__(
        self, session: Session, tasks: Tasks, measure: str, kept: Callable[[], Mapping[str, str]]
    ) -> None:
        overlaps = label("", "field_warning", wrap=True)
        overlaps.setObjectName("other_overlaps")
        super().__init__("other_rights", "other", overlaps)
        self._session = session
        self._tasks = tasks
        self._measure = measure
        self._kept = kept
        self._known: Mapping[str, object] = {}
        self._wanted: Mapping[str, object] = {}
        self._work = Ahead(iter(()), self)
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_IDLE_MS)
        self._pause.timeout.connect(self._begin)
        self._overlaps = overlaps

    def expect(self, judged: Judged) -> None:
        """Take an intake as it stands; `begin` looks at it."""
        self.stop()
        self._wanted = judged.application

    def begin(self) -> None:
        """Look at other measures as soon as nobody types, unless nothing has changed."""
        if self._wanted != self._known:
            self._pause.start()

    def stop(self) -> None:
        """Look at nothing any more."""
        self._pause.stop()
        self._work.stop()

    def _begin(self) -> None:
        self._work.deleteLater()
        self._work = Ahead(self._look(self._wanted), self)
        self._work.begin()

    def _look(self, application: Mapping[str, object]) -> Iterator[None]:
        # What hinders here hinders judging too, and there it is said.
        with contextlib.suppress(Fault):
            yield from other_rights(self._session, application, partial(self._show, application))

    def _show(self, application: Mapping[str, object], found: OtherRights) -> None:
        self._known = application
        self._overlaps.setText("\n".join(self._overlap_words(found)))
        self._overlaps.setVisible(bool(found.overlaps))
        by_kind = {
            kind: [each for each in found.prospects if each.kind is kind] for kind in ProspectKind
        }
        self._fold.setText(words.folded(len(by_kind[ProspectKind.OPEN])))
        emptied(self._rows)
        if found.looked_at < found.listed:
            part = label(words.part_of_roster(found.looked_at, found.listed), "small", wrap=True)
            part.setObjectName("other_part")
            self._rows.addWidget(part)
        for each in by_kind[ProspectKind.OPEN]:
            self._add_open(each)
        if by_kind[ProspectKind.REFERRED]:
            self._add_referred(by_kind[ProspectKind.REFERRED])
        if by_kind[ProspectKind.REFUSED]:
            self._add_refused(by_kind[ProspectKind.REFUSED])
        self.setVisible(bool(found.prospects or found.overlaps))

    def _overlap_words(self, found: OtherRights) -> list[str]:
        said = [
            words.overlap(each, self._session.form(each.measure).title) for each in found.overlaps
        ]
        more = len(said) - _MOST_OVERLAPS
        return said if more <= 0 else [*said[:_MOST_OVERLAPS], words.more_overlaps(more)]

    def _add_open(self, prospect: Prospect) -> None:
        form = self._session.form(prospect.measure)
        self._rows.addSpacing(3)
        if prospect.measure in self._session.policy.at_counter:
            start = partial(self._start, prospect.measure)
            link = button(f"other_{prospect.measure}", form.title, start, "other_link")
            link.setToolTip("新建这一项的草稿，相同的栏目带过去")
            self._rows.addWidget(link, 0, Qt.AlignmentFlag.AlignLeft)
        else:
            self._rows.addWidget(label(form.title, "label", wrap=True))
        known = f"{form.clause}　{words.unknown(prospect)}"
        self._rows.addWidget(label(known, "small", wrap=True))

    def _add_referred(self, prospects: list[Prospect]) -> None:
        self._rows.addWidget(label(words.referred(len(prospects)), "strong"))
        for each in prospects:
            form = self._session.form(each.measure)
            text = f"{form.title}　{form.clause}：{each.authority}"
            self._rows.addWidget(label(text, "small", wrap=True))

    def _add_refused(self, prospects: list[Prospect]) -> None:
        reasons = [
            f"{self._session.form(each.measure).title}：{'；'.join(each.refused)}"
            for each in prospects
        ]
        told = label("\n".join(reasons), "small", wrap=True)
        told.setObjectName("other_refused_reasons")
        told.hide()
        act = partial(turn, told)
        link = button("other_refused", words.refused(len(prospects)), act, "other_link")
        self._rows.addWidget(link, 0, Qt.AlignmentFlag.AlignLeft)
        self._rows.addWidget(told)

    def _start(self, measure: str) -> None:
        work = partial(start_other, self._session, self._measure, dict(self._kept()), measure)
        self._tasks.run(work, self._started, self._not_started)

    def _started(self, draft: Draft) -> None:
        self.begun.emit(draft.id)

    def _not_started(self, fault: Fault) -> None:
        self.refused.emit(fault)
