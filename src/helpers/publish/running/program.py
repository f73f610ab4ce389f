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
    return _digest_now()


def is_current() -> bool:
    """Whether the program on disk is still the one that this process began with."""
    return digest() == _digest_now()


def _digest_now() -> str:
    packages = [name for folder in sys.path for name in _names_in(folder) if name.endswith((".dist-info", ".egg-info"))]
    return digest_of(
        [file_dependencies.fingerprint(f"tree {CODE}"), sys.version, sysconfig.get_platform(), sorted(set(packages))]
    )


def _names_in(folder: str) -> list[str]:
    return os.listdir(folder or ".") if os.path.isdir(folder or ".") else []
