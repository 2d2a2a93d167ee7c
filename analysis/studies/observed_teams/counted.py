"""What is counted of teams that write, the same of what was observed and of what was simulated."""
from collections import Counter, namedtuple

import numpy as np
import pandas as pd

MEMORY = 60  # months for which somebody who wrote is an incumbent, and two are partners
Document = namedtuple("Document", "number month members before")    # month counted from year 0; before: documents
YEARLY = {
    "team size": "members of a document, mean",
    "alone": "share of documents with one member",
    "four and more": "share of documents with four members or more",
    "in two and more": "share of the people who wrote in a year who wrote two documents or more",
    "incumbents": "share of seats taken by somebody who had written in the five years before",
    "repeats": "share of pairs of fellow members who had written together in the five years before",
    "follow-ups": "share of documents that replace or amend an earlier one",
}
CASCADES = {
    "cascade size": "mean size of cascades: documents that hang together by replacing and amending",
    "in cascades of three": "share of documents that are in a cascade of three or more",
    "largest cascade": "documents in the largest cascade",
}


def read(path):
    table = pd.read_csv(path, dtype={"members": str, "obsoletes": str, "updates": str}).fillna("")
    return [Document(row.rfc, 12 * row.year + row.month - 1, row.members.split(),
                     [int(number) for number in f"{row.obsoletes} {row.updates}".split()]) for row in table.itertuples()]


def yearly(documents, first, last):
    """A table: for each year the measures of YEARLY."""
    wrote, together, rows = {}, {}, {year: Counter() for year in range(first, last + 1)}
    people = {year: Counter() for year in rows}
    for document in documents:
        year, team, now = document.month // 12, document.members, document.month
        pairs = [tuple(sorted((a, b))) for i, a in enumerate(team) for b in team[:i]]
        if year in rows:
            people[year].update(team)
            rows[year].update({
                "documents": 1, "seats": len(team), "alone": len(team) == 1, "four": len(team) >= 4, "pairs": len(pairs),
                "incumbents": sum(now - wrote.get(member, -MEMORY - 1) <= MEMORY for member in team),
                "repeats": sum(now - together.get(pair, -MEMORY - 1) <= MEMORY for pair in pairs),
                "follow": bool(document.before)})
        wrote.update(dict.fromkeys(team, now))
        together.update(dict.fromkeys(pairs, now))
    columns = ["documents", "seats", "alone", "four", "pairs", "incumbents", "repeats", "follow"]
    table = pd.DataFrame(rows).T.reindex(columns=columns).fillna(0).astype(float)
    return pd.DataFrame({
        "documents": table.documents, "team size": table.seats / table.documents, "alone": table.alone / table.documents,
        "four and more": table.four / table.documents,
        "in two and more": [np.mean([n >= 2 for n in people[year].values()]) if people[year] else np.nan for year in rows],
        "incumbents": table.incumbents / table.seats, "repeats": table.repeats / table.pairs,
        "follow-ups": table.follow / table.documents})


def cascades(documents, first, last):
    """Sizes of the cascades among the documents of these years."""
    top = {d.number: d.number for d in documents if first <= d.month // 12 <= last}

    def find(number):
        while top[number] != number:
            number = top[number]
        return number

    for document in documents:
        for before in document.before:
            if document.number in top and before in top:
                top[find(document.number)] = find(before)
    return sorted(Counter(find(number) for number in top).values())


def of_cascades(sizes):
    return {"cascade size": np.mean(sizes), "largest cascade": max(sizes),
            "in cascades of three": sum(size for size in sizes if size >= 3) / sum(sizes)}
