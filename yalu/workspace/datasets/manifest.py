"""The manifest: which followthemoney datasets are served, by file or by address.

    datasets:
      - name: my_list
        title: A list of our own
        path: my_list.entities.ftm.json
      - name: everything
        title: All that we look at
        children: [my_list]
    catalogs:
      - url: https://data.example.org/index.json
        scope: default
        resource_name: entities.ftm.json

Addresses are fetched only if they stand in the manifest itself, or, in a catalog or an index of deltas that it names,
if they are of the same host.
"""

from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

import yaml
from followthemoney.dataset.dataset import DatasetModel
from pydantic import ValidationError

from yalu.model import InputError, ListError
from yalu.workspace.datasets.catalog import ServedDataset
from yalu.workspace.datasets.fetching import Fetcher, same_host

MAX_MANIFEST = 10 << 20
_OWN_KEYS = {"path", "entities_url", "delta_url", "load", "namespace", "resource_name", "resource_type"}


def read_manifest(path: Path, fetcher: Fetcher) -> list[ServedDataset]:
    """Read a manifest, and the catalogs that it names.

    Raises:
        InputError: it cannot be read, or a dataset in it is none; or a catalog cannot be fetched.
    """
    data = _parsed(path)
    found = [_dataset(item, path, trusted=None) for item in _listed(data, "datasets", path)]
    for catalog in _listed(data, "catalogs", path):
        found += _remote(catalog, path, fetcher)
    names: set[str] = set()
    for dataset in found:
        if dataset.name in names:
            raise InputError(path, f"the dataset {dataset.name} stands twice")
        names.add(dataset.name)
    return found


def _parsed(path: Path) -> dict[str, Any]:
    try:
        if path.stat().st_size > MAX_MANIFEST:
            raise InputError(path, "it is larger than a manifest can be", remedy="name a YAML file of datasets")
        data = yaml.safe_load(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise InputError(path, f"the manifest cannot be read: {error.strerror}", remedy="check its name") from None
    except (yaml.YAMLError, UnicodeDecodeError, RecursionError) as error:
        raise InputError(path, f"the manifest is no YAML: {error}") from None
    if not isinstance(data, dict):
        raise InputError(path, "the manifest is no mapping", remedy="write a list of datasets under `datasets:`")
    return data


def _listed(data: dict[str, Any], key: str, path: Path) -> list[dict[str, Any]]:
    items = data.get(key) or []
    if not isinstance(items, list) or not all(isinstance(item, dict) for item in items):
        raise InputError(path, f"{key} is no list of mappings")
    return items


def _dataset(data: dict[str, Any], path: Path, trusted: str | None) -> ServedDataset:
    """Read one dataset. `trusted` is the address of the catalog that it stands in, `None` for the manifest itself."""
    try:
        model = DatasetModel.model_validate({key: value for key, value in data.items() if key not in _OWN_KEYS})
    except (ValidationError, ValueError, TypeError, AttributeError) as error:
        reason = error.errors()[0]["msg"] if isinstance(error, ValidationError) else str(error)
        raise InputError(path, f"the dataset {data.get('name')!r} is none: {reason}") from None
    url, checksum = _entities_address(data, model)
    file = None
    if trusted is None:
        file = _file(data.get("path"), path) or _file_of_url(url)
        url = None if file is not None else url
    for address in (url, data.get("delta_url")):
        _check_address(address, path, trusted)
    holds = file is not None or url is not None
    return ServedDataset(
        model=model,
        path=file,
        url=url,
        delta_url=data.get("delta_url"),
        load=holds and bool(data.get("load", not model.children)),
        namespace=bool(data.get("namespace", False)),
        checksum=checksum,
        version=model.version,
    )


def _entities_address(data: dict[str, Any], model: DatasetModel) -> tuple[str | None, str | None]:
    """Give the address of the entities, with their SHA-1 where the resource tells it."""
    if isinstance(data.get("entities_url"), str):
        address = data["entities_url"]
        known = next((item for item in model.resources if item.url == address), None)
        return address, known.checksum if known else None
    for resource in model.resources:
        by_name = data.get("resource_name") is not None and resource.name == data["resource_name"]
        by_type = data.get("resource_type") is not None and resource.mime_type == data["resource_type"]
        if by_name or by_type:
            return resource.url, resource.checksum
    return None, None


def _file(value: Any, manifest: Path) -> Path | None:
    if value is None:
        return None
    if not isinstance(value, str) or "\0" in value:
        raise InputError(manifest, f"the path {value!r} is none")
    beside = manifest.parent / value
    found = beside if beside.exists() or not Path(value).exists() else Path(value)
    if not found.is_file():
        raise ListError(found, "there is no such file", remedy=f"correct the path in {manifest}")
    return found


def _file_of_url(url: str | None) -> Path | None:
    parts = urlsplit(url or "")
    return Path(unquote(parts.path)) if parts.scheme == "file" and parts.netloc in ("", "localhost") else None


def _check_address(address: Any, path: Path, trusted: str | None) -> None:
    if address is None:
        return
    if not isinstance(address, str) or urlsplit(address).scheme not in ("http", "https"):
        raise InputError(path, f"{address!r} is no http or https address")
    if trusted is not None and not same_host(address, trusted):
        raise InputError(
            path, f"the catalog {trusted} points to another host: {address}", remedy="name the address yourself"
        )


def _remote(catalog: dict[str, Any], path: Path, fetcher: Fetcher) -> list[ServedDataset]:
    url = catalog.get("url")
    _check_address(url, path, None)
    if not isinstance(url, str):
        raise InputError(path, "a catalog has no url")
    data = fetcher.json(url)
    items = data.get("datasets") if isinstance(data, dict) else None
    if not isinstance(items, list) or not all(isinstance(item, dict) for item in items):
        raise InputError(url, "it is no catalog of datasets")
    scopes = [str(scope) for scope in (catalog.get("scopes") or [catalog.get("scope")]) if scope]
    chosen = _within(items, scopes) if scopes else {str(item.get("name")) for item in items}
    shared: dict[str, Any] = {
        key: catalog[key] for key in ("resource_name", "resource_type", "namespace") if key in catalog
    }
    found = []
    for item in items:
        if str(item.get("name")) in chosen:
            load: dict[str, Any] = {"load": item.get("name") in scopes} if scopes else {}
            kept = {key: value for key, value in item.items() if key != "path"}
            found.append(_dataset({**shared, **kept, **load}, path, trusted=url))
    return found


def _within(items: list[dict[str, Any]], scopes: list[str]) -> set[str]:
    children = {str(item.get("name")): [*item.get("children", ()), *item.get("datasets", ())] for item in items}
    reached: set[str] = set()
    waiting = list(scopes)
    while waiting:
        name = waiting.pop()
        if name in children and name not in reached:
            reached.add(name)
            waiting += map(str, children[name])
    return reached
