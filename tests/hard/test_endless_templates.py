"""Templates and texts that want to go on for ever, take all memory or get out of their sandbox."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from rapport.cli import FINDINGS

if TYPE_CHECKING:
    from collections.abc import Callable
    from subprocess import CompletedProcess

LETTERS = "abcdefghijklmnopqrstuvwxyz"


def loops(deep: int) -> str:
    return "".join(f'{{% for {name} in "{LETTERS}" %}}' for name in LETTERS[:deep])


def end(deep: int) -> str:
    return "{% endfor %}" * deep


ENDLESS = {
    "loops in loops": loops(8) + "x" + end(8),
    "loops that print nothing": loops(8) + end(8),
    "a long text in loops": loops(3) + "text " * 20_000 + end(3),
    "a macro in loops": "{% macro m() %}"
    + "text " * 20_000
    + "{% endmacro %}"
    + loops(4)
    + "{{ m() }}"
    + end(4),
    "a text that doubles": '{% set a = "xxxxxxxx" %}' + "{% set a = a ~ a %}" * 40 + "{{ a }}",
    "an include in loops": loops(6) + '{% include "lång.md.j2" %}' + end(6),
}
CALLS_ITSELF = {
    "includes itself": '{% include "delårsrapport.md.j2" %}',
    "extends itself": '{% extends "delårsrapport.md.j2" %}',
    "a macro calls itself": "{% macro a() %}{{ a() }}{% endmacro %}{{ a() }}",
    "a loop calls itself": '{% for z in "abc" recursive %}{{ loop("abc") }}{% endfor %}',
}
TOO_DEEP = {
    "brackets": "{{ " + "(" * 5000 + "1" + ")" * 5000 + " }}",
    "lists": "{{ " + "[" * 5000 + "]" * 5000 + " }}",
    "conditions": "{% if 1 %}" * 3000 + "{% endif %}" * 3000,
    "more loops than Python can have": "".join(f"{{% for a{n} in [1] %}}" for n in range(25)) + end(25),
    "a number of thousands of digits": "{{ " + "9" * 6000 + " }}",
}
FORBIDDEN = {
    "{{ ''.__class__.__mro__[1].__subclasses__() }}": "__class__",
    "{{ text.__globals__ }}": "__globals__",
    "{{ text.__func__.__globals__['__builtins__'] }}": "__func__",
    "{{ self.__init__.__globals__ }}": "__init__",
    "{{ 'x'.center(50) }}": "center",
    "{{ 'x'.zfill(50) }}": "zfill",
    "{{ '{:>99}'.format('x') }}": "format",
    "{{ '{0.__class__}'.format('') }}": "format",
    "{{ 'xxxx'.replace('x', 'xxxxxxxx') }}": "replace",
    "{{ 'x'.join('xxxx') }}": "join",
    "{{ 'x'.encode() }}": "encode",
    "{{ (5).to_bytes(50, 'big') }}": "to_bytes",
    "{% set l = [1] %}{% for x in l %}{{ l.append(1) }}{% endfor %}": "append",
    "{{ mål('mål')[0].__reduce__() }}": "__reduce__",
}


def built_with(run: Callable[..., CompletedProcess[str]], template: str) -> str:
    """Return what is said when a report has this template, without the marks of the excerpt."""
    said = run(files={"templates/delårsrapport.md.j2": template, "templates/lång.md.j2": "text " * 20_000})
    assert said.returncode == FINDINGS, said.stderr
    assert "Inget byggdes: 1 fel." in said.stderr
    return said.stderr


@pytest.mark.parametrize("template", ENDLESS.values(), ids=ENDLESS)
def test_a_template_without_end_is_stopped(
    rapport: Callable[..., CompletedProcess[str]], template: str
) -> None:
    assert "mallen eller texten tar aldrig slut: den upprepar något orimligt många gånger" in built_with(
        rapport, template
    )


@pytest.mark.parametrize("template", CALLS_ITSELF.values(), ids=CALLS_ITSELF)
def test_a_template_that_calls_itself_is_stopped(
    here: Callable[..., CompletedProcess[str]], template: str
) -> None:
    said = built_with(here, template)
    assert "fel: mallen eller texten tar aldrig slut: den anropar sig själv" in said


@pytest.mark.parametrize("template", TOO_DEEP.values(), ids=TOO_DEEP)
def test_what_is_nested_too_deeply_cannot_be_read(
    here: Callable[..., CompletedProcess[str]], template: str
) -> None:
    said = built_with(here, template)
    assert "uttrycket går inte att läsa; det är för djupt nästlat eller har ett orimligt stort tal" in said


def test_reading_takes_no_longer_the_deeper_it_goes(rapport: Callable[..., CompletedProcess[str]]) -> None:
    """Jinja's own optimiser takes a second for each of these."""
    said = rapport(files={"T1/inledning.md": ("{{ " + "-" * 180 + "utfall }}\n") * 60})
    assert said.returncode == FINDINGS
    assert "fel: " in said.stderr


