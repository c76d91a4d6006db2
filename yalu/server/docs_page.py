"""The page that describes the service: made from its OpenAPI document, without scripts and without other addresses."""

from functools import cache
from typing import Any

import orjson
from fastapi.responses import HTMLResponse
from jinja2 import Environment

_PAGE = """<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>{{ info.title }}</title><style>
body { font: 16px/1.5 system-ui, sans-serif; max-width: 60em; margin: 2em auto; padding: 0 1em; color: #222 }
section { border-top: 1px solid #ccc; padding: .5em 0 } code, pre { font: 14px/1.4 ui-monospace, monospace }
pre { background: #f4f4f4; padding: .7em; overflow: auto } b.method { color: #06c }
table { border-collapse: collapse } td { padding: .1em .8em .1em 0; vertical-align: top }
</style></head><body>
<h1>{{ info.title }} {{ info.version }}</h1><p>{{ info.description }}</p>
<p>The same for machines (ReDoc, Swagger UI, generators), with all types: <a href="openapi.json">openapi.json</a></p>
{% for path, methods in paths.items() %}{% for method, told in methods.items() %}
<section><h3><b class="method">{{ method | upper }}</b> <code>{{ path }}</code></h3>
<p><b>{{ told.summary }}</b><br>{{ told.description }}</p>
{% if told.parameters %}<table>{% for item in told.parameters %}
<tr><td><code>{{ item.name }}</code></td><td>{{ item.description }}</td></tr>{% endfor %}</table>{% endif %}
{% for example in told.examples %}<pre>{{ example }}</pre>{% endfor %}
</section>{% endfor %}{% endfor %}
</body></html>"""
_POLICY = "default-src 'none'; style-src 'unsafe-inline'"
_TEMPLATE = Environment(autoescape=True).from_string(_PAGE)


def docs_page(document: dict[str, Any]) -> HTMLResponse:
    """Give the page for an OpenAPI document."""
    page = _rendered(orjson.dumps(document))
    return HTMLResponse(page, headers={"Content-Security-Policy": _POLICY, "X-Content-Type-Options": "nosniff"})


@cache
def _rendered(packed: bytes) -> str:
    document = orjson.loads(packed)
    schemas = document.get("components", {}).get("schemas", {})
    for methods in document["paths"].values():
        for told in methods.values():
            told["examples"] = _examples(told, schemas)
    return _TEMPLATE.render(info=document["info"], paths=document["paths"])


def _examples(told: dict[str, Any], schemas: dict[str, Any]) -> list[str]:
    found = []
    for content in told.get("requestBody", {}).get("content", {}).values():
        name = content.get("schema", {}).get("$ref", "").rpartition("/")[2]
        for example in schemas.get(name, {}).get("examples", ()):
            found.append(orjson.dumps(example, option=orjson.OPT_INDENT_2).decode())
    return found
