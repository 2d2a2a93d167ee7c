"""The picture of validation.md: how far off everything is."""
from selforg.figures import style

COLOURS = {"passes": style.COLOURS[0], "FAILS": style.COLOURS[4], "UNSURE": style.COLOURS[1], "explained": style.COLOURS[6], "open": style.GREY}
FARTHEST = 2  # in units of what is allowed; what lies beyond is drawn at the edge


def deviation(row):
    """As a share of what is allowed; None where no number is compared with another."""
    there = row["value"] is not None and row["mean"] is not None and row["allowed"]
    return (row["mean"] - row["value"]) / row["allowed"] if there else None


@style.drawn
def deviations(replications):
    shown = [one for one in replications if any(deviation(row) is not None for row in one["rows"])]
    page, ((axes,),) = style.picture(1, 1, 12 + 5.2 * len(shown), style.WIDTH)
    axes.axvspan(-1, 1, color=style.PALE, alpha=0.5, linewidth=0)
    axes.axvline(0, color=style.GREY, linewidth=0.6)
    for line, one in enumerate(shown):
        for row in one["rows"]:
            off = deviation(row)
            if off is not None:
                mark = "<" if off < -FARTHEST else ">" if off > FARTHEST else "o"
                axes.plot(min(max(off, -FARTHEST), FARTHEST), line, mark, markersize=3.5, alpha=0.6, markeredgewidth=0,
                          color=COLOURS[row["verdict"]], clip_on=False)
    axes.set_yticks(range(len(shown)), [one["name"] for one in shown])
    axes.set(xlim=(-FARTHEST, FARTHEST), ylim=(len(shown) - 0.4, -0.6), xlabel="deviation / allowed")
    return page
