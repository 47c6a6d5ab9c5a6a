"""A follow-up made whole for people to read: what it leaves out is taken from earlier questions.

    Who leads the stroke work?   → what about vascular?     → Who leads the vascular work?
    What is in the bed review?   → and who wrote it?        → who wrote the bed review?
    What did Ofcom fine them?    → so why so much?          → so why so much? (about: Ofcom)

What cannot be put into the text is named behind it. Searching does not rest on this guess: see
assistant.retrieve.search.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from assistant.conversation.phrases import ASKS, phrases, words
from assistant.retrieve.terms import content_stems

LONGEST_QUESTION = 16  # words of a question in which something is put in another's place
SAID_BEFORE = 3  # content words before a pronoun that then speaks of something in its own question
MOST_NAMED = 2  # phrases behind "about:"
_ABOUT = re.compile(r"\s*\(about: [^)]*\)$")
_ELLIPSIS = re.compile(
    r"^(?:(?:what|how)\s+about|(?:and|or|ok|so|same)\s+(?:what\s+about\s+)?(?:for|in|at|of|on|by|with)?|"
    r"(?:for|in|at)\b)\s*(?P<what>(?:the\s+|a\s+|an\s+)?[^?.!,]{2,60}?)\s*[?.!]*$",
    re.IGNORECASE,
)
_PREDICATE = re.compile(
    r"\b(?:who|what|which|how)\b[^,]*?\b(?:is|are|was|were)\s+(?:it|they|those|these|that|this)\b"
    r"(?=\s*(?:[?.!,]|$|exactly|again|called))|\b(?:he|she|it|they) (?:that|who)\b",
    re.IGNORECASE,
)


def complete(text: str, history: Sequence[str], leans: Callable[[str], bool]) -> str:
    """The question made whole from the earlier ones, oldest first; as typed where it stands alone.

    `leans` says of a question whether it cannot stand alone. Earlier questions are made whole in
    their turn, so that a chain of follow-ups reaches back to the first subject.
    """
    whole: list[str] = []
    for turn in (*history, text):
        turn = " ".join(turn.split())
        whole.append(_completed(turn, whole) if whole and leans(turn) else turn)
    return whole[-1]


def _completed(text: str, earlier: Sequence[str]) -> str:
    before = _ABOUT.sub("", earlier[-1])
    return _substituted(text, before) or _resolved(text, before) or _named(text, earlier)


def _substituted(text: str, before: str) -> str | None:
    """For “what about X?”: the earlier question with X in place of the phrase that is like it."""
    match = _ELLIPSIS.match(text)
    what = match.group("what").strip() if match else ""
    if len(before.split()) > LONGEST_QUESTION:
        return None
    if not match or not content_stems(what) or what.split()[0].lower() in words().openings:
        return None
    if ASKS.search(what) or _pronoun_in(what):
        return None
    like = _alike(what, before)
    if like is None:
        return None
    start, end = like
    return f"{before[:start]}{what}{before[end:]}"


def _alike(what: str, before: str) -> tuple[int, int] | None:
    """Where the part of the earlier question stands that `what` takes the place of, if any does.

    A year takes a year's place; a word that ends like one there, that one's ("the stroke work",
    "the vascular work"); a name a name's; else the last words after a preposition.
    """
    if re.fullmatch(r"(?:19|20)\d\d(?:[/-]\d\d)?", what):
        years = list(re.finditer(r"\b(?:19|20)\d\d(?:[/-]\d\d)?\b", before))
        return years[-1].span() if years else None
    found = phrases(before)
    new = what.split()
    for phrase in reversed(found):
        old = phrase.text.split()
        if len(new) > 1 and old[-1].lower() == new[-1].lower() and len(old) <= len(new) + 1:
            return phrase.start, phrase.end
    names = [p for p in found if p.named]
    if new[-1][:1].isupper():
        runs = list(re.finditer(r"\b[A-Z][\w&-]*(?:\s+[A-Z][\w&-]*)*", before[1:])) if names else []
        return (runs[-1].start() + 1, runs[-1].end() + 1) if runs else None
    last = re.search(
        r"\b(?:for|in|of|at|on|with|by|from|about)\s+(?P<object>(?:(?!\b(?:for|in|of|at|on|with|by|"
        r"from|about)\b)[^?.!,])+?)\s*[?.!]*$",
        before,
        re.IGNORECASE,
    )
    if last and len(last.group("object").split()) <= 3:
        return last.span("object")
    modified = [p for p in found if p.definite and len(p.text.split()) in (2, 3)]
    if len(new) == 1 and modified:  # "the stroke lead" → "the vascular lead"
        first = re.match(r"(?:(?:the|a|an|our)\s+)?", modified[-1].text, re.IGNORECASE)
        skip = first.end() if first else 0
        words = modified[-1].text[skip:].split()
        if len(words) == 2:
            start = modified[-1].start + skip
            return start, start + len(words[0])
    return None


def _resolved(text: str, before: str) -> str | None:
    """The question with its pronoun replaced by what the earlier one is about."""
    known = words()
    if _PREDICATE.search(text) or _people_do(text) or known.patterns["empty"].search(text):
        return None
    if len(text.split()) > LONGEST_QUESTION or re.search(r"[.?!]\s+\w", text):
        return None
    candidates = [p for p in phrases(before) if p.sure]
    person = [p for p in candidates if p.named and not p.plural and " " in p.text]
    for pattern, fitting in (
        (known.patterns["several"], [p for p in candidates if p.plural]),
        (known.patterns["person"], person),
        (known.patterns["one"], [p for p in candidates if not p.plural]),
    ):
        match = pattern.search(text)
        if match and fitting and not _of_its_own(text, match):
            best = max(fitting, key=lambda p: (p.definite, p.named, len(p.text.split()), -p.start))
            if not set(content_stems(best.text)) <= set(content_stems(text)):
                return _tidy(f"{text[: match.start()]}{best.text}{text[match.end() :]}")
    match = known.patterns["whose"].search(text)
    if match and candidates and not _of_its_own(text, match):
        best = max(candidates, key=lambda p: (p.definite, p.named, len(p.text.split())))
        ending = "’" if best.text.endswith("s") else "’s"
        return _tidy(f"{text[: match.start()]}{best.text}{ending}{text[match.end() :]}")
    return None


def with_name(text: str, name: str) -> str | None:
    """The question with `name` in place of its "it" or "its"; None where it has neither."""
    one, whose = (words().patterns[n].search(text) for n in ("one", "whose"))
    if one and not _of_its_own(text, one):
        return _tidy(f"{text[: one.start()]}{name}{text[one.end() :]}")
    if whose and not _of_its_own(text, whose):
        return _tidy(f"{text[: whose.start()]}{name}’s{text[whose.end() :]}")
    return None


def _of_its_own(text: str, pronoun: re.Match[str]) -> bool:
    """Whether a pronoun speaks of something in its own question, or goes with a noun after it."""
    if len(content_stems(text[: pronoun.start()])) >= SAID_BEFORE:
        return True
    after = re.match(r"\s+([\w'’-]+)", text[pronoun.end() :])
    demonstrative = pronoun.group().lower() in ("this", "that", "these", "those")
    return bool(demonstrative and after and content_stems(after.group(1)))


def _people_do(text: str) -> bool:
    after = re.findall(r"\bthey\s+(\w+)(?:\s+(\w+))?", text.lower())
    return any(word in words().doings for pair in after for word in pair)


def _named(text: str, earlier: Sequence[str]) -> str:
    """The question as typed, with what was spoken of behind it."""
    own = set(content_stems(text))
    for turn in reversed(earlier):
        named = re.search(r"\(about: ([^)]*)\)$", turn)
        if named:
            return f"{text} (about: {named.group(1)})"
        found = [p for p in phrases(turn) if not set(content_stems(p.text)) <= own]
        if found:
            found = [p for p in found if p.sure] or found
            found = [p for p in found if p.named or p.definite] or found
            ranked = sorted(found, key=lambda p: (-p.named, -p.definite, p.start))[:MOST_NAMED]
            ranked.sort(key=lambda p: p.start)
            bare = (re.sub(r"^(?:the|a|an)\s+", "", p.text, flags=re.IGNORECASE) for p in ranked)
            return f"{text} (about: {', '.join(dict.fromkeys(bare))})"
    return text


def _pronoun_in(text: str) -> bool:
    known = words()
    return any(known.patterns[n].search(text) for n in ("one", "several", "person", "whose"))


def _tidy(text: str) -> str:
    """The question without the word that tied it to the turn before."""
    opening, _, rest = text.partition(" ")
    return rest if rest and opening.strip(",").lower() in words().openings else text
