"""The ledger: every number shown, where it stands and where it is from, and the pages read against it."""
