"""Building the page and serving it, on this machine and to nobody else unless told."""

from __future__ import annotations

import socket
import sys
import threading
import time
import warnings
from collections.abc import Callable
from typing import TYPE_CHECKING

from assistant.keeping import Keeping
from assistant.web.base import Answerer, Ingestion
from assistant.web.gate import Gate, person_of
from assistant.web.privacy import LocalOnly, hosts_for, stay_local
from assistant.web.site import Site
from ingest.errors import UsageError
from ingest.settings import Settings

if TYPE_CHECKING:
    import uvicorn
    from fastapi import FastAPI

    from assistant.web.library.desk import Desk

# Pages that wait for an answer each hold a thread of their own; the answers have others.
WAITING = 160


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
    site = Site.of(answerer, settings, ingestion)
    server = _server(application(site), settings.host, port)
    thread = threading.Thread(target=server.run, name="serving", daemon=True)
    thread.start()
    while not server.started and thread.is_alive():
        time.sleep(0.02)
    address = f"http://{_written(settings.host)}:{port}/"
    if not server.started:
        raise UsageError(f"The web chat could not start at {address}; the lines above say why.")
    (on_ready or _tell)(address)
    keepings = (
        Keeping(site.audit, settings.audit_days),
        Keeping(site.conversations, settings.conversation_days),
    )
    for keeping in keepings:
        keeping.start()
    if block:
        _until_interrupted(server, thread)
        for keeping in keepings:
            keeping.stop()
    return address


def application(site: Site, desk: Desk | None = None) -> FastAPI:
    """Everything that is served, behind the gate: the rooms, our style sheets and scripts.

    `desk` reads papers that are added, with the settings' model if none is given.
    """
    import gradio as gr
    from fastapi import FastAPI
    from starlette.middleware import Middleware
    from starlette.routing import Route

    from assistant.web.api.http import api
    from assistant.web.api.tools import Unslashed, tools
    from assistant.web.ask.routes import conversations_router
    from assistant.web.assets import assets_router, head
    from assistant.web.audit.routes import audit_router
    from assistant.web.frame import build_page
    from assistant.web.library.desk import Desk
    from assistant.web.library.routes import library_router
    from assistant.web.next.routes import next_router
    from assistant.web.quality.routes import quality_router
    from assistant.web.rooms import ROOMS
    from assistant.web.sign_in import sign_in_router
    from assistant.web.source import source_router
    from assistant.web.theme import theme

    layers = [
        Middleware(LocalOnly, hosts=hosts_for(site.settings.host)),
        Middleware(Gate, door=site.door),
    ]
    server, mcp = tools(site)
    app = FastAPI(
        middleware=layers,
        docs_url=None,
        redoc_url=None,
        openapi_url=None,
        lifespan=lambda _: server.session_manager.run(),
    )
    app.include_router(assets_router())
    app.include_router(sign_in_router(site.door, site.audit, site.words))
    app.include_router(
        source_router(
            site.answerer.reading,
            person_of,
            max_file_mb=site.settings.max_file_mb,
            words=site.words,
            noted=site.opened,
        )
    )
    app.include_router(next_router(site))
    app.include_router(library_router(site, desk or Desk(site.settings, site.audit, site.words)))
    app.include_router(quality_router(site))
    app.include_router(audit_router(site))
    app.add_api_route("/alive", alive, include_in_schema=False)
    app.include_router(conversations_router(site))
    app.mount("/api/v1", api(site))
    app.mount("/mcp", mcp)
    app.router.routes.append(Route("/mcp", Unslashed(mcp), name="mcp"))
    page = build_page(site, ROOMS)
    page.max_threads = WAITING
    page.queue(default_concurrency_limit=8)
    with warnings.catch_warnings():
        warnings.filterwarnings("ignore", message="SSR mode is not supported")
        gr.mount_gradio_app(
            app,
            page,
            path="/",
            server_name=site.settings.host,
            auth_dependency=lambda request: person_of(request).name,
            show_error=True,
            footer_links=[],
            run_history=False,
            enable_monitoring=False,
            ssr_mode=False,
            pwa=False,
            mcp_server=False,
            theme=theme(),
            head=head(),
        )
    return app


def alive() -> dict[str, str]:
    """Answers as soon as the server is up: the page asks this when it has lost it."""
    return {"waymark": "here"}


def _server(app: FastAPI, host: str, port: int) -> uvicorn.Server:
    import uvicorn

    return uvicorn.Server(
        uvicorn.Config(
            app,
            host=host.strip("[]"),
            port=port,
            log_level="warning",
            server_header=False,
            timeout_graceful_shutdown=2,
        )
    )


def _written(host: str) -> str:
    """A host as it stands in an address."""
    return f"[{host.strip('[]')}]" if ":" in host else host


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


def _until_interrupted(server: uvicorn.Server, thread: threading.Thread) -> None:
    try:
        thread.join()
    except KeyboardInterrupt:
        server.should_exit = True
        thread.join(5)


def _tell(address: str) -> None:
    sys.stderr.write(f"Waymark is at {address} (Ctrl-C stops it)\n")
    sys.stderr.flush()
