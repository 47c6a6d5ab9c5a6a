"""The sentences of minutes: which of them decide, ask somebody to act, or say who was there."""

from __future__ import annotations

import re

from ingest.model import BlockKind, RawBlock, Role
from ingest.structure.people import is_initials, starts_with_person

_PARTS: tuple[tuple[Role, str], ...] = (
    (
        Role.ATTENDANCE,
        r"(?:those |members? |board members |officers |trustees |also |others? )*"
        r"(?:present|(?:in )?attendance|attendees|attending|participants|observers|staff in attendance)"
        r"(?: (?:were|was|list|and apologies))?|membership present|list of attendees",
    ),
    (
        Role.APOLOGIES,
        r"(?:(?:welcome|introductions?|attendance)[, ]*(?:and|&)?[, ]*(?:introductions?|and|,| )*)?"
        r"apolog(?:ies|y)(?: for absence| received| were received from| and substitutions?)?"
        r"|absent|absences|not present",
    ),
    (
        Role.INTERESTS,
        r"(?:declarations?|disclosures?|conflicts?|register)s? of (?:members['’]? )?"
        r"(?:disclosable )?(?:pecuniary )?interests?(?: and .{0,30})?|interests declared"
        r"|declarations?|any declarations of interest",
    ),
    (
        Role.DECISION,
        r"(?:key |summary of |record of |agreed )?(?:decisions?|resolutions?)(?: made| taken| log)?"
        r"|(?!.*\b(?:not|to be|when|if)\b)(?:[\w'’-]+ ){1,4}(?:approved|agreed|endorsed|ratified)",
    ),
    (
        Role.ACTION,
        r"(?:key |summary of |agreed |new |outstanding |record of |list of |table of )*"
        r"actions?(?: items?| points?| log| list| arising| agreed| required| plan| tracker)?"
        r"|follow[ -]?ups?(?: actions?)?|to[ -]?dos?|action items? and owners?",
    ),
)
_PART_PATTERNS = tuple((role, re.compile(rf"(?:{p})", re.IGNORECASE)) for role, p in _PARTS)

_BODY = (
    r"(?:[Tt]he |[Tt]his |[Oo]ur |[Aa]ll )?(?:(?:[A-Z][\w'’&-]*|of|and|for|the) ){0,6}?"
    r"(?:(?i:board|committee|sub-committee|cabinet|council|panel|group|trustees|directors|governors|"
    r"governing body|members|meeting|forum|executive|authority|partnership|trust|assembly|chamber|"
    r"councillors|management team)|[Ww]e|[A-Z]{3,6})"
)
_ADVERB = (
    r"(?:(?:also|then|unanimously|formally|duly|therefore|jointly|collectively|subsequently|further|"
    r"all|both|discussed and|considered and|reviewed and|received and|was asked to and|has|have|had|"
    r"in principle|accordingly|retrospectively|virtually|noted and|is|are) )*"
)
_DECIDED = (
    r"(?:approved?s?|agree[ds]?|noted|endorse[ds]|ratifie[ds]|resolve[ds]|accepted|adopted|rejected|"
    r"deferred|confirmed|supported|decided|determined|declined|authorised|delegated|recommended|"
    r"welcomed and noted|took assurance|gained assurance|received and noted|voted|elected|appointed|"
    r"withdrew|refused|granted)"
)
_DECISIONS = tuple(
    re.compile(pattern)
    for pattern in (
        rf"(?:^|(?<=[.;:!?] )){_BODY} (?i:{_ADVERB}{_DECIDED})\b(?! (?:to be|if)\b)",
        r"(?i:\b(?:as|to be) an? (?:true|correct|accurate|fair)(?: and \w+)? record\b)",
        r"(?i:\bit (?:was|is|has been|had been) (?:\w+ly |also |then |further |therefore )*"
        r"(?:agreed|resolved|decided|approved|noted|recommended|ratified|endorsed)\b)",
        r"(?i:\b(?:was|were|is|been|be) (?:\w+ly |all )?"
        r"(?:approved|agreed|ratified|endorsed|adopted|carried|noted|accepted)"
        r"(?: unanimously)?(?: (?:as (?:a|an|the)|by the (?:board|committee|trustees)|for publication)\b|[.!]?$))",
        r"(?i:\b(?:has|have|had) been approved unanimously\b|^passed\b|\bpassed unanimously\b)",
        r"(?i:\b(?:motion|proposal|resolution|vote|amendment) (?:was |is |were )?"
        r"(?:passed|carried|approved|lost|agreed|defeated)\b)",
        r"(?i:^(?:\W*\d[\d.]*\W+)?(?:decisions?|resolution|outcome|agreed|resolved)\s*(?:\d+\s*)?[:–—]\s*\S)",
        r"(?:^|(?<=[.;:!?”’'\"] ))Agreed (?:that|to|the|with|by)\b",
        r"(?i:^(?:\W*\d[\d.]*\W+)?resolved\b)",
    )
)
_STRICT = re.compile(r"\b(?:RESOLVED|AGREED|APPROVED|ENDORSED|NOTED|RATIFIED)\b(?!\s*[/|])")
_SHOUTED = re.compile(r"\bRESOLVED\b|(?i:^(?:\W*\d[\d.]*\W+)?resolved\s*(?::|that\b|to\b|–|—))")
_ASKED = re.compile(
    r"(?i:\b(?:asked|invited|requested|recommended|required|needs?|wished|like|whether|if)\b[^.]{0,60}$)"
)

