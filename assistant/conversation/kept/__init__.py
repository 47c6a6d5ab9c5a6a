"""Conversations as people keep them: named, found again, deleted, and taken away as a file."""

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
from assistant.conversation.kept.store import ConversationStore

__all__ = [
    "Conversation",
    "ConversationStore",
    "ConversationsUnusable",
    "KeptTurn",
    "Listed",
    "NoSuchConversation",
    "Readable",
    "interrupted",
    "title_of",
]
