"""Jinja for prose and templates: sandboxed, strict about names, and without arithmetic."""

from __future__ import annotations

import inspect
import re
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from jinja2 import (
    ChoiceLoader,
    FileSystemLoader,
    StrictUndefined,
    TemplateNotFound,
    TemplateSyntaxError,
    pass_environment,
)
from jinja2.exceptions import TemplateError, UndefinedError
from msgspec import Struct, field

from rapport.compose.filters import FilterError, Wording
from rapport.compose.folders import is_within
from rapport.compose.names import Shelf
from rapport.compose.sandbox import CalculationError, Environment, LimitError, Markdown
from rapport.diagnostic import Diagnostic, Level, did_you_mean
from rapport.notation import Quantity, format_quantity
from rapport.origin import Origin

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path
    from types import TracebackType

    from jinja2 import Template

    from rapport.model.scalar import Prose

Span = tuple[int, int]
"""Where a part of a text begins and ends."""
Place = Callable[[int, int], Origin]
"""Tells where in a file a part of a text stands."""

_MISSING = re.compile(r"(?:has no attribute|has no element) '?([^']+)'?|^'([^']+)' is undefined")
_FORBIDDEN = re.compile(r"access to attribute '([^']+)'")
_STOP = re.compile(r"(?:got|unexpected|unknown tag) '([^']+)'")

_TOO_MUCH_TO_READ = (RecursionError, MemoryError, SyntaxError, ValueError)
"""What Python says of code that is nested too deeply or has a number of thousands of digits."""
_FAULTS = (FilterError, TemplateError, TypeError, ValueError, ArithmeticError, LookupError)
"""What an expression may raise."""
_EXPRESSION = re.compile(r"\{\{.*?\}\}", re.DOTALL)
_TOO_DEEP = "uttrycket går inte att läsa; det är för djupt nästlat eller har ett orimligt stort tal"
_ENDLESS = "mallen eller texten tar aldrig slut: den anropar sig själv, eller blir större än minnet"

_TEMPLATE_ENDING = ".md.j2"

MARKDOWN_SIGNS = re.compile(r"([\\`*_\[\]<>|])")


@pass_environment
def _finalize(env: Environment, value: object) -> object:
    if isinstance(value, Quantity):
        return format_quantity(value)
    env.measured(value)
    if isinstance(value, str) and not isinstance(value, Markdown):
        return MARKDOWN_SIGNS.sub(r"\\\1", value)
    return value


class _Folder(FileSystemLoader):
    """A folder of templates; a link that leads out of the project is no template."""

    def __init__(self, folder: Path) -> None:
        super().__init__(folder, encoding="utf-8")
        self.folder = folder

    def get_source(self, environment: Any, template: str) -> tuple[str, str, Callable[[], bool]]:
        """Return a template's text.

        Raises:
            TemplateNotFound: there is none.
        """
        if not is_within(self.folder, template):
            raise TemplateNotFound(template)
        return super().get_source(environment, template)


def environment(folders: Iterable[Path], wording: Wording) -> Environment:
    """Return the environment that renders everything; earlier template folders go before later ones."""
    env = Environment(
        loader=ChoiceLoader([_Folder(folder) for folder in folders]),
        undefined=StrictUndefined,
        finalize=_finalize,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        autoescape=False,
        # Jinja would compute constants as it reads, where nothing counts the time and faults have no place.
        optimized=False,
    )
    env.globals.clear()
    env.filters = wording.filters()
    env.filters["första_stor"] = lambda text: str(text)[:1].upper() + str(text)[1:]
    return env


