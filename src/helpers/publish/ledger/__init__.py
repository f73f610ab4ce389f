"""The ledger: every number shown with its place and its provenance, and the check of finished pages against it."""
