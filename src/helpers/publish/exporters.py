"""The report's formats for nbconvert: `jupyter nbconvert --to report-html chapter.ipynb`, run or not from the report's own build."""

from __future__ import annotations

from typing import Any

from nbconvert.exporters import TemplateExporter
from nbformat import NotebookNode

from helpers.publish import chapter, pages


class ReportHTMLExporter(TemplateExporter):
    """One executed chapter as a page that stands alone, with the same words and pictures as in the site."""

    export_from_notebook = "Report chapter (HTML)"
    output_mimetype = "text/html"

    def _file_extension_default(self) -> str:
        return ".html"

    def _template_name_default(self) -> str:
        return pages.FOLDER.name

    def _extra_template_basedirs_default(self) -> list[str]:
        return [str(pages.TEMPLATES)]

    def _create_environment(self) -> Any:
        return super()._create_environment().overlay(**pages.JINJA)

    def from_notebook_node(
        self, nb: NotebookNode, resources: dict[str, Any] | None = None, **options: Any
    ) -> tuple[str, dict[str, Any]]:
        """Return the page and nbconvert's resources; a chapter that failed raises ReportError."""
        held = resources or {}
        told = chapter.read(nb, held.get("metadata", {}).get("name", "notebook"))
        return super().from_notebook_node(nb, held | pages.alone(told), **options)
