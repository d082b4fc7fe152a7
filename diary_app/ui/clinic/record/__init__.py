"""Tabs about the record of one patient: corrections and late entries, files."""
