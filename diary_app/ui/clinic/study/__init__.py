"""The clinic's page about the study as a whole: questionnaires both ways, time to deterioration."""
