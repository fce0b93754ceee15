"""The picture in a notebook."""

from kg.view import show
from tests.view.conftest import Visit
from tests.view.fixtures import world


def test_a_cell_shows_the_page_in_a_frame(chromium, tmp_path):
    """The frame draws, its links turn the page without leaving it, and the notebook around it is out of reach."""
    path = tmp_path / "notebook.html"
    cell = show(*world(), height=700)._repr_html_()
    path.write_text(f"<!doctype html><html data-ready=yes><body style='margin:0'><p id=mine>mine</p>{cell}", "utf-8")
    page = Visit(chromium, path).go()
    frame = page.tab.frame_locator("iframe")
    frame.locator("nav a:has-text('Outlets')").click()
    frame.locator("td a:has-text('shortened')").click()
    assert "lorry by lorry" in frame.locator(".wording del").inner_text()
    assert page.see("#mine") == "mine"
    assert page.tab.url.endswith("notebook.html")
    reach = "try { parent.document.title } catch (error) { error.name }"
    assert page.tab.frames[1].evaluate(reach) == "SecurityError"
    assert page.silent()
    page.context.close()


def test_a_picture_is_the_page(world_page):
    """The same bytes as the file, in a frame of the height asked for."""
    picture = show(*world(), height=333)
    assert picture.html == world_page
    assert "height:333px" in picture._repr_html_()
