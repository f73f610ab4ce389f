"""A preview: the site served to its author's browser alone, and built anew as files are saved."""
