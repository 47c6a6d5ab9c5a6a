"""Starts the web chat: `python app.py`. Settings come from the environment (WAYMARK_…)."""

from __future__ import annotations

import sys


def main() -> int:
    """Serve until Ctrl-C. Returns the exit code: 0 done, 1 it failed, 2 bad usage."""
    from assistant.cli import default_corpus
    from assistant.web.start import start
    from ingest.errors import WaymarkError
    from ingest.settings import load_settings

    try:
        start(load_settings(), default_corpus())
    except WaymarkError as error:
        sys.stderr.write(f"waymark: {error}\n")
        return error.exit_code
    return 0


if __name__ == "__main__":
    sys.exit(main())
