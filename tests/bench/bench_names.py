"""What it costs to find the names that a typed one could be taken for, as a base grows:
python -m tests.bench.bench_names [--million].

Actors with names of a few given names and many family names, a fifth of them Korean, a fifth of the others
also in Cyrillic. Milliseconds of CPU to read and to judge a name with a slip, a family name, or initials.
"""

from __future__ import annotations

import random
import sys
from collections.abc import Iterator, Sequence
from statistics import median, quantiles

from tests.bench import stage, world

SIZES = 1_000, 10_000, 100_000
MILLION = 1_000_000
TYPED = 60
GIVEN = (
    "Nikolai Ivan Pavel John William James Mary Anna Peter George Alexander Mikhail Jean Charles Otto Karl "
    "Nikita Elizabeth Robert Henry Sergei Andrei Dmitri Yuri Boris Thomas Edward Louis Paul Maria"
).split()
KOREAN = "Kim Lee Park Choi Jung Kang Cho Yoon Jang Lim Han Oh Seo Shin Kwon Hwang".split()
SYLLABLES = (
    "Chol Dae Dong Eun Ha Hyun Il Jae Jin Jong Ki Kyong Min Nam Sang Sik Song Su Sung Un Yong Ho".split()
)
ENDINGS = ("", "ov", "son", "er", "ski", "man", "enko", "ini")
CYRILLIC = str.maketrans("abcdefghijklmnoprstuvwxyz", "абкдефгхижклмнопрстувхиз"[:24] + "з")


def names(count: int) -> Iterator[list[str]]:
    """The same names in every run: of each actor one or two."""
    dice = random.Random(count)  # noqa: S311  # the same world each time, nothing secret
    made = 0
    while made < count:
        if dice.random() < 0.2:
            found = [f"{dice.choice(KOREAN)} {dice.choice(SYLLABLES)} {dice.choice(SYLLABLES)}"]
        else:
            family = world._word(dice.randrange(8_000), 3) + dice.choice(ENDINGS)
            found = [f"{dice.choice(GIVEN)} {family}"]
            if dice.random() < 0.2:
                found.append(family.lower().translate(CYRILLIC).capitalize())
        made += len(found)
        yield found


def furnish(count: int) -> None:
    from history.models import Actor, ActorName, Base
    from history.names import fold
    from quizzes import indexing

    base = Base.objects.create(key="names", name="Names")
    actors, rows = [], []
    for pk, texts in enumerate(names(count), start=1):
        actors.append(Actor(pk=pk, base=base, key=str(pk), kind="person", name=texts[0]))
        rows += [ActorName(actor_id=pk, text=text, folded=fold(text)) for text in texts]
    Actor.objects.bulk_create(actors, batch_size=2_000)
    ActorName.objects.bulk_create(rows, batch_size=2_000)
    for _ in indexing.catch_up():
        pass


def typed(name: str, dice: random.Random) -> str:
    from tests.quizzes.names.confusion import slip_in

    words, seed = name.split(), str(dice.random())
    ways = slip_in(name, seed), slip_in(name, seed), words[-1], slip_in(words[-1], seed)
    return dice.choice((*ways, f"{words[0][0]}. {words[-1]}"))


def measure(count: int) -> list[object]:
    from history.models import Actor, ActorName
    from quizzes.matching import match_name
    from quizzes.study import finding

    dice = random.Random(1)  # noqa: S311  # the same names each time
    spent, read = [], []
    last = Actor.objects.order_by("-pk").values_list("pk", flat=True)[0]
    for _ in range(TYPED):
        whom = Actor.objects.get(pk=dice.randrange(1, last + 1))
        text = typed(whom.name, dice)

        def judge(whom: Actor = whom, text: str = text) -> None:
            rows = finding.rows_for(ActorName, text, own={whom.pk}, accepted=[whom.name], reader="")
            own = [name for row in rows if row[0] == whom.pk for name in finding.known(row)]
            others = [name for row in rows if row[0] != whom.pk for name in finding.known(row)]
            match_name(text, accept=own, others=others)
            read.append(len(rows))

        spent.append(stage.cpu(judge))
    return [f"{median(spent):.1f}", f"{quantiles(spent, n=10)[-1]:.1f}", f"{max(spent):.0f}", median(read)]


def main(arguments: Sequence[str]) -> None:
    rows = []
    for count in (*SIZES, MILLION) if "--million" in arguments else SIZES:
        with stage.house() as folder:
            file = folder / f"{count}.sqlite3"
            stage.move_to(file)
            built = stage.cpu(lambda count=count: furnish(count))
            rows.append([f"{count:,} names", *measure(count), f"{built / count:.2f}"])
            rows[-1].append(f"{file.stat().st_size / 1e6:.0f}")
    stage.table(
        ("SQLite", "median ms", "ninth of ten", "most", "names read", "ms to save a name", "MB"), rows
    )


if __name__ == "__main__":
    main(sys.argv[1:])
