"""The words that cover sheets use for their labels and column headings, as data.

To teach the product another organisation's form, add its words here: labels under the kind that
they mean, in lower case, without punctuation and without what stands in brackets.
"""

from __future__ import annotations

import re

LABELS: dict[str, tuple[str, ...]] = {
    "meeting": (
        "report to", "meeting", "meeting title", "name of meeting", "meeting name", "committee",
        "board committee", "board or committee", "paper to", "to", "submitted to", "presented to",
        "decision maker", "decision making body", "forum", "for meeting of", "meeting of",
        "report to the", "board", "committee name", "name of committee", "body",
    ),
    "date": (
        "date", "date of meeting", "meeting date", "date of board meeting", "board meeting date",
        "date of committee", "committee date", "date and time", "date of the meeting",
        "date time", "decision date", "date of decision", "date and time of meeting",
        "board date", "meeting date and time", "date of paper", "date of report", "report date",
    ),
    "title": (
        "title", "title of paper", "title of report", "report title", "paper title", "subject",
        "agenda item title", "name of report", "name of paper", "title of the report", "re",
        "title of the paper", "report subject", "title of document", "item title",
        "subject title", "title of agenda item", "document title", "agenda item name",
        "subject of report",
    ),
    "author": (
        "author", "authors", "report author", "report authors", "author of report", "prepared by",
        "written by", "paper author", "contact officer", "lead officer", "author of paper",
        "author and job title", "author title", "report prepared by", "contact", "report by",
        "from", "author name", "author contact details", "contact for further information",
        "name and title of author", "paper prepared by", "author and title", "contact details",
    ),
    "presenter": (
        "presented by", "presenter", "presenting", "report presented by", "to be presented by",
        "paper presented by", "name of presenter", "presenting officer", "introduced by",
    ),
    "sponsor": (
        "report of", "sponsor", "executive sponsor", "lead director", "executive lead",
        "responsible director", "accountable director", "director", "exec lead", "sro",
        "senior responsible officer", "director sponsor", "lead executive", "executive director",
        "sponsoring director", "lead", "board sponsor", "report sponsor", "responsible officer",
        "portfolio holder", "cabinet member", "lead member", "clinical lead",
        "executive director lead", "lead cabinet member", "director lead",
        "responsible executive", "chief officer", "corporate director", "accountable officer",
        "relevant director", "cabinet portfolio holder", "executive sponsor s",
    ),
    "item": (
        "agenda item", "agenda item no", "agenda item number", "item no", "item number", "item",
        "agenda reference", "agenda ref", "agenda no", "enclosure", "enclosure no", "attachment",
        "paper no", "paper number", "paper reference", "report no", "report number", "enc",
        "reference", "ref", "agenda number", "paper ref", "report reference", "attachment no",
    ),
    "purpose": (
        "purpose", "purpose of report", "purpose of the report", "purpose of paper", "for",
        "purpose of the paper", "action required", "action requested", "type of report", "action",
        "report type", "decision required", "what is the board asked to do", "reason for report",
        "the board is asked to", "the committee is asked to", "paper is for", "this paper is for",
        "for decision", "for information", "for assurance", "for approval", "for discussion",
        "for noting", "report for", "this report is for", "status of report", "paper for",
        "type of decision", "key decision", "this item is for", "purpose of this report",
    ),
    "confidential": (
        "confidential", "confidentiality", "classification", "security classification",
        "public or private", "freedom of information", "freedom of information status",
        "foi status", "foi", "exempt", "protective marking", "public private",
        "exempt information", "foi exemption", "publication", "part 1 or part 2",
        "publicly available", "open or exempt", "is this report confidential",
        "does the report contain confidential or exempt information", "disclosable under foi",
        "freedom of information release", "commercially sensitive", "status",
    ),
    "recommendation": (
        "recommendation", "recommendations", "recommended action", "recommendation s", "ask",
        "the board is recommended to", "asks of the board", "proposed recommendation",
        "action recommended", "decision", "decision sought",
    ),
    "summary": (
        "executive summary", "summary", "summary of report", "report summary", "key points",
        "key issues", "key messages", "background", "purpose and summary", "key points to note",
        "key issues and concerns", "summary of key points", "synopsis", "context",
        "key issues summary", "overview", "summary of the report", "brief summary",
    ),
    "risk": (
        "baf", "board assurance framework", "baf reference", "baf ref", "baf risk",
        "risk reference", "corporate risk register", "risk register", "associated risks", "risk",
        "risks", "baf risks", "link to baf", "risk and assurance", "related risks", "key risks",
        "risk register reference", "link to board assurance framework", "risk implications",
        "link to risk register", "board assurance framework reference", "corporate risk",
        "risk assessment", "baf risk reference", "risk rating", "risk score",
        "are associated risks detailed on the icb risk register",
    ),
    "history": (
        "previously considered by", "previous considered by", "previously presented to",
        "report history", "considered by", "where paper has been discussed", "governance route",
        "previous consideration", "route", "committees forums that have discussed this paper",
        "previous committees", "paper history", "meetings where this has been discussed",
        "consultation", "engagement", "approval route", "consulted", "history",
        "previously discussed at", "reviewed by", "assurance route",
        "other meetings presented to", "consultation and engagement", "prior consideration",
        "previous meetings", "governance process",
        "which other meetings has this been discussed at", "stakeholder engagement",
        "approved by", "seen by", "wards affected", "ward s affected", "ward", "wards",
        "electoral wards affected", "electoral division", "divisions affected",
    ),
    "objectives": (
        "strategic objective", "strategic objectives", "link to strategic objectives",
        "strategic aims", "strategic priorities", "link to strategy", "corporate objectives",
        "trust objectives", "goals", "which strategic objective does the report relate to",
        "strategic goals", "strategic aim", "link to trust objectives",
        "links to strategic objectives", "strategic ambitions", "priorities",
        "strategic priority", "cqc domain", "cqc domains", "link to cqc domain", "trust values",
        "link to corporate objectives", "link to strategic priorities", "council priorities",
        "link to trust strategic objectives", "corporate priorities", "strategic theme", "values",
        "which strategic objectives does this relate to", "relevant strategic objectives",
        "which objective does the report relate to", "trust strategic objectives",
        "link to icb objectives", "icb strategic objectives", "strategic objectives supported",
    ),
    "implications": (
        "implications", "financial implications", "finance implications", "legal implications",
        "finance", "resource implications", "quality implications", "equality implications",
        "workforce implications", "equality impact", "impact assessments", "impact assessment",
        "equality impact assessment", "quality impact assessment", "environmental implications",
        "legal", "equality and diversity", "regulatory implications",
        "human resources implications", "sustainability implications", "quality",
        "equality diversity and inclusion", "data protection", "privacy impact assessment",
        "workforce", "data privacy impact assessment", "data protection impact assessment",
        "patient safety", "quality impact assessment completed",
        "equality impact assessment completed", "equality",
        "data privacy impact assessment completed", "climate change", "climate implications",
        "impact", "financial impact", "sustainability", "health inequalities",
        "legal and regulatory implications", "legal regulatory", "net zero",
        "patient and public involvement", "communications implications",
    ),
    "interests": (
        "conflicts of interest", "conflict of interest", "declarations of interest", "interests",
        "conflicts of interest associated with this report", "declaration of interest",
        "potential conflicts of interest", "any conflicts of interest", "management of conflicts",
    ),
    "assurance": (
        "assurance level", "level of assurance", "assurance", "assurance rating",
        "overall assurance", "level of assurance provided", "assurance provided", "rag rating",
        "rag", "overall rag",
    ),
    "authorised": (
        "report authorised by", "authorised by", "report approved by", "signed off by",
        "cleared by", "approved for submission by", "executive sign off", "report cleared by",
        "sign off",
    ),
    "appendices": (
        "appendices", "appendix", "attachments", "background papers", "enclosures", "attached",
        "supporting documents", "annexes", "list of appendices", "further information",
        "supporting papers",
    ),
    "place": ("venue", "location", "place", "time", "chair", "held at", "time and venue"),
    "version": ("version", "version number", "version no", "document version", "draft"),
}  # fmt: skip
"""Kind of label → the forms in which it is printed, normalised as `normal` does."""

