"""Webhooks: new alerts told to other systems, signed, at least once, and nowhere but where they may go."""

from yalu.workspace.webhooks.addresses import ALLOW_VARIABLE, Allowed, WebhookError, read_allowed
from yalu.workspace.webhooks.hooks import Webhook, Webhooks
from yalu.workspace.webhooks.outbox import Delivery, DeliveryState, Outbox, queue
from yalu.workspace.webhooks.sending import Sender, SendSummary
from yalu.workspace.webhooks.signature import SignatureError, check_signature

__all__ = [
    "ALLOW_VARIABLE",
    "Allowed",
    "Delivery",
    "DeliveryState",
    "Outbox",
    "SendSummary",
    "Sender",
    "SignatureError",
    "Webhook",
    "WebhookError",
    "Webhooks",
    "check_signature",
    "queue",
    "read_allowed",
]
