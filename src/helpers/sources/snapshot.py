"""The copy of the data that one build reads, so that a file saved meanwhile belongs wholly to the next build.

The copy is private (mode 700) and goes with the build; what a killed build has left, the next one clears away. It holds the
partnership's folder with all its years, what is common, the published store and the chapters. Of the rest of `data/` it
holds the names alone. Forked processes and kernels find it by `REPORT_SNAPSHOT`. Lists outside the
project are not copied: they are counted (`outside_lists`).
"""

from __future__ import annotations

import contextlib
import os
import shutil
import stat
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from helpers.errors import ReportError
from helpers.sources import file_dependencies, fingerprints, outside_lists, overlay, partnerships, project, year_folder
from helpers.sources.areas import store_folder
from helpers.sources.folder_locks import held_folder, is_held
from helpers.sources.project import COMMON, PUBLISHED, project_root
from helpers.sources.report_years import ReportYear

DATA, NOTEBOOKS = "data", "notebooks"
ATTEMPTS = 50
TEXTS = (".csv", ".ipynb", ".json", ".md", ".toml")
LARGEST = 20_000_000  # bytes: a larger file of the year is refused by its size, so its content is not copied
RESTLESS = "The files of {} change again and again while they are read. Wait until they are saved, and build again."
UNCOPIED = "The data cannot be copied for the build: {}. Make room, or mend the permissions, and build again."

State = dict[str, tuple[int, int, int, int]]
Moves = list[tuple[str, str]]  # a folder, and the one that stands for it


@dataclass(frozen=True)
class Snapshot:
    """Where one build reads the data of a partnership: `root` has its `data/` and `notebooks/`.

    `store` is the published store, wherever it stands; `root`/published is its copy.
    """

    root: Path
    project: Path
    store: Path
    partnership: str

    @property
    def copied_store(self) -> Path:
        """The published store within the snapshot."""
        return self.root / PUBLISHED

    @property
    def is_copy(self) -> bool:
        """Whether the data was copied; else `root` is the project itself."""
        return self.root != self.project

    @property
    def copied_overlay(self) -> Path | None:
        """The copy of the figures that are invented for the partnership; none for a real one."""
        folder = overlay.of(self.root / DATA / self.partnership)
        return folder if folder.is_dir() else None

    def original(self, path: str) -> str:
        """The path that a path of the snapshot was copied from; any other path as it is."""
        return _moved(path, self._back)

    def copy(self, path: str) -> str:
        """The path within the snapshot of a path of the data, the store or the chapters; any other path as it is."""
        return _moved(path, self._there)

    @cached_property
    def _back(self) -> Moves:
        return self._moves([(self.copied_store, self.store), (self.root, self.project)])

    @cached_property
    def _there(self) -> Moves:
        parts = [(self.project / name, self.root / name) for name in (DATA, NOTEBOOKS)]
        return self._moves([(self.store, self.copied_store), *parts])

    def _moves(self, folders: list[tuple[Path, Path]]) -> Moves:
        return [(str(before), str(after)) for before, after in folders if self.is_copy]


def _moved(path: str, moves: Moves) -> str:
    for before, after in moves:
        if path.startswith(before) and path[len(before) :][:1] in ("", os.sep):
            return f"{after}{path[len(before) :]}"
    return path


def of_project(partnership: str = "") -> Snapshot:
    """Return the project itself as what is read, without a copy."""
    root = project_root()
    return Snapshot(root, root, store_folder().resolve(), partnership)


@contextmanager
def take(partnership: str, year: str) -> Iterator[Snapshot]:
    """Copy the data of a partnership and have this process, and all that it begins, read the copy within this.

    Raises ReportError for what is not a year and where the files do not come to rest; UnknownName for an unknown partnership.
    """
    root = project_root()
    ReportYear.parse(year)
    name = partnerships.folder_name(partnership, root)
    with _private_folder(root) as folder:
        snapshot = Snapshot(folder, root, store_folder().resolve(), name)
        with file_dependencies.unrecorded():
            _copy(snapshot)
        with _environment(snapshot), outside_lists.passed_on(year_folder.years_of(name)):
            yield snapshot


@contextmanager
def _environment(snapshot: Snapshot) -> Iterator[None]:
    values = {
        project.ROOT: snapshot.project,
        project.SNAPSHOT: snapshot.root,
        project.STORE: snapshot.copied_store,
        project.OVERLAY: snapshot.copied_overlay or "",
    }
    before = {name: os.environ.get(name) for name in values}
    os.environ.update({name: str(path) for name, path in values.items()})
    try:
        yield
    finally:
        for name, value in before.items():
            os.environ.pop(name)
            if value is not None:
                os.environ[name] = value


@contextmanager
def _private_folder(root: Path) -> Iterator[Path]:
    """A folder that only its owner may open, held as long as this process lives and removed at the end."""
    place = _place(root)
    with contextlib.ExitStack() as stack:
        with held_folder(place):
            for left in place.glob("snapshot-*"):
                if not is_held(left):
                    _remove(left)
            folder = Path(tempfile.mkdtemp(prefix="snapshot-", dir=place)).resolve()
            stack.enter_context(held_folder(folder))
        try:
            yield folder
        finally:
            _remove(folder)