class Renderer(Struct):
    """Renders templates and prose with the same names; what goes wrong becomes findings."""

    env: Environment
    names: Mapping[str, Any]
    mark: Callable[[str, Origin], str] | None = None
    """Marks the expressions of prose, in a review copy."""
    diagnostics: list[Diagnostic] = field(default_factory=list)

    def template(self, name: str, extra: Mapping[str, Any]) -> str:
        """Render a template of the template folders; "" when it can't be."""
        try:
            template = self.env.get_template(name)
        except TemplateNotFound:
            remedy = did_you_mean(name.removesuffix(_TEMPLATE_ENDING), self._templates())
            self._report("missing-template", Origin(f"templates/{name}"), f"mallen {name} finns inte", remedy)
            return ""
        except TemplateSyntaxError as fault:
            self._report_syntax(fault, *self._in_template(f"templates/{fault.name or name}", fault.lineno))
            return ""
        except _TOO_MUCH_TO_READ:
            self._report("broken-expression", Origin(f"templates/{name}"), _TOO_DEEP, "")
            return ""
        return self._rendered(template, {**self.names, **extra}, Origin(f"templates/{name}"))

    def report_unknown(self, what: str, name: str) -> None:
        """Report, where a template calls for it now, something that doesn't exist."""
        text, span, place = self._in_template(*_calling_template())
        origin = place(*_mention(text, span, name)[0])
        self._report("unknown-in-template", origin, f"mallen nämner {what} ”{name}”, som inte finns", "")

    def _templates(self) -> list[str]:
        """Return the names of the templates there are."""
        names = self.env.list_templates(filter_func=lambda name: name.endswith(_TEMPLATE_ENDING))
        return sorted(name.removesuffix(_TEMPLATE_ENDING) for name in names)

    def prose(self, prose: Prose, extra: Mapping[str, Any] | None = None) -> str:
        """Render prose with its expressions; "" when it can't be."""
        if "{" not in prose.text:
            return prose.text
        text = self.mark(prose.text, prose.origin) if self.mark else prose.text
        names = {**self.names, **(extra or {})}
        try:
            template = self.env.from_string(text)
        except TemplateSyntaxError as fault:
            span = self._culprit(fault, prose.text, fault.lineno, names)
            self._report_syntax(fault, prose.text, span, prose.place)
            return ""
        except _TOO_MUCH_TO_READ:
            self._report("broken-expression", prose.origin, _TOO_DEEP, "")
            return ""
        return self._rendered(template, names, prose.origin, prose)

    def _rendered(
        self, template: Template, names: Mapping[str, Any], origin: Origin, prose: Prose | None = None
    ) -> str:
        try:
            return template.render(names)
        except LimitError as fault:
            self._report_limit(fault, origin)
        except (RecursionError, MemoryError):
            # The traceback is of the depth where it stopped, which says nothing of where it began.
            self._report("broken-expression", origin, _ENDLESS, "")
        except _FAULTS as fault:
            if not isinstance(fault, FilterError | TemplateError) and not _from_expression(
                fault.__traceback__
            ):
                raise
            path, line = _place(fault.__traceback__, template, origin)
            if prose is not None and path == origin.path:
                span = self._culprit(fault, prose.text, line, names)
                self._report_fault(fault, names, prose.text, span, prose.place)
            else:
                self._report_fault(fault, names, *self._in_template(path, line))
        return ""

    def _in_template(self, path: str, line: int) -> tuple[str, Span, Place]:
        """Return a template's text, where a line of it stands, and what tells the place of a part of that line."""
        try:
            loader: Any = self.env.loader
            text: str = loader.get_source(self.env, path.removeprefix("templates/"))[0]
        except (TemplateNotFound, OSError, ValueError):
            text = ""  # it is gone, or can't be read any longer
        span = _line(text, line)
        return text, span, lambda start, end: Origin(path, line, start - span[0] + 1, max(1, end - start))

    def _culprit(self, fault: Exception, text: str, line: int, names: Mapping[str, Any]) -> Span:
        """Return where in a text the expression stands that fails by itself as the whole text did; else the line."""
        start, end = _line(text, line)
        for found in _EXPRESSION.finditer(text, start):
            if found.start() > end:
                break
            try:
                self.env.from_string(found[0]).render(names)
            except LimitError:
                break
            except (RecursionError, MemoryError, SyntaxError, *_FAULTS) as other:
                if type(other) is type(fault) and str(other) == str(fault):
                    return found.span()
        return start, end

    def _report_limit(self, fault: LimitError, origin: Origin) -> None:
        """Say once that there is no end to it; whatever is rendered later stops at the same limit."""
        if not any(finding.message == str(fault) for finding in self.diagnostics):
            self._report("broken-expression", origin, str(fault), "")

    def _report_fault(
        self,
        fault: Exception,
        names: Mapping[str, Any],
        text: str,
        span: Span,
        place: Place,
    ) -> None:
        """Report why a part of a text can't be rendered; ``place`` says where in a file a part stands."""
        if missing := _missing_name(fault):
            at, way = _mention(text, span, missing)
            remedy = _known_near(names, way, missing)
            self._report("unknown-name", place(*at), f"uttrycket nämner ”{missing}”, som inte finns", remedy)
            return
        origin = place(*span)
        if isinstance(fault, TemplateNotFound):
            self._report("missing-template", origin, f"mallen {fault.name} finns inte", "")
        elif isinstance(fault, FilterError):
            self._report("unsuitable-value", origin, str(fault), "")
        elif isinstance(fault, CalculationError):
            self._report("broken-expression", origin, str(fault), "")
        elif isinstance(fault, TemplateError):
            forbidden = _FORBIDDEN.search(str(fault))
            message = f"uttrycket får inte använda ”{forbidden[1]}”" if forbidden else str(fault)
            self._report("broken-expression", origin, message, "")
        else:
            self._report("broken-expression", origin, f"uttrycket går inte att använda så ({fault})", "")

    def _report_syntax(self, fault: TemplateSyntaxError, text: str, span: Span, place: Place) -> None:
        filters = re.search(r"No filter named '([^']+)'", fault.message or "")
        if filters:
            remedy = did_you_mean(filters[1], self.env.filters)
            origin = place(*_mention(text, span, filters[1])[0])
            self._report("unknown-name", origin, f"filtret ”{filters[1]}” finns inte", remedy)
            return
        remedy = "skriv till exempel {{ ekonomi.nettokostnad.total.avvikelse | mkr }}"
        stop = _STOP.search(fault.message or "")
        where = f"; det tar stopp vid ”{stop[1]}”" if stop and not stop[1].startswith("end of") else ""
        self._report("broken-expression", place(*span), f"uttrycket går inte att läsa{where}", remedy)

    def _report(self, check: str, origin: Origin, message: str, remedy: str) -> None:
        self.diagnostics.append(Diagnostic(check, Level.ERROR, origin, message, remedy))


