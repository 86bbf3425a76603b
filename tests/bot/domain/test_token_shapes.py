"""Session tokens are known by their shape, so that they can be taken out of sight."""

from __future__ import annotations

import pytest

from bot.domain.token_shapes import holds_token, is_token

SESSION = "0123456789abcdef0123456789abcdef"


@pytest.mark.parametrize(
    "text",
    [
        SESSION,
        SESSION.upper(),
        f"us-{SESSION}",
        f"  HK-{SESSION}\n",
        f"sessionid={SESSION};",
        f"http://127.0.0.1:7890@us-{SESSION}",
    ],
)
def test_a_pasted_token_is_known(text: str) -> None:
    assert is_token(text)


@pytest.mark.parametrize("text", ["", "a cat", SESSION[:-1], SESSION + "0", f"cat {SESSION}"])
def test_other_texts_are_no_token(text: str) -> None:
    assert not is_token(text)


@pytest.mark.parametrize(
    "text", [f"/login {SESSION}", f"look: us-{SESSION}, mine", f"我的{SESSION}。"]
)
def test_a_token_inside_a_text_is_found(text: str) -> None:
    assert holds_token(text)


@pytest.mark.parametrize("text", ["/image a cat", "f" * 33, f"x{SESSION}"])
def test_other_texts_hold_none(text: str) -> None:
    assert not holds_token(text)
