"""What takes long to make is made once in a test run, by whichever process needs it first."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest
from filelock import FileLock


def made_once(factory: pytest.TempPathFactory, name: str, make: Callable[[Path], object]) -> Path:
    """The folder `name` that `make` has filled. Tests only read it.

    Where tests run in several processes (pytest-xdist) the others wait for the one that makes it,
    and find the same folder. A `make` that fails is tried again by the next, in an empty folder.
    """
    base = factory.getbasetemp()
    run = base.parent if "PYTEST_XDIST_WORKER" in os.environ else base
    with FileLock(run / f"{name}.lock"):
        done = run / f"{name}.made"
        if not done.exists():
            folder = factory.mktemp(name)
            make(folder)
            done.write_text(str(folder), encoding="utf-8")
        return Path(done.read_text(encoding="utf-8"))
