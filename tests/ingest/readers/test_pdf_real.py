"""Real papers, where they lie beside the repository: every block stands in the file as quoted."""

from __future__ import annotations

import re
from pathlib import Path

import pypdfium2
import pytest

from tests.ingest.readers.pdf_making import read

REAL = Path(__file__).parents[4] / "shared" / "real"
LEAST_EXACT = 0.99
LEAST_KEPT = 0.9

pytestmark = pytest.mark.skipif(
    not REAL.is_dir(), reason="the real papers are not beside the repository"
)


def folded(text: str) -> str:
    return "".join(re.findall(r"[a-z0-9£%/.]+", text.lower().replace(",", "")))


@pytest.mark.parametrize(
    "name",
    sorted(p.name for p in REAL.glob("*.pdf") if "accounts" not in p.name) or ["none"],
)
def test_blocks_are_in_the_file_word_for_word(name: str) -> None:
    found = read(REAL / name)
    document = pypdfium2.PdfDocument(REAL / name)
    pages = [folded(document[i].get_textpage().get_text_range()) for i in range(len(document))]
    document.close()
    exact = [folded(b.text) in pages[(b.page or 0) - 1] for b in found.blocks]
    assert sum(exact) / len(exact) >= LEAST_EXACT
    kept = sum(len(folded(b.text)) for b in found.blocks)
    assert kept >= LEAST_KEPT * sum(map(len, pages))