_ACTION_LINE = re.compile(
    r"(?:^|[\s\[(])(?:ACTIONS?|Actions?)\s*(?:(?:no\.?\s*)?\d[\d./-]*)?\s*[:;–—]\s*(?P<rest>[^\]]*)"
    r"|^Actions?\s+(?:\d[\d./]*\s*)?-\s*(?P<dash>\S.*)"
    r"|(?:[\[(]|\s)A(?:CTION|ction)\s+(?P<who>[A-Z]{2,4}(?:/[A-Z]{2,4})*)[\])]?\s*$"
)
_DUE = re.compile(
    r"(?:\b(?:due(?: date| by)?|deadline|target(?: date)?|completion date)\s*[:–—-]?\s*|"
    r"\b(?:by|before|no later than|until|on or before)\s+)"
    r"(?P<due>(?:(?:the\s+)?(?:end|start|beginning|close|middle)\s+of\s+(?:the\s+)?)?"
    r"(?:(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day,?\s+)?(?:the\s+)?\d{1,2}(?:st|nd|rd|th)?(?:\s+of)?\s+"
    r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.?(?:,?\s+\d{4})?"
    r"|\d{1,2}[/.-]\d{1,2}[/.-]\d{2,4}|\d{4}-\d{2}-\d{2}"
    r"|(?:jan|febr)uary(?:\s+\d{4})?|(?:march|april|may|june|july|august)(?:\s+\d{1,2})?(?:,?\s+\d{4})?"
    r"|(?:septem|octo|novem|decem)ber(?:\s+\d{1,2})?(?:,?\s+\d{4})?"
    r"|(?:the\s+)?next\s+(?:\w+\s+)?(?:meeting|month|week|board|committee)|(?:mon|tues|wednes|thurs|fri)day"
    r"|(?:the\s+)?(?:end of\s+)?(?:this|next)\s+(?:week|month|year|quarter)|q[1-4](?:\s+\d{4}(?:/\d{2})?)?"
    r"|month|week|quarter|year(?:\s+end)?))\b",
    re.IGNORECASE,
)
_UNDERTAKES = re.compile(
    r"^(?:(?:also|then|kindly|has|had|have|therefore|each|both) )*(?:agreed to|undertook to|offered to|volunteered to|will|to|was asked to|"
    r"were asked to|is to|are to|would)\s+(?!be\b|have\b|date\b|the\b|an?\b|his\b|her\b|their\b|this\b)(?:[a-z]+ly )?[a-z]{2,}"
)
_LISTED_OWNER = re.compile(r"^(?P<owner>[^:;.]{2,70}?)\s*(?::|\s[–—-])\s+\S")
_OWNER_AT_END = re.compile(r"[\[(](?P<owner>[^()\[\]]{2,40})[\])]\s*\.?$")
_ATTENDANCE_LINE = re.compile(
    r"^(?:the )?meeting was (?:led|chaired|convened|opened) by\b|^(?:chair|chaired by|in the chair)\s*[:;]"
    r"|^(?:minutes?|notes?) (?:taken )?by\b|^(?:minute taker|secretary|clerk)\s*[:;]",
    re.IGNORECASE,
)
_ASKS = re.compile(
    r"\b(?:will|should|agreed|asked|requested|needs? to|was to|is to|are to|to be|would be)\b|\bAGREED\b"
)
_NUMBER = re.compile(r"^\W*(?:\d{1,3}(?:[./]\d{1,3})*[.)]?|[A-Za-z][.)])?\s*")


def part_role(block: RawBlock) -> Role | None:
    """The role that a heading or lead-in line gives to what follows; None for anything else."""
    text = _NUMBER.sub("", block.text).strip().rstrip(" :;.-–—").strip("*_ ")
    if not text or len(text) > 80 or (block.kind is BlockKind.ROW and len(block.text) > 40):
        return None
    for role, pattern in _PART_PATTERNS:
        if pattern.fullmatch(text):
            heading = block.kind is BlockKind.HEADING
            led = block.text.rstrip().endswith(":") or len(text.split()) <= 3
            return role if heading or (led and role is not Role.DECISION) or _plain(text) else None
    return None


def _plain(text: str) -> bool:
    return text.lower().split()[-1] in ("decisions", "decision", "resolutions", "log")


