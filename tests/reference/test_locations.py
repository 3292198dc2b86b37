"""The two folders that an office may change: in a checkout and in an installed package."""

from pathlib import Path

import pytest

from hrdesk.domain.errors import EnvironmentFault
from hrdesk.reference import locations

ROOT = Path(__file__).resolve().parents[2]


def test_a_checkout_reads_them_beside_the_package():
    assert locations.resources_folder() == ROOT / "resources"
    assert locations.forms_folder() == ROOT / "forms"


def test_an_installed_package_reads_what_it_carries(tmp_path):
    package = tmp_path / "hrdesk"
    carried = package / "_carried" / "forms"
    carried.mkdir(parents=True)
    # Somebody else's folder of that name beside the package is not ours.
    (tmp_path / "forms").mkdir()
    assert locations._carried("forms", package) == carried


def test_a_missing_folder_is_named(tmp_path):
    with pytest.raises(EnvironmentFault) as caught:
        locations._carried("forms", tmp_path / "hrdesk")
    assert (caught.value.key, caught.value.values) == ("install.resource", {"name": "forms/"})
