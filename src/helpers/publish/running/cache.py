"""Results of earlier builds in `.cache/`, for use again: executed and prepared chapters, drawings, checks passed, whole builds.

An executed chapter is used again only where everything that it was made from is unchanged: its code and parameters, the code
of the helpers, the packages, every file that it was recorded to read (`helpers.sources.file_dependencies`), the published
store, and the names of the files in `data/`, since a chapter may have found that a file was *not* there. The chapter's
Markdown may have changed: it runs no code. A check that was passed is remembered by a digest of everything that it looked at.

The folder may be deleted at any time. Every file in it is written aside and put in place whole, and none is changed, so two
builds may share it. Nothing here is needed: where it cannot be read or written, the build does all the work.
"""

from __future__ import annotations

import contextlib
import os
import pickle
import sysconfig
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path
from typing import Any, TypeVar

from helpers.publish.running import program, remembered
from helpers.publish.running.cache_files import digest_of, prune, read_json, read_lines, unpacked, write, write_json
from helpers.sources import file_dependencies, fingerprints, overlay, snapshot
from helpers.sources.project import COMMON
from helpers.sources.snapshot import DATA, NOTEBOOKS, Snapshot

Dependencies = dict[str, str]
Result = TypeVar("Result")

TEMPLATES = Path(__file__).resolve().parents[4] / "templates"
KEPT_EACH, KEPT_STAMPS, KEPT_DRAWINGS = 8, 1000, 1000


def unchanged(partnership: str, year: str) -> Path | None:
    """Return where the report asked for is, if it stands as it was built and nothing it was built from has changed."""
    project = snapshot.of_project()
    build = read_json(_stamp(project, partnership, year))
    if not build or not file_dependencies.are_unchanged(_absolute(build["looks"], project)):
        return None
    place = project.root / build["place"]
    return place if file_dependencies.fingerprint(f"tree {place}") == build["made"] else None


def unconfirmed(partnership: str, year: str) -> int:
    """Return how many things were not confirmed, of those a year took over, when the report that stands was built."""
    return int((read_json(_stamp(snapshot.of_project(), partnership, year)) or {"unconfirmed": 0})["unconfirmed"])


