"""Columns of the bank's lists whose cells say one of a few things."""

from wagtail.admin.ui.tables import BooleanColumn, Column, LocaleColumn, StatusTagColumn


class FewValuesMixin:
    """Renders equal cells of a list once: six templates for each of sixty rows took half the page."""

    def render_cell_html(self, instance, parent_context):
        cells = vars(parent_context["table"]).setdefault("equal_cells", {})
        key = (self.name, self.get_value(instance))
        if key not in cells:
            cells[key] = super().render_cell_html(instance, parent_context)
        return cells[key]


class FewValuesColumn(FewValuesMixin, Column):
    """A column of topics, degrees, uses."""


class FewStatesColumn(FewValuesMixin, StatusTagColumn):
    """A column of states."""


class YesNoColumn(FewValuesMixin, BooleanColumn):
    """A column of ticks and crosses."""


class LanguageColumn(FewValuesMixin, LocaleColumn):
    """A column of languages; Wagtail's asks the cache for their names in every row."""
