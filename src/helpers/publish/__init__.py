"""Running chapters and publishing what they show."""

import sys

# nbformat checks notebooks with jsonschema, which, where this package is found, compiles 38 grammars of internet addresses for
# a format that no notebook has: a second of every start.
sys.modules.setdefault("rfc3987_syntax", None)  # type: ignore[arg-type]
