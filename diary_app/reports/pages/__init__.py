"""The pages of the visit summary, set with reportlab. Import inside functions: it is heavy."""
