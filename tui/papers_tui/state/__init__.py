"""What the user said of papers: the only package that knows SQLite."""
