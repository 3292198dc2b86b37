"""What is said of a template beside its columns: version, origin, how many rows a file takes."""

from hrdesk.intake.template_form import LIMIT, ORIGIN, VERSION
from hrdesk.services.template_drafts import TemplateDraft
from hrdesk.ui.fields import LabelledLine
from hrdesk.ui.line_form import LineForm

_FIELDS = (
    (VERSION, "模板版本", "例如 2026年版", 2),
    (ORIGIN, "来源", "下发的文件或通知、从哪里取得、何时", 4),
    (LIMIT, "每份文件最多行数", "平台没有限制的，空着", 2),
)


class VersionForm(LineForm):
    """The fields of `template_form` in one row."""

    def __init__(self) -> None:
        row = [
            (name, LabelledLine(name, words, hint), share) for name, words, hint, share in _FIELDS
        ]
        super().__init__([row])

    def propose(self, draft: TemplateDraft) -> None:
        """Show what is proposed for a template, unless something else is typed."""
        if not self.is_changed:
            limit = draft.mapping.row_limit
            begun = {VERSION: draft.version, ORIGIN: draft.origin}
            self.show_entries(begun | {LIMIT: "" if limit is None else str(limit)})
