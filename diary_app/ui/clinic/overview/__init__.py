"""One patient at a glance (pictures 14 and 24)."""
