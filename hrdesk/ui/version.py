"""The version that stands on the login window and in a bug report."""

from functools import cache

_NOT_INSTALLED = "未安装的副本"


@cache
def program_version() -> str:
    """Return the version of the installed program; a bare copy of the code says that it is one.

    The metadata reader is imported here because the login window must not wait for it.
    """
    from importlib.metadata import PackageNotFoundError, version

    try:
        return version("hrdesk")
    except PackageNotFoundError:
        return _NOT_INSTALLED
