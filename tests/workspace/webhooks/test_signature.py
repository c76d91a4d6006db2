"""The signature of webhooks, as the Standard Webhooks specification has it."""

import pytest

from yalu.workspace.webhooks.signature import TOLERANCE, SignatureError, check_signature, signed_headers
from yalu.workspace.webhooks.signing_keys import SigningKeys

SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"
BODY = b'{"test": 2432232314}'
SENT = 1_614_265_330


def new_secret() -> str:
    keys = SigningKeys(("k" * 32,))
    return keys.secret_of("hook", keys.new_mark())


def test_the_signature_is_that_of_the_specifications_example() -> None:
    headers = signed_headers("msg_p5jXN8AQM9LWM0D4loKWxJek", BODY, [SECRET], SENT)
    assert headers == {
        "webhook-id": "msg_p5jXN8AQM9LWM0D4loKWxJek",
        "webhook-timestamp": "1614265330",
        "webhook-signature": "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=",
    }


def test_who_has_the_secret_can_check_it() -> None:
    secret, old = new_secret(), new_secret()
    headers = signed_headers("msg_1", BODY, [secret, old], SENT)
    for key in (secret, old):
        assert check_signature(headers, BODY, key, SENT + TOLERANCE) == "msg_1"


@pytest.mark.parametrize(
    ("change", "body", "now"),
    [
        ({}, BODY + b" ", SENT),
        ({"webhook-id": "msg_2"}, BODY, SENT),
        ({"webhook-timestamp": str(SENT + 1)}, BODY, SENT),
        ({"webhook-timestamp": "x"}, BODY, SENT),
        ({"webhook-signature": "v1,"}, BODY, SENT),
        ({"webhook-signature": "ü"}, BODY, SENT),
        ({}, BODY, SENT + TOLERANCE + 1),
        ({}, BODY, SENT - TOLERANCE - 1),
    ],
)
def test_what_was_changed_or_is_old_is_refused(change: dict[str, str], body: bytes, now: int) -> None:
    headers = signed_headers("msg_1", BODY, [SECRET], SENT) | change
    with pytest.raises(SignatureError):
        check_signature(headers, body, SECRET, now)
    with pytest.raises(SignatureError):
        check_signature(signed_headers("msg_1", BODY, [SECRET], SENT), BODY, new_secret(), SENT)
