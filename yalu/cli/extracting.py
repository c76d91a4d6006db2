"""The options that let an extractor outside of Yalu propose names and links; without them none is asked."""

import os
from typing import Annotated

import typer

from yalu.documents import KEY_VARIABLE, EndpointExtractor
from yalu.model import ExtractorError

ExtractorUrl = Annotated[
    str | None,
    typer.Option(
        "--extractor-url",
        metavar="URL",
        help="Also ask a model behind this OpenAI-compatible endpoint, such as http://127.0.0.1:8080/v1. The texts of "
        f"the documents are sent there, with the key in {KEY_VARIABLE} where it is set; what does not stand in them "
        "word for word is dropped. Off by default.",
    ),
]
ExtractorModel = Annotated[
    str | None,
    typer.Option("--extractor-model", metavar="NAME", help="The model to ask for; goes with --extractor-url."),
]
ExtractorSeconds = Annotated[
    float,
    typer.Option("--extractor-seconds", min=1.0, max=3600.0, help="The longest that one of its answers may take."),
]


def extractor_of(url: str | None, model: str | None, seconds: float = 60.0) -> EndpointExtractor | None:
    """Give the extractor that the options name, or `None` where they name none.

    Raises:
        ExtractorError: only one of the two is given, or the address is none that is taken.
    """
    if url is None and model is None:
        return None
    if url is None or model is None:
        raise ExtractorError("--extractor-url and --extractor-model go together")
    return EndpointExtractor(url, model, key=os.environ.get(KEY_VARIABLE) or None, seconds=seconds)
