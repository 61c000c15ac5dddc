from unittest import mock

from wagtail.admin.ui.tables import Column, Table

from quizblocks.columns import FewValuesColumn


def test_equal_cells_of_a_list_are_rendered_once_and_those_of_another_list_again():
    column = FewValuesColumn("kind")

    def cells(*kinds) -> list[str]:
        context = {"table": Table([column], []), "row": None}
        return [column.render_cell_html({"kind": kind}, context) for kind in kinds]

    render = Column.render_cell_html
    with mock.patch.object(Column, "render_cell_html", autospec=True, side_effect=render) as asked:
        easy, hard, again = cells("Dễ", "Khó", "Dễ")
        assert asked.call_count == 2
        cells("Dễ")
        assert asked.call_count == 3
    assert easy == again
    assert "Dễ" in easy
    assert "Khó" in hard
