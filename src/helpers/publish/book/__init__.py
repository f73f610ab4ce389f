"""The book: one PDF that a screen reader can follow."""
