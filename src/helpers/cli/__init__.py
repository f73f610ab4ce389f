"""The command line, which `make` calls too: `python -m helpers report --year 2023-24`.

Each option can also be an environment variable of its name in capitals (`YEAR`), which is how make passes it on.
"""

from __future__ import annotations

import argparse
import contextlib
import sys
from collections.abc import Sequence

from helpers.cli import options, process
from helpers.cli.commands import COMMANDS
from helpers.cli.development import CHECKOUT
from helpers.cli.exit_codes import UNREADY
from helpers.cli.options import NEEDED, OPTIONS
from helpers.errors import ReportError, nearest, readable

__all__ = ["COMMANDS", "OPTIONS", "main"]

UNKNOWN = '"{}" is no command. {}'
HELP = "make help lists what there is."


def main(words: Sequence[str] | None = None) -> int:
    """Run a command line and return its exit code: 0, or 1 where the command failed. A usage error exits with 2."""
    process.print_any_letter()
    process.keep_to_this_environment(CHECKOUT / ".cache")
    parser = _parser()
    command_line = sys.argv[1:] if words is None else words
    _refuse_unknown_command(parser, command_line)
    arguments = parser.parse_args(command_line)
    for name in COMMANDS[arguments.command].options:
        if not (getattr(arguments, name) or OPTIONS[name].is_switch or OPTIONS[name].is_optional):
            parser.error(NEEDED.format(arguments.command, OPTIONS[name].meaning, name.upper(), name))
    return _done(arguments)


def _refuse_unknown_command(parser: argparse.ArgumentParser, words: Sequence[str]) -> None:
    """Exit with a usage error that names the nearest command where the words begin with neither a command nor an option."""
    if words and not words[0].startswith("-") and words[0] not in COMMANDS:
        parser.error(readable(UNKNOWN.format(words[0], nearest(words[0], COMMANDS) or HELP)))


def _done(arguments: argparse.Namespace) -> int:
    try:
        with process.ended_as_by_ctrl_c(), _own_figures(arguments):
            code = COMMANDS[arguments.command].run(arguments)
            sys.stdout.flush()
            return code
    except BrokenPipeError:  # whoever read the output, such as `head`, has read enough
        process.silence_output()
        return 0
    except ReportError as error:
        print(error, file=sys.stderr)
        return UNREADY
    except KeyboardInterrupt:
        print("Stopped. What was built before is as it was.", file=sys.stderr)
        return UNREADY


def _own_figures(arguments: argparse.Namespace) -> contextlib.AbstractContextManager[None]:
    """Let a command on one partnership read the figures invented for it, which only an invented one has."""
    from helpers.sources import overlay, project

    if "partnership" not in COMMANDS[arguments.command].options:
        return contextlib.nullcontext()
    return overlay.beside_store(project.project_root() / "data" / arguments.partnership)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m helpers", description="Make a safeguarding partnership's report.")
    commands = parser.add_subparsers(dest="command", required=True, metavar="command")
    for name, command in COMMANDS.items():
        own = commands.add_parser(name, help=command.does, description=command.does)
        for option in command.options:
            options.add(own, option)
    return parser
