"""Front matter: the facts that a Markdown file may begin with, between two fences."""

from __future__ import annotations

import re

_FENCED = re.compile(r"\A\s*^(---|\+\+\+)[ \t]*\n(.*?)^\1[ \t]*(?:\n|\Z)", re.DOTALL | re.MULTILINE)
_ALIAS = re.compile(r"(?m)(?:^|[:\-\[,])\s*[&*]\w")  # YAML that could unfold to any size


def front_matter(text: str) -> tuple[dict[str, str], str]:
    """(facts, body) of a file that may begin with `---` YAML or `+++` TOML front matter.

    Keys are lower case, a list is its parts joined by ", ". Front matter that does not parse is
    left in the body: it is text that somebody wrote.
    """
    match = _FENCED.match(text)
    if not match:
        return {}, text
    try:
        loaded = _parse(match.group(1), match.group(2))
    except ValueError:
        return {}, text
    return {str(key).lower(): _said(value) for key, value in loaded.items()}, text[match.end() :]


def _parse(fence: str, source: str) -> dict[str, object]:
    if fence == "+++":
        import tomllib

        return tomllib.loads(source)
    if _ALIAS.search(source):
        raise ValueError("front matter with anchors is not read")
    import yaml

    try:
        loaded = yaml.safe_load(source)
    except (yaml.YAMLError, RecursionError) as error:
        raise ValueError(str(error)) from error
    if loaded is None:
        return {}
    if not isinstance(loaded, dict):
        raise ValueError("front matter is not a mapping")
    return loaded


def _said(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, list):
        return ", ".join(map(_said, value))
    return str(value)
