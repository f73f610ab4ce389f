"""What a partnership's next year begins with: settings, what stands from last year, its promises, and a check-list."""

from helpers.sources.new_year.checklist import renew
from helpers.sources.new_year.files import files

__all__ = ["files", "renew"]
