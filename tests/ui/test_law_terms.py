"""Every state and kind that a list of the law may hold has its word."""

from hrdesk.domain.law_export import Comparison
from hrdesk.services.parameters import FigureState
from hrdesk.services.policy_differences import DifferenceKind
from hrdesk.services.witness import JumpKind
from hrdesk.ui.law.pack_rows import _WHAT
from hrdesk.ui.law.terms import STATES
from hrdesk.ui.law.travel_rows import _STATES, _TONES, _WHY
from hrdesk.ui.settings.record_words import _JUMPED


def test_every_state_of_a_figure_has_its_word():
    assert STATES.keys() == set(FigureState)


def test_every_kind_of_difference_has_its_word():
    assert _WHAT.keys() == set(DifferenceKind)


def test_everything_that_another_office_has_and_is_not_taken_says_why():
    for words in (_STATES, _WHY, _TONES):
        assert words.keys() == set(Comparison) - {Comparison.NEW}


def test_every_jump_of_the_clock_has_its_sentence():
    assert _JUMPED.keys() == set(JumpKind)
