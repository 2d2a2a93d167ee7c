"""The state of the world, the order of a step, and what is looked at."""
from collections import Counter
from random import Random

import numpy as np

from oracles.second_model import contacts, minds, projects, staying, teams, work
from oracles.second_model.landscape import Landscapes
from oracles.second_model.minds import Belief


class World:
    def __init__(self, settings, seed):
        s = self.s = settings
        self.random, self.lots = np.random.default_rng(seed), Random(seed)
        random = self.random
        self.people, units = s["network.agents"], s["network.units"]
        self.domains, self.step = range(s["landscape.domains"]), 0
        self.unit = [person * units // self.people for person in range(self.people)]
        self.home = list(self.unit)                   # the units in which places were at the start
        self.settle()
        if s["units"]:
            self.openness = np.clip(random.normal(s["units.openness_mean"], s["units.openness_sd"], units), 0, 1)
        self.trust = contacts.make_network(s, self.unit, random)
        self.degree_start = np.array([len(t) for t in self.trust])
        inside = sum(self.unit[i] == self.unit[j] for i, tied in enumerate(self.trust) for j in tied)
        self.inside_fraction = inside / max(1, self.degree_start.sum())
        self.landscapes = Landscapes(s, random)
        self.standard = [[(d, tuple(random.integers(2, size=s["landscape.bits"]).tolist())) for d in self.domains]
                         for _ in range(units)]
        self.found = {practice for unit in self.standard for practice in unit}
        self.finder, self.debriefed = {}, {}          # of practices: the project that found it, and who debriefed it there
        self.confidence, self.confidence_start = np.zeros(self.people), np.zeros(self.people)
        self.expectation, self.breadth = np.zeros(self.people), np.zeros(self.people)
        for name in ("passion", "skills", "mind", "in_use", "began_with", "learned", "adopter", "involved", "last_ended",
                     "telling_until", "number", "used", "before", "weaver"):
            setattr(self, name, [None] * self.people)
        self.arrivals = 0
        for person in range(self.people):
            self.arrive(person)
        self.open, self.gathering, self.active, self.noticed = [], [], [], []
        self.thinking, self.contacts_now, self.count = set(), [], Counter()

    def settle(self):
        """Who is in each unit, and who is not."""
        everybody = range(self.people)
        self.of_unit = [[p for p in everybody if self.unit[p] == u] for u in range(self.s["network.units"])]
        self.outside = [[p for p in everybody if self.unit[p] != u] for u in range(self.s["network.units"])]

    def arrive(self, person):
        """A new person takes the place, with the unit's standard practices, believed at their true quality."""
        s, random = self.s, self.random
        self.number[person], self.arrivals = self.arrivals, self.arrivals + 1
        self.passion[person] = np.clip(random.normal(s["people.passion_mean"], s["people.passion_sd"], len(self.domains)), 0, 1)
        self.confidence[person] = np.clip(random.normal(s["people.confidence_mean"], s["people.confidence_sd"]), 0, 1)
        self.confidence_start[person] = self.confidence[person]
        self.expectation[person], self.breadth[person] = s["people.expectation"], s["people.breadth"]
        self.skills[person] = set(self.lots.sample(range(s["people.skills"]), s["people.skills_per_person"]))
        self.in_use[person] = list(self.standard[self.unit[person]])
        self.began_with[person] = list(self.in_use[person])
        self.used[person] = set(self.in_use[person])
        self.learned[person] = [False for _ in self.domains]
        self.before[person] = [[] for _ in self.domains]
        self.weaver[person] = self.lots.random() < s["weavers.fraction"]
        self.adopter[person], self.involved[person], self.last_ended[person] = False, False, None
        self.telling_until[person] = [-1 for _ in self.domains]
        self.mind[person] = [{} for _ in self.domains]
        for domain, practice in enumerate(self.in_use[person]):
            belief = self.mind[person][domain][practice] = Belief()
            error = random.normal(0, s["start.belief_sd"]) if s["start.belief_sd"] else 0
            belief.weigh(min(1, max(0, self.landscapes.quality(practice) + error)), s["start.evidence"])
            belief.own = s["start.evidence"]

    def belief(self, person, practice):
        domain = practice[0]
        return minds.remember(self.mind[person][domain], practice, self.s["people.memory"], self.in_use[person][domain])

    def told_before(self, person, practice, number):
        mind = self.mind[person][practice[0]]
        return mind[practice].told.get(number, 0) if practice in mind else 0

    def whole_load(self, opportunity):
        """The share of attention that a project on it takes of a group without closeness."""
        s = self.s
        load = s["projects.load"] * (s["long_projects.load_factor"] if opportunity.long else 1)
        return load * (1 + s["debrief.added_load"] * s["debrief.depth"])

    def load(self, project):
        """What it takes of each member now."""
        s = self.s
        whole = self.whole_load(project.opportunity)
        if project.started < 0:
            return s["team.gathering_load_fraction"] * whole
        return whole * (1 - s["closeness.load_saving"] * project.closeness)

    def full(self, person):
        """Whether the person is in as many projects at work as may be."""
        most = self.s["projects.memberships_limit"]
        return most > 0 and sum(person in project.members for project in self.active) >= most

    def able(self, person, opportunity, attention):
        return attention[person] >= self.whole_load(opportunity) and not self.full(person)

    def seat(self, project, person):
        project.members.append(person)
        self.involved[person] = True

    def attention(self):
        """What everybody has left."""
        left = np.ones(self.people)
        for project in self.gathering + self.active:
            left[project.members] -= self.load(project)
        return np.maximum(left, 0)


def tell_while_at_work(world):
    """Members of projects at work tell."""
    for project in world.active:
        for member in project.members:
            world.telling_until[member][project.opportunity.domain] = world.step


def relax(world):
    """Confidence and expectation come back to where they belong."""
    s = world.s
    world.confidence += s["relax.confidence_shift"] * (world.confidence_start - world.confidence)
    believed = [sum(mind[use].mean for mind, use in zip(minds, in_use)) / len(in_use)
                for minds, in_use in zip(world.mind, world.in_use)]
    world.expectation += s["relax.expectation_shift"] * (np.array(believed) - world.expectation)


def renew(world):
    """People leave, and newcomers take their places; ties fade."""
    s = world.s
    for person in np.flatnonzero(world.random.random(world.people) < s["renew.turnover_probability"]).tolist():
        for project in world.gathering + world.active:
            if person in project.members:
                staying.leave(world, project, person)
        for other in world.trust[person]:
            world.trust[person][other] = min(world.trust[person][other], s["people.trust"])
            world.trust[other][person] = min(world.trust[other][person], s["people.trust"])
        world.arrive(person)
        world.count["departures"] += 1
    for project in [p for p in world.gathering + world.active if not p.members]:
        (world.gathering if project in world.gathering else world.active).remove(project)
        world.open.append(project.opportunity)
        world.count["lapsed_projects" if project.started < 0 else "failed"] += 1
    move(world)
    contacts.forget(world)


def move(world):
    """Some move to the unit of somebody from another one, and keep all that is theirs."""
    chance = world.s["renew.transfer_probability"]
    moving = np.flatnonzero(world.random.random(world.people) < chance).tolist() if chance else []
    goals = [(person, world.unit[world.lots.choice(world.outside[world.unit[person]])]) for person in moving]
    for person, unit in goals:
        world.unit[person] = unit
    if goals:
        world.settle()


STEP = (contacts.fade, projects.arise, projects.create, projects.sense, projects.initiate, teams.gather, staying.let_go, work.experiment,
        minds.adopt, tell_while_at_work, contacts.encounter, minds.use, minds.adopt, minds.share, minds.adopt, minds.lapse, work.conclude,
        staying.go_on, contacts.weave, relax, renew)


def observe(world):
    """One row, with the simulator's names for what is in its series."""
    people, active = world.people, world.active
    memberships = np.zeros(people)
    for project in active:
        memberships[project.members] += 1
    uses = [world.in_use[p][d] for p in range(people) for d in world.domains]
    users = Counter(uses)
    ties = sum(len(t) for t in world.trust)
    after = [(p, projects.engaged(world, p, 1)) for p in range(people)]
    engaged = [(p, project.opportunity.domain) for p, project in after if project]    # in the next step
    left = world.attention()
    return {
        "projects_active": len(active), "projects_gathering": len(world.gathering), "opportunities_open": len(world.open),
        "active_memberships_mean": memberships.mean(), "active_in_one_fraction": (memberships >= 1).mean(),
        "active_in_two_fraction": (memberships >= 2).mean(), "attention_mean": left.mean(),
        "team_size_mean": np.mean([len(p.members) for p in active]) if active else 0,
        "closeness_mean": np.mean([p.closeness for p in active]) if active else 0,
        "confidence_mean": world.confidence.mean(), "expectation_mean": world.expectation.mean(),
        "breadth_mean": world.breadth.mean(), "engaged_fraction": len(engaged) / people,
        "engaged_making": np.mean([left[p] * projects.will(world, p, d) for p, d in engaged]) if engaged else 0,
        "ever_involved_fraction": np.mean(world.involved), "adopters": sum(world.adopter),
        "quality_mean": np.mean([world.landscapes.quality(u) for u in uses]), "practices_in_use": len(users),
        "most_used_fraction": np.mean([max(users[u] for u in users if u[0] == d) / people for d in world.domains]),
        "practices_found": len(world.found), "ties": ties / 2,
        "uses_learned": sum(world.in_use[p][d] != world.began_with[p][d] for p in range(people) for d in world.domains),
        "inside_fraction": sum(world.home[i] == world.home[j] for i, t in enumerate(world.trust) for j in t) / max(1, ties),
        "closed_fraction": contacts.closed_fraction(world.trust),
        "trust_mean": sum(sum(t.values()) for t in world.trust) / max(1, ties),
    }


def run(settings, seed, every=13):
    """Rows of some steps, and what was counted until each."""
    world, rows = World(settings, seed), []
    for step in range(settings["steps"]):
        world.step = step
        for process in STEP:
            process(world)
        if (step + 1) % every == 0:
            rows.append(observe(world) | {"step": step + 1, "count": Counter(world.count)})
    return rows
