"""The Visits tab: decisions, visits, events, medicines, response, capsules."""
