"""Files to records: one module a format, chosen by content."""
