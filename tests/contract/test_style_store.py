"""Styles on their shelves: the fake and the real store."""

from __future__ import annotations

from dataclasses import replace

from bot.domain.ids import UserId, style_id_from
from bot.domain.styles import OPERATORS, Shelf, ShelfKind, Style
from bot.ports import Stores

MINE, HERS = Shelf(ShelfKind.MINE, 7), Shelf(ShelfKind.MINE, 8)
GROUP, OFFERED = Shelf(ShelfKind.CHAT, -100), Shelf(ShelfKind.OFFERED, 7)


def style(number: int, name: str, shelf: Shelf = MINE, *, author: int = 7) -> Style:
    return Style(
        id=style_id_from(number), shelf=shelf, name=name, text=f"{name} text", author=UserId(author)
    )


async def test_a_style_is_found_by_its_id_and_on_its_shelf(stores: Stores) -> None:
    film = replace(style(1, "Film"), example="a photo")
    assert await stores.styles.save(film, 1.0, most=5) == film
    assert await stores.styles.get(film.id) == film
    assert await stores.styles.get(style_id_from(2)) is None
    assert await stores.styles.on_shelves([MINE]) == [film]
    assert await stores.styles.on_shelves([HERS, GROUP, OPERATORS]) == []


async def test_shelves_come_in_the_order_asked_for_and_names_in_theirs(stores: Stores) -> None:
    kept = [
        style(1, "b"),
        style(2, "A"),
        style(3, "c", OPERATORS, author=8),
        style(4, "b", GROUP),
        style(5, "a", HERS),
    ]
    for each in kept:
        await stores.styles.save(each, 1.0, most=5)
    found = await stores.styles.on_shelves([MINE, GROUP, OPERATORS])
    assert found == [kept[1], kept[0], kept[3], kept[2]]


async def test_a_name_stands_once_on_a_shelf_and_keeps_its_id(stores: Stores) -> None:
    await stores.styles.save(style(1, "Film"), 1.0, most=1)
    assert await stores.styles.share(style_id_from(1))
    later = replace(style(2, "ＦＩＬＭ", author=8), text="other")
    saved = await stores.styles.save(later, 2.0, most=1)
    assert saved == replace(later, id=style_id_from(1), is_shared=True)
    assert await stores.styles.on_shelves([MINE]) == [saved]
    assert await stores.styles.get(style_id_from(2)) is None


async def test_a_full_shelf_takes_no_new_name(stores: Stores) -> None:
    await stores.styles.save(style(1, "a"), 1.0, most=2)
    await stores.styles.save(style(2, "b"), 1.0, most=2)
    assert await stores.styles.save(style(3, "c"), 1.0, most=2) is None
    assert await stores.styles.save(style(3, "c", HERS), 1.0, most=2) is not None
    assert await stores.styles.save(style(4, "a"), 1.0, most=2) is not None
    assert [each.name for each in await stores.styles.on_shelves([MINE])] == ["a", "b"]


async def test_the_oldest_offer_makes_room(stores: Stores) -> None:
    await stores.styles.save(style(9, "kept"), 0.0, most=2)
    for number, name in enumerate("abc", start=1):
        offered = style(number, name, OFFERED)
        assert await stores.styles.offer(offered, float(number), most=2) == offered
    await stores.styles.offer(style(4, "b", OFFERED), 9.0, most=2)
    assert [each.name for each in await stores.styles.on_shelves([OFFERED])] == ["b", "c"]
    await stores.styles.offer(style(5, "d", OFFERED), 10.0, most=2)
    assert [each.name for each in await stores.styles.on_shelves([OFFERED])] == ["b", "d"]
    assert len(await stores.styles.on_shelves([MINE])) == 1


async def test_what_is_gone_is_neither_shared_nor_deleted(stores: Stores) -> None:
    await stores.styles.save(style(1, "a"), 1.0, most=2)
    assert await stores.styles.delete(style_id_from(1))
    assert not await stores.styles.delete(style_id_from(1))
    assert not await stores.styles.share(style_id_from(1))


async def test_a_forgotten_person_leaves_what_others_use_without_a_name(stores: Stores) -> None:
    for number, shelf in enumerate([MINE, OFFERED, GROUP], start=1):
        await stores.styles.save(style(number, "a", shelf), 1.0, most=2)
    await stores.styles.save(style(4, "a", HERS, author=8), 1.0, most=2)
    await stores.styles.forget(UserId(7))
    left = await stores.styles.on_shelves([MINE, OFFERED, GROUP, HERS])
    assert [(each.id, each.author) for each in left] == [
        (style_id_from(3), 0),
        (style_id_from(4), 8),
    ]
