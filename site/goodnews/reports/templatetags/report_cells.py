"""Tags of the report's table."""

from django import template
from django.utils.html import format_html_join

from goodnews.reports.tables import TableRow

register = template.Library()


@register.simple_tag
def cells(row: TableRow):
    """Return the cells of one line; a loop in the template takes five times as long for 6,000."""
    return format_html_join("", "<td>{}</td>", ((cell,) for cell in row.cells))
