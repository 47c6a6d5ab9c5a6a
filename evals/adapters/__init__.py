"""Outside sets of questions, each as papers and cases: one module a format."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

from evals.adapters.base import OutsideSet, prepare
from evals.adapters.beir import beir
from evals.adapters.clapnq import clapnq
from evals.adapters.mtrag import mtrag, rewrites
from evals.adapters.qmsum import qmsum

__all__ = ["ADAPTERS", "OutsideSet", "prepare"]

ADAPTERS: Mapping[str, Callable[[Path], OutsideSet]] = {
    "beir": beir,
    "clapnq": clapnq,
    "mtrag": mtrag,
    "mtrag-rewrites": rewrites,
    "qmsum": qmsum,
}