PART_KINDS = frozenset({"objectives", "implications", "history", "interests", "assurance", "risk"})
"""Kinds that often stand alone in a row as the title of the part of the form below them."""

SHORT_KINDS = frozenset(
    {"meeting", "date", "title", "author", "presenter", "sponsor", "item", "confidential"}
)
"""Kinds whose value is a few words, so that it may stand on the line below its label."""

ANSWERS = frozenset(
    {
        "yes", "no", "n/a", "na", "not applicable", "none", "unknown", "tbc", "partial", "high",
        "medium", "low", "full", "significant", "substantial", "reasonable", "moderate",
        "limited", "adequate", "minimal", "positive", "negative", "neutral", "red", "amber",
        "green", "no impact", "not sure", "don't know", "not required", "partially", "in part",
        "acceptable",
    }
)  # fmt: skip
"""Column headings of which one excludes the others."""

OPTIONS = frozenset(
    {
        "approve", "approval", "decision", "decide", "discussion", "discuss", "note", "noting",
        "to note", "information", "assurance", "assure", "endorse", "endorsement", "ratify",
        "ratification", "review", "consider", "consideration", "receive", "recommend", "advise",
        "alert", "support", "comment", "debate", "agree", "agreement", "direction", "update",
        "scrutiny", "action", "safe", "effective", "caring", "responsive", "well-led", "well led",
        "use of resources",
    }
)  # fmt: skip
"""Column headings of which several may be ticked; also with "for" before them."""

