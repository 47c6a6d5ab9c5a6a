"""The Quality room: the latest evaluation, and feedback on answers to look into."""
