"""The sentences of minutes that decide.

The verb stays with the text: "noted" is marked as "approved" is, and a reader sees which.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from ingest.sentences import sentence_spans
from ingest.structure.minute_actions import NUMBERED
from ingest.structure.minute_bodies import NOUNS, MeetingBody, meeting_body
from ingest.structure.people import unnumbered

_BODY = (
    r"(?P<body>(?:[Tt]he |[Tt]his |[Oo]ur |[Aa]ll )?"
    r"(?:(?:(?:of|and|for) the|(?!(?:the|that|this)\b)[\w'’&-]+) ){0,6}?"
    rf"(?:(?i:{NOUNS})|[Ww]e|[A-Z]{{3,6}}))"
)
_LEAD_IN = (
    r"(?:(?:After|Following|Having|Accordingly|Therefore|Subsequently)\b"
    r"[^.;:!?]{0,120}?(?:, | (?=the )))?"
)
_ADVERB = (
    r"(?:(?:also|then|unanimously|formally|duly|therefore|jointly|collectively|subsequently|further|"
    r"all|both|discussed and|considered and|reviewed and|received and|was asked to and|has|have|"
    r"in principle|accordingly|retrospectively|virtually|noted and|is|are) )*"
)
_DECIDED = (
    r"(?:approve[ds]?|agree[ds]?|noted|endorse[ds]|ratifie[ds]|resolve[ds]|accepted|adopted|"
    r"rejected|deferred|confirmed|supported|decided|determined|declined|authori[sz]ed|delegated|"
    r"recommended|welcomed and noted|took assurance|gained assurance|received and noted|voted|"
    r"(?:re-?)?elected|(?:re-?)?appointed|co-?opted|nominated|withdrew|refused|granted|upheld|"
    r"dismissed|overturned|rescinded|revoked|waived|postponed|commissioned|signed off|"
    r"(?-i:PASSED|CHALLENGED|RETURNED|STOPPED|PAUSED)|amended(?! to\b)|"
    r"passed(?! (?:on|to|a?round|over|by|away|through|its|their)\b)|"
    # A board that challenges figures asks about them; at a gate it sends the work back.
    r"challenged(?=[^.;]*\b(?:gate|stage|re-?submi\w+|return(?:ed|s)?)\b)|"
    r"returned(?! (?:to|after|from|at|in|for|with)\b)|"
    r"(?:stopped|paused|halted)(?! (?:for|at|to|here|and)\b))"
)
_RECORDED = (
    r"(?:agreed|approved|accepted|confirmed|adopted|signed|ratified|received|passed|endorsed|taken|"
    r"certified|noted|declared|deemed|considered|found|recorded|verified)"
)
_AS_WRITTEN = (
    r"(?:amended|corrected|revised|circulated|distributed|drafted|presented|read|printed|submitted|"
    r"issued|tabled|set out)"
)
_LETTERED = r"(?:(?-i:[A-Z]{1,4}|[ivx]+)\b|\((?-i:[A-Z]|[a-z]|[ivx]+)\))"
_REFERENCE = rf"(?:{NUMBERED}|{_LETTERED})(?:\s*\([^)]{{1,60}}\))?"
_NOTHING = (
    r"(?!(?:none|nil|n/?a|not (?:applicable|required|needed)|no decisions?|tb[cd])\b|to be\b)"
)
_LABELLED = re.compile(
    rf"(?:(?:decisions?|resolutions?|determination)\s*{_REFERENCE}"
    rf"\s*(?::|\s[–—-]\s|[–—]|\t|\.\s(?=[A-Z]))"
    r"|(?:decisions?|resolutions?|outcome|agreed|resolved)(?: (?:taken|made|reached))?\s*[:–—])"
    rf"\s*{_NOTHING}\S",
    re.IGNORECASE,
)
_DECISIONS = tuple(
    re.compile(pattern)
    for pattern in (
        rf"(?:^|(?<=[.;:!?] )){_LEAD_IN}{_BODY} (?i:{_ADVERB}{_DECIDED})"
        r"\b(?! (?:to be|if)\b)",
        rf"(?i:\b{_RECORDED}\b(?:[^.;]|\.(?=\d)){{0,100}}?\b(?:as|to be) an? "
        r"(?:true|correct|accurate|fair)(?: and \w+)? record\b)",
        r"(?i:\bit (?:was|is|has been) (?:\w+ly |also |then |further |therefore )*"
        r"(?:agreed|resolved|decided|approved|noted|recommended|ratified|endorsed|rejected|"
        r"deferred)\b)",
        r"(?i:\bminutes?\b(?! tak)(?:[^.;:]|\.(?=\d)){0,140}?(?<!that )(?<!which )(?<!actions )"
        r"\b(?:was|were) (?:\w+ly |then |also |all )*"
        r"(?:agreed|approved|accepted|confirmed|adopted|ratified)\b)",
        r"(?i:\b(?:was|were|is|been|be) (?:\w+ly |all )?"
        r"(?:approved|agreed|ratified|endorsed|adopted|carried|noted|accepted)"
        r"(?: unanimously)?(?: (?:as (?:a|an|the)\b|for publication\b|"
        rf"as {_AS_WRITTEN}\b|(?-i:by {_BODY})\b)|[.!]?$))",
        r"(?i:\b(?:has|have) been approved unanimously\b|^passed\b|\bpassed unanimously\b)",
        r"(?i:\b(?:motion|proposal|resolution|vote|amendment) (?:was |is |were )?"
        r"(?:passed|carried|approved|lost|agreed|defeated)\b)",
        r"(?:^|(?<=[.;:!?”’'\"] ))Agreed (?:that|to|the|with|by|as)\b",
        r"(?i:^resolved\b|\band (?:\w+ly )?resolved\b)",
        r"(?i:\b(?:(?:proposed|moved) by|seconded)\b(?:[^;]|;(?= and )){0,160}?\band (?:it was )?"
        r"(?:\w+ly )?(?:agreed|carried|approved|accepted|adopted|passed)\b)",
        r"(?:^|(?<=[.;:!?] ))(?i:(?:unanimously )?carried|all (?:were )?in favour|all agreed)\b"
        r"(?! (?:out|on|over|forward|by)\b)|(?i:\bcarried unanimously\b)",
    )
)
_STRICT = re.compile(
    r"\b(?:RESOLVED|AGREED|APPROVED|ENDORSED|NOTED|RATIFIED|REJECTED|DEFERRED|ADOPTED|ACCEPTED|"
    r"DECLINED|REFUSED|SUPPORTED|RECOMMENDED|CONFIRMED|CARRIED)\b"
    r"(?!\s*[/|]|\s+(?i:minutes|versions?|drafts?|notes)\b)"
)
_SHOUTED = re.compile(r"\bRESOLVED\b|(?i:^(?:\W*\d[\d.]*\W+)?resolved\s*(?::|that\b|to\b|–|—))")
_ASKED = re.compile(
    r"(?i:\b(?:asked|invited|requested|recommended|required|needs?|wished|like|whether|if)\b"
    r"[^.]{0,60}$)"
)
_NOT_YET = re.compile(
    r"(?i:\b(?:had|to|will|would|should|could|can|may|might|must|not|never|when|once|until|unless)"
    r"(?: be| been| have)? $)"
)
_SIGN_OFF = re.compile(
    r"(?i)^(?:(?:the |these )?minutes )?(?:signed|agreed|approved|confirmed|accepted|certified)\b"
    r"[^.:\t]*\brecord\b"
)
_SIGNING = re.compile(
    r"(?i)\b(?:signed|signature|chair(?:man|woman|person)?|dated?|name|printed?|position|by|on|of|"
    r"the|this|day|meeting|clerk|secretary|mayor|president)\b|[\W_]"
)
_OPENS = re.compile(r"(?i)(?:[:;–—-]|\b(?:that|to|follow(?:ing|s)|namely))\s*$")
_TERMS = re.compile(
    r"(?i)\b(?:condition|reason|term|amendment|change|proviso|resolution|decision)s?\b"
)


def is_decision(text: str, body: MeetingBody | None = None, *, strict: bool = False) -> bool:
    """Whether a block records a decision of the meeting: agreed, approved, noted, resolved…

    What another body did, what had been decided before, and a line to be signed that nobody has
    signed are none. `strict` is for papers that are not minutes, where "the Board agreed" tells of
    some other meeting: only RESOLVED counts there.
    """
    if strict:
        return bool(_SHOUTED.search(text))
    words = unnumbered(text)
    if _unsigned(words):
        return False
    if _STRICT.search(text) and not text.isupper():
        return True
    return bool(_LABELLED.match(words)) or any(
        _decides(words, match, body or MeetingBody())
        for pattern in _DECISIONS
        for match in pattern.finditer(words)
    )


def meeting_of(name: str | None, texts: Sequence[str]) -> MeetingBody:
    """The body whose decisions the `texts` of minutes record; `name` is what the paper says.

    A name that nothing in the minutes is said to have decided is not trusted to tell one body's
    acts from another's.
    """
    body = meeting_body(name, texts)
    subjects = [m["body"] for text in texts for m in _DECISIONS[0].finditer(unnumbered(text))]
    named = any(body.names(subject) and body.is_own(subject) for subject in subjects)
    return body if named else MeetingBody()


def opens_list(text: str, body: MeetingBody | None = None) -> bool:
    """Whether a decision's text ends by opening a list of what was decided.

    "RESOLVED that:" does, and "The Board passed the paper on two conditions:"; "The Board noted
    the report. Members asked:" does not.
    """
    if not _OPENS.search(text):
        return False
    start, end = sentence_spans(text)[-1]
    last = text[start:end]
    labelled = _LABELLED.match(unnumbered(text))
    return bool(labelled or _TERMS.search(last)) or is_decision(last, body)


def _decides(words: str, match: re.Match[str], body: MeetingBody) -> bool:
    before = words[max(0, match.start() - 80) : match.start()]
    subject = match.groupdict().get("body")
    if _ASKED.search(before) or _NOT_YET.search(before):
        return False
    return subject is None or body.is_own(subject)


def _unsigned(words: str) -> bool:
    """Whether it is a line for a signature, "Agreed as a correct record: …", left blank."""
    label = _SIGN_OFF.match(words)
    if label is None:
        return False
    rest = words[label.end() :]
    blank = not _SIGNING.sub("", rest)
    return blank and bool(re.search(r"[:\t_…]|\.{3}|(?i:\b(?:chair|dated?|signature)\b)", rest))
