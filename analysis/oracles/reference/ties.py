"""Ties: whom one tells, whom one hears, both in the order of beginning; and how much one is trusted."""
from .draws import power, single


class Ties:
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