def said_role(text: str) -> Role | None:
    """Attendance, apologies or interests said within the line: "Apologies: D Olds"."""
    words = _NUMBER.sub("", text)
    for role, pattern in _PART_PATTERNS[:3]:
        match = pattern.match(words)
        if match and re.match(r"\s*(?:[:;–—]|-\s|\s-)\s*\S", words[match.end() :]):
            return role
    if re.match(r"(?i)(?:no |an? )?apolog(?:y|ies)\b.{0,40}\b(?:received|noted|given|sent)\b", words):
        return Role.APOLOGIES
    interests = r"(?i)\bno (?:new |further |other )*(?:declarations|conflicts) of interests?\b|\bdeclared an? .{0,40}\binterest\b|\bno interests? (?:was|were) declared\b"
    return Role.INTERESTS if re.search(interests, words) else None


def is_attendance_line(text: str) -> bool:
    """Whether the line names who led the meeting or took its minutes."""
    return bool(_ATTENDANCE_LINE.match(_NUMBER.sub("", text)))


def is_decision(text: str, strict: bool = False) -> bool:
    """Whether a block records a decision: agreed, approved, noted, resolved…

    `strict` is for papers that are not minutes, where "the Board agreed" tells of some other
    meeting: only RESOLVED counts there.
    """
    if strict:
        return bool(_SHOUTED.search(text))
    if _STRICT.search(text) and not text.isupper():
        return True
    words = _NUMBER.sub("", text)
    return any(
        not _ASKED.search(words[max(0, m.start() - 80) : m.start()])
        for pattern in _DECISIONS
        for m in pattern.finditer(words)
    )


def action_line(text: str) -> tuple[str | None, str | None] | None:
    """(owner, due) of "ACTION: JS to circulate by 12 May"; None where the text has no such mark."""
    match = _ACTION_LINE.search(text)
    if match is None:
        return None
    if match["who"]:
        return match["who"], due_in(text)
    rest = (match["rest"] or match["dash"] or "").strip(" *_[]().")
    return owner_of(rest), due_in(text)


def owner_of(text: str) -> str | None:
    """Who an action is given to: the names before "to", before ":", or the whole of a short text."""
    text = text.strip(" *_[]().")
    before = re.match(r"(?P<owner>[^:.]{2,60}?)\s+(?:to|will|is to|are to|shall)\s+[a-z]", text)
    if before and before["owner"][0].isupper() and _nameish(before["owner"].strip(" -–—")):
        return before["owner"].strip(" -–—")
    colon = _LISTED_OWNER.match(text)
    if colon and colon["owner"][0].isupper() and _nameish(colon["owner"]):
        return colon["owner"].strip()
    end = _OWNER_AT_END.search(text)
    who = end["owner"] if end else ""
    if end and not re.search(r"\d", who) and (is_initials(who) or _nameish(who)):
        return end["owner"].strip()
    short = re.split(r"\s+[-–—]\s+|\s+(?:by|due|before)\s", text)[0].strip(" ,;")
    return short if short and len(short.split()) <= 5 and _nameish(short) else None


_JOINING = frozenset(
    ["and", "of", "the", "for", "de", "van", "von", "all", "members", "trustees", "chair", "secretary", "team", "group", "directors", "officers", "manager", "officer", "lead", "leads", "director", "board", "committee", "governors", "councillors", "clerk"]
)


def _nameish(text: str) -> bool:
    """Every word begins with a capital, or joins names: "Jo Bloggs & Sam Lee", "AHop/MS"."""
    words = re.findall(r"[^\s/,&]+", text)
    return bool(words) and len(words) <= 8 and all(
        w[0].isupper() or w in _JOINING for w in words
    )


def action_sentence(
    text: str, people: frozenset[str], *, listed: bool
) -> tuple[str | None, str | None]:
    """(owner, due) of a block that asks somebody to act; (None, None) where nobody is asked.

    `listed` says that the block stands in a list of actions, so an owner may also stand before a
    colon or in brackets at the end, and a due date counts without an owner.
    """
    words = _NUMBER.sub("", text)
    if listed:
        return owner_of(words), due_in(words)
    for sentence in re.split(r"(?<=[.;!?])\s+", words):
        owner = starts_with_person(sentence, people)
        if owner and _acts(sentence[len(owner) :].lstrip(" ,"), owner, people):
            return owner, due_in(sentence)
    return None, None


def _acts(rest: str, owner: str, people: frozenset[str]) -> bool:
    match = _UNDERTAKES.match(rest)
    if match is None:
        return False
    unknown = re.match(r"(?:will|would)\b", rest) is not None and not people & {owner}
    asked = re.match(r"would\b", rest) is not None
    return not unknown and not asked


def asks(text: str) -> bool:
    """Whether a paragraph asks for something to be done, by anybody."""
    return bool(_ASKS.search(text))


def due_in(text: str) -> str | None:
    """The due date that the text prints ("12 May", "the next meeting"), None without one."""
    match = _DUE.search(text)
    return match["due"].strip() if match else None
