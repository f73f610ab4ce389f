"""What is said of statistics: the words follow from rules, and every number in them is bound."""
