"""The run that is held against the baseline: the cases and the corpus that come with Waymark.

    corpus/ → Library → register's examples → cases → generated → scores

Nobody's own settings have a part in it: the level is that of Waymark as it comes.
"""

from __future__ import annotations

from datetime import date as Date
from pathlib import Path
from typing import TYPE_CHECKING

from evals.run_folder import RunFolder
from ingest.errors import UsageError, WaymarkError

if TYPE_CHECKING:
    from ingest.embed.base import Embedder
    from ingest.report import Progress
    from ingest.settings import Settings

CASES = Path(__file__).resolve().parent / "cases"
CORPUS = Path(__file__).resolve().parents[1] / "corpus"


def level(folder: RunFolder, library: Path, embedder: Embedder | None = None) -> RunFolder:
    """Run the committed cases over the committed corpus and score them.

    `library` is made if need be and brought up to date with the corpus; the register's examples
    are put into it. Raises UsageError where the corpus is not there, WaymarkError where a paper of
    it could not be read.
    """
    from assistant.ask import Assistant
    from evals.cases import load_cases
    from evals.generate import faults, generate
    from evals.remembered import Remembering
    from evals.score import score
    from ingest.embed.minilm import SentenceTransformerEmbedder
    from ingest.settings import Settings

    if not CORPUS.is_dir():
        raise UsageError(f"The corpus is not here ({CORPUS}). Run this in Waymark's repository.")
    settings = Settings.model_construct(library=library)  # whatever the environment says
    model = embedder or SentenceTransformerEmbedder(
        settings.embedding_model, settings.embedding_batch
    )
    _papers(settings, model)
    cases = load_cases([CASES])
    with Assistant(settings, Remembering(model)) as assistant:
        wrong = list(faults(assistant, cases))
        if wrong:
            raise WaymarkError(f"The cases do not fit the corpus: {'; '.join(wrong[:5])}.")
        generate(assistant, cases, folder)
    score(folder)
    return folder


def _papers(settings: Settings, embedder: Embedder) -> None:
    from assistant.approach_in_force import ApproachInForce
    from assistant.register import Register
    from assistant.register.examples import load
    from evals.progress import watched
    from ingest.run import ingest

    with watched("Ingesting the corpus", None) as show:

        def tell(progress: Progress) -> None:
            if progress.stage == "reading":
                show(progress.done)

        report = ingest([CORPUS], settings, embedder, on_progress=tell)
    if report.failed:
        first = report.failed[0]
        raise WaymarkError(f"{first.document} could not be read: {first.reason}")
    register = Register.open(settings.library, write=True)
    load(register, ApproachInForce(settings).now().approach, Date.today())
