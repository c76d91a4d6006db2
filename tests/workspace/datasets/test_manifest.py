"""Manifests: files, addresses, catalogs, deltas, and what is refused."""

import gzip
import hashlib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import httpx
import orjson
import pytest
from followthemoney.namespace import Namespace

from yalu.model import YaluError
from yalu.workspace.datasets import ServedData, load_served
from yalu.workspace.datasets.fetching import Fetcher, same_host

HOST = "https://data.example.org"


def person(identity: str, name: str) -> dict[str, Any]:
    return {"id": identity, "schema": "Person", "properties": {"name": [name]}, "datasets": ["far"]}


def packed(*items: dict[str, Any]) -> bytes:
    return b"".join(orjson.dumps(item) + b"\n" for item in items)


class Web:
    """Pages by address, and which of them were asked for."""

    def __init__(self, pages: dict[str, Any]) -> None:
        self.pages, self.asked = pages, list[str]()

    def fetcher(self) -> Fetcher:
        return Fetcher(httpx.MockTransport(self._answer))

    def _answer(self, request: httpx.Request) -> httpx.Response:
        self.asked.append(str(request.url))
        page = self.pages.get(str(request.url))
        if page is None:
            return httpx.Response(404)
        if isinstance(page, str):
            return httpx.Response(302, headers={"location": page})
        return httpx.Response(200, content=page if isinstance(page, bytes) else orjson.dumps(page))


@pytest.fixture
def load(tmp_path: Path) -> Callable[..., ServedData]:
    def load(manifest: str, web: Web | None = None) -> ServedData:
        (tmp_path / "manifest.yml").write_text(manifest)
        fetcher = (web or Web({})).fetcher()
        return load_served(manifest=tmp_path / "manifest.yml", folder=tmp_path / "served", fetcher=fetcher)

    return load


def captions(served: ServedData, name: str = "far") -> list[str]:
    return sorted(entity.caption for entity in served.stores[name].entities())


def test_a_packed_file_beside_the_manifest_is_read(load: Callable[..., ServedData], tmp_path: Path) -> None:
    (tmp_path / "far.json.gz").write_bytes(gzip.compress(packed(person("a", "Vadim Testov"))))
    served = load("datasets: [{name: far, path: far.json.gz}]")
    assert captions(served) == ["Vadim Testov"]
    assert served.catalog.names_within("default") == {"default", "far"}


def test_ids_are_signed_where_a_namespace_is_asked(load: Callable[..., ServedData], tmp_path: Path) -> None:
    (tmp_path / "far.json").write_bytes(packed(person("a", "Vadim Testov")))
    served = load("datasets: [{name: far, path: far.json, namespace: true}]")
    (entity,) = served.stores["far"].entities()
    assert entity.id == Namespace("far").sign("a") != "a"


def test_properties_of_other_versions_are_left_out_and_told(load: Callable[..., ServedData], tmp_path: Path) -> None:
    odd = person("a", "Vadim Testov")
    odd["properties"]["magic"] = ["x"]
    (tmp_path / "far.json").write_bytes(packed(odd))
    assert load("datasets: [{name: far, path: far.json}]").notes == (
        "far: left out 1 times: Person has no property 'magic'",
    )


def test_an_address_is_fetched_once_for_each_version(load: Callable[..., ServedData]) -> None:
    web = Web({f"{HOST}/far.json": packed(person("a", "Vadim Testov"))})
    manifest = f"datasets: [{{name: far, entities_url: '{HOST}/far.json', version: '1'}}]"
    assert captions(load(manifest, web)) == captions(load(manifest, web)) == ["Vadim Testov"]
    assert web.asked == [f"{HOST}/far.json"]


def test_a_remote_catalog_gives_the_scope_and_its_parts(load: Callable[..., ServedData]) -> None:
    entities = packed(person("a", "Vadim Testov"))
    resource = {"name": "entities.ftm.json", "url": f"{HOST}/all.json", "checksum": hashlib.sha1(entities).hexdigest()}  # noqa: S324
    index = {
        "datasets": [
            {"name": "all", "title": "All", "version": "7", "children": ["far"], "resources": [resource]},
            {"name": "far", "title": "Far", "resources": [{**resource, "url": f"{HOST}/far.json"}]},
            {"name": "other", "title": "Other"},
        ]
    }
    web = Web({f"{HOST}/index.json": index, f"{HOST}/all.json": entities})
    served = load(f"catalogs: [{{url: '{HOST}/index.json', scope: all, resource_name: entities.ftm.json}}]", web)
    assert set(served.catalog.datasets) == {"all", "far"}
    assert set(served.stores) == {"all"}
    assert next(served.stores["all"].entities()).datasets == ("far",)
    resource["checksum"] = "0" * 40
    index["datasets"][0]["version"] = "8"
    later = load(f"catalogs: [{{url: '{HOST}/index.json', scope: all, resource_name: entities.ftm.json}}]", web)
    assert later.catalog.as_dict()["outdated"] == ["all"]
    assert "SHA-1" in later.notes[0]


def versioned(version: str) -> str:
    return (
        f"datasets: [{{name: far, entities_url: '{HOST}/far.json', "
        f"delta_url: '{HOST}/delta.json', version: '{version}'}}]"
    )


