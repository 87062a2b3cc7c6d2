import pytest

from history.citing import CslName, Record, Run, apa, plain
from tests.history.citing import shelf
from tests.history.citing.shelf import Day, shown

GOLDEN = [
    (shelf.KOREAN_ARTICLE, "김성보. (1992). 북한의 토지개혁과 농업협동화. *역사비평*, *18*, 42–67."),
    (shelf.KIM_BOOK, "Kim, I.-S. (1992). *With the Century* (Vol. 1). Foreign Languages Publishing House."),
    (shelf.CYRILLIC_BOOK, "Ким, И. С., & Мао, Ц. (1953–1955). *Избранные произведения*. Прогресс."),
    (shelf.PATRONYMIC, "Молотов, В. М. (1948). *Речи*. Госполитиздат."),
    (
        shelf.CHAPTER,
        "Jager, S. M., de Gaulle, C., & King, M. L., Jr. (2013). The War."
        " In *Brothers at War* (pp. 12–40). Norton.",
    ),
    (shelf.NO_AUTHOR, "Heated Debate? (2012, December 8). *The Economist*, 4."),
    (shelf.AGENCY, "TASS. (2024, December 5). *Treaty enters force*. https://tass.com/world/1882445"),
    (
        shelf.ASSEMBLY,
        "United Nations General Assembly. (1948, December 12). *Resolution 195 (III)*."
        " United Nations. urn:un:195",
    ),
    (shelf.UNDATED, "Britannica Kids. (n.d.). *Zhou Enlai*."),
    (
        shelf.ACCESSED,
        "Britannica Kids. (n.d.). *Zhou Enlai*. Retrieved January 3, 2026, from https://kids.britannica.com/zhou",
    ),
    (
        shelf.UN_SERIES,
        "Treaty of friendship, co-operation and mutual assistance, July 6, 1961,"
        " 420 United Nations Treaty Series 77–85.",
    ),
    (shelf.UNDATED_TREATY, "Treaty of Kanghwa, Wikisource."),
    (
        shelf.NEWSPAPER,
        "Choe, S.-H. (2019, May 21). Kim Says “No.” *The New York Times*. https://nyt.example/a",
    ),
    (shelf.ASKED, "He said “Why?” (1950, June to 1953, July). Radio. KCNA."),
    (shelf.LETTER, "*Letter to Stalin.* (ca. 1945, August). AVPRF, f. 059a."),
    (shelf.UNSURE, "State Archive. (ca. 1945?). *Diary*."),
    (shelf.COMMENTARII, "*Commentarii*. (44 BCE)."),
]


@pytest.mark.parametrize(("record", "entry"), GOLDEN, ids=[entry[:30] for _, entry in GOLDEN])
def test_apa_entry(record: Record, entry: str) -> None:
    assert shown(apa.cite(record)) == entry


def people(count: int) -> tuple[CslName, ...]:
    return tuple(CslName(family=f"Author{number}", given="Ann") for number in range(1, count + 1))


class TestAuthors:
    def test_twenty_authors_are_all_named(self) -> None:
        entry = plain(apa.cite(Record(title="Survey", authors=people(20))))
        assert "Author19, A., & Author20, A. (n.d.)" in entry

    def test_of_twenty_one_authors_the_last_but_one_and_its_neighbours_give_way(self) -> None:
        entry = plain(apa.cite(Record(title="Survey", authors=people(22))))
        assert "Author18, A., Author19, A., . . . Author22, A. (n.d.)" in entry
        assert "Author20" not in entry

    def test_the_publisher_of_a_book_is_not_its_author(self) -> None:
        entry = plain(apa.cite(Record(type="book", title="Atlas", publisher="Norton")))
        assert entry == "Atlas. (n.d.). Norton."

    def test_a_treaty_with_an_author_has_the_usual_form(self) -> None:
        entry = plain(apa.cite(Record(type="treaty", title="Pact", authors=(shelf.TASS,))))
        assert entry == "TASS. (n.d.). Pact."


class TestLocators:
    def test_a_locator_stands_in_brackets_at_the_end(self) -> None:
        assert plain(apa.cite(shelf.KIM_BOOK, locator="p. 12")).endswith("House (p. 12).")

    def test_a_locator_never_becomes_part_of_the_address(self) -> None:
        runs = apa.cite(shelf.AGENCY, locator="para. 3.")
        assert runs[-2].href == "https://tass.com/world/1882445"
        assert runs[-1] == Run(" (para. 3).")

    @pytest.mark.parametrize(
        "address", ["javascript:alert(1)", "urn:un:195", "https://", "https://a b", 'https://a"b']
    )
    def test_only_web_addresses_are_links(self, address: str) -> None:
        runs = apa.cite(Record(title="Page", address=address))
        assert [run.href for run in runs if run.href] == []
        assert plain(runs).endswith(address)


class TestDetails:
    def test_volume_and_pages_of_a_part_of_some_other_whole(self) -> None:
        record = Record(
            title="Minutes", container="Record Group 59", volume="3", pages="7", issued=Day("1948")
        )
        assert plain(apa.cite(record)) == "Minutes. (1948). Record Group 59 (Vol. 3, p. 7)."

    def test_a_treaty_at_an_address_needs_no_publisher(self) -> None:
        record = Record(type="treaty", title="Pact", publisher="Wikisource", address="https://w.example/pact")
        assert plain(apa.cite(record)) == "Pact, https://w.example/pact"
