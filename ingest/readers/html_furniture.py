"""What of a web page is furniture: menus, banners, footers, forms, notices about cookies.

A notice about the page itself ("This strategy was superseded in March") is none, wherever a site
puts it.
"""

from __future__ import annotations

import re
from collections.abc import Set
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ingest.readers.folding import fold

if TYPE_CHECKING:
    from selectolax.lexbor import LexborNode

INLINE = frozenset((
    "a", "abbr", "acronym", "b", "bdi", "bdo", "big", "cite", "code", "data", "del", "dfn", "em",
    "font", "i", "ins", "kbd", "label", "mark", "q", "ruby", "rb", "rp", "s", "samp", "small",
    "span", "strike", "strong", "sub", "sup", "time", "tt", "u", "var", "wbr", "-text",
))  # fmt: skip
_NEVER_TEXT = (
    "script, style, noscript, template, svg, iframe, object, embed, canvas, audio, video, "
    "select, button, input, textarea, datalist, dialog, [hidden]"
)
_FURNITURE = (
    "nav, header, footer, aside, form, menu, "
    "[role=navigation], [role=banner], [role=contentinfo], [role=search], [role=dialog], "
    "[role=complementary], [aria-hidden=true]"
)
_NAMED = re.compile(
    r"(?:^|[\s_-])(?:cookies?|consent|gdpr|ccc|breadcrumbs?|skip-?(?:link|to)?\w*|navbar|navigation|"
    r"nav|menu|sidebar|social|share|sharing|site-?footer|site-?header|banner|newsletter|"
    r"back-to-top|pagination|related-links|screen-reader-text)(?:$|[\s_-])",
    re.IGNORECASE,
)
_UNSEEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_STATUS = re.compile(
    r"\b(?:withdrawn|superseded|archived|no longer|out[ -]of[ -]date|replaced by|fictional|"
    r"illustrative|for practice|embargoed|not (?:yet )?(?:been )?(?:approved|agreed|adopted)|"
    r"this (?:page|paper|document|version|draft|guidance|policy|strategy|report|information) "
    r"(?:is|was|has|will)|draft for|subject to (?:approval|consultation))\b",
    re.IGNORECASE,
)
_ABOUT_THE_SITE = re.compile(r"cookie|consent|javascript|browser|log ?in|sign in", re.IGNORECASE)
_SITES_OWN = frozenset({"nav", "header", "footer", "form", "menu"})
_HOLDS_PAGE = frozenset({"html", "body", "main", "article"})
_INSIDE = frozenset({"main", "article", "section"})
_MOST = 30
_LONGEST = 200
_LONGEST_NOTICE = 600
_LEAST_NOTICE = 3  # words


@dataclass(frozen=True, slots=True)
class PageParts:
    """A page sorted into what is read and what is not.

    root    the element to read
    skip    identities (`mem_id`) of elements to pass by
    title   the page's one h1, where it stands outside `root` or in what is passed by
    said    what was passed by, shortly
    notices what stands outside `root` and tells what the page is worth
    """

    root: LexborNode
    skip: frozenset[int]
    title: str
    said: tuple[str, ...]
    notices: tuple[str, ...] = ()


def sort_page(body: LexborNode) -> PageParts:
    """Find the page's text among its furniture.

    Nothing that holds half of the page's text is furniture, whatever it is called: some sites
    wrap the whole page in one form. A header or footer inside an article is the article's own.
    """
    skip = {node.mem_id for node in body.css(_NEVER_TEXT)}
    whole = len(visible_text(body, skip))
    said: list[str] = []
    for node in [*body.css(_FURNITURE), *(n for n in body.css("*") if _is_named(n))]:
        if node.tag in _HOLDS_PAGE or node.mem_id in skip or _is_below(node, skip):
            continue
        if node.tag in ("header", "footer") and _inside_article(node):
            continue
        text = visible_text(node, skip)
        if text and (len(text) * 2 > whole or (_may_tell(node) and _is_notice(node, text))):
            continue
        if text and len(said) < _MOST:
            said.append(text[:_LONGEST])
        skip.add(node.mem_id)
    root = _main_part(body, skip)
    title = _title(body, root, skip)
    outside = [(n, text) for n, text in _outside(body, root, skip) if text != title]
    said += [text[:_LONGEST] for n, text in outside if not _is_notice(n, text)][:_MOST]
    notices = tuple(text for n, text in outside if _is_notice(n, text))
    return PageParts(root, frozenset(skip), title, tuple(dict.fromkeys(said)), notices)


