"""From passages to an Answer: evidence chosen, the decision to answer, and the writing of it."""
