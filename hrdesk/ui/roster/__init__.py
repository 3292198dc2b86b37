"""The grid of a roster: rows of people, typed or pasted, each with its outcome."""

from hrdesk.ui.roster.foot import FootWords
from hrdesk.ui.roster.grid import RosterGrid
from hrdesk.ui.roster.judged_row import JudgedRow

__all__ = ["FootWords", "JudgedRow", "RosterGrid"]
