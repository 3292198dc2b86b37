"""What tests/conftest.py promises to every test holds."""

import os
import socket
from datetime import date
from pathlib import Path

import platformdirs
import pytest
from PySide6.QtGui import QFontDatabase
from pytestqt.qtbot import QtBot

from hrdesk.domain.clock import FixedClock, today
from tests.architecture.sources import ROOT

#: Names that fontconfig itself lends to whatever font it has.
GENERIC_FAMILIES = {"Sans Serif", "Serif", "Monospace"}

#: An address that is reserved for documentation and belongs to nobody.
NOBODY = ("192.0.2.1", 443)


def test_a_test_that_reaches_for_the_network_fails():
    with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as out:
        with pytest.raises(AssertionError, match="network"):
            out.connect(NOBODY)
        with pytest.raises(AssertionError, match="network"):
            out.connect_ex(NOBODY)
    datagrams = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
    with datagrams, pytest.raises(AssertionError, match="network"):
        datagrams.sendto(b"x", NOBODY)
    with pytest.raises(AssertionError, match="network"):
        socket.create_connection(NOBODY)
    with pytest.raises(AssertionError, match="network"):
        socket.getaddrinfo("example.org", 443)


@pytest.mark.skipif(not hasattr(socket, "AF_UNIX"), reason="no local sockets on this system")
def test_local_sockets_still_work(home: Path):
    with socket.socket(socket.AF_UNIX) as listening, socket.socket(socket.AF_UNIX) as calling:
        listening.bind(str(home / "s"))
        listening.listen()
        calling.connect(str(home / "s"))
        taken, _ = listening.accept()
        with taken:
            taken.sendall(b"here")
        assert calling.recv(4) == b"here"


def test_every_test_has_an_empty_home(home: Path):
    assert Path.home() == home
    assert home in Path(platformdirs.user_data_dir("hrdesk")).parents
    assert home in Path(platformdirs.user_config_dir("hrdesk")).parents
    assert [f for f in home.rglob("*") if f.is_file()] == []
    assert "HRDESK_DATA" not in os.environ


def test_the_clock_stands_still(clock: FixedClock):
    assert clock.now() == clock.now()
    assert today(clock) == date(2026, 3, 18)


def test_windows_see_the_bundled_fonts_and_no_other(qtbot: QtBot):
    before = set(QFontDatabase.families())
    bundled = sorted((ROOT / "resources" / "fonts").glob("*.ttf"))
    assert bundled
    named = set()
    for file in bundled:
        number = QFontDatabase.addApplicationFont(str(file))
        named |= set(QFontDatabase.applicationFontFamilies(number))
        QFontDatabase.removeApplicationFont(number)
    assert before - named <= GENERIC_FAMILIES
