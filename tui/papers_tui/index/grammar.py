"""The grammar of the query language, as plugins of Whoosh's parser."""

import re
from typing import Any, Final

from whoosh import fields, qparser, query
from whoosh.qparser import syntax
from whoosh.qparser.common import attach

from papers_tui.index.language import NAMES, SEARCHED_NAMES, complaint
from papers_tui.index.text_fields import UNFINISHED, Misfit, anywhere
from papers_tui.index.wellformed import MINUS, operator


class _Together(syntax.GroupNode):  # type: ignore[misc]  # Whoosh has no types
    """What stands beside each other; other than what an explicit AND joins."""

    qclass = query.And


class _Word(syntax.WordNode):  # type: ignore[misc]  # Whoosh has no types
    """A word, whose field knows what it means."""

    def query(self, parser: Any) -> Any:  # noqa: ANN401
        field = parser.schema[self.fieldname]
        return attach(field.parse_query(self.fieldname, self.text, boost=self.boost), self)


class _Quoted(_Word):
    """Words in quotation marks."""

    def __init__(self, text: str, distance: str | None) -> None:
        super().__init__(text)
        self._distance = distance

    def query(self, parser: Any) -> Any:  # noqa: ANN401
        field = parser.schema[self.fieldname]
        found = field.parse_quoted(self.fieldname, self.text, boost=self.boost)
        if self._distance:
            message = f"{self._distance} is left out: quoted words stand one behind the other"
            found = Misfit(message, attach(found, self))
        return attach(found, self)


class _Everything(syntax.SyntaxNode):  # type: ignore[misc]  # Whoosh has no types
    """A lone star."""

    def query(self, _parser: Any) -> Any:  # noqa: ANN401
        return attach(query.Every(), self)


class _NoField(syntax.SyntaxNode):  # type: ignore[misc]  # Whoosh has no types
    """A word that looks like a field, and is none."""

    def __init__(self, text: str, message: str) -> None:
        self._text = text
        self._message = message

    def query(self, _parser: Any) -> Any:  # noqa: ANN401
        misfit = Misfit(self._message, anywhere(self._text))
        misfit.startchar = self.startchar
        misfit.endchar = self.startchar + self._text.index(":")
        return misfit


class _WordPlugin(qparser.TaggingPlugin):  # type: ignore[misc]  # Whoosh has no types
    """Reads what no other plugin reads, a word at a time."""

    expr = r'[^\s"()]+'
    priority = 200

    def create(self, _parser: Any, match: re.Match[str]) -> Any:  # noqa: ANN401
        text, word = match.string, match[0]
        named = text[match.start() - 1 : match.start()] == ":"
        if named or ":" not in word:
            everything = not named and set(word.rstrip(UNFINISHED)) == {"*"}
            return _Everything() if everything else _Word(word)
        message = complaint(word, text[match.end() : match.end() + 1])
        return _Word(word) if message is None else _NoField(word, message)


class _QuotePlugin(qparser.TaggingPlugin):  # type: ignore[misc]  # Whoosh has no types
    """Reads what stands in quotation marks."""

    expr = '"(?P<text>[^"]*)"(?P<distance>~[0-9]*)?'
    nodetype = _Quoted


class _FieldsPlugin(qparser.FieldsPlugin):  # type: ignore[misc]  # Whoosh has no types
    """Reads the names of fields, in capitals too, where a value stands right behind the colon."""

    class FieldnameTagger(qparser.FieldsPlugin.FieldnameTagger):  # type: ignore[misc]  # the same
        def create(self, _parser: Any, match: re.Match[str]) -> Any:  # noqa: ANN401
            return syntax.FieldnameNode(match["text"].lower(), match[0])


class _Parser(qparser.QueryParser):  # type: ignore[misc]  # Whoosh has no types
    """Whoosh's parser, asking its plugins once for what they do; it holds no state of a query."""

    def _priorized(self, method: str) -> Any:  # noqa: ANN401
        if method not in self._known:
            self._known[method] = super()._priorized(method)
        return self._known[method]

    def __init__(self, *arguments: Any, **options: Any) -> None:  # noqa: ANN401
        self._known: dict[str, Any] = {}
        super().__init__(*arguments, **options)


def _make_parser() -> Any:  # noqa: ANN401
    names = "|".join(sorted(NAMES, key=len, reverse=True))
    plugins = [
        qparser.GroupPlugin(),
        qparser.OperatorsPlugin(
            And=operator("AND"),
            Or=operator("OR"),
            Not=f"(?:{operator('NOT')}|{MINUS})",
            AndNot=None,
            AndMaybe=None,
            Require=None,
        ),
        _FieldsPlugin(rf"(?i)(?<!:)(?P<text>{names}):(?=[^\s)])"),
        _QuotePlugin(),
        _WordPlugin(),
        qparser.MultifieldPlugin(list(SEARCHED_NAMES), fieldboosts=SEARCHED_NAMES),
    ]
    schema = fields.Schema(**NAMES)
    return _Parser(None, schema, plugins=plugins, group=_Together)


PARSER: Final = _make_parser()
"""Parses what `wellformed` has put in order. Threads can share it."""
