"""Opportunities, and projects at work on them."""
from dataclasses import dataclass, field


@dataclass(eq=False)
class Opportunity:
    domain: int
    place: int                                        # the person where it lies
    units: list                                       # that it touches, that of the place first
    difficulty: float
    skills: frozenset
    long: bool
    arose: int
    systemic: bool
    made_after: object = None                         # the project after which somebody made it
    severity: float = 0


@dataclass(eq=False)
class Project:
    opportunity: Opportunity
    leader: int
    founded: int
    members: list
    started: int = -1
    progress: float = 0
    resources: float = 0
    closeness: float = 0
    left: int = 0                                     # members at work who left and are to be succeeded
    mind: dict = field(default_factory=dict)


def draw_opportunity(world, domain, place, systemic, made_after=None):
    s, random, lots = world.s, world.random, world.lots
    unit = world.unit[place]
    units = [unit, *(lots.randrange(s["network.units"]) for _ in range(s["opportunities.systemic_span"] - 1) if systemic)]
    shape = s["opportunities.difficulty_shape"]
    difficulty = random.gamma(shape, s["opportunities.difficulty_mean"] / shape)
    long = s["long_projects"] and lots.random() < s["long_projects.fraction"]
    skills = frozenset(lots.sample(range(s["people.skills"]), s["opportunities.skills_needed"]))
    return Opportunity(domain, place, units, difficulty * (s["long_projects.difficulty_factor"] if long else 1), skills, long,
                       world.step, systemic, made_after)


def arise(world):
    """Opportunities lapse and worsen; new ones lie where people are, fewer where good practices are in use."""
    s, lots = world.s, world.lots
    lapsed = [o for o in world.open if world.step - o.arose >= s["opportunities.lifetime"]]
    world.open = [o for o in world.open if o not in lapsed]
    world.count["lapsed_opportunities"] += len(lapsed)
    worsen(world)
    most = 2 ** s["opportunities.relief"]
    for _ in range(world.random.poisson(most * s["opportunities.arrival_rate"] * world.people / 1000)):
        place, domain = lots.randrange(world.people), lots.choice(world.domains)
        quality = world.landscapes.quality(world.in_use[place][domain])
        if lots.random() < (1 - quality) ** s["opportunities.relief"]:
            systemic = lots.random() < s["opportunities.systemic_probability"]
            world.open.append(draw_opportunity(world, domain, place, systemic))
            world.count["arrived"] += 1


def worsen(world):
    """What stays open gets worse, until others come of it next to it, fewer where much is open."""
    s, lots = world.s, world.lots
    for opportunity in world.open:
        opportunity.severity += s["opportunities.worsening"]
    gone = [o for o in world.open if o.severity >= 1 - 1e-9]
    there = [sum(o.units[0] == unit for o in world.open) for unit in range(s["network.units"])]    # the gone, too
    world.open = [o for o in world.open if o not in gone]
    world.count["morphed"] += len(gone)
    for opportunity in gone:
        for _ in range(world.random.poisson(s["opportunities.morph_offspring"])):
            contacts = list(world.trust[lots.choice(world.of_unit[opportunity.units[0]])])
            unit = world.unit[lots.choice(contacts)] if contacts else opportunity.units[0]
            if lots.random() < 1 - there[unit] / len(world.of_unit[unit]):
                domain = (opportunity.domain + lots.choice((-1, 1))) % len(world.domains)
                systemic = lots.random() < s["opportunities.systemic_probability"]
                world.open.append(draw_opportunity(world, domain, lots.choice(world.of_unit[unit]), systemic))
                there[unit] += 1


def engaged(world, person, steps_ahead=0):
    """The project after which the person makes opportunities, or None."""
    ended = world.last_ended[person]
    return ended[1] if ended and world.step + steps_ahead - ended[0] <= world.s["create.memory_steps"] else None


def will(world, person, domain):
    """Confidence, and what a gap between expectation and the practice in use adds."""
    believed = world.mind[person][domain][world.in_use[person][domain]].mean
    gap = max(0, world.expectation[person] - believed)
    return world.confidence[person] * (1 + world.s["initiate.gap_weight"] * gap)


