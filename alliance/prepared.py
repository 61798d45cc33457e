"""Querysets that are compiled to SQL once, for pages that are asked for all the time.

Django takes longer to compile a statement with many parts than PostgreSQL to answer
it. A prepared queryset is compiled when it is first asked; from then on only its
parameters change, so the rule which rows may be seen stays in the queryset methods.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date, datetime
from functools import cached_property
from typing import Any, cast

from django.contrib.postgres.expressions import ArraySubquery
from django.contrib.postgres.fields import ArrayField
from django.db import connection
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import (
    BooleanField,
    DateField,
    DateTimeField,
    Expression,
    F,
    Field,
    Func,
    QuerySet,
    TextField,
)
from django.db.models.functions import JSONObject
from django.db.models.sql.compiler import SQLCompiler


class Parameter(Expression):
    """A value that is given when the statement is asked."""

    def __init__(self, name: str, output_field: Field) -> None:
        self.name = name
        super().__init__(output_field=output_field)

    def as_sql(
        self, _compiler: SQLCompiler, _connection: BaseDatabaseWrapper
    ) -> tuple[str, tuple[Any, ...]]:
        return "%s", (self,)


# The day and the moment of the question, for queryset methods that take one.
DAY = cast("date", Parameter("day", DateField()))
NOW = cast("datetime", Parameter("now", DateTimeField()))


class Prepared:
    """Rows of a queryset as dictionaries, made by ``JSONObject`` in PostgreSQL."""

    def __init__(self, build: Callable[[], QuerySet]) -> None:
        self.build = build

    @cached_property
    def _compiled(self) -> tuple[str, tuple[Any, ...]]:
        return self.build().query.sql_with_params()

    def __call__(self, **values: object) -> list[dict[str, Any]]:
        sql, parameters = self._compiled
        filled: list[Any] = [
            values[parameter.name] if isinstance(parameter, Parameter) else parameter
            for parameter in parameters
        ]
        with connection.cursor() as cursor:
            cursor.execute(sql, filled)
            return [json.loads(row) for (row,) in cursor.fetchall()]


def among(field: str, name: str, kind: Field | None = None) -> Func:
    """Whether the field is one of the values in the parameter: asks its index."""
    return Func(
        F(field),
        Parameter(name, ArrayField(kind or TextField())),
        template="%(expressions)s)",
        arg_joiner=" = ANY(",
        output_field=BooleanField(),
    )


def rows(queryset: QuerySet, **fields: object) -> ArraySubquery:
    """Related rows as a list of dictionaries, in the statement of their parent."""
    return ArraySubquery(queryset.values_list(JSONObject(**fields), flat=True))
