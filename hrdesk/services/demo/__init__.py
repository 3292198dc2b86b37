"""The main job played without a window: the same services, synthetic people, files to look at."""

from collections.abc import Callable
from pathlib import Path


def play(out: Path, say: Callable[[str], None]) -> int:
    """Play the story into a folder; 0 when everything is as expected, 1 otherwise."""
    from hrdesk.services.demo.player import play_story
    from hrdesk.services.demo.story import read_story

    return play_story(read_story(), out, say)
