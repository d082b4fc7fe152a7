"""Whole diaries through the program as people run it."""
