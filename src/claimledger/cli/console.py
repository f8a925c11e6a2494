"""What people see beside the data: messages on standard error, exit codes, and the one catcher of exceptions.

Exit codes: 0 done and nothing to flag; 1 conflicts without a ruling, or ``check`` found faults; 2 bad usage or input;
3 a bug; 130 interrupted; 141 nobody read the output.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterable
from copy import copy
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

import typer

if TYPE_CHECKING:
    from typer.models import CommandInfo, TyperInfo

    from claimledger.records import Problem

A = TypeVar("A", bound=str)

OK, FLAGGED, BAD_INPUT, BUG, INTERRUPTED, BROKEN_PIPE = 0, 1, 2, 3, 130, 141


def prepare_streams() -> None:
    """Make output the same bytes everywhere: UTF-8 unless a terminal says otherwise, and no character fails."""
    for stream in (sys.stdout, sys.stderr):
        if not stream.isatty():
            stream.reconfigure(encoding="utf-8", newline="\n")  # type: ignore[union-attr]
        stream.reconfigure(errors="backslashreplace")  # type: ignore[union-attr]


def exit_code(command: Callable[[], object]) -> int:
    """The exit code of a command, every exception turned into a message."""
    try:
        code = command()
        sys.stdout.flush()
        return code if isinstance(code, int) else OK
    except BrokenPipeError:
        return _reader_went_away()
    except SystemExit as error:
        # Typer and rich leave in this way when the reader of their output goes away.
        if isinstance(error.__context__, BrokenPipeError):
            return _reader_went_away()
        raise
    except (KeyboardInterrupt, typer.Abort):
        return INTERRUPTED
    except typer.TyperException as error:
        if type(error).__name__ == "NoArgsIsHelpError":  # Typer keeps it to itself
            print(error.format_message(), file=sys.stderr)
        else:
            message(_usage(error))
        return BAD_INPUT
    except Exception as error:
        from claimledger.errors import ClaimledgerError

        if isinstance(error, ClaimledgerError):
            message(str(error))
            return BAD_INPUT
        if os.environ.get("CLAIMLEDGER_DEBUG"):
            raise
        message(_bug(error))
        return BUG


def lean(app: typer.Typer, arguments: list[str]) -> typer.Typer:
    """The application with no options on the commands that the arguments do not name: Typer reads those of every
    command before it looks which one is meant."""

    def short(command: CommandInfo) -> CommandInfo:
        known = command.callback
        if known is None or (command.name or known.__name__) in arguments:
            return command

        def stub() -> None: ...

        stub.__name__, stub.__doc__ = known.__name__, known.__doc__
        out = copy(command)
        out.callback = stub
        return out

    def named(group: TyperInfo) -> TyperInfo:
        if group.name in arguments:
            return group
        out = copy(group)
        out.typer_instance = typer.Typer(rich_markup_mode=None)
        return out

    out = copy(app)
    out.registered_commands = [short(command) for command in app.registered_commands]
    out.registered_groups = [named(group) for group in app.registered_groups]
    return out


def asked(answers: tuple[A, ...], default: A | None = None) -> A:
    """What a person chooses; the beginning of a word is enough where no other begins so."""
    while True:
        answer = typer.prompt(f"Your ruling ({', '.join(answers)})", default=default, err=True).strip().lower()
        found = [one for one in answers if one == answer] or [one for one in answers if one.startswith(answer)]
        if len(found) == 1:
            return found[0]
        message(f"{answer!r} may be {' or '.join(found)}" if found else f"{answer!r} is none of them")


def message(text: str) -> None:
    """A line on standard error."""
    print("claimledger:", shown(text, keep="\n"), file=sys.stderr)


def from_here(path: Path) -> Path:
    """The path as a person in this folder would write it, where it lies below."""
    here = Path.cwd()
    return path.relative_to(here) if path.is_relative_to(here) else path


def messages(problems: Iterable[Problem]) -> None:
    """A line on standard error for each problem."""
    for problem in problems:
        message(str(problem))


def progress(done: int, total: int, name: str) -> None:
    """A line that overwrites itself, only where a person watches."""
    if sys.stderr.isatty():
        text = f"{done} of {total}  {shown(name)[:60]}" if done < total else ""
        print(f"\r\x1b[K{text}", end="", file=sys.stderr, flush=True)


def shown(text: str, keep: str = "") -> str:
    """The text, safe to print."""
    from claimledger.report.visible import visible

    return visible(text, keep=keep)


def _usage(error: typer.TyperException) -> str:
    said = error.format_message().replace("Value error, ", "")  # pydantic's, which Typer leaves in
    context: typer.Context | None = getattr(error, "ctx", None)
    if context is None:
        return said
    return f"{said}\n{context.get_usage()}\n  {context.command_path} --help shows examples"


def _reader_went_away() -> int:
    # Nothing more can be said on this stream (| head), not even by Python's own last flush.
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    return BROKEN_PIPE


def _bug(error: Exception) -> str:
    frame = error.__traceback__
    while frame and frame.tb_next:
        frame = frame.tb_next
    where = f"{Path(frame.tb_frame.f_code.co_filename).name}:{frame.tb_lineno}" if frame else "unknown"
    return (
        f"this is a bug in claimledger: {type(error).__name__}: {error} (at {where})\n"
        "  Please report this line, the command and, if you may share it, the article;\n"
        "  CLAIMLEDGER_DEBUG=1 shows where it happened."
    )
