"""Our own style sheets and scripts: served from this package, named by what is in them."""

from __future__ import annotations

import hashlib
from functools import cache
from pathlib import Path

from fastapi import APIRouter, Request, Response

_STATIC = Path(__file__).with_name("static")
_KINDS = {".css": "text/css", ".js": "text/javascript", ".svg": "image/svg+xml"}


@cache
def head() -> str:
    """What each page's head says of them, style sheets and scripts by name.

    Not through Gradio's own `css`: that rewrites each selector, splits it at every comma (`:is(a,
    b)` included) and ranks rules inside @media below the ones they are there to replace.
    """
    styles = (f'<link rel="stylesheet" href="{address(path)}">' for path in files(".css"))
    scripts = (f'<script defer src="{address(path)}"></script>' for path in files(".js"))
    return "\n".join((*styles, *scripts))


def files(suffix: str) -> list[Path]:
    """Our files of one kind, by name: what is to come first is called so."""
    return sorted(_STATIC.glob(f"*{suffix}"))


def address(path: Path) -> str:
    """Where a file is served; another content has another address, so browsers may keep it."""
    return f"/own/{path.name}?v={hashlib.sha256(path.read_bytes()).hexdigest()[:12]}"


def assets_router() -> APIRouter:
    """GET /own/NAME."""
    router = APIRouter()
    known = {path.name: path for path in _STATIC.iterdir() if path.suffix in _KINDS}

    @router.get("/own/{name}")
    def own(name: str, request: Request) -> Response:
        path = known.get(name)
        if path is None:
            return Response("There is nothing at this address.", 404, media_type="text/plain")
        keep = "public, max-age=31536000, immutable" if request.query_params else "no-cache"
        kind = _KINDS[path.suffix]
        return Response(path.read_bytes(), media_type=kind, headers={"cache-control": keep})

    return router
