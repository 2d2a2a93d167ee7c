"""Who and what there is, and the tables of what happens. People, practices and adoptions go by their numbers; None stands for none."""
from collections import namedtuple
from dataclasses import dataclass, field

Practice = namedtuple("Practice", "number domain configuration quality project")

# source None: the hearer's own experience. source_row: the adoption by which the source had taken the practice up.
Telling = namedtuple("Telling", "target source practice channel project source_row belief evidence")

# Somebody takes up a practice; sources: (agent, the row of its adoption, weight).
Uptake = namedtuple("Uptake", "agent domain practice channel project sources", defaults=(None, ()))


@dataclass
class Memory:
    """What a person has in mind of a practice."""
    practice: int
    place: int
    belief: float = 0.0
    evidence: float = 0.0
    row: int = None  # the person's last adoption of it
    project: int = None  # through which it was last met
    owned: bool = False
    dropped: bool = False  # it lapsed since it was last taken up
    # source, and since which row it is there: (its adoption, the channel, all evidence that it told)
    heard: dict = field(default_factory=dict)


@dataclass
class Person:
    number: int
    unit: int
    practice: list  # of a practice, by domain; with the row and the step of the adoption, and whether it was learned
    adoption: list
    adoption_step: list
    learned: list
    start: list  # of what the person began with, by domain: practice and row, or None
    first_row: int = 0  # of the adoptions of this place, from which on they are this person's
    mind: list = None  # by domain: {practice: Memory}
    skills: set = None
    confidence: float = 0.0
    expectation: float = 0.0
    breadth: float = 0.0
    passion: list = None
    projects: list = field(default_factory=list)  # in the order of joining
    involved: bool = False


@dataclass
class Opportunity:
    id: int
    domain: int
    unit: int
    place: int  # where in the unit it lies
    systemic: bool
    difficulty: float
    skills: set
    open_since: int
    takes_long: bool = False
    handed_to: int = None


@dataclass
class Candidate:
    """A practice that a project has in mind."""
    practice: int
    belief: float = 0.0
    evidence: float = 0.0


@dataclass
class Project:
    id: int
    founder: int
    opportunity: Opportunity
    since: int  # the step in which the state began
    resources: float
    seats: list
    state: str = "gathering"  # then active, then afterglow, then gone
    candidates: list = field(default_factory=list)
    trying: int = None
    acted: bool = False
    outcome: float = None
    progress: float = 0.0
    closeness: float = 0.0

    def members(self):
        return [agent for agent in self.seats if agent is not None]

    def best(self):
        return max(self.candidates, key=lambda candidate: candidate.belief, default=None)

    def candidate(self, practice, most):
        """The candidate that is this practice; a new one takes a free place, or that of the least believed."""
        for candidate in self.candidates:
            if candidate.practice == practice:
                return candidate
        place = len(self.candidates)
        if place == most:
            place = min(range(most), key=lambda i: self.candidates[i].belief)
        self.candidates[place:place + 1] = [Candidate(practice)]
        return self.candidates[place]


TABLES = {
    "opportunity": "step opportunity type domain unit project systemic difficulty",
    "project": "step project type opportunity domain unit founder members practice progress closeness",
    "member": "step project member type inviter",
    "practice": "step practice domain project quality bits_0 bits_1 bits_2 bits_3 "
                "unknown_0 unknown_1 unknown_2 unknown_3",
    "practice_parent": "step practice parent",
    "telling": "step source target practice channel project belief evidence",
    "adoption": "step learner domain practice practice_before channel project first_source source_count",
    "adoption_source": "step adoption source source_adoption weight",
    "turnover": "step agent",
    "drop": "step agent domain practice adoption",
}
