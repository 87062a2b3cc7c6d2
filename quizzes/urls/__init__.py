"""Addresses, a file a topic."""
