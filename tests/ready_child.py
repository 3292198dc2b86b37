"""What a child of the program imports and reads first, done once for all that are forked from it.

Nothing that keeps a thread, a window or an open store may be imported here.
"""

import gc
from functools import lru_cache
from importlib import import_module
from pathlib import Path

from hrdesk.packs import policy
from hrdesk.reference.locations import shipped_policy

for name in (
    "hrdesk.packs.check",
    "hrdesk.packs.export_reading",
    "hrdesk.packs.law",
    "hrdesk.packs.office_books",
    "hrdesk.printing.form_file",
    "hrdesk.services.batch_building",
    "hrdesk.services.batch_files",
    "hrdesk.services.batch_writing",
    "hrdesk.services.brought_words",
    "hrdesk.services.case_to_print",
    "hrdesk.services.forms_list",
    "hrdesk.services.forms_writing",
    "hrdesk.services.list_reader",
    "hrdesk.services.orphan",
    "hrdesk.services.paper_fonts",
    "hrdesk.services.previewing",
    "hrdesk.services.process_limits",
    "hrdesk.services.readings_preview",
    "hrdesk.services.answer_reader",
    "hrdesk.services.replaying",
    "hrdesk.services.sheet_building",
    "hrdesk.services.successors",
    "hrdesk.services.take_over",
    "hrdesk.services.template_reading",
    "hrdesk.workbooks.batch_sheet",
    "hrdesk.workbooks.foreign_file",
    "hrdesk.workbooks.rereading",
    "hrdesk.workbooks.template_filling",
    "hrdesk.workbooks.template_reading",
    "hrdesk.workbooks.template_recalculation",
    "hrdesk.workbooks.template_verifying",
    "hrdesk.workbooks.writing",
    "resource",
):
    import_module(name)

_read, _shipped = policy.load_policy, shipped_policy()
_remembered = lru_cache(maxsize=1)(_read)


def _load(folder: Path) -> policy.Policy:
    return _remembered(folder) if folder == _shipped else _read(folder)


policy.load_policy = _load
_load(_shipped)
gc.freeze()
