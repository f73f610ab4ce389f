"""Read what publishers release, as they release it, and keep it as the project's own store of figures."""

from helpers.sources.importers.import_report import ImportReport
from helpers.sources.importers.intake import import_folder

__all__ = ["ImportReport", "import_folder"]
