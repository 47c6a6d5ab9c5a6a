"""A judge over a run: a line in `judged.jsonl` for each answer, as soon as it is there.

`judge.json` says which model it was and by which instructions. What was judged by the same before
is not asked again, so that a stopped run goes on.
"""

from __future__ import annotations

import hashlib
import json
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from evals.cases import Case
from evals.generated import Generated
from evals.judge.base import Judge
from evals.judge.chat import ChatJudge, material
from evals.progress import told
from evals.run_folder import RunFolder
from ingest.errors import UsageError

if TYPE_CHECKING:
    from ingest.settings import Settings


def configured(settings: Settings) -> ChatJudge | None:
    """The judge that the settings name, None where they name none. Raises UsageError for half."""
    if not settings.judge_url and not settings.judge_model:
        return None
    if not settings.judge_url or not settings.judge_model:
        raise UsageError(
            "A judge needs both WAYMARK_JUDGE_URL and WAYMARK_JUDGE_MODEL. Set the other too, or "
            "unset both."
        )
    key = settings.judge_key.get_secret_value() if settings.judge_key else ""
    return ChatJudge(settings.judge_url, settings.judge_model, key)


def judge(folder: RunFolder, by: Judge) -> int:
    """Have every answer of a run judged that was not yet. Returns how many were judged now."""
    cases, generated = folder.cases(), folder.generated()
    answers = [
        (case, generated[case.id])
        for case in cases
        if case.id in generated and generated[case.id].answered
    ]
    kept = {row["id"]: row for row in folder.judged()}
    keys = {case.id: _key(case, made, by) for case, made in answers}
    done = [kept[i] for i, key in keys.items() if i in kept and kept[i]["key"] == key]
    folder.write_json(
        "judge.json",
        {
            "model": by.name,
            "terms": by.terms,
            "made": datetime.now(UTC).isoformat(timespec="seconds"),
        },
    )
    folder.write_judged(done)
    left = [pair for pair in answers if pair[0].id not in {row["id"] for row in done}]
    for case, made in told(left, "Judging"):
        verdict = by.verdict(case, made)
        folder.add_judged(
            {
                "id": case.id,
                "key": keys[case.id],
                "supported": verdict.supported,
                "complete": verdict.complete if _wanted(case) else None,
                "why": verdict.why,
            }
        )
    return len(left)


def _wanted(case: Case) -> bool:
    return bool(case.nuggets or case.items or case.values)


def _key(case: Case, made: Generated, by: Judge) -> str:
    """The same only for the same answer to the same case under the same judge."""
    parts = json.dumps([by.name, by.terms, material(case, made)])
    return hashlib.sha256(parts.encode()).hexdigest()[:16]
