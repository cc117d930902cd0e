"""What the crawler takes for valid, and that it reads every page that could be otherwise."""

import pytest

from tests.web.reading_html import read

PAGE = '<!DOCTYPE html><html lang="en"><head><title>T</title></head><body>{}</body></html>'


@pytest.mark.parametrize(
    "body",
    [
        "<p>a<div>b</div></p>",
        "<table><tr><td>a</td></tr><p>b</p></table>",
        "<ul><li>a</li></ol></ul>",
        '<p title="a" title="b">c</p>',
        "<p>a &nosuch; b</p>",
        "<p>a & b &lt c</p>",
        "<b>a<p>b</b></p>",
        "<a href='x'>a<a href='y'>b</a></a>",
    ],
)
def test_a_fault_is_told_wherever_what_is_around_it_was_seen(body: str) -> None:
    good = "<p>a</p><div>b</div><ul><li>a</li></ul><b>c</b><a href='x'>d</a>"
    assert read(PAGE.format(good).encode())[1] == []
    for text in (body, good + body, good * 2 + body + good):
        assert read(PAGE.format(text).encode())[1], text


def test_a_page_of_known_parts_is_right_and_read_all_the_same() -> None:
    row = "<tr><td>{}</td></tr>"
    for rows in (1, 3, 9):
        body = "<table><tbody>" + "".join(row.format(n) for n in range(rows)) + "</tbody></table>"
        root, faults = read(PAGE.format(body).encode())
        assert faults == []
        assert [cell.text for cell in root.iter("td")] == [str(n) for n in range(rows)]
