"""The one presenter: every fault and every problem becomes where, what is wrong, what to do."""

from collections.abc import Mapping

from hrdesk.domain.errors import Damaged, EnvironmentFault, Fault, Problem, Refused
from hrdesk.ui.notice import Notice, Tone


def tone_of(trouble: Fault | Problem) -> Tone:
    """Return how loud a trouble is said: refusals and the machine's troubles are warnings."""
    if isinstance(trouble, Refused | EnvironmentFault) and not isinstance(trouble, Damaged):
        return Tone.WARNING
    return Tone.ERROR


def show_fault(
    notice: Notice, trouble: Fault | Problem, labels: Mapping[str, str] | None = None
) -> None:
    """Say a trouble in three parts on a notice; `labels` names the fields of the screen."""
    headline, remedy = two_lines(trouble, labels)
    notice.say(tone_of(trouble), headline, remedy)


def two_lines(trouble: Fault | Problem, labels: Mapping[str, str] | None = None) -> tuple[str, str]:
    """Return "where：what is wrong" and "what to do"; the place is left out where it is empty."""
    from hrdesk.services.presenting import present

    message = present(trouble, labels)
    place = f"{message.where}：" if message.where else ""
    return f"{place}{message.problem}", message.remedy
