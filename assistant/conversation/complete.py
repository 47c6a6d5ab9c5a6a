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
from dataclasses import dataclass

from assistant.conversation.instead import substituted
from assistant.conversation.phrases import LONGEST_QUESTION, phrases, words
from assistant.conversation.pronouns import a_person, may_be_meant_by_she, pronouns, several_sorts
from assistant.retrieve.terms import content_stems

EARLIER_TURNS = 10  # of a conversation that are looked at
LONGEST_TURN = 400  # characters of an earlier turn that are read; a longer question stands alone
SAID_BEFORE = 3  # content words before a pronoun that then speaks of something in its own question
MOST_NAMED = 2  # phrases behind "about:"
_ABOUT = re.compile(r"\s*\(about: [^)]*\)$")
_PREDICATE = re.compile(
    r"\b(?:who|what|which|how)\b[^,]*?\b(?:is|are|was|were)\s+(?:it|they|those|these|that|this)\b"
    r"(?=\s*(?:[?.!,]|$|exactly|again|called))|\b(?:he|she|it|they) (?:that|who)\b",
    re.IGNORECASE,
)
_SAID_OF = re.compile(
    r"^\W*(?:(?:and|so)\s+)?what\s+(?:do|does|did|has|have|had)\s+.+?\s"
    r"(?:sa(?:y|id)|hear|heard|decided?|agreed?|think|thought|reported?|resolved?|concluded?)\s+"
    r"(?:about|of|on|to)\s+",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Completed:
    """A question made whole. `again`: it is the one before, asked of something else."""

    text: str
    again: bool = False


def complete(text: str, history: Sequence[str], leans: Callable[[str], bool]) -> Completed:
    """The question made whole from the earlier ones, oldest first; as typed where it stands alone.

    `leans` says of a question whether it cannot stand alone. Earlier questions are made whole in
    their turn, so that a chain of follow-ups reaches back to the first subject, within the last
    EARLIER_TURNS.
    """
    text = " ".join(text.split())
    if not history or len(text) > LONGEST_TURN or not leans(text):
        return Completed(text)
    whole: list[Completed] = []
    for turn in (*history[-EARLIER_TURNS:], text):
        turn = " ".join(turn[:LONGEST_TURN].split())
        earlier = [one.text for one in whole]
        whole.append(_completed(turn, earlier) if whole and leans(turn) else Completed(turn))
    return whole[-1]


def _completed(text: str, earlier: Sequence[str]) -> Completed:
    before = _ABOUT.sub("", earlier[-1])
    if before.isupper():  # without small letters no name is known from a verb
        return Completed(_named(text, earlier))
    again = substituted(text, before)
    if again:
        about = earlier[-1][len(before) :]
        return Completed(again + about, again=not about)
    return Completed(_resolved(text, before) or _named(text, earlier))


def _resolved(text: str, before: str) -> str | None:
    """The question with its pronoun replaced by what the earlier one is about."""
    known = words()
    if len(text.split()) > LONGEST_QUESTION or re.search(r"[.?!]\s+\w", text):
        return None
    read = pronouns(text)
    if _PREDICATE.search(read) or _people_do(text) or known.patterns["empty"].search(read):
        return None
    if several_sorts(read) or len(known.patterns["several"].findall(read)) > 1:
        return None  # "how much did they spend on it?": which is which is not known
    candidates = [p for p in phrases(before) if p.sure]
    person = [p for p in candidates if may_be_meant_by_she(p, before)]
    things = [p for p in candidates if not a_person(p, before)]
    for pattern, fitting in (
        (known.patterns["several"], [p for p in candidates if p.plural and p not in person]),
        (known.patterns["person"], person),
        (known.patterns["one"], [p for p in things if not p.plural]),
    ):
        match = pattern.search(read)
        if match and fitting and not _of_its_own(text, match):
            said_of = _said_of(before) if pattern is known.patterns["one"] else 0
            if said_of > max(p.start for p in fitting):
                return None
            best = max(
                fitting,
                key=lambda p: (
                    p.counted,
                    said_of <= p.start,
                    p.definite,
                    p.named,
                    len(p.text.split()),
                    -p.start,
                ),
            )
            if not set(content_stems(best.text)) <= set(content_stems(text)):
                return _tidy(f"{text[: match.start()]}{best.text}{text[match.end() :]}")
    match = known.patterns["whose"].search(read)
    owner = match.group().lower() if match else ""
    owners = {"its": things, "their": candidates}.get(owner, person)
    if match and owners and not _of_its_own(text, match):
        best = max(owners, key=lambda p: (p.definite, p.named, len(p.text.split())))
        ending = "’" if best.text.endswith("s") else "’s"
        return _tidy(f"{text[: match.start()]}{best.text}{ending}{text[match.end() :]}")
    return None


def _said_of(before: str) -> int:
    """Where that begins of which somebody said or decided something: it is that, not they.

    0 where the question asks nothing of the kind.
    """
    match = _SAID_OF.match(before)
    return match.end() if match else 0


def with_name(text: str, name: str) -> str | None:
    """The question with `name` in place of its "it" or "its"; None where it has neither."""
    read = pronouns(text)
    one, whose = (words().patterns[n].search(read) for n in ("one", "whose"))
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


def _tidy(text: str) -> str:
    """The question without the word that tied it to the turn before."""
    opening, _, rest = text.partition(" ")
    return rest if rest and opening.strip(",").lower() in words().openings else text
