"""What a question asks for: its words, the sort of answer it wants, and its earlier turns."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import cache
from importlib.resources import files

from assistant.conversation import complete, dates, other_year, pronouns
from assistant.retrieve.terms import content_stems, content_words, stem, tokens


class Wants(StrEnum):
    """The sort of thing that would answer; evidence is checked for it before answering."""

    NUMBER = "number"
    MONEY = "money"
    PERCENT = "percent"
    DATE = "date"
    PERSON = "person"
    PLACE = "place"
    EXPANSION = "expansion"  # what an acronym stands for
    DEFINITION = "definition"
    DECISION = "decision"
    REASON = "reason"
    LIST = "list"
    YESNO = "yes or no"
    TEXT = "text"


@dataclass(frozen=True, slots=True)
class Understood:
    """A question read.

    text      the question as typed, white space folded; the one before, asked of something else,
              where it only says of what ("and stroke?")
    wants     the sort of answer, most specific first
    stems     content stems of the question itself
    carried   content words taken over from earlier turns; empty for a question that stands alone
    subject   what a definition or expansion is asked of ("SRTB"), else ""
    plural    asks for several things ("which services", "list", "what are the")
    negated   asks for what is not so ("not ticked", "didn't")
    counted   stems of what a "how many …" counts ("how many new staff moved" → new, staff, move)
    compound  asks two things at once ("is it agreed, and who is working on it?"): one piece of
              evidence need not hold the sort of thing that each half asks for
    history   the earlier questions, oldest first
    leaning   cannot stand alone: the earlier questions say what it is about
    whole     the question made whole for people to read; as typed where it stands alone
    typed     `text` with the words that only ask ("what did … say"), which a search leaves out;
              what an answer must hold is read from it
    """

    text: str
    wants: tuple[Wants, ...]
    stems: tuple[str, ...]
    carried: tuple[str, ...] = ()
    subject: str = ""
    plural: bool = False
    negated: bool = False
    counted: tuple[str, ...] = ()
    compound: bool = False
    history: tuple[str, ...] = ()
    leaning: bool = False
    whole: str = ""
    typed: str = ""

    @property
    def search_text(self) -> str:
        """The question with what it carries over, for the word index and the embedding."""
        return " ".join((self.text, *self.carried)) if self.carried else self.text


_EXPANSION = re.compile(
    r"\bwhat\s+(?:does|do|did|is|are)\s+(?:the\s+)?(?:acronym\s+|abbreviation\s+|letters\s+|term\s+)?"
    r"[\"'“‘]?([A-Za-z][\w&/-]{1,14})[\"'”’]?\s+(?:stand(?:s|ing)?\s+for|short\s+for|in\s+full)\b"
    r"|\b(?:expand|spell\s+out)\s+[\"'“‘]?([A-Za-z][\w&/-]{1,14})\b"
    r"|\bfull\s+(?:name|form)\s+(?:of|for)\s+[\"'“‘]?([A-Z][\w&/-]{1,14})\b",
    re.IGNORECASE,
)
# "What does HDU mean?" asks for the words behind the letters, as far as a paper gives them.
_LETTERS_MEAN = re.compile(
    r"^\W*(?:(?:and|so|but|ok|also)\W+)*(?i:what\s+(?:does|do|did)|what['’]?s|what\s+is|whats)\s+"
    r"(?i:(?:the\s+)?(?:acronym\s+|abbreviation\s+|letters\s+|term\s+|meant\s+by\s+)*)"
    r"[\"'“‘]?(?P<letters>[A-Z][A-Za-z&/-]*[A-Z]s?)[\"'”’]?(?i:(?P<mean>\s+mean\b.*)?)\W*$"
)
_DEFINITION = re.compile(
    r"^(?:so\s+|and\s+)?(?:what(?:'s|’s|s|\s+is|\s+are)\s+(?:meant\s+by\s+)?(?:an?\s+|the\s+)?"
    r"(?P<a>[\w\s&/'’-]{2,60}?)\??$"
    r"|(?:define|explain)\s+(?:an?\s+|the\s+)?(?P<b>.{2,60}?)\??$"
    r"|what\s+(?:does|do)\s+(?:the\s+)?[\"'“‘]?(?P<c>[^\"'”’?]{2,60}?)[\"'”’]?\s+mean\b(?!\s+by\b).*$"
    r"|how\s+(?:is|are|was|were|did|does|do)\b.*\bdefin\w+\s*(?P<d>.*?)\??"
    r"|what\s+(?:does|do|did)\s.{2,60}\smean\s+by\s+(?:an?\s+|the\s+)?[\"'“‘]?(?P<f>[^\"'”’?]{2,60}).*"
    r"|what\s+counts\s+as\s+(?P<e>.*?)\??)$",
    re.IGNORECASE,
)
# "What is the fee?" wants a sum; "what does the fee mean?" does not.
_CHECKED_BY_FORM = frozenset({Wants.NUMBER, Wants.MONEY, Wants.PERCENT, Wants.DATE})
_NEGATED = re.compile(
    r"\b(?:not|never|no|none|nobody|without|excluded?|except|neither)\b|n['’]t\b", re.I
)
_COMPOUND = re.compile(
    r"\w+\W+(?:and|or|&)\s+(?:also\s+)?(?:who|what|when|where|why|how|which)\b", re.IGNORECASE
)
AUXILIARY = r"(?:is|are|was|were|do|does|did|has|have|had|can|could|will|would|should|must|may)"
_LEANS = re.compile(
    r"\b(?:it|its|they|them|their|theirs|those|these|this|he|she|him|her|his|"
    r"former|latter|the same|that one|which ones?|instead)\b"
    r"|\bthat\b(?=\s*(?:[?.!,]|$|is\b|was\b|were\b|are\b|for\b|mean|up\b|a\b))"
    r"|\b(?:after|before|since|of|for|about|with|on|from|by|than|like)\s+that\b"
    rf"|^(?:(?:and|so|ok|but)\s+)?(?:who|what|when|where|why|how)\s+{AUXILIARY}\s+that\b"
    rf"|^how many\s+(?:{AUXILIARY}\b(?!.*(?-i:\s[A-Z]))|of\s*\?)"
    rf"|^which\s+{AUXILIARY}\b(?!\s+(?:the|a|an|our)\b)(?!.*(?-i:\s[A-Z]))"
    r"|\b(?:who|what|where|anything|anybody|anyone) else\b"
    r"|\b(?:there|then|others?|another)\s*[?.!]?$"
    r"|^(?:and|but|so|or|what about|how about|then|also|why not|exactly)\b",
    re.IGNORECASE,
)


def understand(text: str, history: tuple[str, ...] = ()) -> Understood:
    """Read a question. What leans on earlier turns takes their content words along.

    The nearest earlier question gives its words first; the ones before it only where that one
    leans on them in its turn. One that asks the question before of something else ("what about
    X?") is read as that question.
    """
    text = " ".join(text.split())
    completed = complete(text, history, leans)
    if completed.again:
        return replace(understand(completed.text), history=history)
    wants = tuple(w for w, pattern in _rules().items() if pattern.search(text))
    subject = ""
    expansion = _EXPANSION.search(text)
    letters = _LETTERS_MEAN.match(text)
    if expansion:
        subject = next(g for g in expansion.groups() if g)
        wants = (Wants.EXPANSION, *wants)
    elif letters and (letters["mean"] or "meant by" in letters.group()):
        subject = letters["letters"]
        wants = (Wants.EXPANSION, Wants.DEFINITION, *wants)
    else:
        definition = _DEFINITION.match(_first_question(text))
        plain = definition is not None and definition.group("a") is not None
        if definition and not (plain and set(wants) & {*_CHECKED_BY_FORM, Wants.DECISION}):
            subject = next((g for g in definition.groupdict().values() if g), "").strip()
            wants = (Wants.DEFINITION, *(w for w in wants if w not in _CHECKED_BY_FORM))
    own = content_stems(text)
    return Understood(
        text=text,
        wants=wants or (Wants.TEXT,),
        stems=own,
        carried=_carried(text, own, history),
        subject=subject,
        plural=Wants.LIST in wants,
        negated=bool(_NEGATED.search(text)),
        counted=_counted(text),
        compound=bool(_COMPOUND.search(text)),
        history=history,
        leaning=bool(history) and leans(text),
        whole=completed.text,
        typed=text,
    )


def with_words(question: Understood, more: Sequence[str]) -> Understood:
    """The question with further words of its conversation; what people read of it tells them."""
    carried = tuple(dict.fromkeys((*question.carried, *more)))
    whole = question.whole
    new = ", ".join(word for word in more if word.casefold() not in whole.casefold())
    if new:
        about = whole.endswith(")") and "(about: " in whole
        whole = f"{whole[:-1]}, {new})" if about else f"{whole} (about: {new})"
    return replace(question, carried=carried, whole=whole)


def _first_question(text: str) -> str:
    """The first of two questions in one: "what is X and who runs it?" is "what is X"."""
    two = _COMPOUND.search(text)
    return text[: two.start()] + re.split(r"\W", two.group())[0] if two else text


def _counted(text: str) -> tuple[str, ...]:
    match = re.search(
        r"\b(?:how many|number of|how much)\s+((?:[\w'’-]+\s*){1,5})", text, re.IGNORECASE
    )
    return content_stems(match.group(1))[:4] if match else ()


@cache
def _rules() -> dict[Wants, re.Pattern[str]]:
    """The patterns of `wants.toml`, compiled."""
    loaded = tomllib.loads(files("assistant").joinpath("wants.toml").read_text("utf8"))
    return {Wants(name): re.compile("|".join(p), re.IGNORECASE) for name, p in loaded.items()}


def leans(text: str) -> bool:
    """Whether a question cannot stand alone: a pronoun, an opening "and", or no noun at all.

    "What does SRTB stand for?" has one content word and needs no other; "how much notice?" has
    one too, but no name or acronym, and does.
    """
    if _LEANS.search(pronouns(text)):
        return True
    words = content_stems(text)
    named = any(len(w) > 1 and w[0].isupper() for w in text.split()[1:])
    return not words or (len(words) == 1 and not named and len(tokens(text)) <= 4)


def _carried(text: str, own: tuple[str, ...], history: tuple[str, ...]) -> tuple[str, ...]:
    """The content words of earlier turns, without their dates where the question gives its own.

    "and in January?" after one of October is about January alone, and "the year before?" after one
    of 2024/25 about 2023/24.
    """
    if not history or not leans(text):
        return ()
    carried: list[str] = []
    dated: set[str] = set()
    for depth, earlier in enumerate(reversed(history)):
        carried += [w for w in content_words(earlier) if stem(w) not in own and w not in carried]
        dated |= dates(earlier)
        if depth >= 2 or not leans(earlier):
            break
    of_its_own = dates(text)
    return other_year(text, tuple(carried)) or tuple(
        w for w in carried if not (of_its_own and w in dated)
    )
