"""What a document is called: from its cover sheet, first lines or file name."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ingest.model import BlockKind, RawBlock, ReadFile, SourceFile
from ingest.structure.dates import find_dates, in_words, name_date
from ingest.structure.labels import label_kind
from ingest.structure.meeting import body_in
from ingest.structure.sheet_titles import WORKBOOKS, workbook_title
from ingest.structure.versions import IN_NAME

LONGEST_TITLE = 160  # characters
FIRST_LINES = 12  # blocks in which a title may stand
_RUBBISH = re.compile(
    r"microsoft (?:word|powerpoint|excel)|\.(?:docx?|pdf|pptx?|xlsx?|rtf|odt|indd|qxd)\b|^untitled|"
    r"^document ?\d*$|^slide \d|^powerpoint presentation$|no title found|transcript$|"
    r"^presentation\d*$|"
    r"^layout \d|^print$|^page \d+|^\W*$|^cover( page)?$|\[v\d+\]|^scan|^\d+$|^template|"
    r"^book\d+$|^https?:|"
    r"^(?:\S*[a-z]\S*\d\S*|\S*\d[a-z]\S*)$",
    re.IGNORECASE,
)
_GENERIC = frozenset(
    """minutes|agenda|report|paper|notes|annual report|annual report and accounts|annual accounts|
    terms of reference|meeting minutes|draft minutes|minutes of the meeting|minutes of meeting|
    cover sheet|front sheet|board paper|executive summary|strategy|briefing|summary|contents|index|
    introduction|action log|actions|presentation|research briefing|board report|accounts|
    meeting notes|papers|agenda and papers|briefing note|briefing paper|background|home|overview|
    news release|press release|report to the board|board meeting|contract|agreement|dated|chair|
    unconfirmed minutes|enclosure|appendix|attachment|confidential|official|welcome|foreword"""
    .replace("\n", "").replace("    ", "").split("|")
)  # fmt: skip
_FURNITURE = re.compile(
    r"^(?:page \d+|www\.|https?:|\d+$|private and confidential|confidential$|official|draft$|"
    r"final$|"
    r"this content relates|part of |skip to|return to|menu$|search$|home$|cookies|contents$|"
    r"version\b|"
    r"dated\b|for (?:decision|information|approval)|enclosure|agenda item|item no|published\b|"
    r"date:)",
    re.IGNORECASE,
)
_ACRONYMS = frozenset(
    [
        "icb",
        "ics",
        "icp",
        "ccg",
        "nhs",
        "gp",
        "uk",
        "eu",
        "it",
        "ai",
        "hr",
        "sro",
        "stp",
        "nhse",
        "cqc",
        "mou",
        "tor",
        "qia",
        "eia",
        "baf",
    ]
)
ORGANISATION = re.compile(
    r"(?:(?:The )?(?:[A-Z][\w'’&-]+ (?:(?:and|of|the|for|&) )?){1,7})"
    r"(?:NHS (?:Foundation )?Trust|(?:City|County|Borough|District|Town) Council|Council|"
    r"University|"
    r"Integrated Care Board|Integrated Care System|Health Board|NHS England|Foundation Trust)"
)
_CAPTION = re.compile(r"^\d{1,2}:\d{2}:\d{2}")


def title_of(
    read: ReadFile,
    source: SourceFile,
    fields: Sequence[tuple[str, str]],
    opening: Sequence[RawBlock],
    front_matter: bool,
) -> str:
    """The document's title, "" where neither text nor metadata has a usable one.

    Cover sheet, then front matter, then the most prominent of the first lines, then the title in
    the file's properties unless a program put it there ("Microsoft Word - x.doc"). A workbook's
    properties and first row come before the names of its sheets.
    """
    for label, value in fields:
        if label_kind(label) == "title" and 0 < len(value) <= LONGEST_TITLE:
            return _clean(value)
    given = _clean(read.metadata.get("title", ""))
    if front_matter and given:
        return given
    if source.suffix in WORKBOOKS:
        named = source.path.stem
        title = workbook_title(read.blocks, given, named, lambda text: not _unusable(text))
        if title:
            return _clean(title)
    printed = _printed_title(read, source)
    if printed and not is_generic(printed):
        return printed
    return given if given and not _RUBBISH.search(given) and len(given) > 3 else printed


def is_generic(title: str) -> bool:
    """Whether a title says only what sort of paper it is: "Minutes", "Annual report 2024/25"."""
    for date in reversed(find_dates(title)):
        title = title[: date.start] + title[date.end :]
    words = re.sub(r"\b(?:mon|tues|wednes|thurs|fri|satur|sun)day\b|[^a-z ]+", " ", title.lower())
    return re.sub(r"\s+", " ", words).strip() in _GENERIC


def specific(title: str, body: str | None, date: str | None, source: SourceFile) -> str:
    """A generic title made tellable: "Minutes" → "Minutes – Audit Committee, 26 February 2019"."""
    if not title:
        return readable_name(source)
    who = body or name_without_date(source, title)
    when = in_words(date) if date and date[:4] not in title else ""
    if when == "" and find_dates(title):  # the date moves behind the name
        when = in_words(date) if date else ""
        title = title[: find_dates(title)[0].start]
        title = re.sub(r"[\s,–—:-]*(?:\b\w+day)?[\s,–—:-]*$", "", title)
    tail = ", ".join(part for part in (who, when) if part)
    return f"{title} – {tail}" if tail else title


def names_organisation(text: str) -> bool:
    """Whether the whole text is an organisation's name."""
    match = ORGANISATION.match(text.strip())
    return match is not None and match.end() == len(text.strip())


