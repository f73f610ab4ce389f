"""Read what publishers release, as they release it, and keep it as the project's own store of figures."""

from helpers.sources.importers import release_listing
from helpers.sources.importers.import_folder import import_folder
from helpers.sources.importers.import_report import ImportReport

__all__ = ["ImportReport", "import_folder", "release_listing"]
