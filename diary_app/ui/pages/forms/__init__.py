"""The short forms that open in a card, and what a page with such a form has in common."""
