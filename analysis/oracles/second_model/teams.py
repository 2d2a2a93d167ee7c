"""How teams come about: people are invited, decide for themselves, and begin to work."""
from itertools import permutations

from oracles.second_model import staying
from oracles.second_model.minds import remember
from oracles.second_model.projects import has_seat


def candidate(world, project, openly=True):
    """Anyone, or somebody along a tie of a member: (person, who asks or None, trust of who asks)."""
    s, lots = world.s, world.lots
    if openly and lots.random() < s["team.open_call_probability"]:
        return lots.randrange(world.people), None, s["team.stranger_trust"]
    member = lots.choice(project.members)
    tied = list(world.trust[member])
    if not tied:
        return None
    person = lots.choice(tied)
    return person, member, world.trust[member][person]


def novelty(world, project, person):
    """Half another unit, half the share of skills new to the team."""
    skills = set().union(*(world.skills[member] for member in project.members))
    own = world.skills[person]
    return 0.5 * (world.unit[person] != world.unit[project.leader]) + 0.5 * len(own - skills) / max(1, len(own))


def invite(world, project, attention, lots, openly=True):
    """Who is asked by one invitation and says yes, or None. `lots`: of those asked before, who so decide once."""
    s = world.s
    found = [c for c in (candidate(world, project, openly) for _ in range(s["team.candidates"])) if c and c[0] not in project.members]
    if not found:
        return None
    weight = s["team.diversity_weight"]
    person, inviter, _ = max(found, key=lambda c: (1 - weight) * c[2] + weight * novelty(world, project, c[0]))
    if not world.able(person, project.opportunity, attention):
        return None
    trust = s["team.stranger_trust"] if inviter is None else world.trust[person][inviter]
    willing = world.passion[person][project.opportunity.domain] * attention[person] * trust * world.confidence[person]
    if s["units"] and world.unit[person] != world.unit[project.leader]:
        willing *= world.openness[world.unit[person]]
    return person if lots.setdefault(person, world.lots.random()) < willing ** s["team.willingness_exponent"] else None


def gather(world):
    """All decide from the state as it stood; lots settle who takes the last seat; complete teams begin."""
    s = world.s
    attention = world.attention()
    lots = {project: {} for project in world.gathering}
    joining = [(project, invite(world, project, attention, lots[project])) for project in world.gathering
               for _ in range(s["team.invitations"])]
    joining += [(project, invite(world, project, attention, {}, openly=False)) for project in staying.looking_round(world)]
    world.lots.shuffle(joining)
    for project, person in joining:
        at_work = project.started >= 0
        seat = project.left > 0 if at_work else has_seat(world, project)
        if person is not None and person not in project.members and seat and world.able(person, project.opportunity, world.attention()):
            world.seat(project, person)
            world.count["succeeded_leavers" if at_work else "invited"] += 1
            if at_work:
                project.left -= 1
                bring(world, project, person)
    for project in list(world.gathering):
        over = world.step - project.founded + 1 >= s["team.patience"]
        if over or not has_seat(world, project):
            begin(world, project, over)


def begin(world, project, over):
    """Those who have not the attention withdraw; then it is asked whether the team is large enough."""
    s = world.s
    attention, load = world.attention(), world.whole_load(project.opportunity)
    stay = [m for m in project.members if attention[m] + world.load(project) >= load and not world.full(m)]
    world.count["withdrew"] += len(project.members) - len(stay)
    project.members = stay
    if len(stay) >= (s["team.min"] if over else s["team.max"]):
        start(world, project)
    elif over:
        world.gathering.remove(project)
        world.open.append(project.opportunity)
        world.count["lapsed_projects"] += 1


def start(world, project):
    s, opportunity = world.s, project.opportunity
    world.gathering.remove(project)
    world.active.append(project)
    project.started = world.step
    project.resources = s["experiment.resources"] * (s["long_projects.resources_factor"] if opportunity.long else 1)
    pairs = list(permutations(project.members, 2))
    project.closeness = sum(world.trust[a].get(b, 0) for a, b in pairs) / max(1, len(pairs))
    for member in project.members:
        bring(world, project, member)
    world.count["started"] += 1
    world.count["started_on_made"] += opportunity.made_after is not None
    world.count["seats_started"] += len(project.members)


def bring(world, project, member):
    """The practice in use, with what can be told of it."""
    domain = project.opportunity.domain
    practice = world.in_use[member][domain]
    brought = world.mind[member][domain][practice]
    remember(project.mind, practice, world.s["experiment.memory"]).weigh(brought.mean, brought.account())