TICKS = frozenset(
    {
        "tick", "please tick", "tick as appropriate", "tick all that apply", "tick if relevant",
        "x", "tick where relevant", "tick as applicable", "relevant", "mark", "✓", "✔", "√",
        "please mark", "tick if applicable", "applies", "indicate", "mark with x",
        "please tick as appropriate", "tick as necessary", "tick all relevant", "☑", "tick box",
        "check", "selected", "tick one",
    }
)  # fmt: skip
"""Headings of a column that says only "ticked" or "not ticked"."""

COLUMNS = frozenset(
    {
        "yes/no", "y/n", "detail", "meeting", "date", "outcome", "outcomes", "committee",
        "comments", "comment", "action", "actions", "owner", "lead", "due", "due date", "status",
        "risk", "mitigation", "forum", "group", "decision", "update", "progress", "deadline",
        "no", "ref", "item", "responsible", "by whom", "by when", "target date",
        "board/committee", "committee/group", "committee/meeting", "version", "author", "reason",
        "name", "role", "organisation", "title", "description", "milestone", "impact",
        "meeting/forum", "purpose", "result", "details", "recommendation", "feedback", "rating",
        "score", "evidence", "who", "when", "what", "topic", "time", "presenter", "enclosure",
        "issue", "change",
    }
)  # fmt: skip
"""Words that head columns of a form's small tables ("Meeting | Date | Outcomes")."""

_KINDS = {label: kind for kind, labels in LABELS.items() for label in labels}


def normal(text: str) -> str:
    """A label in the form in which LABELS holds it: no case, brackets, plurals or punctuation."""
    text = re.sub(r"\([^)]{3,}\)", " ", text.lower().replace("’", "'"))  # "(list other…)"
    text = re.sub(r"(?<=[a-z])(?:/s|\(s\)|'s)(?![a-z])", "", text)
    text = re.sub(r"^\W*\d+(?:\.\d+)*[.)]?\s+", "", text)
    return re.sub(r"[^a-z0-9]+", " ", text.replace("&", " and ")).strip()


def label_kind(text: str) -> str | None:
    """What kind of label `text` is, None where it is none. Only whole texts count, not prose."""
    if not text or len(text) > 140:
        return None
    words = normal(text)
    kind = _KINDS.get(words) or _KINDS.get(words.removeprefix("the "))
    return kind or _KINDS.get(words.removesuffix(" completed").removesuffix(" implications"))
