"""Sentences about statistics: rules choose the words, and every number in them is bound to its data."""
