"""A practice that is rolled out along the formal tree against one that spreads along the ties that people really have.

    python3 -m studies.rollout DATA        # writes rollout.md and its figure

The structure is that of a manufacturing company: who reports to whom (manufacturing_reportsto.csv: node, reports_to), and who
wrote whom at least five e-mails in nine months (manufacturing_email_edges.csv: source, target, n_emails). Nothing is known of
adoption there, so this is an experiment on a real structure, not a fit: the same rule, the same people, and only the ties and
the first adopters differ.
"""
import argparse
import pathlib
import sys
import tempfile

import numpy as np
import pandas as pd

from selforg import Scenario
from selforg.calibration.pages import table
from selforg.calibration.simulation import taken_up
from selforg.figures import style
from selforg.intervals import mean_interval

from studies import PAGES

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


# ---- the company ----

def depths(boss):
    """{person: steps below the one who reports to nobody else}"""
    def depth(person):
        return 0 if boss[person] == person else 1 + depth(boss[person])
    return {person: depth(person) for person in boss}


def structures(data, folder):
    """Writes the node table, from the top down, and three lists of one-way ties; gives the number of ties in each."""
    reports = pd.read_csv(data / "manufacturing_reportsto.csv")
    boss = dict(zip(reports.node, reports.reports_to))
    depth = depths(boss)
    people = sorted(boss, key=lambda person: (depth[person], person))
    number = {person: place for place, person in enumerate(people)}
    pd.DataFrame({"node": range(len(people)), "unit": [depth[person] for person in people]}).to_csv(folder / "people.csv", index=False)
    mails = pd.read_csv(data / "manufacturing_email_edges.csv")
    mails = mails[(mails.source != mails.target) & (mails.n_emails >= MAILS)
                  & mails.source.isin(boss) & mails.target.isin(boss)]
    tree = {(above, person) for person, above in boss.items() if above != person}
    mail = set(zip(mails.source, mails.target)) | set(zip(mails.target, mails.source))
    lists = {"tree": tree, "mail": mail, "both": tree | mail}
    for name, ties in lists.items():
        rows = sorted((number[tells], number[hears]) for tells, hears in ties)
        pd.DataFrame(rows, columns=["source", "target"]).to_csv(folder / f"{name}.csv", index=False)
    return {name: len(ties) for name, ties in lists.items()}, len(people) - len({hears for _, hears in mail})


# ---- the experiment ----

def scenario(folder, ties, where, rule, value, fewer):
    adoption = (f"{{rule: contact, accept: {{beta: {value * fewer}}}}}" if rule == "contact" else
                f"{{rule: threshold, accept: {{threshold: {value}, above: {ABOVE * fewer}}}}}")
    return Scenario(f"""selforg: 2
network: {{kind: file, edges: {folder}/{ties}.csv, nodes: {folder}/people.csv, directed: true}}
start: {{users: {STARTERS}, placement: {where}}}
adoption: {adoption}
""")


def shares(weeks, until):
    """(mean, low, high), 95 %, over seeds: the share that has it by then."""
    mean, half = mean_interval(((weeks >= 0) & (weeks <= until)).mean(axis=1))
    return [float(mean), float(mean - half), float(mean + half)]


