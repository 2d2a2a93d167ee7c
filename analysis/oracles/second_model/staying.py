"""Who leads a project at work and lets go of it, who comes in place of those who leave, and who goes on together."""
from oracles.second_model.projects import Project

GAIN = 0.1                                            # in confidence, of who takes over, of what is missing


def looking_round(world):
    """Projects at work that look for somebody in this step, one for each of those who left."""
    chance = world.s["team.succession_probability"]
    return [project for project in world.active for _ in range(project.left) if world.lots.random() < chance]


def most_trusted(world, person, members):
    """Of those whom the person trusts most one drawn, or None."""
    fellows = [member for member in members if member != person]
    most = max((world.trust[person].get(fellow, 0) for fellow in fellows), default=0)
    return world.lots.choice([f for f in fellows if world.trust[person].get(f, 0) == most]) if fellows else None


def take_over(world, project, member):
    project.leader = member
    world.confidence[member] += GAIN * (1 - world.confidence[member])


def leave(world, project, person):
    """A member leaves; whom a leader trusts most leads from then on, where leading can pass on."""
    succeeded, passes = world.s["team.succession_probability"] > 0, world.s["projects.letting_go_probability"] > 0
    successor = most_trusted(world, person, project.members) if person == project.leader and (succeeded or passes) else None
    project.members.remove(person)
    project.left += succeeded and project.started >= 0
    if successor is not None:
        take_over(world, project, successor)


def let_go(world):
    """Some who lead projects at work hand them to the fellow whom they trust most, if that one dares."""
    s, lots = world.s, world.lots
    for project in world.active if s["projects.letting_go_probability"] else ():
        if lots.random() < s["projects.letting_go_probability"] and project.leader in project.members:
            heir = most_trusted(world, project.leader, project.members)
            if heir is not None and lots.random() < world.confidence[heir]:
                world.count["let_go"] += 1
                leader = project.leader
                take_over(world, project, heir)
                leave(world, project, leader)


def go_on(world):
    """Members of a project that ended go on together, on something open near one of them."""
    s, lots = world.s, world.lots
    groups, attention = [], world.attention()
    for project in world.ended if s["conclude.continuation_probability"] else ():
        chance = s["conclude.continuation_probability"] * project.closeness
        load = s["projects.load"] * (1 + s["debrief.added_load"] * s["debrief.depth"])
        groups.append((project, [m for m in project.members if attention[m] >= load and not world.full(m) and lots.random() < chance]))
    lots.shuffle(groups)
    for project, group in groups:
        near = [o for member in group for o in world.open if world.unit[member] in o.units]
        same = [o for o in near if o.domain == project.opportunity.domain]
        if len(group) >= 2 and near:
            opportunity = lots.choice(same or near)
            world.open.remove(opportunity)
            world.gathering.append(Project(opportunity, lots.choice(group), world.step, []))
            for member in group:
                world.seat(world.gathering[-1], member)
            world.count["founded"] += 1
            world.count["went_on"] += 1
