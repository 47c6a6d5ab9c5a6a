"""Building the page and serving it, on this machine and to nobody else unless told."""

from __future__ import annotations

import socket
import sys
import threading
from collections.abc import Callable
from typing import TYPE_CHECKING

from assistant.web.base import Answerer, Ingestion
from assistant.web.page import build_page
from assistant.web.privacy import LocalOnly, hosts_for, stay_local
from assistant.web.theme import SCRIPT, head, theme
from assistant.web.words import load_words
from ingest.errors import UsageError
from ingest.settings import Settings

if TYPE_CHECKING:
    import gradio as gr


def serve(
    answerer: Answerer,
    settings: Settings,
    *,
    ingestion: Ingestion | None = None,
    block: bool = True,
    on_ready: Callable[[str], None] | None = None,
) -> str:
    """Serve the web chat at `settings.host` and `settings.port` and return its address.

    `block` keeps serving until Ctrl-C. `on_ready` is given the address as soon as a browser can
    open it; without it the address goes to stderr. While an `ingestion` has not finished, the page
    shows its progress and `answerer` is not called.

    Raises UsageError when the port is taken or the host is not one of this machine.
    """
    stay_local()
    port = free_port(settings.host, settings.port)
    from starlette.middleware import Middleware

    page = build_page(answerer, settings, load_words(), ingestion)
    guard = Middleware(LocalOnly, hosts=hosts_for(settings.host))
    launched = page.queue(default_concurrency_limit=8).launch(
        server_name=settings.host,
        server_port=port,
        prevent_thread_lock=True,
        share=False,
        quiet=True,
        show_error=True,
        footer_links=[],
        run_history=False,
        enable_monitoring=False,
        ssr_mode=False,
        pwa=False,
        mcp_server=False,
        inbrowser=False,
        state_session_capacity=500,
        app_kwargs={"middleware": [guard], "docs_url": None, "redoc_url": None},
        theme=theme(),
        head=head(),
        js=SCRIPT.read_text(encoding="utf-8"),
    )
    address = str(launched[1])
    (on_ready or _tell)(address)
    if block:
        _until_interrupted(page)
    return address


def free_port(host: str, port: int) -> int:
    """`port` if nothing listens there, or any free one for 0.

    Checked before anything heavy is loaded, so that a taken port is said at once and in our words.
    """
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host.strip("[]"), port))
        except (OSError, OverflowError) as error:
            raise UsageError(
                f"The web chat cannot listen on {host}, port {port}: {error}. If Waymark is "
                "already running, open its page instead; otherwise choose another port with "
                "WAYMARK_PORT, or WAYMARK_PORT=0 for any free one."
            ) from error
        return int(probe.getsockname()[1])


def _until_interrupted(page: gr.Blocks) -> None:
    try:
        threading.Event().wait()
    except KeyboardInterrupt:
        page.close(verbose=False)


def _tell(address: str) -> None:
    sys.stderr.write(f"Waymark is at {address} (Ctrl-C stops it)\n")
    sys.stderr.flush()
