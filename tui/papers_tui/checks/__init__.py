"""Looks at everything that a library consists of, and changes nothing."""
