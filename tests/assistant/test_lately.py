from __future__ import annotations

from assistant.lately import Lately


def test_the_one_used_the_longest_ago_goes() -> None:
    kept: Lately[str, int] = Lately(2)
    kept.keep("a", 1)
    kept.keep("b", 2)
    assert kept.get("a") == 1, "it counts as used"
    kept.keep("c", 3)
    assert [kept.get(key) for key in "abc"] == [1, None, 3]
    kept.keep("a", 4)
    kept.keep("d", 5)
    assert [kept.get(key) for key in "acd"] == [4, None, 5]
