"""The main job played without a window: the same services, synthetic people, files to look at."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from hrdesk.services.session import Session


def play(out: Path, say: Callable[[str], None]) -> int:
    """Play the story into a folder; 0 when everything is as expected, 1 otherwise."""
    from hrdesk.services.demo.player import play_story
    from hrdesk.services.demo.story import read_story

    return play_story(read_story(), out, say)


def reopened(out: Path) -> "Session":
    """Return the administrator at work again, on the last day of a story that was played."""
    from hrdesk.services.demo.law import StoryClock
    from hrdesk.services.demo.player import DATA
    from hrdesk.services.demo.story import moment, read_story
    from hrdesk.services.session import log_in

    story = read_story()
    clock = StoryClock(moment(story.last_day))
    return log_in(out / DATA, story.login, story.password, clock)
