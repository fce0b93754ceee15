"""What people see: the one-file page, the picture in a notebook, networks for those who draw their own."""

from kg.view.page import page, write

__all__ = ["page", "write"]