def _may_tell(node: LexborNode) -> bool:
    """Whether what is called furniture may be a notice: seen, and no part of every page."""
    attributes = node.attributes
    return (
        node.tag not in _SITES_OWN
        and attributes.get("role") in (None, "", "complementary", "region", "note", "alert")
        and attributes.get("aria-hidden") != "true"
        and not _UNSEEN.search(attributes.get("style") or "")
    )


def _is_notice(node: LexborNode, text: str) -> bool:
    """Whether a text tells what the page is worth: a draft, withdrawn, an example."""
    linked = sum(len(fold(link.text())) for link in node.css("a"))
    return (
        len(text) <= _LONGEST_NOTICE
        and len(text.split()) >= _LEAST_NOTICE
        and 2 * linked <= len(text)
        and _STATUS.search(text) is not None
        and _ABOUT_THE_SITE.search(text) is None
    )


def _outside(body: LexborNode, root: LexborNode, skip: Set[int]) -> list[tuple[LexborNode, str]]:
    """What stands round the page's main part, each block that holds no other with its text."""
    above = {root.mem_id}
    at = root.parent
    while at is not None:
        above.add(at.mem_id)
        at = at.parent
    found: list[tuple[LexborNode, str]] = []
    stack = [body] if root.mem_id != body.mem_id else []
    while stack:
        node = stack.pop()
        if node.mem_id == root.mem_id:
            continue
        if node.mem_id in above or any(n.tag not in INLINE for n in node.iter()):
            inside = [n for n in node.iter(include_text=True) if not n.is_comment_node]
            stack.extend(n for n in reversed(inside) if n.mem_id not in skip)
        else:
            found.append((node, visible_text(node, skip)))
    return [(node, text) for node, text in found if any(map(str.isalpha, text))]


def visible_text(node: LexborNode, skip: Set[int]) -> str:
    """All text below an element, but for what is skipped; blocks are set apart by a space."""
    parts: list[str] = []
    stack = [node]
    while stack:
        at = stack.pop()
        if at.is_text_node:
            parts.append(at.text_content or "")
        elif at.mem_id not in skip and not at.is_comment_node:
            if at.tag not in INLINE:
                parts.append(" ")
            stack.extend(reversed(list(at.iter(include_text=True))))
    return fold("".join(parts))


def _main_part(body: LexborNode, skip: Set[int]) -> LexborNode:
    """The element that holds the page's text: `main` where it holds most of it, else the body."""
    mains = body.css("main, [role=main]")
    if len(mains) == 1:
        whole = len(visible_text(body, skip))
        if 2 * len(visible_text(mains[0], skip)) > whole:
            return mains[0]
    return body


def _title(body: LexborNode, root: LexborNode, skip: Set[int]) -> str:
    headings = body.css("h1")
    if len(headings) != 1:
        return ""
    heading = headings[0]
    inside = root.mem_id == body.mem_id or _is_below(heading, {root.mem_id})
    return "" if inside and not _is_below(heading, skip) else visible_text(heading, set())


def _is_named(node: LexborNode) -> bool:
    attributes = node.attributes
    if _UNSEEN.search(attributes.get("style") or ""):
        return True
    if node.tag in ("h1", "h2", "h3", "h4", "p", "li", "td", "th", "table", "span", "a", "b"):
        return False
    return any(_NAMED.search(attributes.get(key) or "") for key in ("id", "class"))


def _is_below(node: LexborNode, those: Set[int]) -> bool:
    above = node.parent
    while above is not None:
        if above.mem_id in those:
            return True
        above = above.parent
    return False


def _inside_article(node: LexborNode) -> bool:
    above = node.parent
    while above is not None:
        if above.tag in _INSIDE:
            return True
        above = above.parent
    return False
