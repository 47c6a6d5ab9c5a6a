"""pdfium serves one thread at a time: the lock that everything in Waymark takes around it.

pdfium keeps state for the whole process, so that two threads in it at once may end the process,
even with different files. Whoever calls it holds `LOCK` meanwhile, and not for longer than a page.
"""

from __future__ import annotations

from threading import RLock

LOCK = RLock()
