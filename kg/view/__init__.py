"""What people see: the one-file page, the picture in a notebook, networks for those who draw their own."""

from kg.view.data import Shelf
from kg.view.notebook import Picture, show
from kg.view.page import page

__all__ = ["Picture", "Shelf", "page", "show"]