def measured(weeks):
    """half is the week by which half the people have it, its median and the middle 90 % of the runs that come so far."""
    when = np.sort(np.where(weeks < 0, WEEKS + 1, weeks), axis=1)
    half = when[:, (when.shape[1] + 1) // 2 - 1]
    came = half[half <= WEEKS]
    return {"reached": shares(weeks, WEEKS), "year": shares(weeks, 52),
            "half": np.quantile(came, [0.05, 0.5, 0.95]).tolist() if len(came) else None, "half_reached": len(came) / len(half)}


def experiment(data, seeds=SEEDS):
    """{ties, people, rules: {rule: {condition: measures}}}"""
    results = {}
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        ties, deaf = structures(data, folder)
        for rule_name, (rule, value) in RULES.items():
            for condition, (network, where) in CONDITIONS.items():
                fewer = ties["tree"] / ties["mail"] if "as few" in condition else 1
                company = scenario(folder, network, where, rule, value, fewer)
                weeks = np.array([taken_up(company, seed, WEEKS) for seed in seeds])
                results.setdefault(rule_name, {})[condition] = measured(weeks)
    return {"ties": ties, "deaf": deaf, "people": weeks.shape[1], "rules": results}


# ---- the page ----

@style.drawn
def picture(rules):
    page, axes = style.picture(1, 2, 112, style.WIDTH, sharey=True)
    conditions = list(next(iter(rules.values())))
    for panel, key, title in zip(axes[0], ("year", "reached"), ("reached in a year", "reached in the end")):
        for i, condition in enumerate(conditions):
            value = np.array([rules[rule][condition][key] for rule in rules])
            place = np.arange(len(rules)) + 0.12 * (i - (len(conditions) - 1) / 2)
            panel.errorbar(value[:, 0], place, xerr=[value[:, 0] - value[:, 1], value[:, 2] - value[:, 0]],
                           fmt=style.MARKERS[i], markersize=3.5, color=style.COLOURS[i], label=condition)
        panel.set(title=title, xlim=(-0.02, 1.02), yticks=range(len(rules)), xlabel="share of the people")
        panel.set_yticklabels(list(rules))
    axes[0][0].invert_yaxis()
    names = page.legend(*axes[0][0].get_legend_handles_labels(), loc="lower center", ncols=2)
    names.set_in_layout(False)
    page.get_layout_engine().set(rect=(0, 0.13, 1, 0.87))
    return page


def rows(rules):
    for rule, conditions in rules.items():
        for condition, result in conditions.items():
            half = f"{result['half'][1]:.0f} ({result['half'][0]:.0f} to {result['half'][2]:.0f})" if result["half"] else "never"
            year, reached = ("{:.0%} ({:.0%} to {:.0%})".format(*np.clip(result[key], 0, 1)) for key in ("year", "reached"))
            yield [rule, condition, year, reached, half, f"{result['half_reached']:.0%}"]


def page(found):
    ties, rules = found["ties"], found["rules"]
    contact, complex_one = rules["contact, β 0.03 a week"], rules["threshold, 30% of those heard"]
    tree, mail, both = "rolled out down the tree", "along e-mail, from the top", "both, from the top"
    few = "along e-mail, from anywhere, as few tellings as in the tree"
    return f"""# Rolled out, or spreading by itself: an experiment on a real company

{found['people']} people of a manufacturing company. The tree: {ties['tree']} ties, each from a manager down. E-mail: {ties['mail']} one-way ties
between those who wrote at least {MAILS}, in both directions. Nobody observed adoption there: this compares structures under one rule,
{len(SEEDS)} runs each (seeds {SEEDS[0]} to {SEEDS[-1]}), {WEEKS} weeks, {STARTERS} people begin: the top of the tree, or anybody. With a threshold, 10 % of those for
whom it is reached adopt in a week. *As few tellings*: each tie of e-mail is used as much less often as there are more of them; with a threshold, where no
tie is used by itself, people adopt as much less often in a week. {found['deaf']} people hear nobody by e-mail, and only those of them who begin can have it.
Shares with 95 % intervals of the mean; weeks until half have adopted as median (5 % to 95 % of the runs), and the share of the
runs that come so far. `python3 -m studies.rollout DATA` writes this page.

- Where one contact is enough (β 0.03), half the people have it after {contact[tree]['half'][1]:.0f} weeks down the tree and {contact[mail]['half'][1]:.0f} along e-mail
  ties, which are {ties['mail'] / ties['tree']:.0f} times as many, begun at the top too; in the end the tree has {contact[tree]['reached'][0]:.0%}, e-mail {contact[mail]['reached'][0]:.0%}, both {contact[both]['reached'][0]:.0%}. With as few
  tellings as in the tree, and begun anywhere, e-mail is slower ({contact[few]['half'][1]:.0f} weeks).
- Where 30 % of those heard must have it first, the tree reaches {complex_one[tree]['reached'][0]:.0%}, since everybody there hears one person only;
  e-mail {complex_one[mail]['reached'][0]:.0%}, and both together {complex_one[both]['reached'][0]:.0%}.

![Shares reached](pictures/rollout.png)

{table(["rule", "ties and beginning", "reached in a year", "reached in the end", "weeks to half", "runs to half"], list(rows(rules)))}
"""


def main():
    parser = argparse.ArgumentParser(prog="python3 -m studies.rollout", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("data", type=pathlib.Path, help="the folder of the two tables")
    found = experiment(parser.parse_args().data)
    picture(found["rules"]).save(PAGES / "pictures/rollout.png", dpi=130)
    (PAGES / "rollout.md").write_text(page(found), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
