"""Texts in, vectors out: one embedder a family of models."""