@pytest.mark.parametrize(
    "text", ["{{ 3.x ~ 'a' }}", "{{ 'a'.x ~ 3 }}", "{{ [].x.y }}", "{{ (1 ~ 2).z ~ 1 }}"]
)
def test_a_constant_without_such_a_field_is_told_at_its_place(
    here: Callable[..., CompletedProcess[str]], text: str
) -> None:
    said = here(files={"T1/inledning.md": f"Ett.\n\n{text}\n"})
    assert said.returncode == FINDINGS
    assert "data/2031/T1/inledning.md:3:" in said.stderr


@pytest.mark.parametrize(("template", "attribute"), FORBIDDEN.items())
def test_nothing_gets_out_of_the_sandbox_or_makes_a_giant(
    here: Callable[..., CompletedProcess[str]], template: str, attribute: str
) -> None:
    said = built_with(here, template)
    assert f"templates/delårsrapport.md.j2:1:1: fel: uttrycket får inte använda ”{attribute}”" in said


@pytest.mark.parametrize(
    "path", ["../../../../etc/passwd", "/etc/passwd", "..\\..\\hemlig.md", "../data/2031/år.yaml"]
)
def test_no_file_outside_the_template_folders_is_included(
    here: Callable[..., CompletedProcess[str]], path: str
) -> None:
    said = built_with(here, "{% include '" + path.replace("\\", "\\\\") + "' %}")
    assert f"mallen {path} finns inte [missing-template]" in said


@pytest.mark.parametrize(
    "word", ["range(99)", "lipsum(1)", "cycler('a')", "joiner()", "namespace()", "dict(a=1)"]
)
def test_jinjas_own_functions_are_not_there(here: Callable[..., CompletedProcess[str]], word: str) -> None:
    name = word.split("(", maxsplit=1)[0]
    assert f"uttrycket nämner ”{name}”, som inte finns" in built_with(here, "{{ " + word + " }}")


def test_a_text_without_end_is_told_at_its_place(rapport: Callable[..., CompletedProcess[str]]) -> None:
    said = rapport(files={"T1/inledning.md": "Ett.\n\n" + loops(8) + "x" + end(8)})
    assert said.returncode == FINDINGS
    assert re.search(
        r"^data/2031/T1/inledning\.md:1:1: fel: mallen eller texten tar aldrig slut", said.stderr
    )


def test_many_texts_without_end_cost_no_more_than_one(rapport: Callable[..., CompletedProcess[str]]) -> None:
    bomb = loops(8) + "x" + end(8)
    texts = {f"T1/text-{number}.md": bomb for number in range(50)}
    template = "".join(f"{{{{ text('text-{number}') }}}}\n" for number in range(50))
    said = rapport(files={**texts, "templates/delårsrapport.md.j2": template})
    assert said.returncode == FINDINGS
    assert said.stderr.count("tar aldrig slut") == 1


def test_a_long_report_is_far_from_the_limit(rapport: Callable[..., CompletedProcess[str]]) -> None:
    template = '{% for a in "' + "x" * 20_000 + '" %}Rad.\n{% endfor %}'
    assert rapport(files={"templates/delårsrapport.md.j2": template}).returncode == 0


TRICKS = (
    "{{ ''['__class__'] }}",
    "{{ ''|attr('__class__') }}",
    "{{ ('a', 'b').__class__ }}",
    "{{ {}.__class__.__bases__ }}",
    "{{ mål.__self__ }}",
    "{{ mål['__func__'] }}",
    "{{ text.__call__.__globals__ }}",
    "{{ mål('mål').__class__ }}",
    "{{ (mål('mål')|list)[0] }}",
    "{{ '%s' % text }}",
    "{{ '%999999999s' % 'x' }}",
    "{{ 'x' * 999999999 }}",
    "{{ 9 ** 9 ** 9 }}",
    "{{ [1] * 999999999 }}",
    "{{ '{0.__class__.__mro__}'.format(text) }}",
    "{{ '{:999999999}'.format(1) }}",
    "{{ text.format_map({}) }}",
    "{% set text.__class__ = 3 %}",
    "{{ self._TemplateReference__context }}",
    "{{ loop }}",
    "{{ caller() }}",
    "{{ cycler.__init__ }}",
    "{{ joiner }}",
    "{{ request }}",
    "{{ config }}",
    "{{ __builtins__ }}",
    "{{ open('/etc/passwd') }}",
    "{% for x in ().__class__.__base__.__subclasses__() %}{{ x }}{% endfor %}",
    "{% macro m() %}{{ varargs.__class__ }}{% endmacro %}{{ m(1) }}",
    "{% macro m() %}{{ kwargs.__class__ }}{% endmacro %}{{ m(a=1) }}",
    "{% debug %}",
    "{% do text.clear() %}",
)


@pytest.mark.parametrize("trick", TRICKS)
@pytest.mark.parametrize("place", ["templates/delårsrapport.md.j2", "T1/inledning.md"])
def test_no_trick_with_attributes_works(
    here: Callable[..., CompletedProcess[str]], trick: str, place: str
) -> None:
    said = here("build", "-p", "2031-T1", "--no-pages", "--format", "html", files={place: f"{trick}\n"})
    assert said.returncode == FINDINGS, said.stdout
    assert "Inget byggdes: " in said.stderr
    assert "fel i programmet" not in said.stderr
    assert not re.search(r"<class|<built-in|<function|<bound|object at 0x|root:", said.stderr)
