"""Make the project's environment in `.venv`, or do nothing where it is up to date.

    python3 set_up.py

It needs Python 3.11 to 3.14 and a network, and nothing else: `uv` is used where it is installed, `venv` and `pip` where
not. Every package is the one in `requirements.lock`, checked against its hash. The environment is made anew when the lock
changes or when an earlier run was interrupted, so an incomplete one is never used.
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
    """Return whether every package of the present lock was installed here completely."""
    return PYTHON.exists() and recorded(PACKAGES_MADE) == state(LOCK)


def has_package() -> bool:
    """Return whether the project itself was installed by its present pyproject.toml."""
    return recorded(PACKAGE_MADE) == state(DESCRIPTION)


def make_anew() -> None:
    """Make the environment from nothing."""
    print("Making the environment in .venv. This is done once, and takes a minute or two.", flush=True)
    remove()
    maker = [uv(), "venv", "--quiet", "--python", base()] if uv() else [base(), "-m", "venv"]
    run(NO_VENV, *maker, str(ENVIRONMENT))
    install("--require-hashes", "--requirement", str(LOCK))


def remove() -> None:
    """Remove the environment; where `.venv` is a link to another project's, remove only the link.

    The stamp goes first, so that a removal cut short leaves no environment that counts as complete.
    """
    if ENVIRONMENT.is_symlink():
        ENVIRONMENT.unlink()
    PACKAGES_MADE.unlink(missing_ok=True)
    if ENVIRONMENT.exists():
        shutil.rmtree(ENVIRONMENT)


def install(*arguments: str) -> None:
    """Install into the environment, from wheels where there are any.

    pip's options are explicit, since a user's own settings may install packages elsewhere (`user`, `target`, `prefix`).
    """
    installer = (
        [uv(), "pip", "install", "--python", str(PYTHON)]
        if uv()
        else [*pip(), "install", "--no-compile", "--no-user", "--target=", f"--prefix={ENVIRONMENT}"]
    )
    run(UNREACHED, *installer, "--quiet", *arguments)


def pip() -> list[str]:
    """Return the command of the environment's pip; it is installed first where uv, which does without, made the environment."""
    if not any(ENVIRONMENT.glob("[Ll]ib/**/site-packages/pip")):
        run(NO_VENV, str(PYTHON), "-m", "ensurepip")
    return [str(PYTHON), "-m", "pip"]


def base() -> str:
    """Return the machine's Python to build on, also where this runs in the old environment, which is about to be removed."""
    return getattr(sys, "_base_executable", sys.executable)


def uv() -> str:
    """Return where `uv` is, or an empty string."""
    return shutil.which("uv") or ""


def run(failing: str, *command: str) -> None:
    """Run a command; raises SetUpError with the message `failing` where it fails."""
    if subprocess.run(command, cwd=PROJECT, env=surroundings()).returncode:
        raise SetUpError(failing)


def surroundings() -> dict[str, str]:
    """Return the environment variables for an installer: the user's, without those that change where or how it installs."""
    return {name: value for name, value in os.environ.items() if name not in LEFT_OUT} | {"PIP_REQUIRE_HASHES": "0"}


def clean_chapters_in_git(checkout: Path = PROJECT) -> None:
    """Set git to store chapters without their outputs, whichever program saved them; do nothing where there is no git.

    The setting is the checkout's own (`.git/config`). Where the environment is missing, git stores a chapter unchanged.
    """
    python = PYTHON.relative_to(PROJECT).as_posix()
    command = f"if test -x {python} -a -f {CHAPTER_CLEANER}; then {python} {CHAPTER_CLEANER}; else cat; fi"
    if (checkout / ".git").exists() and shutil.which("git"):
        subprocess.run(
            ["git", "config", "--local", "filter.chapter.clean", command], cwd=checkout, stderr=subprocess.DEVNULL
        )


def state(file: Path) -> str:
    """Return a digest of the file and of the project's folder, since an environment does not work once it is moved."""
    return hashlib.sha256(file.read_bytes() + os.fsencode(PROJECT)).hexdigest()


def recorded(stamp: Path) -> str:
    """Return the content of a stamp, or an empty string where there is none."""
    return stamp.read_text(encoding="ascii") if stamp.exists() else ""


def record(stamp: Path, file: Path) -> None:
    """Write a stamp: what the file lists is installed completely."""
    stamp.write_text(state(file), encoding="ascii")


if __name__ == "__main__":
    sys.exit(main())
