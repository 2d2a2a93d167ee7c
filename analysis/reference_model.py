#!/usr/bin/env python3
"""The base model once more, to be read in one sitting: plain Python, written from the definitions.

    analysis/reference_model.py RUN.h5

does again what a result file holds, from its parameters and its network alone, compares every row of every table of
events and every snapshot, and says where, if anywhere, the two differ: table, row, column, both values. Numbers must be
equal to the last bit. Exit code: 0 the same, 1 different, 2 not a run that this model can do.

Everything is done in the plainest way: people, projects and practices are objects in lists and dictionaries, whoever
needs to know something looks it up, and nothing is kept that could be worked out. So what the program does in a second
takes a minute. The verbs of the step have the names of the files in sim/model. Random numbers and mathematics are
in reference_draws.py, landscapes in reference_landscapes.py, reading and comparing in reference_file.py.

The model needs nothing but Python; h5py reads the file (Debian: python3-h5py).
"""
import argparse
import itertools
import struct
import sys
from collections import namedtuple
from dataclasses import dataclass, field
from types import SimpleNamespace

import needs
from reference_draws import cut, Draw, exp, log, power, single, STREAMS_OF_THE_POPULATION, total, WORD
from reference_file import Comparison, read_scenario, read_table, read_ties, Refusal
from reference_landscapes import Landscape

# ---- who and what there is. People, practices and adoptions go by their numbers; None stands for none

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