def create(world):
    """Who took part in a project lately makes opportunities, and notices them at once."""
    s, lots = world.s, world.lots
    attention, domains = world.attention(), len(world.domains)
    for person in range(world.people):
        project = engaged(world, person)
        if project is None:
            continue
        rate = s["create.making_rate"] * attention[person] * will(world, person, project.opportunity.domain)
        for _ in range(world.random.poisson(rate)):
            domain = project.opportunity.domain
            if domains > 1 and lots.random() < s["create.reframing_probability"]:
                domain = (domain + lots.choice((-1, 1))) % domains
            systemic = lots.random() < world.breadth[person]
            tied = list(world.trust[person])
            place = lots.choice(tied) if systemic and tied else person
            opportunity = draw_opportunity(world, domain, place, systemic, project)
            world.open.append(opportunity)
            world.noticed.append((person, opportunity))
            world.count["made"] += 1


def near(world, opportunity, person):
    """Whether it lies in the person's own unit, which is no larger than what is near."""
    return world.unit[person] == opportunity.units[0]


def sense(world):
    """People notice what is open near them, and what gathers and has a seat."""
    s, random = world.s, world.random
    attention = world.attention()
    things = [(o, o) for o in world.open] + [(p, p.opportunity) for p in world.gathering if has_seat(world, p)]
    for thing, opportunity in things:
        for unit in opportunity.units:
            people = world.of_unit[unit]
            if len(people) > s["sense.nearby_people"]:
                raise NotImplementedError("units are larger than sense.nearby_people")
            probability = s["sense.noticing_probability"] * attention[people]
            if opportunity.systemic:
                probability = probability * world.breadth[people]
            noticed = random.random(len(people)) < probability
            mention(world, thing, people, attention)
            for place in noticed.nonzero()[0]:
                if thing is opportunity or people[place] not in thing.members:
                    world.noticed.append((people[place], thing))


def mention(world, thing, people, attention):
    """Some of those around speak of it along a tie; if it leads to another unit, it may be noticed there."""
    chance = world.s["sense.noticing_probability"] * world.s["sense.bridging_fraction"]
    for place in (world.random.random(len(people)) < chance).nonzero()[0] if chance else ():
        contacts = list(world.trust[people[place]])
        other = world.lots.choice(contacts) if contacts else people[place]
        if world.unit[other] != world.unit[people[place]] and world.lots.random() < attention[other]:
            if not (isinstance(thing, Project) and other in thing.members):
                world.noticed.append((other, thing))


def has_seat(world, project):
    return len(project.members) < world.s["team.max"]


def initiate(world):
    """Who noticed and has attention would act, by the state as it stood; then they do, in the order of lots."""
    s, lots = world.s, world.lots
    attention, wishes, handed = world.attention(), [], []
    known = set(world.open) | set(world.gathering)
    for person, thing in dict.fromkeys(world.noticed):        # who noticed a thing twice decides once
        if thing not in known:                                # handed on, and taken up by others meanwhile
            continue
        opportunity = thing.opportunity if isinstance(thing, Project) else thing
        if world.able(person, opportunity, attention) and lots.random() < s["initiate.founding_probability"] * will(world, person, opportunity.domain):
            wishes.append((person, thing, opportunity))
        elif thing is opportunity:
            handed += hand_on(world, person, thing)
    world.noticed, there, taken = [], list(world.gathering), set()
    lots.shuffle(wishes)
    for person, thing, opportunity in wishes:
        if opportunity not in taken and world.able(person, opportunity, world.attention()):
            walks_in = lots.random() < s["team.walk_in_probability"]
            joins = can_walk_in(world, there, person, thing, opportunity) if walks_in else []
            if joins:
                world.seat(lots.choice(joins), person)
                world.count["walked_in"] += 1
            elif thing is opportunity:
                taken.add(opportunity)
                world.gathering.append(Project(opportunity, person, world.step, []))
                world.seat(world.gathering[-1], person)
                world.count["founded"] += 1
    world.open = [o for o in world.open if o not in taken]
    for contact, thing in handed:
        world.noticed.append((contact, thing))
        world.confidence[contact] += world.s["initiate.handover_confidence"] * (1 - world.confidence[contact])


def hand_on(world, person, opportunity):
    """[(contact, opportunity)] if a contact takes it."""
    lots, contacts = world.lots, list(world.trust[person])
    if lots.random() >= world.s["initiate.handover_probability"] or not contacts:
        return []
    contact = lots.choice(contacts)
    return [(contact, opportunity)] if lots.random() < world.trust[contact][person] else []


def can_walk_in(world, gathering, person, thing, opportunity):
    """What gathers and has a seat for a person: what was noticed, or what is near in the domain of what was noticed."""
    if thing is opportunity:
        there = [p for p in gathering if p.opportunity.domain == opportunity.domain and near(world, p.opportunity, person)]
    else:
        there = [thing]
    return [p for p in there if has_seat(world, p) and person not in p.members
            and world.able(person, p.opportunity, world.attention())]
