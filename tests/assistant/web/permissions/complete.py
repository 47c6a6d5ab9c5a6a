"""Every route and every event that the application has, asked of the application itself."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from fastapi import FastAPI
from gradio.routes import App
from starlette.routing import Mount


def routes(app: FastAPI) -> frozenset[str]:
    """Our own, those of what is mounted among them: "GET /api/v1/text"."""
    return frozenset(
        f"{method} {path}" for path, methods, ours in _routes(app) if ours for method in methods
    )


def gradios(app: FastAPI) -> tuple[tuple[str, str], ...]:
    """Gradio's: methods and paths, without the slash that a second spelling ends in."""
    found = {
        (method, path if path == "/" else path.rstrip("/"))
        for path, methods, ours in _routes(app)
        if not ours
        for method in methods
    }
    return tuple(sorted(found))


def events(app: FastAPI) -> dict[str, list[int]]:
    """The numbers of the events of all pages, by the function that each calls.

    What has no function of ours only works in the browser.
    """
    found: dict[str, list[int]] = {}
    for number, event in _gradio(app).get_blocks().fns.items():
        if event.fn is not None:
            module = event.fn.__module__.removeprefix("assistant.web.")
            found.setdefault(f"{module}.{event.fn.__qualname__}", []).append(number)
    return found


def _gradio(app: FastAPI) -> App:
    return next(one.app for one in app.routes if isinstance(one, Mount) and _is_gradio(one.app))


def _is_gradio(app: object) -> bool:
    return isinstance(app, App)


def _routes(
    app: Any,
    before: str = "",
    ours: bool = True,
) -> Iterator[tuple[str, frozenset[str], bool]]:
    routes = getattr(app, "routes", None)
    assert routes is not None, f"{before}: routes that cannot be listed"
    for one in routes:
        if isinstance(one, Mount):
            yield from _routes(one.app, before + one.path, ours and not _is_gradio(one.app))
        elif hasattr(one, "original_router"):  # how FastAPI keeps a router that was included
            yield from _routes(one.original_router, before, ours)
        else:
            # A Starlette route that names no method takes any.
            methods = frozenset(getattr(one, "methods", None) or {"POST"})
            yield before + one.path, methods - {"HEAD", "OPTIONS"}, ours
