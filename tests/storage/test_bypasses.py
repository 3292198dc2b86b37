"""What somebody tries who has the open store in his hands: none of it gives a second grant."""

import pytest

from hrdesk.domain.errors import EnvironmentFault
from hrdesk.storage.layout import LOCK_FILE
from tests.storage import desk


def test_without_its_lock_file_the_folder_still_admits_one_program(folder, clock):
    with desk.opened(folder, clock):
        (folder / LOCK_FILE).unlink()
        with pytest.raises(EnvironmentFault, match=r"folder\.in_use"):
            desk.open_store(folder, clock)
    with desk.opened(folder, clock):
        pass
