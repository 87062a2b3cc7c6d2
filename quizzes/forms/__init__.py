"""Forms, a file a topic."""
