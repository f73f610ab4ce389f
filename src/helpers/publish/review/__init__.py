"""The reviewers' edition: each chapter with its code beside the output, and the provenance of every number."""
