"""The questionnaire: where it stands, one item a page, a review, and the end."""
