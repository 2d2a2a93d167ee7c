"""What people believe of practices, whom they owe it, and what they take up."""


class Belief:
    """Of one practice: a mean, evidence in outcomes, and of this the own and what each person told so far."""

    __slots__ = ("mean", "evidence", "own", "told")

    def __init__(self):
        self.mean, self.evidence, self.own, self.told = 0.0, 0.0, 0.0, {}

    def weigh(self, outcome, evidence):
        self.mean = (self.evidence * self.mean + evidence * outcome) / (self.evidence + evidence)
        self.evidence += evidence

    def account(self, listener=None):
        """The evidence of the best-founded single account: the own, or what one other than the listener told."""
        return max([self.own, *(told for source, told in self.told.items() if source != listener)])


def remember(mind, practice, capacity, in_use=None):
    """The belief in the practice; a new one takes the place of the least believed that is not in use."""
    if practice not in mind:
        if len(mind) >= capacity:
            del mind[min((p for p in mind if p != in_use), key=lambda p: mind[p].mean)]
        mind[practice] = Belief()
    return mind[practice]


def learn_oneself(world, person, practice, outcome, evidence):
    belief = world.belief(person, practice)
    belief.weigh(outcome, evidence)
    belief.own += evidence
    world.thinking.add((person, practice[0]))


def add_told(world, teller, listener, practice, mean, more):
    """So much more than before is what one person has told another."""
    belief, number = world.belief(listener, practice), world.number[teller]
    belief.weigh(mean, more)
    belief.told[number] = belief.told.get(number, 0) + more
    world.thinking.add((listener, practice[0]))


def message(world, teller, listener, domain):
    """It carries the belief and a share of the evidence told, times trust: (teller, listener, practice, mean, evidence)."""
    practice = world.in_use[teller][domain]
    belief = world.mind[teller][domain][practice]
    evidence = world.s["tell.fidelity"] * belief.account(world.number[listener]) * world.trust[listener][teller]
    if world.unit[teller] != world.unit[listener]:        # identity filters what is heard
        evidence *= 1 - world.s["adoption.accept.identity_filter_fraction"] * (1 - world.breadth[listener])
    return teller, listener, practice, belief.mean, evidence


def hear(world, teller, listener, practice, mean, evidence):
    """Who tells again adds only what is more than before."""
    more = evidence - world.told_before(listener, practice, world.number[teller])
    if more > 0:
        add_told(world, teller, listener, practice, mean, more)


def tells(world, person, domain):
    """Members of projects at work in the domain and for some steps after; adopters: whoever uses a practice taken up;
    users: everybody."""
    who = world.s["tell.who"]
    return (who == "users" or who == "adopters" and world.learned[person][domain]
            or world.telling_until[person][domain] >= world.step)


def share(world):
    """In each contact and domain either of the two tells the other of the practice in use."""
    messages = [message(world, teller, listener, domain)
                for first, second in world.contacts_now for domain in world.domains
                for teller, listener in ((first, second), (second, first))
                if tells(world, teller, domain) and world.lots.random() < world.s["tell.probability"]]
    for said in messages:
        hear(world, *said)


def use(world):
    """Some see how what they use turns out where they are."""
    s, random, lots = world.s, world.random, world.lots
    for domain in world.domains:
        for person in (random.random(world.people) < s["use.outcome_probability"]).nonzero()[0].tolist():
            practice = world.in_use[person][domain]
            outcome = world.landscapes.quality_there(practice, person) + lots.gauss(0, s["use.outcome_sd"])
            learn_oneself(world, person, practice, outcome, 1)


def adopt(world):
    """Who learned something of a domain decides: what seems better by more than the cost of switching is taken up."""
    s = world.s
    thinking, world.thinking = sorted(world.thinking), set()
    for person, domain in thinking:
        mind, in_use = world.mind[person][domain], world.in_use[person][domain]

        def gain(practice):
            belief = mind[practice]
            cost = s["adoption.accept.cost"]
            if world.number[person] in world.debriefed.get(practice, ()):
                cost *= 1 - s["adoption.accept.ownership"]
            return (belief.mean - mind[in_use].mean) * belief.evidence / (belief.evidence + 1) - cost

        best = max((p for p in mind if p != in_use), key=gain, default=None)
        if best is not None and gain(best) > 0:
            take_up(world, person, domain, best)


def take_up(world, person, domain, practice):
    world.count["first_tries"] += not world.mind[person][domain][practice].told and practice not in world.used[person]
    world.used[person].add(practice)
    world.before[person][domain].append((world.in_use[person][domain], world.learned[person][domain]))
    world.in_use[person][domain] = practice
    world.learned[person][domain] = True
    if practice != world.began_with[person][domain]:
        world.adopter[person] = True
    world.count["adoptions"] += 1


def lapse(world):
    """Some drop what they use for what they took up last before it, of what is in mind; not what they helped to find."""
    chance = world.s["adoption.drop.probability"]
    for domain in world.domains if chance > 0 else ():
        for person in (world.random.random(world.people) < chance).nonzero()[0].tolist():
            there = [one for one in world.before[person][domain] if one[0] in world.mind[person][domain]]
            practice = world.in_use[person][domain]
            if world.number[person] in world.debriefed.get(practice, ()) or practice == world.began_with[person][domain] or not there:
                continue
            world.before[person][domain] = [one for one in there[:-1] if one[0] != practice]
            world.in_use[person][domain], world.learned[person][domain] = there[-1]
            world.count["adoptions"] += 1
