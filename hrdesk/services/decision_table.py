"""What was decided in a case, as its form prints it: short on the front, whole in the annex."""

from hrdesk.printing import sheet as paper
from hrdesk.services.case_to_print import CaseToPrint
from hrdesk.services.displaying import displayed_date
from hrdesk.services.taken_decisions import TakenDecision, taken_decisions


def decision_remark(subject: CaseToPrint) -> str:
    """Return what the front says of the decisions of a case, "" when there are none.

    Beside the seal there is room for one; of several it says how many.
    """
    words, taken = subject.spec.words, taken_decisions(subject.case.version.finding)
    if not taken:
        return ""
    if len(taken) > 1:
        return words["decided_many"].format(count=len(taken))
    (only,) = taken
    return words["decided_front" if only.text else "decided_front_none"].format(
        subject=_who(subject, only),
        title=only.title,
        reading=only.text,
        by=only.by,
        day=displayed_date(only.on),
    )


def decision_table(subject: CaseToPrint) -> list[paper.AnnexPart]:
    """Return the table of all that was decided, with reasons, or nothing."""
    words, taken = subject.spec.words, taken_decisions(subject.case.version.finding)
    if not taken:
        return []
    columns = (
        paper.Column(words["column_subject"], 1.5),
        paper.Column(words["column_clause"], 1.5, paper.Align.CENTRE),
        paper.Column(words["column_question"], 2.8),
        paper.Column(words["column_reading"], 3.0),
        paper.Column(words["column_reason"], 3.3),
        paper.Column(words["column_decider"], 2.8),
    )
    rows = tuple(
        (
            _who(subject, each),
            each.clause,
            words["decided_question"].format(title=each.title, question=each.asked),
            each.text or words["decided_none"],
            each.reason,
            words["decider"].format(by=each.by, day=displayed_date(each.on)),
        )
        for each in taken
    )
    return [paper.Table(words["decisions"], columns, rows)]


def _who(subject: CaseToPrint, taken: TakenDecision) -> str:
    words = subject.spec.words
    if not taken.lines:
        return words["decided_case"]
    return words["decided_lines"].format(numbers=words["separator"].join(map(str, taken.lines)))
