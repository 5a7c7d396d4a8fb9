"""Answers failures in the envelope. Only this module turns exceptions into statuses and words."""

from __future__ import annotations

import logging
from collections.abc import Mapping
from http.client import responses
from typing import Any

from django.core.exceptions import (
    RequestDataTooBig,
    SuspiciousOperation,
    TooManyFieldsSent,
    TooManyFilesSent,
)
from django.core.exceptions import ValidationError as UnfitValue
from django.db import InterfaceError, OperationalError
from django.http import Http404, HttpRequest, HttpResponse
from django.http.multipartparser import MultiPartParserError
from django.utils.translation import gettext as _
from ninja import NinjaAPI
from ninja.errors import (
    AuthenticationError,
    HttpError,
    Throttled,
    ValidationError,
    ValidationErrorContext,
)
from ninja.openapi.schema import REF_TEMPLATE, OpenAPISchema
from ninja.operation import Operation
from ninja.schema import NinjaGenerateJsonSchema
from pydantic.alias_generators import to_camel

from projects.models import HouseStyle, NotReady, OverLimit, Project, Scene, Shot
from videostudio import disk
from videostudio.acting import acting
from videostudio.busy import away
from videostudio.refusals import TOO_MANY, TOO_MUCH_TEXT, fail, problem, refuse

from .envelope import REFUSED, Problem
from .finding import read_status_of
from .wording import wrong

log = logging.getLogger(__name__)


class Api(NinjaAPI):
    """Sends failures in the envelope, and names its operations after their functions."""

    def set_default_exception_handlers(self) -> None:
        for kind, handler in HANDLERS.items():
            self.add_exception_handler(kind, handler)

    def validation_error_from_error_contexts(
        self, error_contexts: list[ValidationErrorContext]
    ) -> ValidationError:
        """Keep where the mistake is, what it is, and whether there was a value. The value itself is
        not sent back."""
        return ValidationError(
            [
                {
                    "source": context.model.__ninja_param_source__,
                    "name": _name(error),
                    "what": wrong(error),
                    "absent": _is_absent(error),
                }
                for context in error_contexts
                for error in context.pydantic_validation_error.errors()
            ]
        )

    def get_openapi_operation_id(self, operation: Operation) -> str:
        return to_camel(operation.view_func.__name__)

    def get_openapi_schema(self, **where: Any) -> OpenAPISchema:
        """The document, in which every operation may also answer with a problem."""
        document = super().get_openapi_schema(**where)
        document["components"]["schemas"]["Problem"] = Problem.model_json_schema(
            schema_generator=NinjaGenerateJsonSchema
        )
        problem = {"schema": {"$ref": REF_TEMPLATE.format(model="Problem")}}
        refused = {
            status: {
                "description": responses[status],
                "content": {self.renderer.media_type: problem},
            }
            for status in REFUSED
        }
        for methods in document["paths"].values():
            for operation in methods.values():
                operation["responses"] |= refused
        return document


def _not_ready(request: HttpRequest, error: Any) -> HttpResponse:
    about = getattr(request, "about", None)
    return problem(409, error, read_status_of(about) if about else None)


def _over_limit(request: HttpRequest, error: Any) -> HttpResponse:
    return problem(429, error, **{"Retry-After": str(error.seconds)})


def _absent(request: HttpRequest, error: Any) -> HttpResponse:
    return problem(404, _("There is no such thing here, or it is somebody else's."))


def _unknown(request: HttpRequest, error: Any) -> HttpResponse:
    message = _("Sign in, or show a valid token: Authorization: Bearer ...")
    return problem(401, message, **{"WWW-Authenticate": "Bearer"})


def _throttled(request: HttpRequest, error: Any) -> HttpResponse:
    words = _("You have asked too often. Try again in %(seconds)s seconds.")
    wait = error.wait or 1
    return problem(429, words % {"seconds": wait}, **{"Retry-After": str(wait)})


def _http(request: HttpRequest, error: Any) -> HttpResponse:
    if str(error).startswith("Cannot parse"):
        return _unreadable(request, error)
    if str(error).startswith("CSRF"):
        acting().lacked_csrf = True
        return problem(403, _("A session needs its CSRF token: send it as X-CSRFToken."))
    return problem(error.status_code, error)


def _unreadable(request: HttpRequest, error: Any) -> HttpResponse:
    return problem(
        400, _("The body cannot be read: it has to be JSON in UTF-8, or a form's parts.")
    )


def _invalid(request: HttpRequest, error: Any) -> HttpResponse:
    """404 for a wrong address, 400 with the names of absent or blank values, otherwise 422."""
    if any(each["source"] == "path" for each in error.errors):
        return _absent(request, error)
    absent = [each["name"] for each in error.errors if each["absent"]]
    if absent:
        message = _("Missing: %(names)s") % {"names": ", ".join(absent)}
        return problem(400, message, {"missing": absent})
    return _wrong({each["name"]: each["what"] for each in error.errors})


def _unfit(request: HttpRequest, error: Any) -> HttpResponse:
    """Values that a model refuses, each of which is right by itself."""
    by_name = {to_camel(name): " ".join(what) for name, what in error.message_dict.items()}
    return _wrong(by_name)


def _wrong(by_name: Mapping[str, str]) -> HttpResponse:
    words = "; ".join(f"{name}: {what}" for name, what in by_name.items())
    return problem(422, _("This cannot be used: %(what)s") % {"what": words}, {"wrong": by_name})


def _too_many(request: HttpRequest, error: Any) -> HttpResponse:
    return refuse(request, 400, TOO_MANY)


def _too_large(request: HttpRequest, error: Any) -> HttpResponse:
    return refuse(request, 413, TOO_MUCH_TEXT)


def _from_disk(request: HttpRequest, error: Any) -> HttpResponse:
    """A body or a result could not be written."""
    return refuse(request, 507) if disk.is_full(error) else _unexpected(request, error)


def _away(request: HttpRequest, error: Any) -> HttpResponse:
    log.warning("The API could not use the database: %s", request.path, exc_info=error)
    return away(request)


def _unexpected(request: HttpRequest, error: Any) -> HttpResponse:
    log.error("The API failed at %s", request.path, exc_info=error)
    return fail(request, 500)


def _name(error: Mapping[str, Any]) -> str:
    """The value's place, such as "page" or "scenes.0.narration", without our argument's name."""
    first, *rest = error["loc"]
    return ".".join(map(str, rest or [first]))


def _is_absent(error: Mapping[str, Any]) -> bool:
    given = error.get("input")
    blank = given is None or (isinstance(given, str) and not given.strip())
    return error["type"] == "missing" or blank


HANDLERS: dict[type[Exception], Any] = {
    NotReady: _not_ready,
    OverLimit: _over_limit,
    Http404: _absent,
    Project.DoesNotExist: _absent,
    Scene.DoesNotExist: _absent,
    Shot.DoesNotExist: _absent,
    HouseStyle.DoesNotExist: _absent,
    AuthenticationError: _unknown,
    Throttled: _throttled,
    HttpError: _http,
    ValidationError: _invalid,
    UnfitValue: _unfit,
    MultiPartParserError: _unreadable,
    SuspiciousOperation: _unreadable,
    TooManyFieldsSent: _too_many,
    TooManyFilesSent: _too_many,
    RequestDataTooBig: _too_large,
    OSError: _from_disk,
    OperationalError: _away,
    InterfaceError: _away,
    Exception: _unexpected,
}
