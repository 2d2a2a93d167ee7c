"""Who is tied to whom, everyday contact, and how ties fade."""

LOOK_EVERY = 26


def make_network(s, unit, random):
    """Random ties, a share of them inside units: trust[i][j] is the trust of i in j, and always that of j in i."""
    people, trust = len(unit), [{} for _ in unit]
    ties = round(people * s["network.mean_degree"] / 2)
    within = round(ties * s["network.within_unit_fraction"])
    made = {True: 0, False: 0}
    while made[True] < within or made[False] < ties - within:
        first, second = random.integers(people, size=2)
        inside = bool(unit[first] == unit[second])
        if first != second and second not in trust[first] and made[inside] < (within if inside else ties - within):
            trust[first][second] = trust[second][first] = s["people.trust"]
            made[inside] += 1
    return trust


def contacts_per_tie(s):
    """Given, or so many that a tie's trust stays what it was at the start."""
    trust = s["people.trust"]
    if s["contacts.begun_per_tie"] >= 0:
        return s["contacts.begun_per_tie"]
    return s["renew.trust_decay"] * trust / (2 * s["contacts.trust_shift"] * (1 - trust))


def other_of(world, person, loads):
    """With whom a contact is: a fellow member, whoever comes along, or along a tie."""
    s, lots = world.s, world.lots
    own = loads[person]
    if lots.random() < sum(load for _, load in own):
        (project, _), = lots.choices(own, [load for _, load in own])
        fellows = [member for member in project.members if member != person]
        return "in_projects", lots.choice(fellows) if fellows else None
    if lots.random() < s["contacts.fresh_fraction"]:
        inside = lots.random() < world.inside_fraction
        found = friend_of_friend(world, person, inside) if lots.random() < s["contacts.triad_fraction"] else None
        if found is not None:
            return "fresh", found
        pool = [p for p in (world.of_unit[world.unit[person]] if inside else world.outside[world.unit[person]]) if p != person]
        return "fresh", lots.choice(pool) if pool else None
    trust = world.trust[person]
    return "along_ties", lots.choices(list(trust), trust.values())[0] if trust else None


def friend_of_friend(world, person, inside, tries=16):
    """A contact of a contact who is of the own unit, or is not; or None."""
    for _ in range(tries):
        if world.trust[person]:
            friends = list(world.trust[world.lots.choice(list(world.trust[person]))])
            other = world.lots.choice(friends) if friends else person
            if other != person and (world.unit[other] == world.unit[person]) == inside:
                return other
    return None


def weave(world):
    """Weavers introduce contacts of theirs who are of different units to each other."""
    tied = []
    for person in range(world.people):
        if world.weaver[person] and world.lots.random() < world.s["weavers.introduction_probability"] and world.trust[person]:
            contacts = list(world.trust[person])
            first = world.lots.choice(contacts)
            others = [other for other in contacts if world.unit[other] != world.unit[first]]
            if others:
                tied.append((first, world.lots.choice(others)))
    for first, second in tied:
        if second not in world.trust[first]:
            world.trust[first][second] = world.trust[second][first] = world.s["people.trust"]
            world.count["introduced"] += 1


def encounter(world):
    """People meet, and trust each other more for it; strangers become tied."""
    shift = world.s["contacts.trust_shift"]
    loads = [[] for _ in range(world.people)]
    for project in world.active:
        for member in project.members:
            loads[member].append((project, world.load(project)))
    world.contacts_now = []
    begun = world.random.poisson(contacts_per_tie(world.s) * world.degree_start)
    for person in begun.nonzero()[0].tolist():
        for _ in range(begun[person]):
            kind, other = other_of(world, person, loads)
            if other is not None:
                world.contacts_now.append((person, other))
                world.count["contacts_" + kind] += 1
    for first, second in world.contacts_now:
        world.count["ties_made"] += second not in world.trust[first]
        for one, another in ((first, second), (second, first)):
            trust = world.trust[one].get(another, 0)
            world.trust[one][another] = trust + shift * (1 - trust)


def closed_fraction(trust):
    """Of two contacts of one person, how often they are tied to each other."""
    pairs = sum(len(tied) * (len(tied) - 1) for tied in trust)
    return sum(two in trust[one] for tied in trust for one in tied for two in tied if one != two) / max(1, pairs)


def fade(world):
    """Trust fades from each step to the next."""
    kept = 1 - world.s["renew.trust_decay"]
    for trust in world.trust:
        for other in trust:
            trust[other] *= kept


def forget(world):
    """Everybody looks through the own ties now and then, and loses the faded."""
    for person in range(world.step % LOOK_EVERY, world.people, LOOK_EVERY):
        faded = [other for other, trust in world.trust[person].items() if trust < world.s["renew.min_trust"]]
        for other in faded:
            del world.trust[person][other], world.trust[other][person]
