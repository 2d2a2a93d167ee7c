"""What the reference model reads from a result file, and how it compares what comes out.

A run that the model cannot do is refused.
"""
import itertools
import json
import math
from types import SimpleNamespace

# Every parameter that the model knows. Of these sections all is known: what they say is in the file already.
PARAMETERS = {
    "": "selforg title question seed steps step_length",
    "seeds": "population network behaviour",
    "landscape": "kind domains bits interactions block_bits practices context_weight",
    "start": "practice users evidence",
    "people": "memory passion_mean passion_sd skills skills_per_person confidence_mean confidence_sd expectation breadth trust",
    "opportunities": "arrival_rate systemic_probability systemic_span difficulty_mean difficulty_shape skills_needed "
                     "lifetime keeps_age",
    "projects": "load max_duration",
    "long_projects": "fraction difficulty_factor resources_factor duration_factor load_factor",
    "sense": "noticing_probability nearby_people",
    "initiate": "founding_probability gap_weight handover_probability handover_confidence",
    "team": "min max patience invitations candidates open_call_probability diversity_weight stranger_trust "
            "gathering_load_fraction walk_in_probability willingness_exponent",
    "experiment": "exploration_probability outcome_sd resources memory",
    "conclude": "confidence_shift expectation_shift breadth_shift trust_shift outcome_weight",
    "debrief": "depth added_load closeness_shift failure_buffer",
    "closeness": "load_saving",
    "tell": "probability fidelity steps_after_end",
    "adoption": "rule",
    "adoption.look": "telling_steps",
    "adoption.choose": "from by",
    "adoption.accept": "by beta innovation cost ownership",
    "adoption.copy": "",
    "adoption.drop": "probability to",
    "renew": "turnover_probability trust_decay min_trust",
}
ALWAYS = {"seeds", "start", "people"}  # these sections are there although nothing of them need have effect
SECTIONS_IN_THE_FILE = {"network", "observe", "observe.snapshots"}
CHOICES = {"landscape.kind": {"nk", "match", "listed"}, "start.practice": {"none", "unit", "same", "random"},
           "adoption.rule": {"contact", "evidence"}, "adoption.choose.from": {"seen", "mind"}, "adoption.choose.by": {"one", "best"},
           "adoption.accept.by": {"always", "each"}}

TRUTHS = {"false": False, "true": True}


class Refusal(Exception):
    """The file is no run that this model can do."""


def nothing_of(section):
    """The section before it is read. What has no effect is not in a file: it is not-a-number, and so is what it is used for,
    so that a comparison shows it where it has an effect after all."""
    return SimpleNamespace(**dict.fromkeys(PARAMETERS.get(section, "").split(), math.nan))


def add_section(scenario, section):
    """The section in the scenario, with all that it is part of; made where it is not there yet."""
    inner, path = scenario, ""
    for part in section.split("."):
        path = f"{path}.{part}" if path else part
        if not getattr(inner, part, None):
            setattr(inner, part, nothing_of(path if path != "run" else ""))
        inner = getattr(inner, part)
    return inner


def read_scenario(file):
    """The parameters in force, by section; refuses what the model does not know."""
    scenario = SimpleNamespace(**{section or "run": None for section in PARAMETERS if "." not in section},
                               network=SimpleNamespace())
    for path, dataset in file["parameters"].items():
        section, _, name = path.rpartition(".")
        if section not in PARAMETERS and section not in SECTIONS_IN_THE_FILE:
            raise Refusal(f"the run has the section '{section}', which the base model does not know")
        value = dataset[()]
        value = value.decode() if isinstance(value, bytes) else value.item()
        if section in PARAMETERS and name not in PARAMETERS[section].split():
            if not dataset.attrs["is_default"]:
                raise Refusal(f"the run has the parameter '{path}', which the base model does not know")
        elif value not in CHOICES.get(path, {value}):
            raise Refusal(f"the run has {path} '{value}', which the base model does not know")
        elif section == "network" or section in PARAMETERS:
            setattr(add_section(scenario, section or "run"), name, value)
    for section in PARAMETERS:
        if section in ALWAYS or ("." in section and getattr(scenario, section.partition(".")[0])):
            add_section(scenario, section)
    if scenario.landscape and scenario.landscape.kind == "listed":
        scenario.landscape.practices = json.loads(scenario.landscape.practices)
    return scenario


