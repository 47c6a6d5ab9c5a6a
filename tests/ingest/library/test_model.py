"""Any sequence of puts and removes leaves what a dictionary would hold."""

from __future__ import annotations

import tempfile
from collections.abc import Mapping
from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ingest.library import Scope
from ingest.model import Facts, StructuredDocument
from tests.fakes import FakeEmbedder
from tests.ingest.library.building import DIMENSIONS, assert_whole, built, opened, put

EMBEDDER = FakeEmbedder(DIMENSIONS)
# Letters that trip up tokenisers, encodings and SQL, and some words that stem alike.
WORDS = st.sampled_from(
    ["plan", "plans", "Café", "ünder", "İ", "ß", "中文", "🏥", "O'Hara", '"', "%", "16-25", "a\tb"]
)
LINE = st.lists(WORDS, min_size=1, max_size=5).map(lambda words: "w " + " ".join(words))
FACTS = st.builds(
    Facts,
    title=st.just("t"),
    date=st.sampled_from([None, "2024", "2024-03", "2024-03-13"]),
    collection=st.sampled_from(["default", "board"]),
)
NAMES = st.sampled_from(["a.txt", "b/c.pdf", "é €.docx"])
DOCUMENTS = st.builds(built, NAMES, st.lists(LINE, min_size=1, max_size=4), FACTS)
STEPS = st.lists(
    st.one_of(DOCUMENTS, NAMES, st.sampled_from(["index", "reopen"])), min_size=1, max_size=12
)


@settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow], derandomize=True
)
@given(STEPS)
def test_a_library_is_a_dictionary(steps: list[StructuredDocument | str]) -> None:
    model: dict[str, StructuredDocument] = {}
    with tempfile.TemporaryDirectory() as name:
        library = opened(Path(name), write=True)
        try:
            for step in steps:
                if isinstance(step, StructuredDocument):
                    put(library, step, EMBEDDER)
                    model[step.document] = step
                elif step == "index":
                    assert library.index_vectors()
                elif step == "reopen":
                    library.close()
                    library = opened(Path(name), write=True)
                else:
                    assert library.remove(step) == (model.pop(step, None) is not None)
            assert_whole(library)
        finally:
            library.close()
        with opened(Path(name), write=False) as library:
            assert {r.document: r.facts for r in library.documents()} == {
                name: document.facts for name, document in model.items()
            }
            assert {name: library.text(name) for name in model} == {
                name: document.text for name, document in model.items()
            }
            query = EMBEDDER.embed(["plan"])[0]
            total = sum(len(document.blocks) for document in model.values())
            assert len(library.search_vectors(query, 1000)) == total
            board = library.search_vectors(query, 1000, Scope(collections=frozenset({"board"})))
            assert len(board) == _blocks_of(model, "board")


def _blocks_of(model: Mapping[str, StructuredDocument], collection: str) -> int:
    return sum(len(d.blocks) for d in model.values() if d.facts.collection == collection)
