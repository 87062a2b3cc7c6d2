"""What is no slip: other family names, Chinese names, places and treaties; and Russian cases of the same."""

from __future__ import annotations

import pytest

from quizzes.matching import Fit, KnownName, match_name
from quizzes.matching.layouts import in_other_layouts
from quizzes.matching.telling import is_another_family

from .world import World, pack

pytestmark = pytest.mark.pure
REALMS = ("actors", "places", "agreements")


def world_with(key: str) -> World:
    return next(pack()[realm] for realm in REALMS if key in pack()[realm].names)


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("Мяо", "mao-zedong"),
        ("Мяо Цзэдун", "mao-zedong"),
        ("Miao Zedong", "mao-zedong"),
        ("Zhao Enlai", "zhou-enlai"),
        ("Чжао Эньлай", "zhou-enlai"),
        ("Xia Jinping", "xi-jinping"),
        ("Цинь Цичэнь", "qian-qichen"),
        ("Чернышенко", "konstantin-chernenko"),
        ("Черниенко", "konstantin-chernenko"),
        ("Черкенко", "konstantin-chernenko"),
        ("Болотов", "vyacheslav-molotov"),
        ("Bolotov", "vyacheslav-molotov"),
        ("Молотков", "vyacheslav-molotov"),
        ("Бережнев", "leonid-brezhnev"),
        ("Ушатов", "yury-ushakov"),
        ("Ushanov", "yury-ushakov"),
        ("Рудченко", "andrey-rudenko"),
        ("Rodenko", "andrey-rudenko"),
        ("Медведов", "dmitry-medvedev"),
        ("Лесюков", "alexander-losyukov"),
        ("Вышинской", "andrey-vyshinsky"),
        ("Ивановой", "igor-ivanov"),
        ("Yonggang", "pyongyang"),
        ("Yonbyon", "yongbyon"),
        ("연변", "yongbyon"),
        ("Yeongcheon", "yongbyon"),
        ("인촌", "incheon"),
        ("Sino-Soviet Treaty of Friendship and Alliance", "agr-1950-sino-soviet"),
        ("Sino-Soviet Treaty of Friendship, Alliance and Collective Security", "agr-1950-sino-soviet"),
        ("중소 원자력협정", "agr-1959-ussr-dprk-nuclear"),
        ("한일상호방위조약", "agr-1953-us-rok-mdt"),
        ("Japan-Japan Treaty of 1910", "agr-1910-annexation"),
        ("4·4 남북 공동 성명", "agr-1972-joint-communique"),
        (
            "Договор о добрососедстве, дружбе и сотрудничестве между РФ и КНР",
            "agr-2000-russia-dprk-friendship",
        ),
    ],
)
def test_another_name_is_never_right(text: str, key: str) -> None:
    match = world_with(key).match(text, key)
    assert not match.right, match


@pytest.mark.parametrize(
    ("typed", "own"),
    [
        ("чирненко", "черненко"),
        ("чернеко", "черненко"),
        ("чернекно", "черненко"),
        ("чернненко", "черненко"),
        ("малотов", "молотов"),
        ("касыгин", "косыгин"),
        ("старчак", "сторчак"),
        ("molotvo", "molotov"),
        ("mollotov", "molotov"),
        ("molotpv", "molotov"),
        ("molxtov", "molotov"),
    ],
)
def test_what_fingers_and_ears_do_is_a_slip(typed: str, own: str) -> None:
    assert not is_another_family(typed, own, 1)


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("Ким Ир Сену", "kim-il-sung"),
        ("Ким Ир Сеном", "kim-il-sung"),
        ("Сталиным", "joseph-stalin"),
        ("Иосифа Сталина", "joseph-stalin"),
        ("Брежневым", "leonid-brezhnev"),
        ("Никитой Сергеевичем Хрущёвым", "nikita-khrushchev"),
        ("Вышинского", "andrey-vyshinsky"),
        ("Президентом Путиным", "vladimir-putin"),
        ("Мао Цзэдуну", "mao-zedong"),
        ("России", "russia"),
        ("Китаем", "prc"),
        ("Советским Союзом", "ussr"),
        ("Северной Корее", "dprk"),
        ("Пхеньяном", "pyongyang"),
        ("Женеву", "geneva"),
        ("Каирской декларации", "agr-1943-cairo"),
    ],
)
def test_another_case_is_the_same_name(text: str, key: str) -> None:
    match = world_with(key).match(text, key)
    assert match.right, match


def test_genitive_that_may_be_a_wife_is_asked_again() -> None:
    for text, key in {"Сталина": "joseph-stalin", "Брежнева": "leonid-brezhnev"}.items():
        assert pack()["actors"].match(text, key).fit is Fit.TIE, text


def test_case_of_another_known_name_is_never_right() -> None:
    """Ира is a case of Ир, and whoever is called so is not Ир."""
    own, other = (KnownName(text=text, bearer=text, kind="person") for text in ("Нам Ир", "Нам Иру"))
    assert match_name("Нам Иру", accept=[own], others=[other]).fit is Fit.OTHER
    title, same = (KnownName(text=text, bearer=text, kind="title") for text in ("Пекинская декларация",) * 2)
    assert match_name("Пекинской декларации", accept=[title]).right
    other = KnownName(text="Пекинской декларации", bearer="Another", kind="title")
    assert not match_name("Пекинской декларации", accept=[same], others=[other]).right


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("cnfkby", "joseph-stalin"),
        ("Ыефдшт", "joseph-stalin"),
        ("rlawjddms", "kim-jong-un"),
        ("vjcrdf", "moscow"),
    ],
)
def test_name_on_another_keyboard_is_asked_again(text: str, key: str) -> None:
    match = world_with(key).match(text, key)
    assert match.meant
    assert match.fit is Fit.FULLER


def test_other_keyboards_are_read_both_ways() -> None:
    assert list(in_other_layouts("ghbdtn")) == ["привет", "호ㅠㅇㅅㅜ"] or "привет" in in_other_layouts(
        "ghbdtn"
    )
    assert "vladivostok" in in_other_layouts("мдфвшмщыещл")
    assert "평양" in in_other_layouts("vuddid")
    assert "seoul" in in_other_layouts("ㄴ대ㅕㅣ")


@pytest.mark.parametrize(
    "text", ["Kim Jong Un (North Korea)", "북한 김정은", "북한 지도자 김정은", "Kim J.U.", "김정은 원수님"]
)
def test_what_says_more_or_less_than_the_name_is_asked_again(text: str) -> None:
    assert pack()["actors"].match(text, "kim-jong-un").fit in (Fit.FULLER, Fit.PART)