def test_deltas_bring_a_store_up_to_date_without_loading_it_anew(load: Callable[..., ServedData]) -> None:
    first = packed(person("a", "Vadim Testov"), person("b", "Yelena Primer"))
    web = Web({f"{HOST}/far.json": first})
    load(versioned("2024-01"), web)
    web.pages = {
        f"{HOST}/delta.json": {"versions": {f"2024-0{n}": f"{HOST}/{n}.json" for n in (1, 2, 3)}},
        f"{HOST}/2.json": packed(
            {"op": "ADD", "entity": person("c", "New Party")}, {"op": "DEL", "entity": {"id": "b"}}
        ),
        f"{HOST}/3.json": packed({"op": "MOD", "entity": person("a", "Vadim Renamed")}),
    }
    served = load(versioned("2024-03"), web)
    assert captions(served) == ["New Party", "Vadim Renamed"]
    assert f"{HOST}/1.json" not in web.asked
    assert web.asked.count(f"{HOST}/far.json") == 1
    assert served.catalog.datasets["far"].index_current


def test_a_base_older_than_the_oldest_delta_is_loaded_anew(load: Callable[..., ServedData]) -> None:
    web = Web({f"{HOST}/far.json": packed(person("a", "Vadim Testov"))})
    load(versioned("2024-01"), web)
    web.pages[f"{HOST}/delta.json"] = {"versions": {"2024-03": f"{HOST}/3.json", "2024-04": f"{HOST}/4.json"}}
    web.pages[f"{HOST}/far.json"] = packed(person("a", "Loaded Anew"))
    assert captions(load(versioned("2024-04"), web)) == ["Loaded Anew"]


def test_an_address_that_fails_leaves_the_older_version_and_says_so(load: Callable[..., ServedData]) -> None:
    web = Web({f"{HOST}/far.json": packed(person("a", "Vadim Testov"))})
    load(versioned("2024-01"), web)
    web.pages = {}
    served = load(versioned("2024-02"), web)
    assert captions(served) == ["Vadim Testov"]
    assert served.catalog.as_dict()["outdated"] == ["far"]
    assert "older one is served" in served.notes[0]


def far(**pages: Any) -> dict[str, Any]:
    return {f"{HOST}/{name}.json": page for name, page in pages.items()}


@pytest.mark.parametrize(
    ("manifest", "pages", "reason"),
    [
        ("datasets: [{name: far, entities_url: 'ftp://data.example.org/far.json'}]", {}, "no http"),
        ("datasets: [{name: far, entities_url: 'gopher://x'}]", {}, "no http"),
        (f"datasets: [{{name: far, entities_url: '{HOST}/far.json'}}]", {}, "status 404"),
        (
            f"datasets: [{{name: far, entities_url: '{HOST}/far.json'}}]",
            far(far="http://169.254.169.254/latest/meta-data"),
            "another host",
        ),
        (f"datasets: [{{name: far, entities_url: '{HOST}/far.json'}}]", far(far=f"{HOST}/far.json"), "too often"),
        (
            f"catalogs: [{{url: '{HOST}/index.json'}}]",
            far(index={"datasets": [{"name": "x", "title": "X", "entities_url": "http://127.0.0.1/x"}]}),
            "another host",
        ),
        (
            f"catalogs: [{{url: '{HOST}/index.json'}}]",
            far(index={"datasets": [{"name": "x", "title": "X", "entities_url": "file:///etc/passwd"}]}),
            "no http",
        ),
        (
            f"catalogs: [{{url: '{HOST}/index.json'}}]",
            far(index={"datasets": [{"name": "x", "title": "X", "path": "/etc/passwd"}]}),
            "nothing to serve",
        ),
        (f"catalogs: [{{url: '{HOST}/index.json'}}]", far(index=[1]), "no catalog"),
        ("catalogs: [{scope: all}]", {}, "no url"),
        ("datasets: [{name: far, path: nowhere.json}]", {}, "no such file"),
        ("datasets: [{name: 'No Name', path: manifest.yml}]", {}, "Invalid dataset name"),
        ("datasets: [{title: far}]", {}, "Missing dataset name"),
        ("datasets: [{name: far, path: manifest.yml}]", {}, "no JSON"),
        ("datasets: {}", {}, "nothing to serve"),
        ("datasets: [1]", {}, "no list of mappings"),
        ("[1]", {}, "no mapping"),
        ("a: [", {}, "no YAML"),
        ("!!python/object/apply:os.system [ls]", {}, "no YAML"),
    ],
)
def test_refusals(load: Callable[..., ServedData], manifest: str, pages: dict[str, Any], reason: str) -> None:
    web = Web(pages)
    with pytest.raises(YaluError, match=reason):
        load(manifest, web)
    assert all(address.startswith(HOST) for address in web.asked)


def test_hosts_are_the_same_only_with_their_port_and_no_less_protection() -> None:
    assert same_host(f"{HOST}/a", f"{HOST}/b")
    assert same_host(f"{HOST}/a", "https://data.example.org/b")
    for other in (
        "http://data.example.org/a",
        f"{HOST}:8443/a",
        "https://data.example.org.evil/a",
        "//data.example.org/a",
    ):
        assert not same_host(other, f"{HOST}/b")


def test_a_damaged_store_is_made_anew(load: Callable[..., ServedData], tmp_path: Path) -> None:
    (tmp_path / "far.json").write_bytes(packed(person("a", "Vadim Testov")))
    manifest = "datasets: [{name: far, path: far.json}]"
    path = load(manifest).stores["far"].path
    path.write_bytes(b"no database" * 1_000)
    assert captions(load(manifest)) == ["Vadim Testov"]
