"""Today: the capsule card, the cycle, what else is open."""
