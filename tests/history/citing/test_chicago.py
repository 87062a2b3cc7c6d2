import pytest

from history.citing import CslName, Record, chicago, plain
from tests.history.citing import shelf
from tests.history.citing.shelf import Day, shown

GOLDEN = [
    (shelf.KOREAN_ARTICLE, "김성보. “북한의 토지개혁과 농업협동화.” *역사비평* 18 (1992): 42–67."),
    (
        shelf.KIM_BOOK,
        "Kim Il-sung. *With the Century*. Vol. 1. Foreign Languages Publishing House, 1992.",
    ),
    (shelf.CYRILLIC_BOOK, "Ким Ир Сен and Мао Цзэдун. *Избранные произведения*. Прогресс, 1953–1955."),
    (shelf.PATRONYMIC, "Молотов, Вячеслав Михайлович. *Речи*. Госполитиздат, 1948."),
    (
        shelf.CHAPTER,
        "Jager, Sheila Miyoshi, Charles de Gaulle, and Martin Luther King Jr. “The War.”"
        " In *Brothers at War*. Norton, 2013.",
    ),
    (shelf.NO_AUTHOR, "“Heated Debate?” *The Economist*, December 8, 2012, p. 4."),
    (shelf.AGENCY, "TASS. “Treaty enters force.” December 5, 2024. https://tass.com/world/1882445."),
    (
        shelf.ASSEMBLY,
        "United Nations General Assembly. *Resolution 195 (III)*."
        " United Nations, December 12, 1948. urn:un:195.",
    ),
    (shelf.UNDATED, "“Zhou Enlai.” Britannica Kids, n.d."),
    (
        shelf.ACCESSED,
        "“Zhou Enlai.” Britannica Kids. Accessed January 3, 2026. https://kids.britannica.com/zhou.",
    ),
    (
        shelf.UN_SERIES,
        "“Treaty of friendship, co-operation and mutual assistance.” July 6, 1961,"
        " *United Nations Treaty Series* 420, pp. 77–85.",
    ),
    (shelf.UNDATED_TREATY, "“Treaty of Kanghwa.” Wikisource."),
    (
        shelf.NEWSPAPER,
        "Choe, Sang-Hun. “Kim Says ‘No.’” *The New York Times*, May 21, 2019. https://nyt.example/a.",
    ),
    (shelf.ASKED, "“He said ‘Why?’” *Radio*, KCNA, June 1950 to July 1953."),
    (shelf.LETTER, "“Letter to Stalin.” Ca. August 1945. AVPRF, f. 059a."),
    (shelf.UNSURE, "“Diary.” State Archive, [ca. 1945?]."),
    (shelf.COMMENTARII, "*Commentarii*. 44 BCE."),
]


@pytest.mark.parametrize(("record", "entry"), GOLDEN, ids=[entry[:30] for _, entry in GOLDEN])
def test_chicago_entry(record: Record, entry: str) -> None:
    assert shown(chicago.cite(record)) == entry


NOTES = [
    (shelf.KOREAN_ARTICLE, "p. 45", "김성보, “북한의 토지개혁과 농업협동화,” *역사비평* 18 (1992): 45."),
    (shelf.KOREAN_ARTICLE, "", "김성보, “북한의 토지개혁과 농업협동화,” *역사비평* 18 (1992): 42–67."),
    (
        shelf.KIM_BOOK,
        "pp. 12-13",
        "Kim Il-sung, *With the Century* (vol. 1, Foreign Languages Publishing House, 1992), 12-13.",
    ),
    (
        shelf.CHAPTER,
        "p. 15",
        "Sheila Miyoshi Jager et al., “The War,” in *Brothers at War* (Norton, 2013), 15.",
    ),
    (shelf.NO_AUTHOR, "", "“Heated Debate?,” *The Economist*, December 8, 2012, p. 4."),
    (
        shelf.AGENCY,
        "para. 3.",
        "TASS, “Treaty enters force,” December 5, 2024, para. 3, https://tass.com/world/1882445.",
    ),
    (shelf.ASKED, "", "“He said ‘Why?,’” *Radio*, KCNA, June 1950 to July 1953."),
    (shelf.LETTER, "p. 2", "“Letter to Stalin,” ca. August 1945, p. 2, AVPRF, f. 059a."),
    (
        shelf.ACCESSED,
        "",
        "“Zhou Enlai,” Britannica Kids, accessed January 3, 2026, https://kids.britannica.com/zhou.",
    ),
]


