"""A practice that is rolled out along the formal tree against one that spreads along the ties that people really have.

The structure is that of a manufacturing company: who reports to whom, and who wrote whom at least five e-mails in nine
months. Nothing is known of adoption there, so this is an experiment on a real structure, not a fit: the same rule, the
same people, and only the ties and the first adopters differ.
"""
import pathlib

import numpy as np
import pandas as pd

from observed import data_folder, write_network
from simulator import Scenario

WEEKS, STARTERS, SEEDS, MAILS = 260, 8, range(1, 101), 5

CONDITIONS = {  # name: (ties, who begins)
    "rolled out down the tree": ("tree", "first"),
    "along e-mail, from the top": ("mail", "first"),
    "along e-mail, from anywhere": ("mail", "random"),
    "along e-mail, from anywhere, as few tellings as in the tree": ("mail", "random"),
    "both, from the top": ("both", "first"),
    "both, from anywhere": ("both", "random"),
}
RULES = {**{f"contact, β {beta} a week": ("contact", beta) for beta in (0.01, 0.03, 0.1)},
         **{f"threshold, {share:.0%} of those heard": ("threshold", share) for share in (0.1, 0.2, 0.3, 0.5)}}
ABOVE = 0.1  # a week, where a threshold is reached


def depths(boss):
    """{person: steps below the one who reports to nobody else}"""
    def depth(person):
        return 0 if boss[person] == person else 1 + depth(boss[person])
    return {person: depth(person) for person in boss}


def structures(folder):
    """Writes the node table, from the top down, and three lists of one-way ties; gives the number of ties in each."""
    reports = pd.read_csv(data_folder() / "manufacturing_reportsto.csv")
    boss = dict(zip(reports.node, reports.reports_to))
    depth = depths(boss)
    people = sorted(boss, key=lambda person: (depth[person], person))
    number = {person: place for place, person in enumerate(people)}
    write_network(folder, "company_nodes", units=[depth[person] for person in people])
    mails = pd.read_csv(data_folder() / "manufacturing_email_edges.csv")
    mails = mails[(mails.source != mails.target) & (mails.n_emails >= MAILS)
                  & mails.source.isin(boss) & mails.target.isin(boss)]
    tree = {(above, person) for person, above in boss.items() if above != person}
    mail = set(zip(mails.source, mails.target)) | set(zip(mails.target, mails.source))
    lists = {"tree": tree, "mail": mail, "both": tree | mail}
    for name, ties in lists.items():
        write_network(folder, f"company_{name}", ties=sorted((number[tells], number[hears]) for tells, hears in ties))
    return {name: len(ties) for name, ties in lists.items()}


def scenario(folder, ties, where, rule, value, fewer):
    adoption = (f"{{rule: contact, accept: {{beta: {value * fewer}}}}}" if rule == "contact" else
                f"{{rule: threshold, accept: {{threshold: {value}, above: {ABOVE * fewer}}}}}")
    return Scenario(f"""selforg: 2
network: {{kind: file, edges: {folder}/company_{ties}.csv, nodes: {folder}/company_nodes.csv, directed: true}}
start: {{users: {STARTERS}, placement: {where}}}
adoption: {adoption}
""")


def interval(values):
    """(mean, low, high), 95 %, over seeds."""
    mean, error = np.mean(values), np.std(values, ddof=1) / np.sqrt(len(values))
    return [float(mean), float(mean - 1.984 * error), float(mean + 1.984 * error)]


def experiment(folder):
    """{ties, conditions: {rule: {condition: {reached, half, half_reached, year}}}}; half is the week by which half the
    people have adopted, its median and the middle 90 % of the runs that come so far."""
    folder = pathlib.Path(folder)
    ties, results = structures(folder), {}
    for rule_name, (rule, value) in RULES.items():
        for name, (network, where) in CONDITIONS.items():
            fewer = ties["tree"] / ties["mail"] if "as few" in name else 1
            company = scenario(folder, network, where, rule, value, fewer)
            runs = np.array([np.sort(company.run(seed, WEEKS, 1)) for seed in SEEDS])
            half = runs[:, (runs.shape[1] + 1) // 2 - 1]
            came = half[half <= WEEKS]
            results.setdefault(rule_name, {})[name] = {
                "reached": interval((runs <= WEEKS).mean(axis=1)), "year": interval((runs <= 52).mean(axis=1)),
                "half": np.quantile(came, [0.05, 0.5, 0.95]).tolist() if len(came) else None,
                "half_reached": float(len(came) / len(half))}
    return {"ties": ties, "people": int(runs.shape[1]), "seeds": len(runs), "weeks": WEEKS, "rules": results}
