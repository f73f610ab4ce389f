"""A published figure against what it was and against others: what changed, what differs, and by more than chance or not."""
