"""A strategy as a page of an organisation's web site: banner, menu, contents list, text, footer.

The page stands alone: its style is inside it, it holds no script, and it asks nobody for anything.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from html import escape
from typing import Any

from corpus.build.sections import Content, Points, Section, Table, Text, sections_of

_STYLE = """
:root { --ink: #1d2b36; --navy: #17405e; --pale: #e8eff4; --line: #a9b8c4; --grey: #4d5c68; }
* { box-sizing: border-box; }
body { margin: 0; color: var(--ink); background: #fff;
  font: 1.06rem/1.55 Arial, "Helvetica Neue", Helvetica, "Liberation Sans", sans-serif; }
a { color: #0b5394; }
.wide { max-width: 72rem; margin: 0 auto; padding: 0 1.5rem; }
.example { background: #fff4d6; border-left: 4px solid #d9a800; font-size: .95rem;
  padding: .5rem .9rem; }
.top { background: var(--navy); color: #fff; }
.top .wide { padding-top: 1.1rem; padding-bottom: 1.1rem; font-size: 1.25rem; font-weight: bold; }
.menu { background: #0f2f47; }
.menu ul { display: flex; flex-wrap: wrap; gap: 0 1.6rem; list-style: none; margin: 0 auto;
  padding-top: .6rem; padding-bottom: .6rem; }
.menu a { color: #fff; text-decoration: none; font-size: .95rem; }
.breadcrumb { padding-top: .8rem; font-size: .88rem; color: var(--grey); }
.page { display: grid; grid-template-columns: 15rem minmax(0, 1fr); gap: 3rem; align-items: start;
  padding-top: 1rem; padding-bottom: 3rem; }
.contents { border-top: 4px solid var(--navy); background: var(--pale); padding: .9rem 1.1rem;
  font-size: .93rem; position: sticky; top: 1rem; }
.contents h2 { font-size: 1rem; margin: 0 0 .5rem; border: 0; padding: 0; }
.contents ol { list-style: none; margin: 0; padding: 0; }
.contents li { margin: .3rem 0; }
main { max-width: 46rem; }
h1, h2, h3, caption { color: var(--navy); line-height: 1.25; }
h1 { font-size: 2.1rem; margin: .3rem 0 .6rem; }
h2 { font-size: 1.5rem; margin: 2.4rem 0 .8rem; padding-top: .9rem;
  border-top: 1px solid var(--line); }
h3 { font-size: 1.14rem; margin: 1.5rem 0 .4rem; }
p { margin: 0 0 .9rem; }
.approved { color: var(--grey); font-weight: bold; }
main li { margin: .35rem 0; }
table { border-collapse: collapse; width: 100%; margin: 1rem 0 1.4rem; font-size: .95rem; }
caption { text-align: left; font-weight: bold; padding-bottom: .4rem; }
th, td { border: 1px solid var(--line); padding: .45rem .6rem; text-align: left;
  vertical-align: top; }
thead th { background: var(--navy); color: #fff; }
tbody th { background: var(--pale); font-weight: bold; }
td.figure { text-align: right; white-space: nowrap; }
footer { background: var(--pale); border-top: 4px solid var(--navy); font-size: .9rem; }
footer .wide { padding-top: 1.2rem; padding-bottom: 1.6rem; }
@media (max-width: 52rem) { .page { grid-template-columns: 1fr; gap: 1rem; }
  .contents { position: static; } }
@media print { .menu, .breadcrumb, .contents { display: none; } .page { display: block; } }
""".strip()
_FIGURE = re.compile(r"[£+-]?[\d,.]+(?:%|m|bn)?")


def strategy(source: Mapping[str, Any]) -> bytes:
    """The finished page, in UTF-8."""
    return "\n".join([*_lines(source), ""]).encode()


def _lines(source: Mapping[str, Any]) -> Iterator[str]:
    sections = sections_of(source["sections"])
    title = escape(source["title"])
    yield "<!DOCTYPE html>"
    yield '<html lang="en-GB">'
    yield "<head>"
    yield '<meta charset="utf-8">'
    yield f"<title>{title}</title>"
    yield '<meta name="viewport" content="width=device-width, initial-scale=1">'
    yield f'<meta name="description" content="{escape(source["description"])}">'
    yield f'<meta name="author" content="{escape(source["author"])}">'
    yield f'<meta name="date" content="{source["date"]:%Y-%m-%d}">'
    yield f"<style>\n{_STYLE}\n</style>"
    yield "</head>"
    yield "<body>"
    yield f'<header class="top"><div class="wide">{escape(source["organisation"])}</div></header>'
    yield '<nav class="menu" aria-label="Site">'
    yield from _links([(name, "#") for name in source["navigation"]], 'ul class="wide"')
    yield "</nav>"
    trail = " &rsaquo; ".join(escape(name) for name in source["breadcrumb"])
    yield f'<div class="wide breadcrumb">{trail}</div>'
    yield '<div class="wide page">'
    yield '<nav class="contents" aria-label="On this page">'
    yield "<h2>On this page</h2>"
    yield from _links([(s.heading, f"#{_anchor(s.heading)}") for s in sections], "ol")
    yield "</nav>"
    yield '<main id="main">'
    yield f'<p class="example">{escape(source["example"])}</p>'
    yield f"<h1>{title}</h1>"
    yield f'<p class="approved">{escape(source["approved"])}</p>'
    for section in sections:
        yield from _section(section)
    yield "</main>"
    yield "</div>"
    yield from _foot(source)
    yield "</body>"
    yield "</html>"


def _foot(source: Mapping[str, Any]) -> Iterator[str]:
    yield '<footer><div class="wide">'
    yield "<p>Related papers:</p>"
    yield from _links([(name, "#") for name in source["related"]], "ul")
    for line in source["footer"]:
        yield f"<p>{escape(line)}</p>"
    yield "</div></footer>"


def _links(links: Sequence[tuple[str, str]], tag: str) -> Iterator[str]:
    yield f"<{tag}>"
    for name, target in links:
        yield f'<li><a href="{target}">{escape(name)}</a></li>'
    yield f"</{tag.split()[0]}>"


def _section(section: Section) -> Iterator[str]:
    tag = f"h{section.level + 1}"
    yield f'<{tag} id="{_anchor(section.heading)}">{escape(section.heading)}</{tag}>'
    for content in section.content:
        yield from _content(content)
    for below in section.sections:
        yield from _section(below)


def _content(content: Content) -> Iterator[str]:
    match content:
        case Text():
            yield f"<p>{escape(content.words)}</p>"
        case Points():
            tag = "ol" if content.numbered else "ul"
            yield f"<{tag}>"
            yield from (f"<li>{escape(item.words)}</li>" for item in content.items)
            yield f"</{tag}>"
        case Table():
            yield from _table(content)
        case _:
            raise ValueError(f"a web page has no {type(content).__name__}")


def _table(table: Table) -> Iterator[str]:
    yield "<table>"
    if table.caption:
        yield f"<caption>{escape(table.caption)}</caption>"
    heads = "".join(f'<th scope="col">{escape(name)}</th>' for name in table.columns)
    yield f"<thead><tr>{heads}</tr></thead>"
    yield "<tbody>"
    for first, *rest in table.rows:
        cells = "".join(f"<td{_align(cell)}>{escape(cell)}</td>" for cell in rest)
        yield f'<tr><th scope="row">{escape(first)}</th>{cells}</tr>'
    yield "</tbody>"
    yield "</table>"


def _align(cell: str) -> str:
    return ' class="figure"' if _FIGURE.fullmatch(cell) else ""


def _anchor(heading: str) -> str:
    return re.sub(r"[^a-z0-9]+", "-", heading.lower()).strip("-")
