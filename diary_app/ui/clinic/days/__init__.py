"""Tabs about the days of one patient: doses, symptoms, blood pressure."""
