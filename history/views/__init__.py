"""What readers see of the fact base: a file for each kind of page."""
