"""Where the data live: the choice, and folders that are refused."""

from pathlib import Path

import pytest

from hrdesk.domain.errors import EnvironmentFault
from hrdesk.services import data_folder
from hrdesk.services.presenting import present


def test_the_option_goes_before_the_environment_and_that_before_the_users_folder(tmp_path, home):
    environ = {"HRDESK_DATA": str(tmp_path / "named")}
    assert data_folder.choose_folder(str(tmp_path / "chosen"), environ) == tmp_path / "chosen"
    assert data_folder.choose_folder(None, environ) == tmp_path / "named"
    assert data_folder.choose_folder(None, {}) == home / ".local" / "share" / "hrdesk"


def test_a_blank_variable_names_no_folder(home):
    assert data_folder.choose_folder(None, {"HRDESK_DATA": ""}).is_relative_to(home)
    assert data_folder.choose_folder("", {"HRDESK_DATA": ""}).is_relative_to(home)


def test_a_folder_may_be_named_from_here_or_from_home(tmp_path, home, monkeypatch):
    monkeypatch.chdir(tmp_path)
    assert data_folder.choose_folder("data", {}) == tmp_path / "data"
    assert data_folder.choose_folder("~/data", {}) == home / "data"


def test_a_folder_is_set_up_when_it_holds_a_store(tmp_path, folder):
    assert data_folder.is_set_up(folder)
    assert not data_folder.is_set_up(tmp_path / "nowhere")
    (tmp_path / "hrdesk.lock").touch()
    assert not data_folder.is_set_up(tmp_path)


def test_a_folder_that_is_synchronised_is_refused_before_it_exists(tmp_path):
    data_folder.check(tmp_path / "plain" / "deep")
    with pytest.raises(EnvironmentFault) as caught:
        data_folder.check(tmp_path / "坚果云" / "数据")
    assert caught.value.key == "folder.synchronised"
    assert Path(caught.value.values["folder"]) == tmp_path / "坚果云" / "数据"


def test_the_store_of_another_folder_is_not_borrowed_by_a_link(tmp_path, folder):
    """Two folders have two locks: two sessions would write one store."""
    borrowed = tmp_path / "borrowed"
    borrowed.mkdir()
    (borrowed / "store").symlink_to(folder / "store")
    with pytest.raises(EnvironmentFault) as caught:
        data_folder.check(borrowed)
    said = present(caught.value)
    assert "store" in said.problem
    assert said.remedy
