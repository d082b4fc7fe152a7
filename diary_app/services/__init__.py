"""One method per user's act: one act, one transaction, one change set."""