def _from_expression(trace: TracebackType | None) -> bool:
    """Whether Jinja itself stopped, as when a function gets too few words, and not one of our own functions."""
    while trace is not None and trace.tb_next is not None:
        trace = trace.tb_next
    if trace is None:
        return False
    filename = trace.tb_frame.f_code.co_filename.replace("\\", "/")
    return filename.endswith(".j2") or filename == "<template>" or "/jinja2/" in filename


def _place(trace: TracebackType | None, template: Template, origin: Origin) -> tuple[str, int]:
    """Return the file and line where rendering stopped; Jinja rewrites tracebacks to template lines."""
    path, line = origin.path, 1
    while trace is not None:
        filename = trace.tb_frame.f_code.co_filename
        if filename == (template.filename or "<template>"):
            path, line = origin.path, trace.tb_lineno
        elif filename.endswith(".j2"):
            path, line = "templates/" + filename.replace("\\", "/").rsplit("/", 1)[-1], trace.tb_lineno
        trace = trace.tb_next
    return path, line


def _calling_template() -> tuple[str, int]:
    """Return the file and line of the template that is being rendered; only the running code knows which that is.

    A template that extends or includes another is rendered as one with it.
    """
    frame = inspect.currentframe()
    while frame is not None:
        template = frame.f_globals.get("__jinja_template__")
        if template is not None and template.name:
            return f"templates/{template.name}", template.get_corresponding_lineno(frame.f_lineno)
        frame = frame.f_back
    raise RuntimeError("no template is being rendered")


def _line(text: str, number: int) -> Span:
    """Return where a line of a text begins and ends; the last one where there aren't so many."""
    start = 0
    for _ in range(number - 1):
        start = text.find("\n", start) + 1 or start
    end = text.find("\n", start)
    return start, end if end >= 0 else len(text)


def _missing_name(fault: Exception) -> str:
    """Return the name that a fault says doesn't exist, "" for another fault."""
    found = _MISSING.search(str(fault)) if isinstance(fault, UndefinedError) else None
    return found[1] or found[2] if found else ""


def _mention(text: str, span: Span, name: str) -> tuple[Span, list[str]]:
    """Return where in a part of a text a name stands, and the names that lead to it; else the part itself."""
    found = re.compile(rf"((?:\w+\.)*)\b{re.escape(name)}\b").search(text, *span)
    if found is None:
        return span, []
    return (found.end(1), found.end()), found[1].split(".")[:-1]


def _known_near(names: Mapping[str, Any], way: list[str], name: str) -> str:
    """Suggest a name from the shelf that the expression had reached."""
    shelf: Any = names
    for step in way:
        try:
            shelf = shelf[step]
        except (KeyError, TypeError):
            return ""
    known = [key.replace("-", "_") for key in shelf] if isinstance(shelf, (Shelf, dict)) else []
    return did_you_mean(name, known)
