"""What a chapter shows, and the ways it is written: with any of it comes the HTML that JupyterLab shows of a block."""

from helpers.display import html

__all__ = ["html"]
