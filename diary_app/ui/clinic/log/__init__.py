"""The clinic's log page (picture 17b): who did what when, and one value's whole life."""
