"""From a question to the passages most likely to hold its answer: words and meaning, fused."""
