"""The Results page: what became of the questionnaires."""