@pytest.mark.parametrize(("record", "locator", "entry"), NOTES, ids=[entry[:30] for *_, entry in NOTES])
def test_chicago_note(record: Record, locator: str, entry: str) -> None:
    assert shown(chicago.note(record, locator=locator)) == entry


def people(count: int) -> tuple[CslName, ...]:
    return tuple(CslName(family=f"Author{number}", given="Ann") for number in range(1, count + 1))


class TestAuthors:
    def test_two_authors_in_an_entry(self) -> None:
        entry = plain(chicago.cite(Record(title="Survey", authors=people(2))))
        assert entry == "Author1, Ann, and Ann Author2. “Survey.” N.d."

    def test_two_authors_in_a_note(self) -> None:
        entry = plain(chicago.note(Record(title="Survey", authors=people(2))))
        assert entry == "Ann Author1 and Ann Author2, “Survey,” n.d."

    def test_six_authors_are_all_named(self) -> None:
        assert "Ann Author5, and Ann Author6." in plain(chicago.cite(Record(title="A", authors=people(6))))

    def test_of_seven_authors_three_are_named(self) -> None:
        entry = plain(chicago.cite(Record(title="Survey", authors=people(7))))
        assert entry == "Author1, Ann, Ann Author2, Ann Author3, et al. “Survey.” N.d."


class TestTitles:
    def quoted(self, title: str) -> str:
        return plain(chicago.cite(Record(title=title))).removesuffix(" N.d.")

    def test_quotation_marks_inside_a_title_turn_single(self) -> None:
        assert self.quoted('"We do not": Beijing, 1956') == "“‘We do not’: Beijing, 1956.”"
        assert self.quoted("El monumento « Liberación » hoy") == "“El monumento ‘Liberación’ hoy.”"
        assert self.quoted("Die „Lehre“ vom Juche") == "“Die ‘Lehre’ vom Juche.”"

    def test_apostrophes_are_not_quotation_marks(self) -> None:
        assert self.quoted("Visits in the '90s of the leaders'") == "“Visits in the ’90s of the leaders’.”"

    def test_three_stops_are_one_sign_and_two_are_one_stop(self) -> None:
        assert self.quoted("Peace ...") == "“Peace …”"
        assert self.quoted("Peace..") == "“Peace.”"

    def test_a_note_keeps_the_stop_of_an_abbreviation(self) -> None:
        assert plain(chicago.note(Record(title="Made in U.S."))) == "“Made in U.S.,” n.d."
        assert plain(chicago.note(Record(title="Kim arrives."))) == "“Kim arrives,” n.d."

    def test_a_title_is_not_repeated_as_container(self) -> None:
        record = Record(type="book", title="Atlas", container="Atlas", issued=Day("1950"))
        assert plain(chicago.cite(record)) == "Atlas. 1950."


class TestFacts:
    def test_a_locator_stands_in_brackets_at_the_end(self) -> None:
        entry = plain(chicago.cite(shelf.KIM_BOOK, locator="p. 12"))
        assert entry.endswith("House, 1992 (p. 12).")

    def test_a_book_in_a_series_names_it(self) -> None:
        record = Record(type="book", title="Atlas", container="Maps", publisher="Norton", issued=Day("1950"))
        assert plain(chicago.cite(record)) == "Atlas. Maps, Norton, 1950."
        assert plain(chicago.note(record)) == "Atlas (Maps, Norton, 1950)."

    def test_an_undated_journal_without_volume(self) -> None:
        record = Record(type="article-journal", title="Peace", container="Asia", publisher="The  asia")
        assert plain(chicago.cite(record)) == "“Peace.” Asia (n.d.)."

    def test_a_volume_without_container(self) -> None:
        record = Record(title="Minutes", volume="3", publisher="State Archive", issued=Day("1948-05"))
        assert plain(chicago.cite(record)) == "“Minutes.” Vol. 3, State Archive, May 1948."
