"""What every test stands on: its own home, a fixed clock, no network, our fonts alone."""

import atexit
import gc
import os
import shutil
import socket
import sys
import tempfile
from collections.abc import Iterator
from datetime import datetime
from functools import lru_cache
from itertools import count
from pathlib import Path
from xml.sax.saxutils import escape

import pytest
from hypothesis import HealthCheck, Phase, settings
from pytestqt.qtbot import QtBot

from hrdesk.domain.clock import CHINA_TIME, FixedClock
from tests.patience import PATIENCE_MS
from tests.quick import memory, module_folder, tmp_path
from tests.warm_children import cold_children, warm_children

__all__ = ["cold_children", "memory", "module_folder", "tmp_path", "warm_children"]

ROOT = Path(__file__).resolve().parent.parent
PLATFORMS_WITHOUT_A_DESKTOP = ("offscreen", "minimal")

#: A Wednesday morning while the document is in force.
TEST_MOMENT = datetime(2026, 3, 18, 9, 30, tzinfo=CHINA_TIME)

#: What would send a test's files or settings to the real home, or make it depend on it.
HOME_VARIABLES = {
    "HOME": "",
    "USERPROFILE": "",
    "XDG_DATA_HOME": ".local/share",
    "XDG_CONFIG_HOME": ".config",
    "XDG_CACHE_HOME": ".cache",
    "XDG_STATE_HOME": ".local/state",
    "XDG_RUNTIME_DIR": "run",
}
_TESTS_BETWEEN_WHOLE_LOOKS = 100
_BEGUN = count(1)
#: The real ones: tests get others that do nothing.
FREEZE, UNFREEZE = gc.freeze, gc.unfreeze

FOREIGN_VARIABLES = (
    "HRDESK_DATA",
    "QT_STYLE_OVERRIDE",
    "QT_QPA_PLATFORMTHEME",
    "QT_IM_MODULE",
    "QT_SCALE_FACTOR",
)

_HOMES = count()

#: What a slow machine or a large example alone would fail; it says nothing of the program.
SLOWNESS = [HealthCheck.too_slow, HealthCheck.data_too_large]
#: The same where all examples of a test share its fixtures on purpose.
SHARED_FIXTURES = [*SLOWNESS, HealthCheck.function_scoped_fixture]

settings.register_profile(
    "quick",
    deadline=None,
    derandomize=True,
    database=None,
    print_blob=True,
    suppress_health_check=SLOWNESS,
)
settings.register_profile(
    "torture",
    deadline=None,
    database=None,
    print_blob=True,
    max_examples=2000,
    suppress_health_check=SLOWNESS,
    phases=[Phase.explicit, Phase.generate, Phase.target, Phase.shrink],
)


def scale_of_torture() -> float:
    """Share of the full fault and load figures that this run plays, from HRDESK_TORTURE_SCALE."""
    return float(os.environ.get("HRDESK_TORTURE_SCALE", "0.1"))


def histories(sample: int) -> int:
    """How many random histories are played: a sample in `make test`, P7's figure in torture."""
    return 10_000 if scale_of_torture() >= 1 else sample


def pytest_configure() -> None:
    """Cut the run off from this machine's home, fonts and settings before Qt reads any of them."""
    settings.load_profile("torture" if scale_of_torture() >= 1 else "quick")
    home = Path(tempfile.mkdtemp(prefix="hrdesk-tests-"))
    # Qt reads its fonts until the interpreter ends, and what is registered first is run last.
    atexit.register(shutil.rmtree, home, ignore_errors=True)
    atexit.register(let_windows_go)
    for name in FOREIGN_VARIABLES:
        os.environ.pop(name, None)
    os.environ.update(home_environment(home))
    os.environ.update(
        FONTCONFIG_FILE=str(write_fontconfig(home)),
        LANG="C.UTF-8",
        LC_ALL="C.UTF-8",
    )
    if sys.platform == "linux":
        os.environ.setdefault("QT_QPA_PLATFORM", "xcb")


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Begin with the faults, the kills and what takes long: no worker waits for one at the end."""
    items.sort(key=lambda item: not any(map(item.get_closest_marker, ("torture", "long"))))


def let_windows_go() -> None:
    """Let what is left of windows go while Qt still stands; at the interpreter's end it is gone."""
    UNFREEZE()
    gc.collect()


def home_environment(home: Path) -> dict[str, str]:
    """Return the variables that make `home` the user's home, with the folders they name."""
    variables = {name: str(home / below) for name, below in HOME_VARIABLES.items()}
    for folder in variables.values():
        Path(folder).mkdir(mode=0o700, parents=True, exist_ok=True)
    return variables


