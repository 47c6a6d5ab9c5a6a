"""A small approach unlike the real one, to show that nothing of that is built into the code."""

from __future__ import annotations

from pathlib import Path

OVERVIEW = """---
id: approach
title: How we plan a ferry
type: paper
date: 2025-02-01
provenance: our own
---
## In short
Two papers and two gates.

## Phases
| Phase | Title | What it settles |
|---|---|---|
| plan | Planning | Whether to sail |
| sail | Sailing | When to sail |

## Roles
| Code | Role |
|---|---|
| HM | harbour master |
| PI | pilot |

## Bodies
| Body | What it decides |
|---|---|
| Harbour Board | Everything |
| Pilots' Guild | Safety |

## Rules
| Rule | What it says | First | Then |
|---|---|---|---|
| R1 | No timetable before the survey. | F1 | F2 |
"""

SURVEY = """---
id: F1
title: Depth survey
type: deliverable
other_names: [sounding]
phase: plan
needs: []
owner: PI
gate: K1
provenance: our own
version: "2"
---
## In short
The depth survey (F1) says where a ferry may go.

## What good looks like
It shows:

- every sandbank
- the date

## The template

### Channel
Say how deep the **channel** is at low water.

Evidence: soundings of this year.

Example: The channel is four metres deep.

## Usual reasons for a challenge
They are:

- old soundings

## Gate criteria it answers
| Criterion | How this deliverable answers it |
|---|---|
| K1.1 | Its soundings are dated. |
"""

TIMETABLE = """---
id: F2
title: Timetable
type: deliverable
other_names: []
phase: sail
needs: [F1]
owner: HM
gate: K2
provenance: our own
version: "1"
---
## In short
The timetable (F2) says when a ferry goes.

## The template

### Winter
Say when it goes in winter.

Evidence: tides.

Example: At nine.

## Gate criteria it answers
| Criterion | How this deliverable answers it |
|---|---|
| K2.1 | It leaves an hour for fog. |
"""

FIRST_GATE = """---
id: K1
title: Slipway gate
type: gate
other_names: [first gate]
phase: plan
order: 1
endorses: [Pilots' Guild]
approves: [Harbour Board]
provenance: our own
version: "1"
---
## In short
The slipway gate (K1) asks whether it is deep enough.

## Criteria
A plan passes when both are met:

- **K1.1** The soundings are dated.
- **K1.2** The pilots agree.

## How each criterion is judged
| Criterion | What counts as evidence | Who can judge it | Answered by |
|---|---|---|---|
| K1.1 | A date | The guild | F1 |
| K1.2 | A show of hands | The guild | judgement |

## Hurdles
A route must pass:

- **W1** Deep: four metres at low water.

## How each hurdle is judged
| Hurdle | What it tests | How to set the local threshold | Who can judge it |
|---|---|---|---|
| W1 | Depth | Draught and a metre | The guild |
"""

SECOND_GATE = """---
id: K2
title: Quay gate
type: gate
other_names: []
phase: sail
order: 2
endorses: []
approves: [harbour master]
provenance: our own
version: "1"
---
## In short
The quay gate (K2) lets a ferry sail.

## Criteria
It passes when this is met:

- **K2.1** There is time to spare.

## How each criterion is judged
| Criterion | What counts as evidence | Who can judge it | Answered by |
|---|---|---|---|
| K2.1 | The timetable | The harbour master | F2, judgement |
"""

PAGES = {
    "approach.md": OVERVIEW,
    "papers/F1-depth-survey.md": SURVEY,
    "papers/F2-timetable.md": TIMETABLE,
    "gates/K1.md": FIRST_GATE,
    "gates/K2.md": SECOND_GATE,
}


def write(folder: Path, **changes: tuple[str, str]) -> Path:
    """The small approach in `folder`; `changes`: a page's id → (text in it, text instead)."""
    for name, text in PAGES.items():
        key = text.split("id: ", 1)[1].split("\n", 1)[0]
        if key in changes:
            assert changes[key][0] in text
            text = text.replace(*changes[key], 1)
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return folder