def readable_name(source: SourceFile) -> str:
    """The file's name as words: "wtsb-minutes-2019-02-26.md" → "WTSB minutes, 26 February 2019"."""
    date = name_date(source.path.stem)
    words = name_without_date(source, "")
    when = in_words(date) if date else ""
    return ", ".join(part for part in (words, when) if part) or source.path.name


def _printed_title(read: ReadFile, source: SourceFile) -> str:
    """The first line that looks most like a title; "" where there is none."""
    lines = _candidates(read)
    if not lines:
        return _within(read.blocks[0].text) if read.broken and read.blocks else ""
    given = _clean(read.metadata.get("title", ""))
    given = "" if _RUBBISH.search(given) else given
    chosen = _most_prominent(lines, _said_levels(read))
    if chosen is None:
        chosen = _most_telling(lines, f"{source.path.stem} {given}")
    if len(given) > len(chosen.text) and _stems(chosen.text, 1) <= _stems(given, 1):
        return given  # the properties say the same and more
    return _clean(_joined(chosen, lines))


def _most_telling(lines: Sequence[RawBlock], clues: str) -> RawBlock:
    """The line that shares most words with the file's name and properties, else the first.

    A line that names only a sort of paper or a body needs one word more than another.
    """
    vague = [_vague(line.text) for line in lines]
    scores = [_shared(line.text, clues) - v for line, v in zip(lines, vague, strict=True)]
    sorts = [n for n, line in enumerate(lines) if is_generic(line.text)]
    first = vague.index(False) if False in vague else (sorts or [0])[0]
    best = scores.index(max(scores))
    return lines[best] if scores[best] > max(scores[first], 0) else lines[first]


def _vague(line: str) -> bool:
    """Whether a line names only a sort of paper or a body, not what the paper is about."""
    return is_generic(line) or body_in(line) == line.strip() or names_organisation(line)


def _unusable(text: str) -> bool:
    if len(text) <= 3 or text[:1].islower() or re.match(r"\d+\.\d", text):
        return True
    return bool(_FURNITURE.match(text) or _RUBBISH.search(text) or _CAPTION.match(text))


def _said_levels(read: ReadFile) -> frozenset[str]:
    """Texts of the headings that the format itself, not their look, makes level one."""
    return frozenset(
        b.text for b in read.blocks[:40] if b.kind is BlockKind.HEADING and b.level == 1
    )


