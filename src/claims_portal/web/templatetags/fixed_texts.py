"""`{% load i18n %}` of the pages: Django's, with fixed texts looked up once a process.

A long list says the names of its columns in every row. `{% translate "Name" %}` takes 9 µs
each time; a text that is written in the template itself is the same until the process ends.
"""

from django import template
from django.template.base import Parser, Token, Variable
from django.template.context import Context
from django.templatetags import i18n
from django.utils import translation

register = template.Library()
register.tags |= i18n.register.tags
register.filters |= i18n.register.filters


@register.tag
def translate(parser: Parser, token: Token) -> template.Node:
    node = i18n.do_translate(parser, token)
    return FixedText(node) if _is_fixed(node) else node


def _is_fixed(node: i18n.TranslateNode) -> bool:
    said, text = node.filter_expression, node.filter_expression.var
    is_literal = isinstance(text, Variable) and isinstance(text.literal, str)
    return is_literal and not said.filters and node.message_context is None


class FixedText(template.Node):
    child_nodelists = ()

    def __init__(self, node: i18n.TranslateNode) -> None:
        self.variable, node.asvar = node.asvar, None
        self.node = node
        self.by_language: dict[str, str] = {}

    def render(self, context: Context) -> str:
        language = translation.get_language()
        text = self.by_language.get(language)
        if text is None:
            text = self.by_language[language] = self.node.render(context)
        if self.variable is None:
            return text
        context[self.variable] = text
        return ""
