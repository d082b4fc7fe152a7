"""The diary log: entries, their canonical form and the chains they build."""
