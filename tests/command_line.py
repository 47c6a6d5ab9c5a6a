"""Running `waymark` as a person would: in this process, which is quick, or in one of its own."""

from __future__ import annotations

import io
import json
import os
import subprocess
import sys
from collections.abc import Callable, Mapping
from contextlib import redirect_stderr, redirect_stdout
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from unittest.mock import patch

ROOT = Path(__file__).resolve().parents[1]


@dataclass(frozen=True, slots=True)
class Done:
    """How a command ended and what it wrote."""

    code: int
    out: str
    err: str

    @property
    def rows(self) -> list[dict[str, Any]]:
        """Standard output as JSON lines: every line of it must be one."""
        return [json.loads(line) for line in self.out.splitlines()]


def waymark(*words: str | Path, stdin: str | bytes = "", **settings: object) -> Done:
    """Run a command here. `settings` become environment variables: `max_file_mb=1`."""
    from assistant.cli import main

    typed = stdin if isinstance(stdin, bytes) else stdin.encode()
    out, err = io.TextIOWrapper(io.BytesIO()), io.TextIOWrapper(io.BytesIO())
    code = 0
    with (
        patch.object(sys, "argv", ["waymark", *map(str, words)]),
        patch.object(sys, "stdin", io.TextIOWrapper(io.BytesIO(typed))),
        patch.dict(os.environ, environment(settings)),
        redirect_stdout(out),
        redirect_stderr(err),
    ):
        try:
            main()
        except SystemExit as ended:
            code = ended.code if isinstance(ended.code, int) else int(bool(ended.code))
    return Done(code, _written(out), _written(err))


def start_process(
    *words: str | Path, preexec: Callable[[], None] | None = None, **settings: object
) -> subprocess.Popen[str]:
    """Start a command in a process of its own, with pipes to read from."""
    return subprocess.Popen(
        [sys.executable, "-m", "assistant", *map(str, words)],
        cwd=ROOT,
        env={**os.environ, **environment(settings)},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        encoding="utf-8",
        preexec_fn=preexec,
    )


def run_process(
    *words: str | Path, preexec: Callable[[], None] | None = None, **settings: object
) -> Done:
    """Run a command in a process of its own, to its end."""
    process = start_process(*words, preexec=preexec, **settings)
    out, err = process.communicate(timeout=240)
    return Done(process.returncode, out, err)


def environment(settings: Mapping[str, object]) -> dict[str, str]:
    """Settings as environment variables; a name in capitals is taken as it is."""
    return {
        name if name.isupper() else f"WAYMARK_{name.upper()}": str(value)
        for name, value in settings.items()
    }


def _written(stream: io.TextIOWrapper) -> str:
    stream.flush()
    buffer = stream.buffer
    assert isinstance(buffer, io.BytesIO)
    return buffer.getvalue().decode("utf-8")
