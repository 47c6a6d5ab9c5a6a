"""The sentences of minutes: which of them decide, or say who was there."""

from __future__ import annotations

import re

from ingest.model import BlockKind, RawBlock, Role
from ingest.structure.people import unnumbered

_PARTS: tuple[tuple[Role, str], ...] = (
    (
        Role.ATTENDANCE,
        r"(?:those |members? |board members |officers |trustees |also |others? )*"
        r"(?:present|(?:in )?attendance|attendees|attending|participants|observers|staff in "
        r"attendance)"
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
    r"all|both|discussed and|considered and|reviewed and|received and|was asked to and|has|"
    r"have|had|"
    r"in principle|accordingly|retrospectively|virtually|noted and|is|are) )*"
)
_DECIDED = (
    r"(?:approved?s?|agree[ds]?|noted|endorse[ds]|ratifie[ds]|resolve[ds]|accepted|adopted|rejected|"
    r"deferred|confirmed|supported|decided|determined|declined|authorised|delegated|recommended|"
    r"welcomed and noted|took assurance|gained assurance|received and noted|voted|elected|"
    r"appointed|"
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
        r"(?: unanimously)?(?: (?:as (?:a|an|the)|by the (?:board|committee|trustees)|for "
        r"publication)\b|[.!]?$))",
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

_ATTENDANCE_LINE = re.compile(
    r"^(?:the )?meeting was (?:led|chaired|convened|opened) by\b|^(?:chair|chaired by|in the "
    r"chair)\s*[:;]"
    r"|^(?:minutes?|notes?) (?:taken )?by\b|^(?:minute taker|secretary|clerk)\s*[:;]",
    re.IGNORECASE,
)


def part_role(block: RawBlock) -> Role | None:
    """The role that a heading or lead-in line gives to what follows; None for anything else."""
    text = unnumbered(block.text).strip().rstrip(" :;.-–—").strip("*_ ")
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
    words = unnumbered(text)
    for role, pattern in _PART_PATTERNS[:3]:
        match = pattern.match(words)
        if match and re.match(r"\s*(?:[:;–—]|-\s|\s-)\s*\S", words[match.end() :]):
            return role
    if re.match(
        r"(?i)(?:no |an? )?apolog(?:y|ies)\b.{0,40}\b(?:received|noted|given|sent)\b", words
    ):
        return Role.APOLOGIES
    interests = r"(?i)\bno (?:new |further |other )*(?:declarations|conflicts) of "
    r"interests?\b|\bdeclared an? .{0,40}\binterest\b|\bno interests? (?:was|were) declared\b"
    return Role.INTERESTS if re.search(interests, words) else None


def is_attendance_line(text: str) -> bool:
    """Whether the line names who led the meeting or took its minutes."""
    return bool(_ATTENDANCE_LINE.match(unnumbered(text)))


def is_decision(text: str, strict: bool = False) -> bool:
    """Whether a block records a decision: agreed, approved, noted, resolved…

    `strict` is for papers that are not minutes, where "the Board agreed" tells of some other
    meeting: only RESOLVED counts there.
    """
    if strict:
        return bool(_SHOUTED.search(text))
    if _STRICT.search(text) and not text.isupper():
        return True
    words = unnumbered(text)
    return any(
        not _ASKED.search(words[max(0, m.start() - 80) : m.start()])
        for pattern in _DECISIONS
        for m in pattern.finditer(words)
    )
