"""Everything the command says: the artefact to stdout or a file, the rest to stderr."""

import os
import shutil
import sys
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path

from briefer.errors import BrieferError, InputError
from briefer.models import Unreadable
from briefer.rendering.cleaning import plain

_MOST_SKIPPED_NAMED = 20


class OutputClosed(BrieferError):
    """Whoever read our output has stopped reading; there is nothing to tell them."""


def say(message: str) -> None:
    """One line for the person at the terminal."""
    text = f"brief: {plain(message)}\n"
    encoding = sys.stderr.encoding or "utf-8"
    sys.stderr.write(text.encode(encoding, "backslashreplace").decode(encoding))
    sys.stderr.flush()


def say_skipped(skipped: Iterable[Unreadable]) -> None:
    """Name what could not be read, at most twenty, and count the rest."""
    everything = list(skipped)
    for item in everything[:_MOST_SKIPPED_NAMED]:
        say(f"skipped {item.path}: {item.reason}")
    if len(everything) > _MOST_SKIPPED_NAMED:
        say(f"skipped {len(everything) - _MOST_SKIPPED_NAMED} more")


def write_stdout(text: str) -> None:
    """Print an artefact: UTF-8 for a program, what the terminal can show for a person.

    Raises:
        OutputClosed: the reading end is closed.
        InputError: standard output cannot be written, for example because a disk is full.
    """
    try:
        if sys.stdout.isatty():
            encoding = sys.stdout.encoding
            sys.stdout.write(text.encode(encoding, "replace").decode(encoding))
        else:
            sys.stdout.buffer.write(text.encode("utf-8"))
        sys.stdout.flush()
    except OSError as error:
        _abandon_stdout()
        if isinstance(error, BrokenPipeError):
            raise OutputClosed from None
        raise InputError(f"standard output cannot be written: {error.strerror}") from None


def shows_colour(output: Path | None) -> bool:
    """Whether the artefact goes to a terminal that wants colour (see no-color.org)."""
    unwanted = os.environ.get("NO_COLOR") or os.environ.get("TERM") == "dumb"
    return output is None and sys.stdout.isatty() and not unwanted


def require_writable(path: Path) -> None:
    """Make sure, before any work is paid for, that `path` can be written.

    Raises:
        InputError: it cannot.
    """
    if path.is_dir():
        raise InputError(f"--output {path} is a folder; name a file in it")
    folder = path.parent
    if not folder.is_dir():
        raise InputError(f"--output {path} cannot be written: there is no folder {folder}")
    if not os.access(path if path.exists() else folder, os.W_OK):
        raise InputError(f"--output {path} cannot be written: permission denied")


def write_file(path: Path, text: str) -> None:
    """Put `text` (UTF-8) in place of the file at `path`, whole or not at all.

    Raises:
        InputError: it cannot be written; what was there before still is.
    """
    target = Path(os.path.realpath(path))
    if target.exists() and not target.is_file():
        target.write_text(text, encoding="utf-8", newline="\n")  # a pipe or a device
        return
    draft = target.with_name(f".{target.name}.{os.getpid()}.tmp")
    try:
        draft.write_text(text, encoding="utf-8", newline="\n")
        if target.exists():
            shutil.copymode(target, draft)
        draft.replace(target)
    except OSError as error:
        raise InputError(f"--output {path} cannot be written: {error.strerror}") from None
    finally:
        with suppress(OSError):
            draft.unlink(missing_ok=True)


def _abandon_stdout() -> None:
    """Send what is still buffered nowhere, so that the interpreter can end without complaint."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, sys.stdout.fileno())
    os.close(nowhere)
