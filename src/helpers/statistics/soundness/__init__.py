"""Whether a year's figures hold together and cover what a report must hold: rules, registers, ranks, coverage, impact."""
