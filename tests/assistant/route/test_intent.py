"""Which questions the approach and register answer, and which look alike but are the papers'."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from assistant.approach import load
from assistant.route import Intent, Kind, Names, recognise
from assistant.route.names import Thing
from tests.corpus.wording import CORPUS

PHRASINGS = Path(__file__).with_name("phrasings.jsonl")
WORKSTREAMS = ("Stroke", "Urology", "Vascular", "Head and Neck", "Diagnostics", "Paediatric HDU")

# question, kind, deliverables, gates, workstreams
ROUTED = [
    ("Is D03 done for Urology?", "status", "D03", "", "Urology"),
    ("Is the urology baseline pack endorsed?", "status", "S04", "", "Urology"),
    ("Has stroke passed G2?", "ready", "", "G2", "Stroke"),
    ("Are we ready for the options gate?", "ready", "", "G2", ""),
    ("Is it ready for G3?", "ready", "", "G3", ""),
    ("Which deliverable do I need next?", "next", "", "", ""),
    ("Which deliverable do I need next for Vascular?", "next", "", "", "Vascular"),
    ("what do I do next for head and neck", "next", "", "", "Head and Neck"),
    ("What's next for urology?", "next", "", "", "Urology"),
    ("What should the stroke team do next?", "next", "", "", "Stroke"),
    ("what next?", "next", "", "", ""),
    ("next steps for diagnostics please", "next", "", "", "Diagnostics"),
    ("What should we write next in Paediatric HDU?", "next", "", "", "Paediatric HDU"),
    ("What is ready to start in Urology?", "next", "", "", "Urology"),
    ("which document comes next for the HDU workstream", "next", "", "", "Paediatric HDU"),
    ("For stroke, which deliverable is next?", "next", "", "", "Stroke"),
    ("what do I do after the baseline pack for vascular?", "after", "S04", "", "Vascular"),
    ("What comes after the case for change?", "after", "S07", "", ""),
    ("What can we start once S10 is endorsed?", "after", "S10", "", ""),
    ("what does the co-design report unblock?", "after", "D01", "", ""),
    ("what depends on D05?", "after", "D05", "", ""),
    ("I've finished the PID, what now?", "after", "S01", "", ""),
    ("What do I need before the long list?", "needs", "D03", "", ""),
    ("what does the options appraisal need?", "needs", "D12", "", ""),
    ("which documents must be done before writing the PCBC?", "needs", "A02", "", ""),
    ("What are the prerequisites for the workforce plan?", "needs", "D06", "", ""),
    ("what do we need to start the model of care", "needs", "D02", "", ""),
    ("what is blocking the short list for Vascular?", "needs", "D04", "", "Vascular"),
    ("Can I write the short list?", "may", "D04", "", ""),
    ("Can I write the short list for urology?", "may", "D04", "", "Urology"),
    ("can Urology start the long list", "may", "D03", "", "Urology"),
    ("Are we allowed to start on the case for change?", "may", "S07", "", ""),
    ("is it too early to draft the consultation document for stroke?", "may", "A03", "", "Stroke"),
    ("Should we start the DMBC?", "may", "C01", "", ""),
    ("who owns the baseline pack?", "owner", "S04", "", ""),
    ("Who writes the case for change?", "owner", "S07", "", ""),
    ("who is responsible for the options appraisal", "owner", "D12", "", ""),
    ("Whose job is the travel analysis?", "owner", "D10", "", ""),
    ("who signs off the options appraisal?", "signs", "D12", "", ""),
    ("Who approves the scoping gate?", "signs", "", "G1", ""),
    ("who endorses G2", "signs", "", "G2", ""),
    ("Which body approves the consultation gate?", "signs", "", "G4", ""),
    ("who decides at the decision gate?", "signs", "", "G5", ""),
    ("who has to sign off the PCBC?", "signs", "A02", "", ""),
    ("which gate does the short list go to?", "signs", "D04", "", ""),
    ("what will G2 test?", "criteria", "", "G2", ""),
    ("What are the criteria at the scoping gate?", "criteria", "", "G1", ""),
    ("hurdles for the design gate", "criteria", "", "G3", ""),
    ("what are the hurdle criteria at G2?", "criteria", "", "G2", ""),
    ("What does gate 1 look for?", "criteria", "", "G1", ""),
    ("G4 criteria", "criteria", "", "G4", ""),
    ("what is needed to pass the implementation gate?", "criteria", "", "G6", ""),
    ("how do we get through the initiation gate", "criteria", "", "G0", ""),
    ("what is the options gate?", "gate", "", "G2", ""),
    ("what does the stage 2 assurance check?", "criteria", "", "N2", ""),
    ("What are the hurdle criteria?", "hurdles", "", "", ""),
    ("list the hurdles", "hurdles", "", "", ""),
    ("which hurdles must an option pass?", "hurdles", "", "", ""),
    ("hurdle criteria", "hurdles", "", "", ""),
    ("what are the hurdles an option clears to get on the short list", "hurdles", "D04", "", ""),
    ("is stroke ready for scoping gate?", "ready", "", "G1", "Stroke"),
    ("Is Vascular ready to go to the design gate?", "ready", "", "G3", "Vascular"),
    ("what is missing for G1 in diagnostics?", "ready", "", "G1", "Diagnostics"),
    ("can urology go to G2?", "ready", "", "G2", "Urology"),
    ("How close is Stroke to the design gate?", "ready", "", "G3", "Stroke"),
    ("what does Head and Neck still need for G1?", "ready", "", "G1", "Head and Neck"),
    ("what's in a PCBC?", "contents", "A02", "", ""),
    ("what must be in an options appraisal?", "contents", "D12", "", ""),
    ("What should a case for change contain?", "contents", "S07", "", ""),
    ("headings of the baseline pack", "contents", "S04", "", ""),
    ("what goes into the optoins apraisal?", "contents", "D12", "", ""),
    ("template for the engagement report", "contents", "D13", "", ""),
    ("what is a DMBC?", "contents", "C01", "", ""),
    ("What is S05?", "contents", "S05", "", ""),
    ("how do I write a case for change?", "contents", "S07", "", ""),
    ("where is Urology up to?", "status", "", "", "Urology"),
    ("how far has stroke got?", "status", "", "", "Stroke"),
    ("what's blocking Vascular?", "status", "", "", "Vascular"),
    ("Where does each workstream stand?", "status", "", "", ""),
    ("which workstreams are blocked?", "status", "", "", ""),
    (
        "what has the Board said that bears on the urology case for change?",
        "combined", "S07", "", "Urology",
    ),
]  # fmt: skip

LOOK_ALIKES = [
    "When is the next meeting of the programme board?",
    "What is the next step for the Board?",
    "Who approves next steps?",
    "Which options passed the hurdles?",
    "Did all options pass the tests?",
    "What options are left for vascular?",
    "what do the papers say about the case for change?",
    "What should be done about the paediatric service?",
    "What were the recommendations of the Board?",
    "What did the Board decide about Urology?",
    "what was decided about Urology at the second example meeting, and was it changed later?",
    "Who presented the case for change?",
    "What does the case for change say about workforce?",
    "What are the hurdles to recruitment?",
    "What is next for digital services in Lancashire?",
    "Who approved the minutes of 11 June?",
    "What are the criteria for being a fragile service?",
    "Who is the chair of the finance committee?",
    "What is the bed test?",
    "who appoints the professional lead?",
    "How many beds does vascular have?",
    "When was the baseline pack of Diagnostics challenged?",
    "What are the strategic objectives?",
    "What is the purpose of the paper?",
    "Which hospitals provide stroke services?",
    "What happened after the congress?",
    "What are the next steps in the recovery and transformation paper?",
    "Who signed the letter from scrutiny?",
    "What did the workforce plan of the trust cost?",
    "Which options failed a hurdle for Vascular?",
    "What is the risk score of R-004?",
    "What does SRTB stand for?",
    "What are the aims of the clinical strategy?",
    "Can the long list come before the criteria?",
    "How long does public consultation last?",
    "What actions were agreed at the July meeting?",
    "What is the capital cost of the single centre at Hartsmoor Royal?",
    "who chairs the portfolio board?",
    "What is a substantial variation?",
    "What are the Gunning principles?",
    "How much is the programme budget for 2026/27?",
    "What should be done about waiting times?",
    "Which deliverables were the same for every workstream in the case study?",
    "What were the benefits of the stroke programme?",
    "What has the trust done about sepsis?",
    "What needs to happen before winter?",
    "Is stroke a priority?",
    "Who is responsible for the risk register entry on vascular beds?",
    "What is the patient pathway for head and neck cancer at Kestrel Road?",
    "What conditions did the Board set at the scoping gate?",
    "Where is the stroke unit?",
    "What is the definition of harm?",
    "What did Dr Oyelaran say about the options appraisal?",
]


@pytest.fixture(scope="module")
def names() -> Names:
    return Names(load(CORPUS / "redesign-approach").approach, WORKSTREAMS)


@pytest.mark.parametrize(("question", "kind", "deliverables", "gates", "workstreams"), ROUTED)
def test_a_question_of_the_method_is_recognised(
    names: Names, question: str, kind: str, deliverables: str, gates: str, workstreams: str
) -> None:
    intent = recognise(question, names)
    assert intent is not None
    assert intent.kind is Kind(kind)
    assert intent.deliverables == tuple(deliverables.split())
    assert intent.gates == tuple(gates.split())
    assert intent.workstreams == ((workstreams,) if workstreams else ())


@pytest.mark.parametrize("question", LOOK_ALIKES)
def test_a_question_to_the_papers_is_left_to_them(names: Names, question: str) -> None:
    assert recognise(question, names) is None


def test_phrasings_that_others_wrote_are_recognised_or_left_alone(names: Names) -> None:
    """180 questions by somebody who had not seen the cues: `phrasings.jsonl`, half look-alikes."""
    rows = [json.loads(line) for line in PHRASINGS.read_text(encoding="utf-8").splitlines()]
    wanted = [row for row in rows if row["kind"]]
    taken = [
        row["question"] for row in rows if not row["kind"] and recognise(row["question"], names)
    ]
    assert taken == []
    right = [row for row in wanted if _is(recognise(row["question"], names), row)]
    assert len(right) / len(wanted) >= 0.9


def _is(intent: Intent | None, row: dict[str, Any]) -> bool:
    return intent is not None and (
        intent.kind.value,
        set(intent.deliverables),
        set(intent.gates),
        set(intent.workstreams),
    ) == (row["kind"], set(row["deliverables"]), set(row["gates"]), set(row["workstreams"]))


def test_there_are_enough_of_both() -> None:
    assert len(ROUTED) >= 60
    assert len(LOOK_ALIKES) >= 40


@pytest.mark.parametrize(
    ("said", "thing", "key"),
    [
        ("the optoins apraisal", Thing.DELIVERABLE, "D12"),
        ("a case for chnage", Thing.DELIVERABLE, "S07"),
        ("s07", Thing.DELIVERABLE, "S07"),
        ("the short-list", Thing.DELIVERABLE, "D04"),
        ("gate two", Thing.GATE, "G2"),
        ("the scopeing gate", Thing.GATE, "G1"),
        ("Urology's", Thing.WORKSTREAM, "Urology"),
        ("the HDU", Thing.WORKSTREAM, "Paediatric HDU"),
        ("uroligy", Thing.WORKSTREAM, "Urology"),
    ],
)
def test_a_name_is_found_as_people_write_it(
    names: Names, said: str, thing: Thing, key: str
) -> None:
    (found,) = names.find(f"about {said} please")
    assert (found.thing, found.id) == (thing, key)


@pytest.mark.parametrize(
    "said",
    [
        "options for action",
        "changes in care",
        "the scope of the gate",
        "the gate for it",
        "gate to go",
    ],
)
def test_what_is_no_name_is_not_taken_for_one(names: Names, said: str) -> None:
    assert names.find(said) == ()


def test_the_nearest_names_are_offered(names: Names) -> None:
    assert names.nearest("urolgy department", Thing.WORKSTREAM)[0] == "Urology"
    assert names.nearest("busines case before consultation", Thing.DELIVERABLE)[0] == "A02"
