"""Practices and people: who begins with what, what is in mind, and what is taken up."""
import struct
from types import SimpleNamespace

from .draws import cut, WORD
from .records import Memory, Practice, Uptake


class People:
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
