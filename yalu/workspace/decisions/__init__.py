"""Alerts and decisions: what became of a hit, who decided it, why; and which hits were found to be somebody else."""

import os

from yalu.workspace.database import Place
from yalu.workspace.decisions.alert import (
    FOUR_EYES_VARIABLE,
    Alert,
    AlertState,
    DecisionError,
    Finding,
    Person,
    read_four_eyes,
    read_state,
)
from yalu.workspace.decisions.event import AlertEvent
from yalu.workspace.decisions.export import export_csv, export_json
from yalu.workspace.decisions.facts import EntityFacts, FindEntity, KnownEntity, entities_of_lists, entities_served
from yalu.workspace.decisions.marking import Marking
from yalu.workspace.decisions.store import DecisionBook
from yalu.workspace.keys import database_url
from yalu.workspace.tenants import DEFAULT_TENANT

__all__ = [
    "FOUR_EYES_VARIABLE",
    "Alert",
    "AlertEvent",
    "AlertState",
    "DecisionBook",
    "DecisionError",
    "EntityFacts",
    "FindEntity",
    "Finding",
    "KnownEntity",
    "Marking",
    "Person",
    "entities_of_lists",
    "entities_served",
    "export_csv",
    "export_json",
    "open_decisions",
    "read_four_eyes",
    "read_state",
]


def open_decisions(workspace: Place | None = None, tenant: str = DEFAULT_TENANT) -> DecisionBook:
    """Open the alerts of a tenant, in the database of a workspace, with the rules of the environment.

    Raises:
        DatabaseError: the database cannot be used.
        DecisionError: the environment names a state that is none.
    """
    return DecisionBook(database_url(workspace), tenant, read_four_eyes(os.environ.get(FOUR_EYES_VARIABLE)))
