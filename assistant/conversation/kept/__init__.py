"""Conversations as people keep them: named, found again, deleted, and taken away as a file.

    begin → ask → answered → seen → shown, or exported

What is kept (`model`, `store`) is whole. What a person is shown of it has always been through
`seen`, which leaves out answers from papers that the person can no longer open.
"""

from assistant.conversation.kept.export import file_name, to_markdown
from assistant.conversation.kept.model import (
    Conversation,
    ConversationsUnusable,
    KeptTurn,
    Listed,
    NoSuchConversation,
    Readable,
    interrupted,
    title_of,
)
from assistant.conversation.kept.seen import (
    Mark,
    Papers,
    SeenConversation,
    SeenTurn,
    collections_of,
    readable,
    seen,
)
from assistant.conversation.kept.store import ConversationStore
from assistant.conversation.kept.word import to_word

__all__ = [
    "Conversation",
    "ConversationStore",
    "ConversationsUnusable",
    "KeptTurn",
    "Listed",
    "Mark",
    "NoSuchConversation",
    "Papers",
    "Readable",
    "SeenConversation",
    "SeenTurn",
    "collections_of",
    "file_name",
    "interrupted",
    "readable",
    "seen",
    "title_of",
    "to_markdown",
    "to_word",
]