@dataclass(frozen=True)
class Cache:
    """The cache of one checkout, as one build uses it. With `force` nothing is taken from it, but results are put into it.

    `common` are the looks that every chapter depends on, and `fingerprints` those that were taken so far. Data files are read
    in the build's snapshot but recorded under the names of the originals, so that whatever is saved during the build is a
    change to the next one.
    """

    snapshot: Snapshot
    force: bool = False
    fingerprints: Dependencies = field(default_factory=dict)

    @property
    def common(self) -> Dependencies:
        """What every chapter may depend on without being heard: the store and what is read beside it, and which files there are."""
        outlines = (f"outline {folder}" for folder in self._data)
        figures = (f"tree {self._store}", f"tree {overlay.of(self._data[0])}")
        return {look: self.fingerprint(look) for look in (*figures, self._names, *outlines)}

    @property
    def whole(self) -> Dependencies:
        """What a whole report is made from, but for what chapters read elsewhere."""
        parts = (*self._data, self.snapshot.root / NOTEBOOKS, TEMPLATES, self._store)
        lists = f"lists {self._data[0]}"
        return {look: self.fingerprint(look) for look in (self._names, lists, *(f"tree {part}" for part in parts))}

    @property
    def root(self) -> Path:
        """The project's folder, which holds `.cache` and `build`."""
        return self.snapshot.project

    @property
    def _data(self) -> tuple[Path, Path]:
        """What a report is made from: the partnership's own folder, with all its years, and what is common to all."""
        data = self.snapshot.root / DATA
        return data / self.snapshot.partnership, data / COMMON

    @property
    def _names(self) -> str:
        """Which partnerships there are: by this a name is taken for a folder's or an authority's."""
        return f"names {self.snapshot.root / DATA}"

    @property
    def _store(self) -> Path:
        return Path(self.snapshot.copy(str(self.snapshot.store)))

    def fingerprint(self, look: str) -> str:
        """Take a look, or remember it."""
        if look not in self.fingerprints:
            self.fingerprints[look] = file_dependencies.fingerprint(look)
        return self.fingerprints[look]

    @classmethod
    def opened(cls, data: Snapshot, *, force: bool = False) -> Cache:
        """Open the cache of the checkout at hand, and listen to what is read of the data from now on."""
        cache = cls(data, force)
        cache.listen()
        return cache

    def listen(self) -> None:
        """Take the looks that all depends on, then begin to hear what is read, apart from packages and the helpers' code."""
        program.digest()
        remembered.forget()
        self.fingerprints.update(self.common | self.whole)
        packages = {sysconfig.get_path(name) for name in ("stdlib", "platstdlib", "purelib", "platlib")}
        file_dependencies.start(
            sorted(f"{folder}{os.sep}" for folder in {*packages, str(program.CODE), str(self.root / ".cache")}),
            str(self.snapshot.root),
        )

    def executed(self, key: ChapterKey) -> CachedChapter | None:
        """Return a chapter as executed, where all that its code was made from is as it was; its words may not be."""
        common = self.common
        for path in [] if self.force else self._entries(key):
            lines = read_lines(path)
            looks = _absolute(next(lines, {}), self.snapshot)
            if common.items() <= looks.items() and file_dependencies.are_unchanged(looks, self.fingerprint):
                for notebooks in lines:  # none where the file is damaged from here
                    with contextlib.suppress(OSError):
                        os.utime(path)
                    return CachedChapter(**notebooks, looks=looks)
        return None

    def keep(self, key: ChapterKey, chapter: CachedChapter) -> None:
        """Put an executed chapter into the cache with its dependencies, unless one of them has changed since it was read."""
        whole = self.common | chapter.looks
        if program.is_current() and file_dependencies.are_unchanged(whole):
            looks = _relative(whole, self.snapshot)
            path = self._place(key) / f"{key.digest}-{digest_of(looks)}.json.gz"
            write_json(path, looks, {"source": chapter.source, "executed": chapter.executed})
            prune(self._place(key), KEPT_EACH)

    def prepared(self, prepare: Callable[..., Result], slug: str, *inputs: Any) -> Result:
        """Return what `prepare(slug, *inputs)` returns, from an earlier build where one has prepared a chapter from the same.

        Nothing but the inputs, of which JSON can be made, the program and the words that may hold a digit goes into it.
        """
        from helpers.sources import typed_numbers

        digest = digest_of([program.digest(), slug, inputs, typed_numbers.allowed()])
        path = self.root / ".cache" / "prepared" / slug / prepare.__name__ / f"{digest}.pickle.gz"
        content = None if self.force else unpacked(path)
        if content:
            return pickle.loads(content)
        prepared = prepare(slug, *inputs)
        if program.is_current():
            write(path, pickle.dumps(prepared))
            prune(path.parent, KEPT_EACH)
        return prepared

    def drawing(self, content: bytes, draw: Callable[[], Result]) -> Result:
        """Return what is drawn from a content, from an earlier build of this program where one has drawn it from the same.

        Where drawing reads a file, the drawing is not kept: a chapter that took it from here would not be heard to read that.
        """
        digest = sha256(program.digest().encode() + content).hexdigest()[:40]
        path = self.root / ".cache" / "drawings" / f"{digest}.pickle.gz"
        drawn = None if self.force else unpacked(path)
        if drawn:
            return pickle.loads(drawn)
        with file_dependencies.recorded_apart() as looks:
            drawing = draw()
        if not looks:
            write(path, pickle.dumps(drawing))
        return drawing

    def prune_drawings(self) -> None:
        """Remove the drawings that were made longest ago, where there are more than several reports have."""
        prune(self.root / ".cache" / "drawings", KEPT_DRAWINGS)

    def passed(self, what: str) -> frozenset[str]:
        """The digests of what the last build of this program checked and found without fault: "notebooks", "pages of …"."""
        entry = None if self.force else read_json(self._judged(what))
        return frozenset(entry["passed"] if entry else ())

    def keep_passed(self, what: str, digests: Iterable[str]) -> None:
        """Keep the digests of what was found without fault."""
        entry = {"passed": sorted(digests)}
        if entry != read_json(self._judged(what)) and program.is_current():
            write_json(self._judged(what), entry)
            prune(self.root / ".cache" / "judged", KEPT_STAMPS)

    def stamp(self, report: tuple[str, str], place: Path, looks: Dependencies, unconfirmed: int) -> None:
        """Record what a whole report was made from, unless any of that has changed since it was read.

        `unconfirmed` is how many things the year took over from the last one that nobody has confirmed yet.
        """
        whole = self.whole | _elsewhere(place) | looks
        if program.is_current() and file_dependencies.are_unchanged(whole):
            entry = {
                "looks": _relative(whole, self.snapshot),
                "place": place.relative_to(self.root).as_posix(),
                "made": file_dependencies.fingerprint(f"tree {place}"),
                "unconfirmed": unconfirmed,
            }
            write_json(_stamp(self.snapshot, *report), entry)
            prune(self.root / ".cache" / "builds", KEPT_STAMPS)

    def _judged(self, what: str) -> Path:
        return self.root / ".cache" / "judged" / f"{digest_of([what, program.digest()])}.json.gz"

    def _place(self, key: ChapterKey) -> Path:
        return self.root / ".cache" / "chapters" / key.partnership / key.year / key.name

    def _entries(self, key: ChapterKey) -> list[Path]:
        return sorted(self._place(key).glob(f"{key.digest}-*"))