def read_ties(file, network):
    """The ties at the start as World wants them, and whether they are directed."""
    if network.kind == "complete":
        return None, False
    if network.kind == "file":
        given = file["input/network"]
        weights = given["weight"][:].tolist() if "weight" in given else itertools.repeat(None)
        return list(zip(given["source"][:].tolist(), given["target"][:].tolist(), weights)), bool(given["directed"][()])
    if "snapshots/ties" not in file:
        raise Refusal("the file does not hold its network; run with --set observe.snapshots.ties=true")
    ties = file["snapshots/ties"]
    first = int((ties["step"][:] == 0).sum())
    return list(zip(ties["source"][:first].tolist(), ties["target"][:first].tolist(), itertools.repeat(None))), False


def read_table(group, columns):
    """The rows of a table of events; categories by their names."""
    values = []
    for name in columns:
        column = group[name][:].tolist()
        if "flag_meanings" in group[name].attrs:
            words = [TRUTHS.get(word, word) for word in group[name].attrs["flag_meanings"].split()]
            names = dict(zip(group[name].attrs["flag_values"].tolist(), words))
            column = [names[code] for code in column]
        values.append(column)
    return list(zip(*values))


def rows_of_agents(world):
    """What a snapshot shows of everybody: the name of each array, and its rows (step, agent, value)."""
    single_values = ("confidence", "expectation", "breadth", "involved")
    for name in ("practice", "adoption", "adoption_step", "learned", "passion") + single_values:
        values = [getattr(person, name) for person in world.people]
        if name not in single_values:  # one for each domain
            values = [[-1 if value is None else value for value in row] for row in values]
        yield name, [(world.step, agent, value) for agent, value in enumerate(values)]
    skills = [sum(1 << skill for skill in person.skills) for person in world.people]
    yield "skills", [(world.step, agent, value) for agent, value in enumerate(skills)]


def rows_of_ties(world):
    return [(world.step, agent, other, world.tie_trust(agent, other)) for agent, row in enumerate(world.told)
            for other in row if world.directed or agent < other]


class Comparison:
    """Counts the rows that were compared, by table, and notes the first difference of each table."""

    def __init__(self):
        self.counts, self.notes = {}, {}  # notes: table: (step, sentence)

    def differences(self):
        return [f"{table}, {sentence}" for table, (_, sentence) in
                sorted(self.notes.items(), key=lambda note: note[1][0])]

    def compare(self, table, columns, theirs, ours):
        """Rows begin with their step."""
        first = self.counts.get(table, 0)
        self.counts[table] = first + len(theirs)
        for row, (their, our) in enumerate(zip(theirs, ours), first):
            for column, a, b in zip(columns, their, our):
                if a != b:
                    return self.note(table, min(their[0], our[0]), f"row {row}, column {column}: the file has {a!r}, "
                                     f"the reference {b!r} (step {their[0]})")
        if len(theirs) != len(ours):
            extra = max(theirs, ours, key=len)[min(len(theirs), len(ours))]
            values = ", ".join(f"{column} {value!r}" for column, value in zip(columns, extra))
            self.note(table, extra[0], f"the file has {len(theirs)} rows, the reference {len(ours)}; "
                      f"the first that only one has: {values}")

    def note(self, table, step, sentence):
        self.notes.setdefault(table, (step, sentence))

    def compare_snapshot(self, world, agents, ties):
        place = agents["snapshot"][:].tolist().index(world.step)
        for name, ours in rows_of_agents(world):
            if name in agents:
                theirs = [(world.step, agent, value) for agent, value in enumerate(agents[name][place].tolist())]
                self.compare(f"snapshots/agents/{name}", ("snapshot", "agent", name), theirs, ours)
        if ties:
            columns = [column for column in ("step", "source", "target", "trust") if column in ties]
            now = ties["step"][:] == world.step
            theirs = list(zip(*(ties[column][now].tolist() for column in columns)))
            self.compare("snapshots/ties", columns, theirs, [row[:len(columns)] for row in rows_of_ties(world)])
