"""A calibration plot as SVG: what was expected of answers against what came of them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

SIDE, MARGIN, LOWEST = 400, 48, 0.5
COLOURS = ("#8a6d3b", "#1f5f8b")


def plot(title: str, models: Mapping[str, Sequence[tuple[float, float, int]]]) -> str:
    """The drawing, from LOWEST to 1 on both axes; of each model points (expected, remembered, answers)."""

    def at(share: float) -> float:
        return MARGIN + (share - LOWEST) / (1 - LOWEST) * SIDE

    def up(share: float) -> float:
        return MARGIN + SIDE - (at(share) - MARGIN)

    whole = SIDE + 2 * MARGIN
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {whole} {whole}" role="img" '
        f'font-family="Georgia, serif" font-size="13">',
        f"<title>{title}</title>",
        f'<rect width="{whole}" height="{whole}" fill="#fff"/>',
        f'<path d="M{at(LOWEST)} {up(LOWEST)}L{at(1)} {up(1)}" stroke="#999" stroke-dasharray="4 4"/>',
    ]
    for tenth in range(5, 11):
        share = tenth / 10
        parts.append(
            f'<path d="M{at(share):.0f} {up(LOWEST)}v5M{at(LOWEST)} {up(share):.0f}h-5" stroke="#333"/>'
            f'<text x="{at(share):.0f}" y="{up(LOWEST) + 20}" text-anchor="middle">{tenth * 10} %</text>'
            f'<text x="{at(LOWEST) - 8}" y="{up(share) + 4:.0f}" text-anchor="end">{tenth * 10}</text>'
        )
    parts.append(
        f'<rect x="{MARGIN}" y="{MARGIN}" width="{SIDE}" height="{SIDE}" fill="none" stroke="#333"/>'
    )
    parts.append(f'<text x="{whole / 2}" y="{whole - 8}" text-anchor="middle">expected</text>')
    parts.append(f'<text x="8" y="{MARGIN - 12}">remembered, per cent of answers</text>')
    most = max(count for points in models.values() for _, _, count in points)
    for place, (name, points) in enumerate(models.items()):
        colour = COLOURS[place % len(COLOURS)]
        shown = [point for point in points if min(point[:2]) >= LOWEST]
        line = "L".join(f"{at(x):.1f} {up(y):.1f}" for x, y, _ in shown)
        parts.append(f'<path d="M{line}" fill="none" stroke="{colour}" stroke-width="1.5"/>')
        for x, y, count in shown:
            radius = 1 + 3 * (count / most) ** 0.5
            where = f'cx="{at(x):.1f}" cy="{up(y):.1f}" r="{radius:.1f}"'
            parts.append(f'<circle {where} fill="{colour}" fill-opacity="0.6"/>')
        parts.append(
            f'<text x="{MARGIN + 14}" y="{MARGIN + 24 + 20 * place}" fill="{colour}">● {name}</text>'
        )
    return "\n".join([*parts, "</svg>", ""])
