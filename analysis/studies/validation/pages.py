"""validation.md, and a page for each replication: what is expected, what came out."""
import re

INTRODUCTION = """\
# Validation

Models of the literature that selforg becomes by its parameters alone ([`scenarios/replications`](../scenarios/replications)).
Of {rows} expectations {met} are met, {explained} are not met but explained, and {failed} are neither; {left_open} are left open.
`python3 -m studies.validation` writes this page and those behind it; `selforg reproduce NAME` prints the same.

A mean passes if it is off by at most 3 standard errors (those of the expected value and of the replicates together) and
the stated tolerance; where a flat bound is stated, by at most that. The seed of a run is drawn from that of its replication (1, or what its file says) and the number of the replicate.

{reasons}![Deviations as shares of what is allowed](validation/deviations.png)

*Deviations as shares of what is allowed: what is met lies between -1 and 1. Triangles are farther out than 2; violet: explained.*

"""


def number(value, digits=6):
    return "" if value is None else f"{value:.{digits}g}"


def came_out(row):
    if row["means"]:
        return row["means"]
    error = "" if row["error"] is None or row["exact"] else f" ± {number(row['error'], 2)}"
    return number(row["mean"]) + error


def allowed(row):
    return "exactly" if row["exact"] else f"± {number(row['allowed'], 2)}" if row["allowed"] else ""


def count(replication, *verdicts):
    return sum(row["verdict"] in verdicts for row in replication["rows"])


def table(headings, rows):
    cells = [[str(cell).replace("|", "\\|") for cell in row] for row in rows]
    return "\n".join("| " + " | ".join(row) + " |" for row in [headings, ["---"] * len(headings), *cells])


def reasons(replications):
    """What is not met though explained, and why."""
    why = {}
    for replication in replications:
        for row in replication["rows"]:
            if row["verdict"] == "explained":
                place = why.setdefault((replication["name"], row["explained"]), [])
                place.append(row["name"])
    said = [f"- [{name}](validation/{name}.md), {len(rows)} of its expectations: {text}" for (name, text), rows in why.items()]
    return "\n".join(["Not met, and why:", "", *said, "", ""]) if said else ""


def summary(replications):
    return table(["replication", "model", "expectations", "met", "explained", "not met", "left open", "runs", "CPU"],
                 [[f"[{one['name']}](validation/{one['name']}.md)", one["title"], len(one["rows"]), count(one, "passes"),
                   count(one, "explained"), count(one, "FAILS", "UNSURE"), count(one, "open"), f"{one['runs']:,}", f"{one['cpu']:.0f} s"]
                  for one in replications])


def linked(text):
    """Notes that lie beside a replication are linked."""
    return re.sub(r"\((\w+\.md)\)", r"([\1](../../scenarios/replications/\1))", text)


def of_replication(one):
    name, doi = one["name"], one["doi"]
    rows = [[row["name"], row["expected"], allowed(row), came_out(row), number(row["z"], 2), row["verdict"], row["source"]]
            for row in one["rows"]]
    explained = [f"*Explained:* {text}\n\n" for text in dict.fromkeys(row["explained"] for row in one["rows"]) if text]
    return (f"# {name}\n\n{one['title']} ([doi:{doi}](https://doi.org/{doi})),\n"
            f"[`{name}.yaml`](../../scenarios/replications/{name}.yaml): {one['replicates']:,} replicates, {one['runs']:,} runs.\n\n"
            f"*Differs:* {linked(one['differs'])}\n\n{''.join(explained)}"
            + table(["what", "expected", "allowed", "came out", "z", "verdict", "source"], rows)
            + "\n\n± is one standard error; z counts them. [All replications](../validation.md)\n")


def make_pages(replications):
    """{name of the page: its text}"""
    met, explained, failed, left_open = (sum(count(one, *verdicts) for one in replications)
                                         for verdicts in (["passes"], ["explained"], ["FAILS", "UNSURE"], ["open"]))
    first = INTRODUCTION.format(rows=sum(len(one["rows"]) for one in replications), met=met, explained=explained, failed=failed,
                                left_open=left_open, reasons=reasons(replications))
    return {"validation.md": first + summary(replications) + "\n",
            **{f"validation/{one['name']}.md": of_replication(one) for one in replications}}
