"""The questions that a command is given: one typed, or a file of JSON lines."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

from assistant.model import Question
from ingest.errors import UsageError


def questions(
    typed: str | None, source: Path | None, most: int | None = None
) -> Iterable[Question]:
    """The question typed, or those of a file of JSON lines (`-` is standard input).

    All of a file is checked before the first is answered; standard input is read line by line, so
    that another program can ask one thing after another. `most` characters may stand in each.

    Raises UsageError for neither or both, an empty question, a file that is not there, or a line
    that is not the object it should be.
    """
    if (typed is None) == (source is None):
        raise UsageError('Give one question in quotes, or a file of questions with "--from FILE".')
    if typed is not None:
        if not typed.strip():
            raise UsageError("The question is empty. Type it in quotes after the command.")
        return [_short(Question(_clean(typed)), "The question", most)]
    assert source is not None
    if str(source) == "-":
        if hasattr(sys.stdin, "reconfigure"):
            sys.stdin.reconfigure(encoding="utf-8", errors="strict")
        return _read(sys.stdin, "Standard input", most)
    try:
        with source.open(encoding="utf-8") as lines:
            return list(_read(lines, str(source), most))
    except OSError as error:
        raise UsageError(
            f"The file of questions {source} cannot be opened ({error.strerror}). Check its name "
            "and that you may read it."
        ) from error


def _read(lines: Iterable[str], source: str, most: int | None) -> Iterator[Question]:
    try:
        for number, line in enumerate(lines, start=1):
            line = line.removeprefix("\ufeff")
            if line.strip():
                where = f"{source}, line {number}"
                yield _short(_question(line, where), f"{where}: the question", most)
    except UnicodeDecodeError as error:
        raise UsageError(f"{source} is not UTF-8 text: {error}. Save it as UTF-8.") from error


def _question(line: str, where: str) -> Question:
    shape = 'Each line is one object {"id", "question", "history"}.'
    try:
        row = json.loads(line)
    except (json.JSONDecodeError, RecursionError) as error:
        raise UsageError(f"{where} is not JSON ({error}). {shape}") from error
    if not isinstance(row, dict) or not isinstance(row.get("question"), str):
        raise UsageError(f'{where} has no "question". {shape}')
    history = row.get("history") or []
    if not isinstance(history, list) or not all(isinstance(h, str) for h in history):
        raise UsageError(f'{where}: "history" must be a list of earlier questions, oldest first.')
    identity = row.get("id")
    return Question(
        _clean(row["question"]),
        tuple(map(_clean, history)),
        None if identity is None else _clean(str(identity)),
    )


def _short(question: Question, what: str, most: int | None) -> Question:
    if most is not None and len(question.text) > most:
        raise UsageError(
            f"{what} has {len(question.text)} characters; the most is {most}. Ask for one thing "
            "at a time, or raise WAYMARK_MAX_QUESTION_CHARS."
        )
    return question


def _clean(text: str) -> str:
    """Text without halves of characters and zero bytes, which no index can hold."""
    return text.encode("utf-8", "replace").decode("utf-8").replace("\x00", " ")
