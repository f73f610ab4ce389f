"""What several tests need: small reports, tables made by hand, readers of what was published."""

from pathlib import Path

PROJECT = Path(__file__).resolve().parents[2]
SHARED = PROJECT.parent / "shared"
