"""The sandbox that templates and texts run in: no way out of it, no arithmetic, and an end to everything."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from jinja2 import nodes
from jinja2.compiler import CodeGenerator
from jinja2.exceptions import SecurityError
from jinja2.runtime import BlockReference, LoopContext, Macro
from jinja2.sandbox import ImmutableSandboxedEnvironment
from jinja2.visitor import NodeTransformer

if TYPE_CHECKING:
    from collections.abc import Iterator

    from jinja2 import Template
    from jinja2.compiler import Frame

BUDGET = 2_000_000
"""What a report may cost in steps; the longest real ones cost some tens of thousands."""
_LETTERS_OF_A_STEP = 50
_TEXT_METHODS = frozenset(
    ("upper", "lower", "title", "capitalize", "strip", "lstrip", "rstrip", "startswith", "endswith", "split")
)
"""Those of a text's own methods that can't make a longer text."""


class Markdown(str):
    """Text that is Markdown already, so that nothing in it is escaped."""

    __slots__ = ()


class CalculationError(SecurityError):
    """A template tried to calculate."""


class LimitError(SecurityError):
    """A template goes on for longer than any report does."""


class _Limiter(NodeTransformer):
    """Lets every turn of a loop and every joined text be counted; ``letters`` is what stands outside expressions."""

    letters = 0

    def visit_TemplateData(self, node: nodes.TemplateData) -> nodes.TemplateData:  # noqa: N802  Jinja names visitors so
        self.letters += len(node.data)
        return node

    def visit_For(self, node: nodes.For) -> nodes.For:  # noqa: N802  Jinja names visitors so
        before = self.letters
        self.generic_visit(node)
        steps = (self.letters - before) // _LETTERS_OF_A_STEP
        node.iter = _asked("counted", node.iter, nodes.Const(1 + steps))
        return node

    def visit_Concat(self, node: nodes.Concat) -> nodes.Call:  # noqa: N802  Jinja names visitors so
        self.generic_visit(node)
        return _asked("measured", node)


def _asked(method: str, about: nodes.Node, *more: nodes.Expr) -> nodes.Call:
    """Return the call of a method of the environment."""
    asked = nodes.EnvironmentAttribute(method)
    return nodes.Call(asked, [about, *more], [], None, None, lineno=about.lineno)


class _CountingGenerator(CodeGenerator):
    def visit_Template(self, node: nodes.Template, frame: Frame | None = None) -> None:  # noqa: N802  Jinja names visitors so
        sizes: dict[str | None, int] = self.environment.sizes  # type: ignore[attr-defined]  # ours, not Jinja's
        limiter = _Limiter()
        limited = limiter.visit(node)
        sizes[self.name] = 1 + limiter.letters // _LETTERS_OF_A_STEP
        super().visit_Template(limited, frame)


class Environment(ImmutableSandboxedEnvironment):
    """Jinja that can't reach anything but the names it is given, can't calculate and can't go on for ever."""

    code_generator_class = _CountingGenerator
    intercepted_binops = frozenset(["+", "-", "*", "/", "//", "%", "**"])

    def __init__(self, **options: Any) -> None:
        super().__init__(**options)
        self.sizes: dict[str | None, int] = {}
        self.spent = 0

    def spend(self, steps: int) -> None:
        """Count steps.

        Raises:
            LimitError: there have been too many.
        """
        self.spent += steps
        if self.spent > BUDGET:
            raise LimitError("mallen eller texten tar aldrig slut: den upprepar något orimligt många gånger")

    def counted(self, items: Any, steps: int) -> Any:
        """Return what a loop goes through, each turn counted."""
        try:
            iterator = iter(items)
        except TypeError:
            return items  # Jinja has the words for what can't be gone through
        return self._counted(iterator, steps)

    def _counted(self, items: Iterator[Any], steps: int) -> Iterator[Any]:
        for item in items:
            self.spend(steps)
            yield item

    def measured(self, text: Any) -> Any:
        """Return a text, its length counted."""
        if isinstance(text, str):
            self.spend(len(text) // _LETTERS_OF_A_STEP)
        return text

    def call(self, context: Any, obj: Any, /, *args: Any, **kwargs: Any) -> Any:
        """Call what a template calls, counted."""
        self.spend(1)
        made = self.measured(super().call(context, obj, *args, **kwargs))
        # What a template has rendered is Markdown; escaping it once more would print its signs.
        is_rendered = isinstance(obj, Macro | LoopContext | BlockReference) and isinstance(made, str)
        return Markdown(made) if is_rendered else made

    def get_template(self, name: Any, parent: str | None = None, globals: Any = None) -> Template:  # noqa: A002  Jinja's signature
        """Return a template; each time it is taken in is counted."""
        return self._taken_in(super().get_template(name, parent, globals))

    def select_template(self, names: Any, parent: str | None = None, globals: Any = None) -> Template:  # noqa: A002  Jinja's signature
        """Return the first template there is; each time it is taken in is counted."""
        return self._taken_in(super().select_template(names, parent, globals))

    def _taken_in(self, template: Template) -> Template:
        self.spend(self.sizes.get(template.name, 1))
        return template

    def is_safe_attribute(self, obj: Any, attr: str, value: Any) -> bool:
        """Whether a template may use an attribute: of texts and numbers nothing that could make a giant of them."""
        if isinstance(obj, str | bytes | int) and attr not in _TEXT_METHODS:
            return False
        return super().is_safe_attribute(obj, attr, value)

    def wrap_str_format(self, value: object) -> None:
        """Leave ``format`` the unsafe method that it is: it can ask for a billion letters."""

    def call_binop(self, context: object, operator: str, left: object, right: object) -> object:  # noqa: ARG002  Jinja's signature
        """Refuse arithmetic: what is computed is computed by the rules, where it can be checked."""
        raise CalculationError(
            f"mallar och texter räknar inte (”{operator}”); skriv id:n med understreck i stället för bindestreck, "
            "eller lägg uträkningen i ekonomi.yaml"
        )
