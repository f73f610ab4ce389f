"""A process that stands by between builds: it has loaded all that a build needs, and forks for each, so that none waits to load."""