def _place(root: Path) -> Path:
    """Where snapshots are made: in the project's cache, or in the system's temporary folder where that cannot be written."""
    place = root / ".cache" / "snapshots"
    try:
        place.mkdir(parents=True, exist_ok=True)
        tempfile.TemporaryFile(dir=place).close()
    except OSError:
        place = Path(tempfile.gettempdir()) / f"report-snapshots-{os.getuid() if hasattr(os, 'getuid') else ''}"
        place.mkdir(mode=0o700, exist_ok=True)
    return place


def _remove(folder: Path) -> None:
    """Remove a snapshot, the folders in it among them that cannot be listed."""
    for place, names, _ in os.walk(folder):
        for name in names:
            with contextlib.suppress(OSError):
                os.chmod(
                    os.path.join(place, name), stat.S_IRWXU, follow_symlinks=os.chmod not in os.supports_follow_symlinks
                )
    shutil.rmtree(folder, ignore_errors=True)


def _copy(snapshot: Snapshot) -> None:
    """Copy until nothing changed meanwhile: then all files had, at one moment, what the copies hold."""
    for _ in range(ATTEMPTS):
        try:
            if _is_whole_copy(snapshot):
                return
        except FileNotFoundError:  # a file was renamed or removed as it was to be read
            pass
        except OSError as error:
            raise ReportError(UNCOPIED.format(error.strerror)) from error
        for path in snapshot.root.iterdir():
            _remove(path)
    raise ReportError(RESTLESS.format(f"{DATA}/{snapshot.partnership}"))


def _is_whole_copy(snapshot: Snapshot) -> bool:
    """Copy everything; False where any of it changed since the first of it was read."""
    parts = _parts(snapshot)
    before = [_state(original) for original, _ in parts]
    _copy_names(snapshot)
    for (original, copy), state in zip(parts, before, strict=True):
        _copy_folder(original, copy, state)
    is_same = before == [_state(original) for original, _ in parts]
    return is_same and all(_has_same_files(*part, state) for part, state in zip(parts, before, strict=True))


def _parts(snapshot: Snapshot) -> list[tuple[Path, Path]]:
    """The folders to copy, each with where to; those that are not there are left out."""
    data, copy = snapshot.project / DATA, snapshot.root / DATA
    parts = [(data / name, copy / name) for name in (snapshot.partnership, COMMON)]
    parts += [(snapshot.store, snapshot.copied_store), (snapshot.project / NOTEBOOKS, snapshot.root / NOTEBOOKS)]
    return [(original.resolve(), copied) for original, copied in parts if original.is_dir()]


def _copy_names(snapshot: Snapshot) -> None:
    """Make what else `data/` holds by its name alone: who lists the folder finds the same names."""
    folder = snapshot.root / DATA
    folder.mkdir()
    with os.scandir(snapshot.project / DATA) as entries:
        for entry in entries:
            (folder / entry.name).mkdir() if entry.is_dir() else (folder / entry.name).touch()


def _state(folder: Path) -> State:
    """What stands below a folder, by its path from there: kind and mode, size, time of the last change, and the file itself."""
    state: State = {}
    for place, folders, files in os.walk(folder):
        for name in [*folders, *files]:
            path = os.path.join(place, name)
            entry = os.lstat(path)
            size = entry.st_size if stat.S_ISREG(entry.st_mode) else 0
            state[os.path.relpath(path, folder)] = (entry.st_mode, size, entry.st_mtime_ns, entry.st_ino)
        folders[:] = [name for name in folders if name != fingerprints.COMPILED]
    return state


def _copy_folder(original: Path, copy: Path, state: State) -> None:
    copy.mkdir(exist_ok=True)
    for name, (mode, size, *_) in state.items():
        if stat.S_ISLNK(mode):
            (copy / name).symlink_to(_target(original, name))
        else:
            _copy_entry(original / name, copy / name, mode, size)


def _target(folder: Path, name: str) -> str:
    """Where the copy of a link leads: to the copy of what it leads to within the folder, else to that itself."""
    target = os.path.realpath(folder / name)
    is_within = target.startswith(f"{folder}{os.sep}")
    return os.path.relpath(target, os.path.realpath((folder / name).parent)) if is_within else target


def _copy_entry(original: Path, copy: Path, mode: int, size: int) -> None:
    """Copy one file or folder; what is neither (a pipe, a socket, a device) becomes a pipe, to be refused as it is."""
    if stat.S_ISDIR(mode):
        copy.mkdir()
        _bar(original, copy)
    elif stat.S_ISREG(mode):
        _copy_file(original, copy, size)
        _bar(original, copy)
    else:
        os.mkfifo(copy)


def _copy_file(original: Path, copy: Path, size: int) -> None:
    if _is_too_large(original, size):
        copy.touch()
        os.truncate(copy, size)
    elif os.access(original, os.R_OK):
        shutil.copyfile(original, copy)
    else:
        copy.touch()


def _bar(original: Path, copy: Path) -> None:
    """Leave closed to readers what is closed to them."""
    if not os.access(original, os.R_OK):
        copy.chmod(0)


def _has_same_files(original: Path, copy: Path, state: State) -> bool:
    """Whether each copied file still has the content of its original: a time stamp alone may miss a quick change."""
    return all(
        (original / name).read_bytes() == (copy / name).read_bytes()
        for name, (mode, size, *_) in state.items()
        if stat.S_ISREG(mode) and not _is_too_large(original / name, size) and os.access(original / name, os.R_OK)
    )


def _is_too_large(path: Path, size: int) -> bool:
    return size > LARGEST and path.suffix in TEXTS
