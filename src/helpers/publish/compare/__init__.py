"""Two reports side by side: what changed between two years, two versions of one, or two partnerships."""
