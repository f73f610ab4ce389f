"""Make the project's environment in `.venv`, or do nothing where it is up to date.

    python3 set_up.py

It needs Python 3.11 to 3.14 and a network, and nothing else: `uv` is used where it is installed, `venv` and `pip` where
not. Every package is the one `requirements.lock` names, checked against its hash. The environment is made anew when the
lock changes or when an earlier run was cut short, so a half-made one is never taken for whole.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
from pathlib import Path

OLDEST, NEWEST = (3, 11), (3, 14)
PROJECT = Path(__file__).resolve().parent
LOCK = PROJECT / "requirements.lock"
DESCRIPTION = PROJECT / "pyproject.toml"
ENVIRONMENT = PROJECT / ".venv"
PYTHON = ENVIRONMENT / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
LEFT_OUT = ("PYTHONPATH", "PYTHONHOME", "PIP_REQUIRE_HASHES", "UV_REQUIRE_HASHES", "UV_SYSTEM_PYTHON")
CHAPTER_CLEANER = "src/helpers/publish/running/stored_outputs.py"
PACKAGES_MADE = ENVIRONMENT / ".installed"
PACKAGE_MADE = ENVIRONMENT / ".installed-package"

UNSUITABLE = (
    "This is Python {}.{}; the report needs Python 3.11, 3.12, 3.13 or 3.14. Install one of them and run again."
)
NO_VENV = "This Python cannot make an environment. Install uv (https://docs.astral.sh/uv), or Python's venv package."
UNREACHED = (
    "The packages could not be installed; the lines above say why. The first run needs a network: see that this machine "
    "reaches https://pypi.org, or name your organisation's mirror in PIP_INDEX_URL (for uv, UV_DEFAULT_INDEX). "
    "Then run the same command again; nothing half-made is kept."
)


class SetUpError(Exception):
    """The environment cannot be made; the message says why, with the cure."""


def main() -> int:
    """Bring the environment up to date; return 0 where it is."""
    try:
        set_up()
    except SetUpError as error:
        print(error, file=sys.stderr)
        return 1
    return 0


def set_up() -> None:
    """Install what changed: all packages where the lock did, the project's own where its description did."""
    if not OLDEST <= sys.version_info[:2] <= NEWEST:
        raise SetUpError(UNSUITABLE.format(*sys.version_info))
    if not has_packages():
        make_anew()
        record(PACKAGES_MADE, LOCK)
    if not has_package():
        install("--no-deps", "--no-build-isolation", "--editable", str(PROJECT))
        record(PACKAGE_MADE, DESCRIPTION)
        clean_chapters_in_git()


def has_packages() -> bool:
    """Say whether every package of the lock as it now reads was installed here, to the end."""
    return PYTHON.exists() and recorded(PACKAGES_MADE) == state(LOCK)


def has_package() -> bool:
    """Say whether the project itself, as it is now described, was installed."""
    return recorded(PACKAGE_MADE) == state(DESCRIPTION)


def make_anew() -> None:
    """Make the environment from nothing."""
    print("Making the environment in .venv. This is done once, and takes a minute or two.", flush=True)
    remove()
    maker = [uv(), "venv", "--quiet", "--python", base()] if uv() else [base(), "-m", "venv"]
    run(NO_VENV, *maker, str(ENVIRONMENT))
    install("--require-hashes", "--requirement", str(LOCK))


def remove() -> None:
    """Take away whatever environment there is, its stamp first; of a link to another project's, the link alone."""
    if ENVIRONMENT.is_symlink():
        ENVIRONMENT.unlink()
    PACKAGES_MADE.unlink(missing_ok=True)
    if ENVIRONMENT.exists():
        shutil.rmtree(ENVIRONMENT)


def install(*arguments: str) -> None:
    """Install into the environment, from wheels where there are any.

    pip is told so outright, since a user's own settings may send packages elsewhere (`user`, `target`, `prefix`).
    """
    installer = (
        [uv(), "pip", "install", "--python", str(PYTHON)]
        if uv()
        else [*pip(), "install", "--no-compile", "--no-user", "--target=", f"--prefix={ENVIRONMENT}"]
    )
    run(UNREACHED, *installer, "--quiet", *arguments)


def pip() -> list[str]:
    """Return how to call the environment's pip, putting it there where uv made the environment and has since gone."""
    if not any(ENVIRONMENT.glob("[Ll]ib/**/site-packages/pip")):
        run(NO_VENV, str(PYTHON), "-m", "ensurepip")
    return [str(PYTHON), "-m", "pip"]


def base() -> str:
    """Return the Python to build on: that of the machine, even where the old environment's own runs this."""
    return getattr(sys, "_base_executable", sys.executable)


def uv() -> str:
    """Return where `uv` is, or an empty string."""
    return shutil.which("uv") or ""


def run(failing: str, *command: str) -> None:
    """Run a command, and raise `SetUpError` with the given words where it fails."""
    if subprocess.run(command, cwd=PROJECT, env=surroundings()).returncode:
        raise SetUpError(failing)


def surroundings() -> dict[str, str]:
    """Return the environment variables that an installer runs with: the user's, less those that would lead it astray."""
    return {name: value for name, value in os.environ.items() if name not in LEFT_OUT} | {"PIP_REQUIRE_HASHES": "0"}


def clean_chapters_in_git(checkout: Path = PROJECT) -> None:
    """Have git take chapters without their outputs, whatever program saved them; nothing is done where there is no git.

    The setting is the checkout's own (`.git/config`). Without the environment, git takes a chapter as it is.
    """
    python = PYTHON.relative_to(PROJECT).as_posix()
    command = f"if test -x {python} -a -f {CHAPTER_CLEANER}; then {python} {CHAPTER_CLEANER}; else cat; fi"
    if (checkout / ".git").exists() and shutil.which("git"):
        subprocess.run(
            ["git", "config", "--local", "filter.chapter.clean", command], cwd=checkout, stderr=subprocess.DEVNULL
        )


def state(file: Path) -> str:
    """Return what tells this file in this folder from any other: an environment does not survive being moved."""
    return hashlib.sha256(file.read_bytes() + os.fsencode(PROJECT)).hexdigest()


def recorded(stamp: Path) -> str:
    """Return what a stamp says, or an empty string."""
    return stamp.read_text(encoding="ascii") if stamp.exists() else ""


def record(stamp: Path, file: Path) -> None:
    """Write down that what the file names is installed, whole."""
    stamp.write_text(state(file), encoding="ascii")


if __name__ == "__main__":
    sys.exit(main())
