"""Projects at work: small actions, debriefs, and how they end."""
from itertools import combinations

import numpy as np

from oracles.second_model.minds import add_told, learn_oneself, remember


def experiment(world):
    """Every project at work tries one practice, and learns from what came of it."""
    for project in world.active:
        act(world, project)


def act(world, project):
    s, lots = world.s, world.lots
    opportunity, mind = project.opportunity, project.mind
    local = s["experiment.local_insight_fraction"] * np.mean([world.unit[m] == opportunity.units[0] for m in project.members])
    practice = max(mind, key=lambda p: mind[p].mean + (local and local * (
        world.landscapes.quality_there(p, opportunity) - world.landscapes.quality(p))))
    if lots.random() < s["experiment.exploration_probability"]:
        practice = variant(world, project, practice)
        if practice not in world.found:
            world.found.add(practice)
            world.finder[practice] = project
    quality = world.landscapes.quality_there(practice, opportunity)
    outcome = quality + lots.gauss(0, s["experiment.outcome_sd"])
    team = set().union(*(world.skills[m] for m in project.members))
    covered = len(opportunity.skills & team) / len(opportunity.skills) if opportunity.skills else 1
    project.progress += max(0, outcome) * covered
    project.resources -= 1
    debrief(world, project, practice, judged(world, project, outcome))


def judged(world, project, outcome):
    """What a group takes an outcome for, whose members are alike and so err alike."""
    s, pairs = world.s, list(combinations(project.members, 2))
    if not pairs or s["experiment.groupthink"] == 0:
        return outcome
    alike = np.mean([0.5 * (world.unit[a] == world.unit[b])
                     + 0.5 * len(world.skills[a] & world.skills[b]) / len(world.skills[a] | world.skills[b]) for a, b in pairs])
    more = (len(project.members) - 1) * s["experiment.groupthink"] * alike
    return outcome + world.lots.gauss(0, s["experiment.outcome_sd"] * more ** 0.5)


def variant(world, project, practice):
    """A crossing of what two members use who do not use the same, or the best with one bit changed."""
    if world.lots.random() < world.s["experiment.recombination_probability"]:
        domain = project.opportunity.domain
        used = [world.in_use[member][domain] for member in project.members]
        pairs = [(one, other) for one, other in combinations(used, 2) if one != other]
        if pairs:
            one, other = world.lots.choice(pairs)
            return domain, tuple(world.lots.choice(bits) for bits in zip(one[1], other[1]))
    return changed(world, practice)


def changed(world, practice):
    """The practice with one bit changed."""
    domain, bits = practice
    bit = world.lots.randrange(len(bits))
    return domain, bits[:bit] + (1 - bits[bit],) + bits[bit + 1:]


def debrief(world, project, practice, outcome):
    """It counts as so many outcomes of evidence as the debrief is deep, for the group and for each member."""
    s = world.s
    depth = s["debrief.depth"]
    if depth == 0:
        return
    remember(project.mind, practice, s["experiment.memory"]).weigh(outcome, depth)
    lessons(world, project, practice, outcome, depth)
    project.closeness += s["debrief.closeness_shift"] * depth * (1 - project.closeness)


def lessons(world, project, practice, outcome, depth):
    """Own evidence, but where others use the practice and the member does not these have told it in equal parts."""
    users = [member for member in project.members if world.in_use[member][practice[0]] == practice]
    for member in project.members:
        if world.finder.get(practice) is project:
            world.debriefed.setdefault(practice, set()).add(world.number[member])
        if not users or member in users:
            learn_oneself(world, member, practice, outcome, depth)
            continue
        for user in users:
            add_told(world, user, member, practice, outcome, depth / len(users))


def conclude(world):
    """Finished projects end; what they change is worked out from the state before any of them."""
    s, world.changes, world.ended = world.s, [], []
    for project in list(world.active):
        longer = s["long_projects.duration_factor"] if project.opportunity.long else 1
        if project.progress >= project.opportunity.difficulty:
            end(world, project, True)
        elif project.resources < 1 or world.step - project.started + 1 >= s["projects.max_duration"] * longer:
            end(world, project, False)
    for member, *by in world.changes:
        for values, change in zip((world.confidence, world.expectation, world.breadth), by):
            values[member] = min(1, max(0, values[member] + change))


def end(world, project, success):
    s, members, domain = world.s, project.members, project.opportunity.domain
    world.active.remove(project)
    world.count["succeeded" if success else "failed"] += 1
    world.count["steps_at_work"] += world.step - project.started + 1
    saved = s["debrief.failure_buffer"] * s["debrief.depth"]
    best = max(belief.mean for belief in project.mind.values())
    for member in members:
        shift, others = s["conclude.confidence_shift"], max(1, len(members) - 1)
        confidence = world.confidence[member]
        more = shift * (1 - confidence) if success else -shift * (1 - saved) * confidence
        higher = s["conclude.expectation_shift"] * max(0, best - world.expectation[member])
        elsewhere = sum(world.unit[other] != world.unit[member] for other in members) / others
        broader = s["conclude.breadth_shift"] * elsewhere * (1 - world.breadth[member])
        world.changes.append((member, more, higher, broader))
        world.last_ended[member] = world.step, project
        world.telling_until[member][domain] = world.step + s["tell.steps_after_end"]
    bond(world, project, 1 if success else saved)
    world.ended.append(project)
    if success:
        world.count["resolved"] += 1
    else:
        world.open.append(project.opportunity)


def bond(world, project, saved):
    """Bonds between those who are tied follow how it went."""
    s = world.s
    shift, weight = s["conclude.trust_shift"], s["conclude.outcome_weight"]
    gain = shift * (1 - weight + weight * saved * min(1, 2 * project.closeness))
    loss = shift * weight * (1 - saved)
    for first, second in combinations(project.members, 2):
        if second in world.trust[first]:
            for one, another in ((first, second), (second, first)):
                trust = world.trust[one][another]
                world.trust[one][another] = (trust + gain * (1 - trust)) * (1 - loss)