def write_fontconfig(home: Path) -> Path:
    """Write a fontconfig that knows the bundled fonts and no other."""
    target = home / "fonts.conf"
    target.write_text(
        '<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd"><fontconfig>'
        f"<dir>{escape(str(ROOT / 'resources' / 'fonts'))}</dir>"
        f"<cachedir>{escape(str(home / 'font-cache'))}</cachedir></fontconfig>\n",
        encoding="utf-8",
    )
    return target


@pytest.fixture(scope="session", autouse=True)
def set_aside_what_stands() -> None:
    """Let the looks between tests pass by what stands for all of them: to see it takes seconds."""
    gc.collect()
    gc.freeze()


@pytest.fixture(autouse=True)
def garbage_between_tests(monkeypatch: pytest.MonkeyPatch) -> None:
    """Look for garbage between tests alone, as the program does at beats of its own.

    Of itself Python would look wherever something is made, on the writer's thread too, where
    it destroys what is left of a window on a thread that Qt forbids. Before a test nothing holds
    what the one before it made. What a program sets aside would outlive its test.
    """
    gc.disable()
    gc.collect(1 if next(_BEGUN) % _TESTS_BETWEEN_WHOLE_LOOKS else 2)
    monkeypatch.setattr(gc, "freeze", lambda: None)
    monkeypatch.setattr(gc, "unfreeze", lambda: None)


@pytest.fixture(autouse=True)
def home(memory: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty home for this test alone; every XDG folder lies in it."""
    folder = memory / "homes" / str(next(_HOMES))
    for name, value in home_environment(folder).items():
        monkeypatch.setenv(name, value)
    return folder


@pytest.fixture(scope="session", autouse=True)
def shipped_pack_read_once() -> Iterator[None]:
    """Read the shipped pack once for all sessions of a run: it is a value, and takes long."""
    from hrdesk.packs import policy
    from hrdesk.reference.locations import shipped_policy

    read, shipped = policy.load_policy, shipped_policy()
    remembered = lru_cache(maxsize=1)(read)

    def load(folder: Path) -> policy.Policy:
        return remembered(folder) if folder == shipped else read(folder)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(policy, "load_policy", load)
        yield


@pytest.fixture(autouse=True)
def no_network(monkeypatch: pytest.MonkeyPatch) -> None:
    """Refuse every connection but local ones: the program needs no network, nor do its tests."""
    really_connect = socket.socket.connect

    def connect(self: socket.socket, address: object) -> None:
        if self.family != socket.AF_UNIX:
            raise AssertionError(f"a test tried to reach the network: {address!r}")
        really_connect(self, address)

    def refuse(*_arguments: object, **_options: object) -> None:
        raise AssertionError("a test tried to reach the network")

    monkeypatch.setattr(socket.socket, "connect", connect)
    monkeypatch.setattr(socket.socket, "connect_ex", connect)
    monkeypatch.setattr(socket.socket, "sendto", refuse)
    monkeypatch.setattr(socket, "create_connection", refuse)
    monkeypatch.setattr(socket, "getaddrinfo", refuse)


@pytest.fixture(autouse=True)
def own_display(request: pytest.FixtureRequest) -> None:
    """Refuse a window test that would draw on somebody's desktop, or on none at all."""
    if "qapp" in request.fixturenames:
        application = request.getfixturevalue("qapp")
        platform = application.platformName()
        alone = platform == "xcb" and request.getfixturevalue("xvfb") is not None
        assert alone or platform in PLATFORMS_WITHOUT_A_DESKTOP, (
            f"the tests' window is on platform {platform!r} without a display of its own: "
            "run `make test`, which installs Xvfb"
        )


class PatientBot(QtBot):
    """Waits as long as a busy machine needs wherever a test does not say how long."""

    def waitUntil(self, callback, *, timeout=PATIENCE_MS):
        super().waitUntil(callback, timeout=timeout)

    def waitSignal(self, signal, *, timeout=PATIENCE_MS, **more):
        return super().waitSignal(signal, timeout=timeout, **more)


@pytest.fixture
def qtbot(qapp, request: pytest.FixtureRequest) -> QtBot:
    """The hands and the patience of a test of the window."""
    return PatientBot(request)


@pytest.fixture(scope="session")
def qapp_args() -> list[str]:
    """The arguments of the tests' application: the style is chosen when it is made."""
    from hrdesk.ui.theme import STYLE

    return ["hrdesk-tests", "-style", STYLE]


@pytest.fixture
def clock() -> FixedClock:
    """The clock of the tests: it stands at TEST_MOMENT."""
    return FixedClock(TEST_MOMENT)


@pytest.fixture(scope="session")
def torture_scale() -> float:
    """Share of the full fault and load figures: 0.1 in `make test`, 1.0 in `make torture`."""
    return scale_of_torture()
