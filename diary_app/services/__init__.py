"""One method per act of a user; one act is one transaction and one change set."""
