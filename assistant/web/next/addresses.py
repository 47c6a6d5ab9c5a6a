"""Addresses of the room: links that can be sent to a colleague, and the routes behind them."""

from __future__ import annotations

from urllib.parse import urlencode

ROOM = "/next"


def address(workstream: str = "", subject: str = "") -> str:
    """The room at a workstream, with a deliverable's or gate's detail open; all without any."""
    asked = {"w": workstream, "d": subject}
    query = urlencode({name: value for name, value in asked.items() if value})
    return f"{ROOM}?{query}" if query else ROOM


def form_address(workstream: str, event: str, subject: str = "", more: str = "") -> str:
    """The query of the form for an event; `more` says which condition or earlier event it is on."""
    asked = {"w": workstream, "event": event, "d": subject, "on": more}
    return urlencode({name: value for name, value in asked.items() if value})


def export_address(workstream: str, kind: str) -> str:
    """Where the register is exported as `kind`, json or csv; all of it without a workstream."""
    query = urlencode({"w": workstream}) if workstream else ""
    return f"{ROOM}/register.{kind}" + (f"?{query}" if query else "")


def ask_address(question: str) -> str:
    """The Ask room with a question put into its box."""
    return f"/?{urlencode({'q': question})}"
