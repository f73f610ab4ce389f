"""A published figure against earlier ones and against others: what changed, what differs, and by more than chance or not."""
