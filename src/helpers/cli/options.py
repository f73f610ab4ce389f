"""The options of the command line, and what is said of one that is amiss."""

from __future__ import annotations

import argparse
import os
from dataclasses import dataclass

from helpers.errors import ReportError

NEEDED = "{} needs {}: give {}=… to make, or --{} here"
NO_FOLDER = "none"


@dataclass(frozen=True)
class Option:
    """An option: its meaning for the help, and its default (empty: it is required). A switch is on or off and has no value; what is optional may stay empty."""

    meaning: str
    default: str = ""
    is_switch: bool = False
    is_optional: bool = False


OPTIONS = {
    "partnership": Option("a folder of data/, or an English authority by name or code", "wirral"),
    "year": Option("the report's year, such as 2023-24: one that the published figures speak of", "2023-24"),
    "chapter": Option("the chapter's number, such as 03"),
    "force": Option("do all the work anew, whatever earlier builds left to use again", is_switch=True),
    "final": Option("refuse to build a report that is still a draft", is_switch=True),
    "areas": Option('"all", or the names of areas with commas between', "all"),
    "scheduler": Option(
        'the address of a Dask scheduler, such as tcp://10.0.0.1:8786, or "local" for this machine', "local"
    ),
    "store": Option("the folder, or address of an object store, for the reports of a fleet", "build/fleet"),
    "workers": Option("how many reports to build at a time on this machine (0: one a core)", "0"),
    "port": Option("the port that the preview is served at (0: any that is free)", "0"),
    "browser": Option('"none" to open no browser', "any"),
    "repeats": Option("how often each build is measured", "5"),
    "name": Option("a new partnership's name, where it is not called as its place is", is_optional=True),
    "short_name": Option("a new partnership's short name, where it is not the initials", is_optional=True),
    "place": Option("a new partnership's place, where it is not called as its authorities are", is_optional=True),
    "partners": Option(
        "the organisations of a new partnership's lead partners, with semicolons between", is_optional=True
    ),
    "what": Option(
        "what is meant: for confirm, a folder, file or rows of the year that were looked at and still hold, such as 01_introduction/facts.csv:area.land; "
        "for list, measures, areas, tables, charts or relations"
    ),
    "to": Option("the folder for the risk log, which may lie nowhere that is published", "risk"),
    "from": Option(
        "the folder that holds the files downloaded from publishers, without which what can be read is listed; or the report to compare with: its folder, or the archive of a release (without it, that of the year before)",
        NO_FOLDER,
    ),
}


def add(parser: argparse.ArgumentParser, name: str) -> None:
    """Add an option to a command's parser, with the environment's value as its default."""
    option = OPTIONS[name]
    default = os.environ.get(name.upper()) or option.default
    if option.is_switch:
        parser.add_argument(f"--{name}", action="store_true", default=default not in ("", "0"), help=option.meaning)
        return
    parser.add_argument(f"--{name}", default=default, help=f"{option.meaning} (now: %(default)s)")


def whole_number(name: str, digits: str) -> int:
    """Return the value of an option that counts; raises ReportError where it is no whole number."""
    if not digits.isdecimal():
        raise ReportError(f'{name} "{digits}" is not a whole number. Write digits, such as 2.')
    return int(digits)
