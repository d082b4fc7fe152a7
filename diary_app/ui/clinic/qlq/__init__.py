"""The questionnaire of one patient over time (picture 16)."""
