"""Chapters run: each through papermill in a process of its own, several at once, and none twice for nothing."""
