"""Standard output and error as the commands use them: colour, progress, and errors in one line."""

from __future__ import annotations

import _thread
import errno
import gc
import os
import shutil
import signal
import sys
from collections.abc import Mapping, Sequence
from contextlib import suppress
from types import TracebackType
from typing import Any, NoReturn, Self

import click

from mutualplan_deck.errors import MutualPlanError
from mutualplan_deck.printing import Screen, plain

NOT_DONE = 2
INTERRUPTED = 130
_WIDEST = 100
_PATIENCE = 0.2  # seconds until an interruption that nobody heard is repeated
_INKS: Mapping[str, Mapping[str, Any]] = {
    "error": {"fg": "red"},
    "warning": {"fg": "yellow"},
    "hint": {"fg": "cyan"},
    "head": {"bold": True},
    "good": {"fg": "green", "bold": True},
    "quiet": {"dim": True},
}
_STAGES = {
    "read": "Reading the plan",
    "check": "Checking it",
    "tell": "Wording the slides",
    "place": "Laying out the slides",
    "write": "Writing the deck",
}


def on_terminal() -> bool:
    """Whether a person reads standard output as it comes."""
    return sys.stdout.isatty()


def screen() -> Screen:
    """How to write on standard output."""
    if not on_terminal():
        return Screen()
    width = min(shutil.get_terminal_size().columns, _WIDEST)
    return Screen(width, plain if os.environ.get("NO_COLOR") else _paint)


def _paint(text: str, role: str) -> str:
    return click.style(text, **_INKS[role])


def out(line: str) -> None:
    """A line of the result."""
    click.echo(line)


def err(line: str) -> None:
    """A line beside the result."""
    click.echo(line, err=True)


def out_json(facts: Any) -> None:
    """Facts for machines."""
    import json

    click.echo(json.dumps(facts, ensure_ascii=False, indent=2))


class Progress:
    """One line on standard error that says what is going on, on a terminal only; gone when done."""

    def __init__(self, *, quiet: bool = False) -> None:
        self._shown = sys.stderr.isatty() and not quiet

    def stage(self, name: str) -> None:
        """Show the stage that begins."""
        self._write(f"{_STAGES.get(name, name)}…")

    def _write(self, text: str) -> None:
        if self._shown:
            click.echo(f"\r\x1b[K{text}", nl=False, err=True)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: type[BaseException] | BaseException | TracebackType | None) -> None:
        self._write("")


class _Stop:
    """Ctrl-C, asked again until somebody hears it: pydantic's core may lose it while it makes a model."""

    asked = False

    def __call__(self, *_: object) -> None:
        import threading

        self.asked = True
        again = threading.Timer(_PATIENCE, _thread.interrupt_main)
        again.daemon = True
        again.start()
        raise KeyboardInterrupt


def guarded(command: click.Command, words: Sequence[str] | None) -> NoReturn:
    """Run a click command and exit. What stops it is one line on standard error, without a traceback.

    Without `words` the process is ours alone: its streams and hooks are set for a person's terminal.
    """
    if words is None:
        _speak_unicode()
        sys.unraisablehook = lambda _: None  # what else fails while cleaning up after an error is no news
        # A command is over before its garbage matters; looking for it takes a tenth of its time.
        gc.set_threshold(100_000, 50, 100)
        # Nobody's plug-ins see a plan; looking for some would read the metadata of all that is installed.
        os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")
        stop = _Stop()
        signal.signal(signal.SIGINT, stop)
        try:
            code = _code(command, words)
        except Exception:
            if not stop.asked:
                raise
            code = INTERRUPTED  # what a library made of it is no news
        signal.signal(signal.SIGINT, signal.SIG_IGN)
        _leave(code)
    sys.exit(_code(command, words))


def _leave(code: int) -> NoReturn:
    """End at once: taking everything apart first, object by object, takes another tenth."""
    open_streams = [stream for stream in (sys.stdout, sys.stderr) if stream is not None]
    for stream in open_streams:
        try:
            stream.flush()
        except BrokenPipeError:
            pass  # whoever reads along has seen enough
        except OSError as why:
            code = NOT_DONE
            with suppress(OSError):
                err(f"mutualplan-deck: {_line(why)}")
    os._exit(code)


def _code(command: click.Command, words: Sequence[str] | None) -> int:
    try:
        code = command.main(words, standalone_mode=False)
    except click.ClickException as why:
        why.show()
        return NOT_DONE
    except (KeyboardInterrupt, click.Abort):
        return INTERRUPTED
    except SystemExit:  # how click ends when whoever reads along has seen enough
        return 0
    except (MutualPlanError, OSError) as why:
        err(f"mutualplan-deck: {_line(why)}")
        return NOT_DONE
    return code if isinstance(code, int) else 0


def _line(why: MutualPlanError | OSError) -> str:
    """Why it stopped, on one line whatever the names in it hold."""
    text = _refused(why) if isinstance(why, OSError) else str(why)
    return " ".join("".join(c if c.isprintable() else " " for c in text).split())


def _refused(why: OSError) -> str:
    """What the system would not do."""
    full = why.errno in (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)
    reason = "no room left on the disk" if full else (why.strerror or str(why)).lower()
    return f"{why.filename}: {reason}" if why.filename else reason


def _speak_unicode() -> None:
    """UTF-8 into files and pipes; on a terminal that cannot show a character, a ? for it."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            terminal = stream.isatty()
            stream.reconfigure(encoding=None if terminal else "utf-8", errors="replace")
