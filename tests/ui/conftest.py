"""What tests of the window stand on."""

from tests.journeys.fixtures import *  # noqa: F403 - fixtures are found by name
