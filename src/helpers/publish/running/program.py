"""The program that builds reports, as a digest: of the helpers' code and of every package installed."""

from __future__ import annotations

import os
import sys
import sysconfig
from functools import cache
from pathlib import Path

from helpers.publish.running.cache_files import digest_of
from helpers.sources import file_dependencies

CODE = Path(__file__).resolve().parents[2]


@cache
def digest() -> str:
    """The digest of the helpers' code and of each installed package's version, as this process began with them."""
    _state_at_first()
    return _digest_now()


def is_current() -> bool:
    """Whether the program on disk is still the one that this process began with.

    It is asked before each result is kept, so files are read again only where one of them was saved since.
    """
    return _state_now() == _state_at_first() or _digest_now() == digest()


def _digest_now() -> str:
    tree = file_dependencies.fingerprint(f"tree {CODE}")
    return digest_of([tree, sys.version, sysconfig.get_platform(), _packages()])


def _state_now() -> list[str]:
    """What another program cannot have in common with this one, though no file is read: when each was saved, and the packages."""
    return [file_dependencies.fingerprint(f"times {CODE}"), *_packages()]


@cache
def _state_at_first() -> list[str]:
    return _state_now()


def _packages() -> list[str]:
    names = {name for folder in sys.path for name in _names_in(folder)}
    return sorted(name for name in names if name.endswith((".dist-info", ".egg-info")))


def _names_in(folder: str) -> list[str]:
    return os.listdir(folder or ".") if os.path.isdir(folder or ".") else []
