"""Paper entry (picture 15): papers waiting, two blind passes, comparing, settling, scores."""
