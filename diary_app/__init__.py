"""Morning Diary: a trial participant's dose and symptom diary with the EORTC QLQ-C30."""
