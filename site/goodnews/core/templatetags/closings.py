"""How templates say when something closes."""

from django import template

from goodnews.core.days import short_closing

register = template.Library()

register.filter("closing", short_closing)
