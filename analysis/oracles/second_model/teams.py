"""How teams come about: people are invited, decide for themselves, and begin to work."""
from itertools import permutations

from oracles.second_model.minds import remember
from oracles.second_model.projects import has_seat


def candidate(world, project):
    """Anyone, or somebody along a tie of a member: (person, who asks or None, trust of who asks)."""
    s, lots = world.s, world.lots
    if lots.random() < s["team.open_call_probability"]:
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
    return 0.5 * (world.unit[person] != world.unit[project.founder]) + 0.5 * len(own - skills) / max(1, len(own))


def invite(world, project, attention, lots):
    """Who is asked by one invitation and says yes, or None. `lots`: of those asked before, who so decide once."""
    s = world.s
    found = [c for c in (candidate(world, project) for _ in range(s["team.candidates"])) if c and c[0] not in project.members]
    if not found:
        return None
    weight = s["team.diversity_weight"]
    person, inviter, _ = max(found, key=lambda c: (1 - weight) * c[2] + weight * novelty(world, project, c[0]))
    if attention[person] < world.whole_load(project.opportunity):
        return None
    trust = s["team.stranger_trust"] if inviter is None else world.trust[person][inviter]
    willing = world.passion[person][project.opportunity.domain] * attention[person] * trust * world.confidence[person]
    return person if lots.setdefault(person, world.lots.random()) < willing ** s["team.willingness_exponent"] else None


def gather(world):
    """All decide from the state as it stood; lots settle who takes the last seat; complete teams begin."""
    s = world.s
    attention = world.attention()
    lots = {project: {} for project in world.gathering}
    joining = [(project, invite(world, project, attention, lots[project])) for project in world.gathering
               for _ in range(s["team.invitations"])]
    world.lots.shuffle(joining)
    for project, person in joining:
        if person is not None and person not in project.members and has_seat(world, project) \
                and world.attention()[person] >= world.whole_load(project.opportunity):
            world.seat(project, person)
            world.count["invited"] += 1
    for project in list(world.gathering):
        over = world.step - project.founded + 1 >= s["team.patience"]
        if over or not has_seat(world, project):
            begin(world, project, over)


def begin(world, project, over):
    """Those who have not the attention withdraw; then it is asked whether the team is large enough."""
    s = world.s
    attention, load = world.attention(), world.whole_load(project.opportunity)
    stay = [m for m in project.members if attention[m] + world.load(project) >= load]
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
        practice = world.in_use[member][opportunity.domain]
        brought = world.mind[member][opportunity.domain][practice]
        remember(project.mind, practice, s["experiment.memory"]).weigh(brought.mean, brought.account())
    world.count["started"] += 1
    world.count["started_on_made"] += opportunity.made_after is not None
    world.count["seats_started"] += len(project.members)
