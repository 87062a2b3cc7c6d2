"""What py-fsrs's optimizer needs for a fit: run by a Python that has fsrs[optimizer], apart from this house.

Reads from standard input a JSON list of answers (card, study day, minute, grade), writes seconds of CPU.
"""

import json
import sys
import time
from datetime import UTC, datetime, timedelta


def main() -> None:
    import torch
    from fsrs import Optimizer, Rating, ReviewLog

    torch.set_num_threads(1)
    logs = [
        ReviewLog(
            card_id=card + 1,
            rating=Rating(grade),
            review_datetime=datetime.fromordinal(day).replace(tzinfo=UTC)
            + timedelta(hours=6, minutes=minute),
            review_duration=None,
        )
        for card, day, minute, grade in json.load(sys.stdin)
    ]
    start = time.process_time()
    Optimizer(logs).compute_optimal_parameters()
    json.dump(time.process_time() - start, sys.stdout)


if __name__ == "__main__":
    main()
