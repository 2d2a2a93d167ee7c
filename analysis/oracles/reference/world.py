"""The world, and one step of it. The verbs of a step have the names of the files in sim/model; each part of them is a module here."""
import itertools

from .draws import Draw, STREAMS_OF_THE_POPULATION
from .landscapes import Landscape
from .records import Person, TABLES
from .endings import Endings
from .ideas import Ideas
from .learning import Learning
from .people import People
from .projects import Projects
from .ties import Ties


class World(Ties, People, Ideas, Projects, Learning, Endings):
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
            self.tell()
        if scenario.adoption and scenario.adoption.rule == "contact":
            self.contact()
        if scenario.adoption:
            self.lapse()
        if scenario.projects:
            self.conclude()
        if scenario.renew:
            self.renew()
