"""A published figure against its own past and against others: what changed, what differs, and by more than chance or not."""
