"""The Diary page: the calendar of all cycles, and each day with everything written about it."""
