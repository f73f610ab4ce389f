"""What several tests need: small reports, tables made by hand, readers of what was published."""
