"""The reviewers' edition: each chapter with its code beside what it made, and where every number is from."""
