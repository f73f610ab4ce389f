"""The report's formats for nbconvert, such as `jupyter nbconvert --to report_html chapter.ipynb`, of one chapter alone."""

from __future__ import annotations

import re
from typing import Any

from nbconvert.exporters import Exporter, TemplateExporter
from nbformat import NotebookNode
from traitlets.config import Config

from helpers.errors import ReportError
from helpers.publish import chapter
from helpers.publish.book import pdf
from helpers.publish.report_details import ReportDetails
from helpers.publish.review import pages as review
from helpers.publish.website import pages
from helpers.sources import YearFolder, open_year

PARAMETER = re.compile(r'^(partnership|year) *= *["\'](.+)["\']', re.MULTILINE)
OPENED = re.compile(r'sources\.chapter\(\s*["\'](\w+)["\']')


class OwnSettings(Exporter):
    """An exporter that ignores the user's nbconvert configuration, so that a chapter looks the same on every machine.

    A template name or a preprocessor meant for other notebooks would break the format or empty it.
    """

    def __init__(self, config: Config | None = None, **options: Any) -> None:
        super().__init__(config=Config(), **options)  # type: ignore[no-untyped-call]


class ReportHTMLExporter(OwnSettings, TemplateExporter):
    """One executed chapter as a single HTML page, with the same words and pictures as in the site."""

    export_from_notebook = "Report chapter (HTML)"
    output_mimetype = "text/html"

    def _file_extension_default(self) -> str:
        return ".html"

    def _template_name_default(self) -> str:
        return pages.FOLDER.name

    def _extra_template_basedirs_default(self) -> list[str]:
        return [str(pages.TEMPLATES)]

    def _create_environment(self) -> Any:
        return super()._create_environment().overlay(**pages.JINJA)  # type: ignore[no-untyped-call]

    def from_notebook_node(  # type: ignore[override]
        self, nb: NotebookNode, resources: dict[str, Any] | None = None, **options: Any
    ) -> tuple[str, dict[str, Any]]:
        """Return the page and nbconvert's resources; a chapter that failed raises ReportError."""
        given_resources = resources or {}
        page_resources = pages.alone(
            chapter.read(nb, _name(nb, given_resources)), _details(nb, _name(nb, given_resources))
        )
        return super().from_notebook_node(nb, given_resources | page_resources, **options)


class ReportReviewExporter(OwnSettings):
    """One executed chapter as a page for reviewers: its code beside the output, and the provenance of every number."""

    export_from_notebook = "Report chapter for reviewers (HTML)"
    output_mimetype = "text/html"

    def _file_extension_default(self) -> str:
        return ".html"

    def from_notebook_node(  # type: ignore[override]
        self, nb: NotebookNode, resources: dict[str, Any] | None = None, **options: Any
    ) -> tuple[str, dict[str, Any]]:
        """Return the page and nbconvert's resources; a chapter that failed raises ReportError."""
        notebook, resources_out = super().from_notebook_node(nb, resources, **options)
        name = _name(notebook, resources_out)
        return review.alone(
            chapter.read(notebook, name), folder=_folder(notebook, name), details=_details(notebook, name)
        ), resources_out


class ReportTypstExporter(OwnSettings):
    """One executed chapter as the Typst markup from which its PDF is made."""

    export_from_notebook = "Report chapter (Typst)"
    output_mimetype = "text/x-typst"

    def _file_extension_default(self) -> str:
        return ".typ"

    def from_notebook_node(  # type: ignore[override]
        self, nb: NotebookNode, resources: dict[str, Any] | None = None, **options: Any
    ) -> tuple[str, dict[str, Any]]:
        """Return the markup and nbconvert's resources; a chapter that failed raises ReportError."""
        notebook, resources_out = super().from_notebook_node(nb, resources, **options)
        return pdf.chapter_markup(
            chapter.read(notebook, _name(notebook, resources_out)),
            details=_details(notebook, _name(notebook, resources_out)),
        ), resources_out


class ReportPDFExporter(OwnSettings):
    """One executed chapter as PDF/UA-1, laid out as in the book."""

    export_from_notebook = "Report chapter (PDF)"
    output_mimetype = "application/pdf"

    def _file_extension_default(self) -> str:
        return ".pdf"

    def from_notebook_node(  # type: ignore[override]
        self, nb: NotebookNode, resources: dict[str, Any] | None = None, **options: Any
    ) -> tuple[bytes, dict[str, Any]]:
        """Return the PDF and nbconvert's resources; a chapter that failed raises ReportError."""
        notebook, resources_out = super().from_notebook_node(nb, resources, **options)
        return pdf.chapter_pdf(
            chapter.read(notebook, _name(notebook, resources_out)),
            details=_details(notebook, _name(notebook, resources_out)),
        ), resources_out


def _name(notebook: NotebookNode, resources: dict[str, Any]) -> str:
    """The name with which the notebook opens its chapter; failing that the file's name, which may be a copy's, such as out."""
    opened = OPENED.search("\n".join(cell.source for cell in notebook.cells if cell.cell_type == "code"))
    return opened[1] if opened else str(resources.get("metadata", {}).get("name", "notebook"))


def _details(notebook: NotebookNode, name: str) -> ReportDetails:
    from helpers.publish import build

    return build.report_details(_folder(notebook, name))


def _folder(notebook: NotebookNode, name: str) -> YearFolder:
    """The year folder of the chapter's report, by the last `partnership` and `year` set in cells of parameters.

    Raises ReportError where the notebook sets only one of them or neither.
    """
    tagged = [cell.source for cell in notebook.cells if chapter.UNSEEN & set(cell.metadata.get("tags", []))]
    parameters = dict(PARAMETER.findall("\n".join(tagged)))
    if len(parameters) < 2:
        raise ReportError(
            f"{name}.ipynb does not say whose report it is of. Set partnership and year in its cell tagged parameters."
        )
    return open_year(parameters["partnership"], parameters["year"])
