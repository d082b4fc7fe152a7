"""Small windows over the page: confirmations and short forms."""
