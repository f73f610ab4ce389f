"""Running chapters and publishing what they show."""

import sys

# nbformat checks notebooks with jsonschema, which, where it finds these packages, prepares for formats that no notebook has:
# the first alone compiles 38 grammars of internet addresses, a second of every start.
for unneeded in ("rfc3987_syntax", "isoduration"):
    sys.modules.setdefault(unneeded, None)  # type: ignore[arg-type]
