"""The Ask room: conversations that are kept, questions with their limits, answers with sources.

    question → kept → answered by a job of its own (`asking`) → kept → shown (`shown`, `screens`)

`room` lays it out and wires it; `routes` is what its script asks for besides. Everything that makes
HTML (`turns`, `answers`, `cards`, `verdicts`, `limits`, `side`) is pure functions. Nothing is
imported here: `room` needs Gradio, and `asking` is a part of every site.
"""
