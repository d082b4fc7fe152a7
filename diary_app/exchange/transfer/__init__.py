"""The formats of the three files that go between clinic and patient."""