@dataclass(frozen=True)
class ChapterKey:
    """What tells a chapter's run from any other before anything is read."""

    name: str
    partnership: str
    year: str
    digest: str

    @classmethod
    def of(cls, name: str, parameters: Mapping[str, str], code: Any) -> ChapterKey:
        """The key of a chapter's code, as it would be written in JSON, run with parameters by the program as it is."""
        digest = digest_of([program.digest(), name, dict(parameters), code])
        return cls(name, parameters.get("partnership", ""), parameters.get("year", ""), digest)


@dataclass(frozen=True)
class CachedChapter:
    """A chapter's notebook as its author wrote it ("" where nobody can say) and as executed, and the looks it took."""

    source: str
    executed: str
    looks: Dependencies


def _stamp(data: Snapshot, partnership: str, year: str) -> Path:
    return (
        data.project
        / ".cache"
        / "builds"
        / f"{digest_of([partnership, year, str(data.store), program.digest()])}.json.gz"
    )


def _elsewhere(place: Path) -> Dependencies:
    """What this process read, such as last year's report; not what it made itself, aside or for a moment."""
    own = (f"{place}{os.sep}", f"{place.parent}{os.sep}.")
    looks = {
        look: was
        for look, was in file_dependencies.recorded().items()
        if not f"{look.partition(' ')[2]}{os.sep}".startswith(own)
    }
    return {
        look: was
        for look, was in looks.items()
        if was == fingerprints.ABSENT or file_dependencies.fingerprint(look) != fingerprints.ABSENT
    }


def _relative(looks: Dependencies, data: Snapshot) -> Dependencies:
    """Looks as they are kept, by the names of what the snapshot was copied from: a checkout that is moved keeps its cache."""
    parts = [(*look.partition(" ")[::2], fingerprint) for look, fingerprint in looks.items()]
    return {
        f"{kind} {data.original(path).removeprefix(f'{data.project}{os.sep}')}": fingerprint
        for kind, path, fingerprint in parts
    }


def _absolute(looks: Dependencies, data: Snapshot) -> Dependencies:
    """Looks as a build takes them: what the snapshot holds is looked at there."""
    parts = [(*look.partition(" ")[::2], fingerprint) for look, fingerprint in looks.items()]
    return {f"{kind} {data.copy(str(data.project / path))}": fingerprint for kind, path, fingerprint in parts}
