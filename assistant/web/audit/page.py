"""The audit log as HTML: filters, a table, and the way to older rows."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from urllib.parse import urlencode

from assistant.audit import Row, What
from assistant.web.escape import escaped
from assistant.web.html import moment, pager, select, spoken_moment, table
from assistant.web.words import Words

PAGE = 50
COLUMNS = ("time", "who", "what", "detail")
_FEW = 3  # entries of a list that are shown at once


@dataclass(frozen=True, slots=True)
class Asked:
    """Which rows. Days are this machine's own, both included; `before` is a row's number."""

    who: str = ""
    what: What | None = None
    since: date | None = None
    until: date | None = None
    before: int | None = None

    @property
    def times(self) -> tuple[datetime | None, datetime | None]:
        """From when, and before when."""
        end = self.until + timedelta(days=1) if self.until else None
        return _midnight(self.since), _midnight(end)

    def address(self, path: str, before: int | None = None) -> str:
        """Where these rows are, those before a number if one is given."""
        said = self._said() | ({"before": str(before)} if before else {})
        return f"{path}?{urlencode(said)}" if said else path

    def detail(self) -> dict[str, str]:
        """What was asked for, as the log has it."""
        names = {"who": "of", "what": "kind"}
        return {names.get(name, name): value for name, value in self._said().items()}

    def _said(self) -> dict[str, str]:
        said = {
            "who": self.who,
            "what": self.what.value if self.what else "",
            "since": self.since.isoformat() if self.since else "",
            "until": self.until.isoformat() if self.until else "",
        }
        return {name: value for name, value in said.items() if value}


def asked_by(query: Mapping[str, str]) -> Asked:
    """What a query string asks for. Raises ValueError for a date that is none."""
    what, before = query.get("what", ""), query.get("before", "")
    return Asked(
        who=query.get("who", "")[:200],
        what=What(what) if what in list(What) else None,
        since=_day(query.get("since", "")),
        until=_day(query.get("until", "")),
        before=int(before) if before.isascii() and before.isdigit() and len(before) < 16 else None,
    )


def audit_html(rows: Sequence[Row], people: Sequence[str], asked: Asked, words: Words) -> str:
    """The page of those rows; there are more where there is one more than a page."""
    shown = rows[:PAGE]
    headings = [words(f"audit.col_{column}") for column in COLUMNS]
    body = (
        table(words("audit.table"), headings, (_row(row, words) for row in shown), "wm-audit-table")
        if shown
        else f'<p class="wm-empty">{words.html("audit.empty")}</p>'
    )
    position = ""
    if shown:
        first, last = spoken_moment(shown[-1].time), spoken_moment(shown[0].time)
        name = "audit.showing_one" if len(shown) == 1 else "audit.showing_many"
        position = words(name, count=len(shown), first=first, last=last)
    newest = (asked.address("/audit"), words("audit.newest")) if asked.before else None
    older = None
    if len(rows) > PAGE:
        older = (asked.address("/audit", shown[-1].number), words("audit.older"))
    return (
        f'<div class="wm-desk-head"><div><h1 tabindex="-1">{words.html("page.room_audit")}</h1>'
        f'<p class="wm-lead">{words.html("audit.lead")}</p></div>'
        f'<a class="wm-button" href="{escaped(asked.address("/audit/export.csv"))}" download>'
        f"{words.html('audit.export')}</a></div>{_filters(people, asked, words)}"
        f'<p class="wm-found" data-live>{escaped(position)}</p>{body}'
        f"{pager(words('audit.pager'), position, newest, older)}"
    )


def detail_html(detail: Mapping[str, object], words: Words) -> str:
    """What a row tells besides, each entry by its name."""
    items = "".join(
        f"<li><b>{escaped(key)}</b> {_value(value, words)}</li>"
        for key, value in detail.items()
        if value not in ("", None, [], {})
    )
    return f'<ul class="wm-detail">{items}</ul>' if items else words.html("audit.no_detail")


def _filters(people: Sequence[str], asked: Asked, words: Words) -> str:
    names = sorted({*people, asked.who} - {""}, key=str.casefold)
    whats = [(what.value, what.value.capitalize()) for what in What]
    dates = "".join(
        f'<label>{words.html(f"audit.{name}")}<input type="date" name="{name}"'
        f' value="{value.isoformat() if value else ""}"></label>'
        for name, value in (("since", asked.since), ("until", asked.until))
    )
    return (
        f'<form class="wm-filters wm-even" role="search" action="/audit" data-part'
        f' aria-label="{words.html("audit.filters")}">'
        + select(
            "who",
            words("audit.who"),
            [("", words("audit.everybody")), *((name, name) for name in names)],
            asked.who,
        )
        + select(
            "what",
            words("audit.what"),
            [("", words("audit.everything")), *whats],
            asked.what.value if asked.what else "",
        )
        + f'{dates}<button class="wm-button">{words.html("audit.apply")}</button></form>'
    )


def _row(row: Row, words: Words) -> tuple[str, ...]:
    what = escaped(row.what.value.capitalize())
    return moment(row.time), escaped(row.who), what, detail_html(row.detail, words)


def _value(value: object, words: Words) -> str:
    if isinstance(value, Mapping):
        return ", ".join(
            f"{escaped(str(key))} {_value(one, words)}"
            for key, one in value.items()
            if one is not None
        )
    if isinstance(value, list | tuple):
        items = "".join(f"<li>{_value(one, words)}</li>" for one in value)
        if len(value) <= _FEW:
            return f"<ul>{items}</ul>"
        summary = words.html("audit.more", count=len(value))
        return f"<details><summary>{summary}</summary><ul>{items}</ul></details>"
    return escaped(str(value))


def _day(text: str) -> date | None:
    return date.fromisoformat(text) if text else None


def _midnight(day: date | None) -> datetime | None:
    return datetime(day.year, day.month, day.day).astimezone() if day else None