class World:
    """scenario: parameters by section, scenario.team.max; an absent section is None.
    units: the unit of each agent. ties: (one, other, weight or None), in a directed network (who tells, who hears,
    weight); None where everybody is tied to everybody."""

    def __init__(self, scenario, units, ties, directed):
        seeds, count = scenario.seeds, len(units)
        own = {family: getattr(seeds, family) for family in ("population", "behaviour")}
        self.seeds = {family: scenario.run.seed if seed < 0 else seed for family, seed in own.items()}
        self.scenario, self.directed, self.step = scenario, directed, 0
        self.landscape = Landscape(scenario.landscape, self.seeds["population"])
        domains = self.landscape.domain_count
        self.people = [Person(agent, unit, [None] * domains, [None] * domains, [0] * domains, [False] * domains,
                              [None] * domains)
                       for agent, unit in enumerate(units)]
        self.units = [[agent for agent in range(count) if units[agent] == unit] for unit in range(max(units) + 1)]
        self.practices, self.number_of, self.open, self.projects, self.uptakes = [], {}, [], [], []
        self.opportunity_ids, self.project_ids = itertools.count(), itertools.count()
        self.events = {table: [] for table in TABLES}
        self.tie_everybody(ties)
        self.people_start()

    def draw(self, stream, entity, index, step=None):
        seed = self.seeds["population" if stream in STREAMS_OF_THE_POPULATION else "behaviour"]
        return Draw(seed, stream, self.step if step is None else step, entity, index)

    def draw_set(self, stream, entity, index, count, bound):
        """Different numbers below `bound`, as many as `count`."""
        chosen = set()
        for last in range(max(bound - count, 0), bound):
            pick = self.draw(stream, entity, index + len(chosen)).below(last + 1)
            chosen.add(last if pick in chosen else pick)
        return chosen

    def scattered(self, stream, entity, index, p, count, draws=1):
        """The places in [0, count) that are drawn, each with probability p, by the gaps between them. With each goes
        the index of its draw; of the `draws` that each has, the others are for whatever else is to be decided."""
        place = self.draw(stream, entity, index).gap(p)
        while place < count:
            yield place, index
            index += draws
            place += 1 + self.draw(stream, entity, index).gap(p)

    def record(self, table, *values):
        self.events[table].append((self.step, *(-1 if value is None else value for value in values)))

    def do_step(self):
        """One step: the cycle of self-organising."""
        scenario = self.scenario
        self.step += 1
        if scenario.opportunities:
            self.arise()
        if scenario.projects:
            self.sense()
            self.initiate()
            self.gather()
            self.experiment()
        if scenario.debrief:
            self.debrief()
        if scenario.tell:
            self.share()
        if scenario.adoption and scenario.adoption.rule == "contact":
            self.contact()
        if scenario.adoption:
            self.lapse()
        if scenario.projects:
            self.conclude()
        if scenario.renew:
            self.renew()

    # -- ties: whom one tells, whom one hears, both in the order of beginning; and how much one is trusted

    def tie_everybody(self, ties):
        agents = range(len(self.people))
        self.complete = ties is None
        self.told = [[other for other in agents if ties is None and other != agent] for agent in agents]
        self.heard = [[] for _ in agents] if self.directed else self.told
        self.trust = {}  # (who tells, who hears): the trust, and the step in which it stood so
        largest = max((weight for _, _, weight in ties or [] if weight is not None), default=None)
        for source, target, weight in sorted(ties or []):
            trust = self.scenario.people.trust
            self.tie(source, target, trust if weight is None else trust * (weight / largest))
        if not self.directed:  # the order of beginning is that of numbers; a tie of two was made once for both
            for row in self.told:
                row.sort()

    def tie(self, agent, other, trust):
        """Ties them, if they are not: one way in a directed network, else both ways."""
        for source, target in [(agent, other)] if self.directed else [(agent, other), (other, agent)]:
            if target not in self.told[source]:
                self.told[source].append(target)
                if self.directed:
                    self.heard[target].append(source)
                self.trust[source, target] = single(trust), self.step

    def tie_trust(self, agent, other):
        """Trust fades by a share in every step without contact."""
        if self.complete:
            return self.scenario.people.trust
        trust, since = self.trust.get((agent, other), (0.0, 0))
        return trust * power(1 - self.scenario.renew.trust_decay, self.step - since) if self.scenario.renew else trust

    def move_trust(self, agent, other, share, goal):
        """The trust of each in the other moves by a share of what is missing to a goal."""
        for arc in [(agent, other), (other, agent)]:
            if arc in self.trust:
                trust = self.tie_trust(*arc)
                self.trust[arc] = single(trust + share * (goal - trust)), self.step

    def tie_strengthen(self, agent, other, share):
        """They have worked together: their trust moves to 1; strangers become tied."""
        if not self.complete:
            self.tie(agent, other, 0.0)
            self.tie(other, agent, 0.0)
            self.move_trust(agent, other, share, 1.0)

    def tie_weaken(self, agent, other, share):
        if not self.complete:
            self.move_trust(agent, other, share, 0.0)

    # -- practices and people

    def practice_meet(self, domain, configuration, parent=None, project=None):
        """The number of a practice that is tried or in use. Equal configurations are one practice, found once."""
        if (domain, configuration) not in self.number_of:
            practice = Practice(len(self.practices), domain, configuration,
                                self.landscape.quality(domain, configuration), project)
            self.practices.append(practice)
            self.number_of[domain, configuration] = practice.number
            bits = configuration if isinstance(configuration, int) else sum(
                bit << place for place, bit in enumerate(configuration))
            words = struct.unpack("<4i", bits.to_bytes(16, "little"))
            self.record("practice", practice.number, domain, project, practice.quality, *words, 0, 0, 0, 0)
            if parent is not None:
                self.record("practice_parent", practice.number, parent)
        return self.number_of[domain, configuration]

    def people_start(self):
        """Everybody's first practices."""
        scenario, domains = self.scenario, range(self.landscape.domain_count)
        landscape, adoption = scenario.landscape, scenario.adoption
        listed = not landscape or landscape.kind == "listed"
        first = 0 if listed else (0,) * landscape.bits  # what people may take up of themselves
        if listed:  # known beforehand
            for domain in domains:
                for place in range(len(landscape.practices) if landscape else 1):
                    self.practice_meet(domain, place)
        elif adoption and adoption.rule == "contact" and adoption.accept.innovation > 0:
            self.practice_meet(0, first)
        if scenario.start.practice in ("unit", "same"):
            for unit in range(len(self.units)):
                for domain in domains:
                    self.standard(unit, domain)
        for person in self.people:
            self.person_create(person)
        self.take_up()
        if scenario.start.users > 0:
            first, wanted = self.practice_meet(0, first), scenario.start.users
            for person in self.people:  # as many as are wanted, all equally likely
                left = len(self.people) - person.number
                if wanted > 0 and self.draw("START", person.number, WORD).below(left) < wanted:
                    wanted -= 1
                    self.uptakes.append(Uptake(person.number, 0, first, "initial"))
            self.take_up()

    def standard(self, unit, domain):
        """A unit's standard practice; `same` for all: that of unit 0."""
        unit = unit if self.scenario.start.practice == "unit" else 0
        return self.practice_meet(domain, self.landscape.any(self.draw("START", unit, domain, step=0)))

    def person_create(self, person):
        """A new person in this place, who begins with what is usual there."""
        CONFIDENCE, SKILLS, PASSION = 0, 1, 128
        given, number, domains = self.scenario.people, person.number, range(self.landscape.domain_count)
        person.skills = set()
        if self.scenario.projects:
            person.skills = self.draw_set("PERSON", number, SKILLS, given.skills_per_person, given.skills)
        draw = self.draw("PERSON", number, CONFIDENCE)
        person.confidence = cut(draw.normal(given.confidence_mean, given.confidence_sd))
        person.passion = [cut(self.draw("PERSON", number, PASSION + domain).normal(given.passion_mean, given.passion_sd))
                          for domain in domains]
        person.expectation, person.breadth = given.expectation, given.breadth
        person.mind, person.first_row = [{} for _ in domains], len(self.events["adoption"])
        for domain in domains:
            person.practice[domain] = person.adoption[domain] = person.start[domain] = None
            person.learned[domain] = False
            practice = None
            if self.scenario.start.practice == "random":
                practice = self.practice_meet(domain, self.landscape.any(self.draw("START", number, domain)))
            elif self.scenario.start.practice in ("unit", "same"):
                practice = self.standard(person.unit, domain)
            if practice is not None:
                self.uptakes.append(Uptake(number, domain, practice, "initial"))

    def attention(self, person):
        """What a person has left for more projects."""
        left = 1.0
        for project in reversed(person.projects):
            if project.state in ("gathering", "active"):
                left -= self.takes(project)
        return max(left, 0.0)

    def load(self, project):
        """What work on a project takes of each member's attention: debriefing costs time, closeness saves it."""
        debrief, closeness, load = self.scenario.debrief, self.scenario.closeness, self.scenario.projects.load
        if project.opportunity.takes_long:
            load *= self.scenario.long_projects.load_factor
        if debrief:
            load *= 1 + debrief.added_load * debrief.depth
        if closeness:
            load *= 1 - closeness.load_saving * project.closeness
        return min(load, 1.0)

    def takes(self, project):
        """What it takes now: of that a part, while it gathers."""
        return self.load(project) * (self.scenario.team.gathering_load_fraction if project.state == "gathering" else 1)

    def can_take(self, person, opportunity):
        """Whether there is attention left for work on an opportunity."""
        return self.attention(person) >= self.load(SimpleNamespace(opportunity=opportunity, closeness=0.0))

    def in_mind(self, person, domain):
        """What a person knows of the practice in use, or None."""
        return person.mind[domain].get(person.practice[domain])

    def account(self, known, listener=None):
        """The evidence of the best-founded single account: one's own, or what one other than the listener told."""
        own, told = known.evidence, 0.0
        for source, (_, _, evidence) in known.heard.items():
            own -= evidence
            if source != self.source(listener):
                told = max(told, evidence)
        return max(own if own > 1e-9 * known.evidence else 0.0, told)

    def source(self, agent):
        """Who is in this place now: a newcomer is somebody else than the leaver."""
        return (agent, self.people[agent].first_row) if agent is not None else None

    def belief(self, person, domain):
        memory = self.in_mind(person, domain)
        return memory.belief if memory else 0.0

    def remember(self, person, domain, practice):
        """The memory of a practice; a new one takes a free place, or that of the least believed which is not in use."""
        mind = person.mind[domain]
        if practice not in mind:
            place = len(mind)
            if place == self.scenario.people.memory:
                least = min((memory for memory in mind.values() if memory.practice != person.practice[domain]),
                            key=lambda memory: (memory.belief, memory.place))
                place = mind.pop(least.practice).place
            mind[practice] = Memory(practice, place)
        return mind[practice]

    def take_up(self):
        """Carries out what people decided to take up. They go by what the first source believed before."""
        theirs = [self.people[uptake.sources[0][0]].mind[uptake.domain].get(uptake.practice) if uptake.sources else None
                  for uptake in self.uptakes]
        beliefs = [memory.belief if memory else 0.0 for memory in theirs]
        for uptake, belief in zip(self.uptakes, beliefs):
            person, domain, practice = self.people[uptake.agent], uptake.domain, uptake.practice
            row = len(self.events["adoption"])
            self.record("adoption", person.number, domain, practice, person.practice[domain], uptake.channel, uptake.project,
                        len(self.events["adoption_source"]), len(uptake.sources))
            for source, source_row, weight in uptake.sources:
                self.record("adoption_source", row, source, source_row, weight)
            person.practice[domain], person.adoption[domain], person.adoption_step[domain] = practice, row, self.step
            person.learned[domain] = uptake.channel != "initial"
            memory = self.remember(person, domain, practice)
            if uptake.channel == "initial":
                person.start[domain] = practice, row
            if uptake.channel == "initial":  # long use has taught what it is worth
                memory.belief, memory.evidence = self.practices[practice].quality, self.scenario.start.evidence
            elif memory.evidence == 0 and uptake.sources:
                memory.belief = belief
            if self.scenario.adoption and self.scenario.adoption.rule == "contact":  # by evidence: since the debrief
                found = uptake.channel in ("invention", "project")
                memory.owned = memory.owned or (found and self.practices[practice].project == uptake.project)
            memory.row, memory.dropped = row, False
        self.uptakes = []

    # -- arise: opportunities appear, and lapse when nobody takes them up

    def opportunity_event(self, opportunity, what, project=None):
        self.record("opportunity", opportunity.id, what, opportunity.domain, opportunity.unit, project,
                    opportunity.systemic, opportunity.difficulty)

    def arise(self):
        UNIT, PLACE, DOMAIN, SYSTEMIC, DIFFICULTY, COUNT, LONG, SKILLS = 0, 1, 2, 3, 4, 5, 6, 16
        given, still_open = self.scenario.opportunities, []
        for opportunity in self.open:
            if self.step - opportunity.open_since < given.lifetime:
                still_open.append(opportunity)
            else:
                self.opportunity_event(opportunity, "lapsed")
        self.open = still_open
        for _ in range(self.draw("ARISE", -1, COUNT).poisson(given.arrival_rate * len(self.people) / 1000)):
            id = next(self.opportunity_ids)
            unit = self.people[self.draw("ARISE", id, UNIT).below(len(self.people))].unit
            lasting = self.scenario.long_projects
            takes_long = lasting is not None and self.draw("ARISE", id, LONG).chance(lasting.fraction)
            opportunity = Opportunity(
                id=id,
                domain=self.draw("ARISE", id, DOMAIN).below(self.landscape.domain_count),
                unit=unit,
                place=self.draw("ARISE", id, PLACE).below(len(self.units[unit])),
                systemic=self.draw("ARISE", id, SYSTEMIC).chance(given.systemic_probability),
                takes_long=takes_long,
                difficulty=(lasting.difficulty_factor if takes_long else 1) * self.draw("ARISE", id, DIFFICULTY).gamma(
                    given.difficulty_shape, given.difficulty_mean / given.difficulty_shape),
                skills=self.draw_set("ARISE", id, SKILLS, given.skills_needed, self.scenario.people.skills),
                open_since=self.step)
            self.open.append(opportunity)
            self.opportunity_event(opportunity, "arose")

    # -- sense: people with attention to spare notice opportunities near them

    def sense(self):
        self.notices = set()  # of (opportunity's id, agent): to notice twice is to notice once
        for opportunity in self.open:
            self.look_from_everywhere(opportunity)
            if opportunity.handed_to is not None:
                self.notices.add((opportunity.id, opportunity.handed_to))
        if self.scenario.team.walk_in_probability > 0:
            for project in filter(self.gathers, self.projects):
                self.look_from_everywhere(project.opportunity)

    def gathers(self, project):
        """Whether it gathers, and has a seat still."""
        return project.state == "gathering" and None in project.seats

    def look_from_everywhere(self, opportunity):
        self.look(opportunity, 0, opportunity.unit)
        for window in range(1, self.scenario.opportunities.systemic_span if opportunity.systemic else 1):
            draw = self.draw("SENSE", opportunity.id, window << 16 | 0xFFFF, step=0)  # the same units in every step
            self.look(opportunity, window, draw.below(len(self.units)))

    def look(self, opportunity, window, unit):
        """Those of a unit who are near the place of the opportunity may notice it."""
        members, given = self.units[unit], self.scenario.sense
        width = min(len(members), given.nearby_people)
        for k, index in self.scattered("SENSE", opportunity.id, window << 16, given.noticing_probability, width, draws=2):
            person = self.people[members[(opportunity.place + k) % len(members)]]
            p = self.attention(person) * (person.breadth if opportunity.systemic else 1)
            if self.draw("SENSE", opportunity.id, index + 1).chance(p):
                self.notices.add((opportunity.id, person.number))

    # -- initiate: some who noticed found a project; others let the idea go to a trusted contact

    def initiate(self):
        ACT, HAND_ON = 0, 1
        given, open_now = self.scenario.initiate, {opportunity.id: opportunity for opportunity in self.open}
        gathering = {project.opportunity.id: project for project in self.projects if self.gathers(project)}
        actors, givers = [], []
        for id, agent in self.notices:
            person, opportunity = self.people[agent], open_now[id] if id in open_now else gathering[id].opportunity
            gap = person.expectation - self.belief(person, opportunity.domain)
            will = given.founding_probability * person.confidence * (1 + given.gap_weight * max(gap, 0.0))
            first = self.draw("FOUNDER", agent, id).bits(), id, agent
            if self.can_take(person, opportunity) and self.draw("INITIATE", agent, id << 2 | ACT).chance(will):
                actors.append(first)
            elif id in open_now and self.draw("INITIATE", agent, id << 2 | HAND_ON).chance(given.handover_probability):
                givers.append(first)
        for opportunity in self.open:
            opportunity.handed_to = None
        for _, id, agent in sorted(actors):
            opportunity = open_now[id] if id in open_now else gathering[id].opportunity if id in gathering else None
            if opportunity and self.can_take(self.people[agent], opportunity):
                joins = self.what_to_join(id, agent, opportunity, gathering)
                if joins:
                    self.project_join(joins, agent, "walked_in", None)
                elif id in open_now:
                    self.project_found(open_now.pop(id), agent)
        for _, id, agent in sorted(givers):
            if id in open_now and open_now[id].handed_to is None:
                self.hand_on(open_now[id], agent)
        self.open = list(open_now.values())

    def what_to_join(self, id, agent, opportunity, gathering):
        """What someone who would act joins: the project noticed, or one near the person, of the domain. None: nothing."""
        WHETHER, WHICH = 0, 1
        if not self.draw("WALK_IN", agent, id << 1 | WHETHER).chance(self.scenario.team.walk_in_probability):
            return None
        candidates = [project for project in gathering.values()
                      if self.gathers(project) and agent not in project.seats
                      and self.can_take(self.people[agent], project.opportunity)]
        if id in gathering:
            return gathering[id] if gathering[id] in candidates else None
        near = [project for project in candidates if project.opportunity.domain == opportunity.domain
                and self.distance(agent, project.opportunity) < self.scenario.sense.nearby_people]
        if not near:
            return None
        size = len(self.units[self.people[agent].unit])
        own = self.units[self.people[agent].unit].index(agent)
        near.sort(key=lambda project: (project.opportunity.place % size > own, project.opportunity.place % size, project.id))
        return near[self.draw("WALK_IN", agent, id << 1 | WHICH).below(len(near))]

    def distance(self, agent, opportunity):
        """How many people of the unit stand between a place and a person, from the place on; elsewhere nobody is near."""
        members = self.units[opportunity.unit]
        return (members.index(agent) - opportunity.place) % len(members) if agent in members else len(self.people)

    def hand_on(self, opportunity, agent):
        WHICH_TIE, TRUST = 2, 3
        if not self.told[agent]:
            return
        contact = self.told[agent][
            self.draw("INITIATE", agent, opportunity.id << 2 | WHICH_TIE).below(len(self.told[agent]))]
        if self.draw("INITIATE", agent, opportunity.id << 2 | TRUST).chance(self.tie_trust(agent, contact)):
            opportunity.handed_to = contact
            person = self.people[contact]
            person.confidence += self.scenario.initiate.handover_confidence * (1 - person.confidence)
            self.opportunity_event(opportunity, "handed")

    def project_found(self, opportunity, founder):
        resources, seats = self.scenario.experiment.resources, [None] * self.scenario.team.max
        if opportunity.takes_long:
            resources *= self.scenario.long_projects.resources_factor
        project = Project(next(self.project_ids), founder, opportunity, self.step, resources, seats)
        self.projects.append(project)
        self.project_join(project, founder, "founded", None)
        self.project_event(project, "founded")
        self.opportunity_event(opportunity, "taken", project.id)

    def project_join(self, project, agent, what, inviter):
        project.seats[project.seats.index(None)] = agent
        self.people[agent].projects.append(project)
        self.people[agent].involved = True
        self.record("member", project.id, agent, what, inviter)

    def unseat(self, project, agent):
        project.seats[project.seats.index(agent)] = None
        self.people[agent].projects.remove(project)

    def project_event(self, project, what):
        best, opportunity, founder = project.best(), project.opportunity, project.founder
        self.record("project", project.id, what, opportunity.id, opportunity.domain, self.people[founder].unit, founder,
                    len(project.members()), best and best.practice, project.progress, project.closeness)

    def project_end(self, project, what, resolved=False):
        """The opportunity is resolved or open again; members who worked tell on for a while."""
        opportunity, tell = project.opportunity, self.scenario.tell
        self.project_event(project, what)
        self.opportunity_event(opportunity, "resolved" if resolved else "freed", project.id)
        if not resolved:
            opportunity.handed_to = None
            if not self.scenario.opportunities.keeps_age:
                opportunity.open_since = self.step
            self.open.append(opportunity)
        tells_on = project.state == "active" and project.members() and tell and tell.steps_after_end > 0
        project.state, project.since = "afterglow" if tells_on else "gone", self.step

    # -- gather: people are invited along ties and by open calls, and decide for themselves whether to join

    def gather(self):
        given, acceptances = self.scenario.team, []
        for project in self.projects:
            if project.state == "gathering":
                acceptances += self.invite(project)
        for _, _, agent, inviter, called, project in sorted(acceptances, key=lambda acceptance: acceptance[:-1]):
            if self.gathers(project) and agent not in project.seats and self.can_take(self.people[agent], project.opportunity):
                self.project_join(project, agent, "volunteered" if called else "invited", inviter)
        for project in self.projects:
            if project.state == "gathering":
                self.begin_or_wait(project)

    def begin_or_wait(self, project):
        """A full team begins, and one that is large enough when patience is over; those who are too busy withdraw."""
        given, patient = self.scenario.team, self.step - project.since + 1 < self.scenario.team.patience
        if patient and None in project.seats:
            return
        for agent in project.members():
            if self.attention(self.people[agent]) + self.takes(project) < self.load(project) - 1e-9:
                self.leave(project, agent, "withdrew")
        count = len(project.members())
        if count >= given.max or (not patient and count >= given.min):
            self.start(project)
        elif not patient and count > 0:
            self.project_end(project, "lapsed")

    def leave(self, project, agent, what):
        self.unseat(project, agent)
        if project.state in ("gathering", "active"):  # nobody leaves before the end what has ended
            self.record("member", project.id, agent, what, None)
            if not project.members():
                self.project_end(project, "emptied")

    def invite(self, project):
        """Of every few candidates the best is asked. Who of the asked accept, with the priority that each has."""
        given, acceptances = self.scenario.team, []
        for invitation in range(given.invitations):
            looks = [self.look_at_one(project, invitation * given.candidates + i) for i in range(given.candidates)]
            looks = [look for look in looks if look]
            if looks:
                score, trust, agent, inviter, called = max(looks, key=lambda look: look[0])
                if self.draw("JOIN", agent, project.id).chance(self.willingness(project, agent, trust)):
                    priority = self.draw("PRIORITY", agent, project.id).bits()
                    acceptances.append((priority, project.id, agent, inviter, called, project))
        return acceptances

    def look_at_one(self, project, number):
        """A candidate, along a tie of some member or on an open call: (score, trust, agent, inviter, called)."""
        OPEN_CALL, MEMBER, TIE, STRANGER = range(4 * number, 4 * number + 4)
        given, members = self.scenario.team, project.members()
        inviter = members[self.draw("INVITE", project.id, MEMBER).below(len(members))]
        called = self.draw("INVITE", project.id, OPEN_CALL).chance(given.open_call_probability)
        if called:
            agent, trust = self.draw("INVITE", project.id, STRANGER).below(len(self.people)), given.stranger_trust
        elif self.told[inviter]:
            agent = self.told[inviter][self.draw("INVITE", project.id, TIE).below(len(self.told[inviter]))]
            trust = self.tie_trust(inviter, agent)
        else:
            return None
        if agent in members:
            return None
        score = (1 - given.diversity_weight) * trust + given.diversity_weight * self.novelty(project, agent)
        return score, trust, agent, inviter, called

    def novelty(self, project, agent):
        """Half of it: another unit than the founder's. Half: the share of one's skills that are new to the team."""
        own, others = self.people[agent].skills, [self.people[member].skills for member in project.members()]
        new_skills = len(own.difference(*others)) / len(own) if own else 0.0
        return ((self.people[agent].unit != self.people[project.founder].unit) + new_skills) / 2

    def willingness(self, project, agent, trust):
        person = self.people[agent]
        if not self.can_take(person, project.opportunity):
            return 0.0
        will = person.passion[project.opportunity.domain] * self.attention(person) * trust * person.confidence
        exponent = self.scenario.team.willingness_exponent
        return exp(exponent * log(will)) if exponent < 1 and will > 0 else will

    def start(self, project):
        """Work begins: the members bring the practices that they use, and the trust between them."""
        domain, members = project.opportunity.domain, project.members()
        for agent in members:
            known = self.in_mind(self.people[agent], domain)
            if known:
                candidate = project.candidate(known.practice, self.scenario.experiment.memory)
                brought = self.account(known)
                evidence = candidate.evidence + brought
                if evidence > 0:
                    candidate.belief += (known.belief - candidate.belief) * brought / evidence
                candidate.evidence = evidence
        trusts = [self.tie_trust(one, other) for one, other in itertools.combinations(members, 2)]
        project.closeness = total(trusts) / len(trusts) if trusts else 0.0
        project.state, project.since = "active", self.step
        self.project_event(project, "started")

    # -- experiment: active projects try the practice that they believe in, or a variant of it

    def experiment(self):
        for project in self.projects:
            project.acted = project.state == "active" and project.resources >= 1
            if project.acted:
                self.try_something(project)

    def try_something(self, project):
        EXPLORE, VARIANT = 0, 1
        given, best, opportunity = self.scenario.experiment, project.best(), project.opportunity
        if best and not self.draw("EXPERIMENT", project.id, EXPLORE).chance(given.exploration_probability):
            project.trying = best.practice
        else:
            draw = self.draw("EXPERIMENT", project.id, VARIANT)
            configuration = (self.landscape.variant(self.practices[best.practice].configuration, draw)
                             if best else self.landscape.any(draw))
            project.trying = self.practice_meet(opportunity.domain, configuration, best and best.practice, project.id)
        quality = self.landscape.quality_at(
            opportunity.id, opportunity.domain, self.practices[project.trying].configuration)
        project.outcome = self.draw("OUTCOME", project.id, 0).normal(quality, given.outcome_sd)
        project.resources -= 1
        if project.outcome > 0:
            needed = opportunity.skills
            present = needed.intersection(set().union(*(self.people[agent].skills for agent in project.members())))
            project.progress += project.outcome * (len(present) / len(needed) if needed else 1)

    # -- debrief: the group talks over what happened; belief and closeness change, everybody takes the lesson home

    def debrief(self):
        given, tellings = self.scenario.debrief, []
        for project in self.projects:
            if given.depth > 0 and project.state == "active" and project.acted:
                candidate = project.candidate(project.trying, self.scenario.experiment.memory)
                candidate.evidence += given.depth
                candidate.belief += (project.outcome - candidate.belief) * given.depth / candidate.evidence
                project.closeness += given.closeness_shift * given.depth * (1 - project.closeness)
                for agent in project.members():
                    tellings += self.lesson(project, agent)
        self.learn(tellings)

    def lesson(self, project, target):
        """Members who use the practice are whom the others learn it from; else it is everybody's own first try."""
        depth, domain, tried = self.scenario.debrief.depth, project.opportunity.domain, project.trying
        users = [agent for agent in project.members() if self.people[agent].practice[domain] == tried]
        if target in users or not users:
            return [Telling(target, None, tried, "invention", project.id, None, project.outcome, depth)]
        return [Telling(target, user, tried, "project", project.id, self.people[user].adoption[domain], project.outcome,
                        depth / len(users)) for user in users]

    # -- share: members tell their contacts about the practice that they use

    def share(self):
        given, tellings = self.scenario.tell, []
        for project in self.projects:
            domain = project.opportunity.domain
            seats = project.seats if project.state in ("active", "afterglow") else []
            for seat, agent in [(seat, agent) for seat, agent in enumerate(seats) if agent is not None]:
                known = self.in_mind(self.people[agent], domain)
                contacts = self.told[agent] if known else []
                for k, _ in self.scattered("TELL", project.id, seat << 22, given.probability, len(contacts)):
                    evidence = self.account(known, contacts[k]) * given.fidelity * self.tie_trust(agent, contacts[k])
                    tellings.append(Telling(contacts[k], agent, known.practice, "word_of_mouth", project.id,
                                            self.people[agent].adoption[domain], known.belief, evidence))
        self.learn(tellings)

    # -- learning: what people were told reaches them, and they decide

    def learn(self, tellings):
        inbox = {}
        for telling in tellings:
            inbox.setdefault(telling.target, []).append(telling)
            if telling.source is not None:
                self.record("telling", telling.source, telling.target, telling.practice, telling.channel,
                            telling.project, telling.belief, telling.evidence)
        if self.scenario.adoption:
            for target in sorted(inbox):
                hear = self.hear_evidence if self.scenario.adoption.rule == "evidence" else self.hear_contact
                hear(self.people[target], inbox[target])
            self.take_up()

    def hear_contact(self, person, tellings):
        """Every telling takes effect with probability beta, the first in each domain."""
        followed = set()
        for place, telling in enumerate(tellings):
            domain, in_debrief = self.practices[telling.practice].domain, telling.channel != "word_of_mouth"
            draw = self.draw("TOLD", person.number, telling.project << 9 | in_debrief << 8 | place & 0xFF)
            new = domain not in followed and person.practice[domain] != telling.practice
            if new and draw.chance(self.scenario.adoption.accept.beta):
                sources = [] if telling.source is None else [(telling.source, telling.source_row, 1.0)]
                self.uptakes.append(
                    Uptake(person.number, domain, telling.practice, telling.channel, telling.project, sources))
                followed.add(domain)

    def hear_evidence(self, person, tellings):
        for telling in tellings:
            self.weigh(person, telling)
        for domain in sorted({self.practices[telling.practice].domain for telling in tellings}):
            self.decide(person, domain)

    def weigh(self, person, telling):
        """A telling adds to what is in mind, source by source: who tells again adds only what is new. What a project
        learns from is one outcome more each time."""
        if telling.evidence <= 0:
            return
        practice, fresh = self.practices[telling.practice], telling.evidence
        known = self.remember(person, practice.domain, practice.number)
        if telling.source is not None:
            source = self.source(telling.source)
            _, _, before = known.heard.get(source, (None, None, 0.0))
            told = telling.evidence + (before if telling.channel == "project" else 0.0)
            fresh = told - before
            if fresh <= 0:
                return
            known.heard[source] = telling.source_row, telling.channel, told
        known.evidence += fresh
        known.belief += (telling.belief - known.belief) * fresh / known.evidence
        known.project = telling.project
        known.owned = known.owned or (telling.channel != "word_of_mouth" and practice.project == telling.project)

    def decide(self, person, domain):
        """Takes up what most outweighs the practice in use and the cost of switching, if anything does."""
        given, belief, gains = self.scenario.adoption.accept, self.belief(person, domain), []
        for known in person.mind[domain].values():
            if known.practice != person.practice[domain]:
                cost = given.cost * (1 - given.ownership if known.owned else 1)
                gain = (known.belief - belief) * known.evidence / (known.evidence + 1) - cost
                gains.append((-gain, known.place, known))
        if gains and min(gains)[0] < 0:
            self.uptakes.append(self.decided(person, domain, min(gains)[2]))

    def decided(self, person, domain, known):
        """The sources are all who told of it, and the person itself where it had used it before."""
        sources, channel, own, most = [], "invention", known.evidence, 0.0
        for (source, _), (row, way, evidence) in known.heard.items():
            own -= evidence
            if evidence > most:
                most, channel = evidence, way
            sources.append((source, row, evidence / known.evidence))
        if known.row is not None and own > 1e-9 * known.evidence:
            channel = "reversion" if own > most else channel
            sources.append((person.number, known.row, own / known.evidence))
        return Uptake(person.number, domain, known.practice, channel, known.project, sources)

    # -- contact: simple contagion. Who uses a practice tells everybody in reach, for `telling` steps or for ever

    def contact(self):
        TAKES, SPONTANEOUSLY = 0, 1
        given = self.scenario.adoption.accept
        for person in self.people:
            for domain, use in enumerate(person.practice):
                tellers = [self.people[other] for other in self.heard[person.number]
                           if self.tells(self.people[other], domain) and self.people[other].practice[domain] != use]
                p = 1 - power(1 - given.beta, len(tellers))
                if tellers and self.draw("CONTACT", person.number, domain << 25 | TAKES).chance(p):
                    self.take_from_tellers(person, domain, tellers)
                elif domain == 0 and use != 0 and self.draw("CONTACT", person.number, SPONTANEOUSLY).chance(
                        given.innovation):
                    self.uptakes.append(Uptake(person.number, 0, 0, "external"))
        self.take_up()

    def tells(self, person, domain):
        telling = self.scenario.adoption.look.telling
        since = person.adoption_step[domain]
        return person.practice[domain] is not None and self.step > since and (telling == 0 or self.step <= since + telling)

    def take_from_tellers(self, person, domain, tellers):
        """Takes up the practice of one of those whose telling took effect; all who told of it are sources. The first
        that takes effect is drawn given that one does, the next by the gaps between them."""
        WHICH, FIRST = domain << 25 | 2, domain << 25 | 3
        beta, agent, index, effective = self.scenario.adoption.accept.beta, person.number, FIRST, []
        none = power(1 - beta, len(tellers))
        u = self.draw("CONTACT", agent, FIRST).uniform()
        number = 0 if beta >= 1 else min(int(log(1 - u * (1 - none)) / log(1 - beta)), len(tellers) - 1)
        while number < len(tellers):
            effective.append(tellers[number])
            index += 1
            number += 1 + self.draw("CONTACT", agent, index).gap(beta)
        practice = effective[self.draw("CONTACT", agent, WHICH).below(len(effective))].practice[domain]
        sources = [teller for teller in effective if teller.practice[domain] == practice]
        self.uptakes.append(Uptake(agent, domain, practice, "word_of_mouth", None, [
            (source.number, source.adoption[domain], 1 / len(sources)) for source in sources]))

    # -- lapse: a practice that one did not help to create may be dropped for the one used before it, for what one began
    # with, or for nothing

    def lapse(self):
        domains = self.landscape.domain_count
        rate, to = self.scenario.adoption.drop.probability, self.scenario.adoption.drop.to
        for place, _ in self.scattered("LAPSE", -1, 0, rate, len(self.people) * domains):
            person, domain = self.people[place // domains], place % domains
            known = self.in_mind(person, domain)
            begun_with = not person.learned[domain] and to != "nothing"
            too_new = person.adoption_step[domain] == self.step and to != "before"
            if not known or known.owned or begun_with or too_new:
                continue
            back_to = self.fallback(person, domain, known, to)
            if back_to == "nowhere" or back_to and back_to[0] == known.practice:
                continue
            known.dropped = True
            if back_to:
                self.uptakes.append(
                    Uptake(person.number, domain, back_to[0], "reversion", None, [(person.number, back_to[1], 1.0)]))
            else:
                self.record("drop", person.number, domain, known.practice, person.adoption[domain])
                person.practice[domain], person.adoption[domain], person.learned[domain] = None, None, False
        self.take_up()

    def fallback(self, person, domain, known, to):
        """What is used instead and the row by which the person had it; None: nothing."""
        if to == "nothing":
            return None
        if to == "start":
            return person.start[domain]
        before = [memory for memory in person.mind[domain].values()
                  if memory.row is not None and memory.row < known.row and not memory.dropped]
        last = max(before, key=lambda memory: memory.row, default=None)
        return (last.practice, last.row) if last else "nowhere"

    # -- conclude: finished projects end, and people have changed

    def conclude(self):
        changes = []
        for project in self.projects:
            what = self.ending(project)
            if what:
                success, members = what == "succeeded", project.members()
                changes += [self.change_of(project, self.people[agent], success) for agent in members]
                self.tie_members(project, success)
                self.project_end(project, what, success)
        for person, confidence, expectation, breadth in changes:
            person.confidence = cut(person.confidence + confidence)
            person.expectation = cut(person.expectation + expectation)
            person.breadth = cut(person.breadth + breadth)
        for project in self.projects:
            if project.state == "afterglow" and self.step >= project.since + self.scenario.tell.steps_after_end:
                project.state = "gone"
            if project.state == "gone":
                for agent in project.members():
                    self.unseat(project, agent)
        self.projects = [project for project in self.projects if project.state != "gone"]

    def ending(self, project):
        if project.state != "active":
            return None
        if project.progress >= project.opportunity.difficulty:
            return "succeeded"
        if project.resources < 1:
            return "exhausted"
        worked = self.step - project.since + 1  # the step in which work began counts
        longer = self.scenario.long_projects.duration_factor if project.opportunity.takes_long else 1
        return "expired" if worked >= self.scenario.projects.max_duration * longer else None

    def saved(self, success):
        """The share of what a failure costs that the debriefs save."""
        debrief = self.scenario.debrief
        return debrief.failure_buffer * debrief.depth if debrief and not success else 0.0

    def tie_members(self, project, success):
        """Trust grows by the closeness of the group and, after a failure, what was saved; what was not costs trust."""
        shift, weight = self.scenario.conclude.trust_shift, self.scenario.conclude.outcome_weight
        close, saved = min(2 * project.closeness, 1), 1 if success else self.saved(success)
        growth, loss = shift * (1 - weight + weight * close * saved), shift * weight * (1 - saved)
        for one, other in itertools.combinations(project.members(), 2):
            if growth > 0:
                self.tie_strengthen(one, other, growth)
            if loss > 0:
                self.tie_weaken(one, other, loss)

    def change_of(self, project, person, success):
        """What a project that ends adds to a member's confidence, expectation and breadth."""
        given, best = self.scenario.conclude, project.best()
        seen = best.belief - person.expectation if best and best.evidence > 0 else 0.0
        kept = self.saved(success)
        members = project.members()
        elsewhere = sum(self.people[agent].unit != person.unit for agent in members)
        return (person, given.confidence_shift * (1 - kept) * ((1 if success else 0) - person.confidence),
                given.expectation_shift * max(seen, 0.0),
                given.breadth_shift * (elsewhere / (len(members) - 1) if len(members) > 1 else 0.0) * (1 - person.breadth))

    # -- renew: people leave, and newcomers take their places

    def renew(self):
        for agent, _ in self.scattered("TURNOVER", -1, 0, self.scenario.renew.turnover_probability, len(self.people)):
            person = self.people[agent]
            self.record("turnover", agent)
            for project in reversed(list(person.projects)):
                self.leave(project, agent, "left")
            person.involved = False
            start = self.scenario.people.trust
            for arc in [arc for other in self.told[agent] + self.heard[agent]
                        for arc in [(agent, other), (other, agent)] if arc in self.trust]:
                if self.tie_trust(*arc) > start:  # nobody trusts a newcomer more than at the start
                    self.trust[arc] = single(start), self.step
            self.person_create(person)
        self.take_up()
        tended = self.people if self.scenario.projects and not self.complete else []
        for person in tended:  # everybody looks through the own ties every 26 steps
            for other in list(self.told[person.number]) if (person.number + self.step) % 26 == 0 else []:
                self.forget(person.number, other)

    def forget(self, agent, other):
        """A tie along which nobody trusts any more is lost, both ways."""
        arcs = [arc for arc in [(agent, other), (other, agent)] if arc in self.trust]
        if all(self.tie_trust(*arc) < self.scenario.renew.min_trust for arc in arcs):
            for source, target in arcs:
                del self.trust[source, target]
                self.told[source].remove(target)
                if self.directed:
                    self.heard[target].remove(source)


# ---- the comparison with a result file


def compare(file):
    """Does the run of a file again. Returns how many rows were compared, by table, and the first difference of each
    table, by step. Columns and arrays that the model does not know are passed over."""
    if "run/complete" not in file or not file["run/complete"][()]:
        raise Refusal("the run did not come to its end")
    scenario, comparison = read_scenario(file), Comparison()
    world = World(scenario, file["agents/home_unit"][:].tolist(), *read_ties(file, scenario.network))
    agents, ties = file.get("snapshots/agents"), file.get("snapshots/ties")
    while True:
        if agents and world.step in agents["snapshot"][:]:
            comparison.compare_snapshot(world, agents, ties)
        if world.step == scenario.run.steps:
            break
        world.do_step()
    for name in sorted(file.get("events", {})):
        columns = TABLES.get(name, "step").split()
        comparison.compare(f"events/{name}", columns, read_table(file["events"][name], columns),
                           world.events.get(name, []))
    return comparison.counts, comparison.differences()


def main():
    needs.packages("h5py")
    import h5py

    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("run", help="result file of a run of the base model, with its events")
    path = parser.parse_args().run
    try:
        with h5py.File(path) as file:
            counts, differences = compare(file)
    except (OSError, Refusal) as reason:
        print(f"{path}: {reason}", file=sys.stderr)
        return 2
    for name, count in sorted(counts.items()):
        print(f"{name:29} {count:9,} rows compared")
    print(*differences, "different" if differences else "the same", sep="\n")
    return 1 if differences else 0


if __name__ == "__main__":
    sys.exit(main())
