import pytest

from history.citing import CslName, Record, mla, plain
from tests.history.citing import shelf
from tests.history.citing.shelf import Day, shown

GOLDEN = [
    (
        shelf.KOREAN_ARTICLE,
        "김성보. “북한의 토지개혁과 농업협동화.” *역사비평*, vol. 18, Aug. 1992, pp. 42–67.",
    ),
    (shelf.KIM_BOOK, "Kim Il-sung. *With the Century*. Vol. 1, Foreign Languages Publishing House, 1992."),
    (shelf.CYRILLIC_BOOK, "Ким Ир Сен and Мао Цзэдун. *Избранные произведения*. Прогресс, 1953–1955."),
    (shelf.PATRONYMIC, "Молотов, Вячеслав Михайлович. *Речи*. Госполитиздат, 1948."),
    (shelf.CHAPTER, "Jager, Sheila Miyoshi, et al. “The War.” *Brothers at War*, Norton, 2013, pp. 12–40."),
    (shelf.NO_AUTHOR, "“Heated Debate?” *The Economist*, 8 Dec. 2012, p. 4."),
    (shelf.AGENCY, "“Treaty enters force.” *TASS*, 5 Dec. 2024, https://tass.com/world/1882445."),
    (
        shelf.ASSEMBLY,
        "United Nations General Assembly. *Resolution 195 (III)*. United Nations, 12 Dec. 1948, urn:un:195.",
    ),
    (shelf.UNDATED, "“Zhou Enlai.” Britannica Kids."),
    (
        shelf.ACCESSED,
        "“Zhou Enlai.” Britannica Kids, https://kids.britannica.com/zhou. Accessed 3 Jan. 2026.",
    ),
    (
        shelf.UN_SERIES,
        "“Treaty of friendship, co-operation and mutual assistance.” *United Nations Treaty Series*,"
        " vol. 420, United Nations, 6 July 1961, pp. 77–85.",
    ),
    (shelf.UNDATED_TREATY, "“Treaty of Kanghwa.” Wikisource."),
    (
        shelf.NEWSPAPER,
        "Choe, Sang-Hun. “Kim Says ‘No.’” *The New York Times*, 21 May 2019, https://nyt.example/a.",
    ),
    (shelf.ASKED, "“He said ‘Why?’” *Radio*, KCNA, June 1950 to July 1953."),
    (shelf.LETTER, "“Letter to Stalin.” Ca. Aug. 1945, AVPRF, f. 059a."),
    (shelf.UNSURE, "“Diary.” State Archive, [ca. 1945?]."),
    (shelf.COMMENTARII, "*Commentarii*. 44 BCE."),
]


@pytest.mark.parametrize(("record", "entry"), GOLDEN, ids=[entry[:30] for _, entry in GOLDEN])
def test_mla_entry(record: Record, entry: str) -> None:
    assert shown(mla.cite(record)) == entry


class TestAuthors:
    def start(self, *authors: CslName) -> str:
        return plain(mla.cite(Record(title="Survey", authors=authors))).removesuffix(" “Survey.”")

    def test_two_authors(self) -> None:
        assert self.start(shelf.JAGER, shelf.KING) == "Jager, Sheila Miyoshi, and Martin Luther King Jr."

    def test_three_authors_of_whom_the_first_is_not_turned_round(self) -> None:
        assert self.start(shelf.KIM_IL_SUNG, shelf.JAGER, shelf.KING) == "Kim Il-sung et al."

    def test_a_suffix_follows_the_given_name(self) -> None:
        assert self.start(shelf.KING) == "King, Martin Luther, Jr."

    def test_a_particle_stays_with_the_family_name(self) -> None:
        assert self.start(shelf.DE_GAULLE) == "de Gaulle, Charles."

    def test_one_name_alone(self) -> None:
        assert self.start(CslName(given="Filippov")) == "Filippov."


class TestFacts:
    def test_a_locator_stands_in_brackets_at_the_end(self) -> None:
        assert plain(mla.cite(shelf.KIM_BOOK, locator="p. 12")).endswith("House, 1992 (p. 12).")

    def test_an_author_is_not_repeated_as_publisher_beside_a_second_author(self) -> None:
        record = Record(
            title="Survey", authors=(shelf.TASS, shelf.JAGER), publisher="TASS", issued=Day("1950")
        )
        assert plain(mla.cite(record)) == "TASS and Sheila Miyoshi Jager. “Survey.” 1950."

    @pytest.mark.parametrize(
        ("edtf", "words"),
        [("1949-03-17", "17 Mar. 1949"), ("2019-09", "Sept. 2019"), ("1950-06-25", "25 June 1950")],
    )
    def test_an_abbreviated_month_and_a_short_one(self, edtf: str, words: str) -> None:
        assert plain(mla.cite(Record(title="A", issued=Day(edtf)))) == f"“A.” {words}."