def _candidates(read: ReadFile) -> list[RawBlock]:
    """The short lines before the paper's first paragraph, without dates, furniture and contents.

    Of a file whose lines were mended only lines that stand out count: the rest are scraps.
    """
    lines: list[RawBlock] = []
    for block in read.blocks[:FIRST_LINES]:
        text = _clean(block.text)
        heading = block.kind is BlockKind.HEADING
        if len(text.split()) > 22 or (text.endswith((".", ";")) and len(text.split()) > 6):
            if lines:
                break
            continue
        stands = heading or block.bold or not read.broken
        line = heading or (block.kind is BlockKind.PARAGRAPH and not text.endswith(":"))
        if line and stands and not _unusable(text) and not _only_date(text):
            lines.append(block)
    return lines


def _only_date(text: str) -> bool:
    """Whether a line is a date with at most its weekday and hours."""
    for date in reversed(find_dates(text)):
        text = text[: date.start] + text[date.end :]
    return len(re.sub(r"(?i)\b\w+day\b|\b[ap]m\b|[^a-z]", "", text)) < 3


def _within(text: str) -> str:
    """The sort of paper that the beginning of a run-together text names, as it is printed."""
    for name in sorted(_GENERIC, key=len, reverse=True):
        match = re.search(rf"\b{name}\b", text[:300], re.IGNORECASE)
        if match and " " in name:
            return match.group()
    return ""


def _most_prominent(lines: Sequence[RawBlock], said: frozenset[str]) -> RawBlock | None:
    """The one level-one heading, or the line in the largest type where types differ."""
    top = [block for block in lines if block.text in said]
    if top and (len(top) == 1 or not _vague(top[0].text)) and top[0].size is None:
        return top[0]
    sizes = [block.size or 0.0 for block in lines]
    if max(sizes) <= 0 or max(sizes) < 1.1 * min(sizes):
        return None
    return lines[sizes.index(max(sizes))]


def _joined(chosen: RawBlock, lines: Sequence[RawBlock]) -> str:
    """A title set over several lines of one size, or that goes on in lower case, as one."""
    at = next(n for n, line in enumerate(lines) if line is chosen)
    words = [chosen.text]
    for line in lines[at + 1 : at + 4]:
        same = chosen.size is not None and line.size == chosen.size and line.page == chosen.page
        if line.text.lower().startswith("between"):
            break  # the parties of a contract
        if not (
            same
            or words[-1].endswith(":")
            or line.text[:1].islower()
            or re.match(r"(?:And|Of|For) ", line.text)
        ):
            break
        words.append(line.text)
    return " ".join(words) if sum(map(len, words)) <= LONGEST_TITLE else chosen.text


def _shared(text: str, clues: str) -> int:
    """How many words of some weight a line shares with the clues; plurals count as the same."""
    return len(_stems(clues) & _stems(text))


def _stems(text: str, shortest: int = 4) -> set[str]:
    words = re.findall(rf"[a-z]{{{shortest},}}|\d{{{shortest},}}", text.lower())
    return {word[:6] for word in words}


def name_without_date(source: SourceFile, but: str) -> str:
    """The words of the file's name without its date, its version and the words of `but`."""
    stem = IN_NAME.sub(" ", source.path.stem)
    for date in reversed(find_dates(stem)):
        stem = stem[: date.start] + " " + stem[date.end :]
    stem = re.sub(r"(?<=[a-z])(?=[A-Z][a-z])", " ", stem)
    stem = re.sub(r"(?<![A-Za-z0-9])(?:19|20)\d{6}(?!\d)|\bdated\b", " ", stem)
    known = set(but.lower().split())
    words = [w for w in re.split(r"[\s_-]+", stem) if w and w.lower() not in known]
    said = " ".join(_word(w) for w in words).strip(" .,")
    return said[:1].upper() + said[1:]


def _word(word: str) -> str:
    consonants = not re.search(r"[aeiouy\d]", word.lower()) and 1 < len(word) <= 6
    return word.upper() if word.lower() in _ACRONYMS or consonants else word


def _clean(text: str) -> str:
    text = re.sub(r"\s+", " ", text.replace("**", "").replace("\\", ""))
    text = text.strip(" \t#*_–—-|")
    return text if len(text) <= LONGEST_TITLE else text[:LONGEST_TITLE].rsplit(" ", 1)[0] + " …"
