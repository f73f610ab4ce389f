"""Nothing stands in the package that nothing calls: not its modules, a notebook, a template or an entry point."""

from __future__ import annotations

import json
import keyword
import re
import tomllib
from collections.abc import Iterator
from pathlib import Path

from support import PROJECT, syntax
from vulture import Vulture

# What others call by its name: each with who does.
CALLED = {
    "_repr_mimebundle_, include, exclude": "Jupyter, to show a block",
    "_init_axis, _update_line_limits, _update_patch_limits, set_clip_path": "matplotlib, of axes and marks of our own",
    "kwdoc": "matplotlib, as its artists are loaded",
    "_": "functools.singledispatch, by the type of a block",
    "table_open, table_close": "markdown-it, of a renderer",
    "export_from_notebook, output_mimetype, _file_extension_default, _template_name_default": "nbconvert, of an exporter",
    "_extra_template_basedirs_default": "nbconvert, of an exporter",
    "setup, teardown": "Dask, of a plugin of its workers",
    "context_class": "jinja2, of an environment",
    "reducer_override": "pickle, of a pickler",
    "handle_starttag, handle_endtag, handle_data": "html.parser",
    "_showtraceback, etype, stb": "IPython, of a shell",
    "execute_managed_notebook, kernel_name": "papermill, of an engine",
    "external_attr, compress_type, create_system": "zipfile, of an entry of an archive",
    "hook, execution_count, A, flavor": "IPython, nbformat, pikepdf and fontTools, of objects of theirs",
    "set_default_headers, prepare, compute_etag, write_error, initialize, get": "tornado, of a handler",
    "check_origin, open, on_close, on_message, message, origin": "tornado, of a line to a page",
    "config": "nbconvert, which hands an exporter the user's settings",
    "definition, owner, url, subregion, successors": "the store, whose columns the fields are, each read by its name",
    "sign_offs_missing, checks_passed, versions": "whoever reads build.json, where they are written as they are named",
}


def uses() -> Iterator[str]:
    """Go through what uses the package from outside: code of notebooks, words of templates, entry points."""
    for path in [*(PROJECT / "notebooks").glob("*.ipynb"), *(PROJECT / "benchmarks" / "notebooks").glob("*.ipynb")]:
        cells = json.loads(path.read_text(encoding="utf-8"))["cells"]
        yield "\n".join("".join(cell["source"]) for cell in cells if cell["cell_type"] == "code")
    for path in (PROJECT / "templates").rglob("*.j2"):
        yield attributes(path.read_text(encoding="utf-8"))
    project = tomllib.loads((PROJECT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    yield from (f"use.{target.rpartition(':')[2]}" for target in project["scripts"].values())
    for group in project["entry-points"].values():
        yield from (f"use.{target.rpartition(':')[2]}" for target in group.values())
    yield from ("\n".join(f"use.{name}" for name in called.split(", ")) for called in CALLED)


def attributes(template: str) -> str:
    """Return the names within the braces of a template as attributes that are used."""
    inside = " ".join(re.findall(r"\{[{%].*?[%}]\}", template, re.DOTALL))
    return "\n".join(f"use.{word}" for word in sorted(set(re.findall(r"[A-Za-z_]\w*", inside)) - set(keyword.kwlist)))


def unused(*places: Path) -> list[str]:
    """Return "file: name" for each definition that nothing uses."""
    vulture = Vulture()
    for path in syntax.files(*places):
        vulture.scan(path.read_text(encoding="utf-8"), filename=path)
    for number, code in enumerate(uses()):
        vulture.scan(code, filename=Path(f"use_{number}.py"))
    return [
        f"{item.filename.name}: {item.name}"
        for item in vulture.get_unused_code()
        if item.filename in {*syntax.files(*places)}
    ]


def test_what_nothing_calls_is_found(tmp_path: Path) -> None:
    (tmp_path / "planted.py").write_text("def rate(): ...\n\n\ndef total():\n    return mean()\n\n\ndef mean(): ...\n")
    (tmp_path / "caller.py").write_text("from planted import rate\n\nrate()\n")
    assert unused(tmp_path) == ["planted.py: total"]


def test_what_only_a_notebook_or_a_template_uses_is_used(tmp_path: Path) -> None:
    (tmp_path / "planted.py").write_text("def chapter(): ...\n\n\ndef never_drawn(): ...\n")
    assert unused(tmp_path) == ["planted.py: never_drawn"]
    assert "use.title" in attributes("{% if page %}{{ page.title }}{% endif %}").splitlines()


def test_everything_in_the_package_is_used() -> None:
    assert unused(syntax.SOURCE, PROJECT / "set_up.py") == []
