"""The values of a scenario, as its description states them; whatever this model does not know is refused."""
import pathlib
import re

SECTIONS = {"network", "landscape", "start", "people", "opportunities", "projects", "long_projects", "sense", "initiate",
            "team", "create", "experiment", "debrief", "closeness", "tell", "use", "adoption", "adoption.accept", "conclude",
            "relax", "renew", "contacts", "observe", "adoption.drop", "units", "weavers"}
# What need not be there, and what then holds.
ABSENT = {"adoption.drop.probability": 0, "weavers.fraction": 0, "initiate.handover_confidence": 0, "opportunities.morph_offspring": 0}
NEEDED = SECTIONS - {"long_projects", "adoption.drop", "units", "weavers"}
# What must be so, since nothing else is written here.
FIXED = {
    "network.kind": "units", "network.extra_ties": 0, "landscape.kind": "nk", "landscape.quality_exponent": 1,
    "landscape.normalised": "false", "start.practice": "unit", "start.users": 0,
    "opportunities.regular": "false", "opportunities.keeps_age": "true", "team.rule": "invitation", "team.sizes": "{}",
    "experiment.max_action_size": 1, "tell.observation_probability": 0, "tell.inquiry_probability": 0,
    "adoption.rule": "evidence", "adoption.drop.to": "before", "adoption.drop.rest_steps": 0, "renew.start_ties_last": "false",
}


# What the other files ask for; the rest must be as it is by default.
ASKED = {key for path in pathlib.Path(__file__).parent.glob("*.py") for key in re.findall(r's\["([a-z_]+\.[a-z_.]+)"\]', path.read_text())}


class Unknown(Exception):
    """The scenario has something that this model has not."""


def number(text):
    try:
        return int(text)
    except ValueError:
        pass
    try:
        return float(text)
    except ValueError:
        return text


def read(description):
    """A dict of SECTION.KEY, from the text of a description."""
    rows = re.findall(r"^\| `([a-z_.]+)` \| ([^|]*?) \| [^|]* \| *([a-z]*) *\|", description, re.M)
    values = {key: number(value) for key, value, _ in rows}
    values["steps"] = int(re.search(r"Time goes in (\d+) steps", description).group(1))
    sections = set(re.findall(r"^### (\S+)", description, re.M))
    unknown, missing = sections - SECTIONS, NEEDED - sections
    if unknown or missing:
        raise Unknown(f"the second model does not know {sorted(unknown)}, and cannot do without {sorted(missing)}")
    others = sorted({key for key, _, note in rows if note != "default" and not key.startswith("observe.")} - ASKED - set(FIXED))
    if others:
        raise Unknown(f"the second model does not know {', '.join(others)}")
    wrong = [key for key, value in FIXED.items() if values.get(key, value) != value]
    if wrong:
        raise Unknown("the second model knows " + ", ".join(f"{key} {FIXED[key]} alone" for key in wrong))
    values |= {section: section in sections for section in ("long_projects", "units")}
    return ABSENT | values
