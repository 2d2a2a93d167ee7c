"""What people are told reaches them, and they decide; simple contagion; what lapses."""
from .draws import log, power
from .records import Telling, Uptake


class Learning:
    # -- share: members tell their contacts about the practice that they use

    def tell(self):
        given, tellings = self.scenario.tell, []
        for project in self.projects:
            domain = project.opportunity.domain
            seats = project.seats if project.state in ("active", "afterglow") else []
            for seat, agent in [(seat, agent) for seat, agent in enumerate(seats) if agent is not None]:
                known = self.in_mind(self.people[agent], domain)
                contacts = self.told[agent] if known else []
                for k, _ in self.scattered("TELL", project.id, seat << 22, given.probability, len(contacts)):
                    evidence = self.account(known, contacts[k]) * given.fidelity * self.tie_trust(agent, contacts[k])
                    tellings.append(Telling(contacts[k], agent, known.practice, "word_of_mouth", project.id,
                                            self.people[agent].adoption[domain], known.belief, evidence))
        self.learn(tellings)

    # -- learning: what people were told reaches them, and they decide

    def learn(self, tellings):
        inbox = {}
        for telling in tellings:
            inbox.setdefault(telling.target, []).append(telling)
            if telling.source is not None:
                self.record("telling", telling.source, telling.target, telling.practice, telling.channel,
                            telling.project, telling.belief, telling.evidence)
        if self.scenario.adoption:
            for target in sorted(inbox):
                hear = self.hear_evidence if self.scenario.adoption.rule == "evidence" else self.hear_contact
                hear(self.people[target], inbox[target])
            self.take_up()

    def hear_contact(self, person, tellings):
        """Every telling takes effect with probability beta, the first in each domain."""
        followed = set()
        for place, telling in enumerate(tellings):
            domain, in_debrief = self.practices[telling.practice].domain, telling.channel != "word_of_mouth"
            draw = self.draw("TOLD", person.number, telling.project << 9 | in_debrief << 8 | place & 0xFF)
            new = domain not in followed and person.practice[domain] != telling.practice
            if new and draw.chance(self.scenario.adoption.accept.beta):
                sources = [] if telling.source is None else [(telling.source, telling.source_row, 1.0)]
                self.uptakes.append(
                    Uptake(person.number, domain, telling.practice, telling.channel, telling.project, sources))
                followed.add(domain)

    def hear_evidence(self, person, tellings):
        for telling in tellings:
            self.weigh(person, telling)
        for domain in sorted({self.practices[telling.practice].domain for telling in tellings}):
            self.decide(person, domain)

    def weigh(self, person, telling):
        """A telling adds to what is in mind, source by source: who tells again adds only what is new. What a project
        learns from is one outcome more each time."""
        if telling.evidence <= 0:
            return
        practice, fresh = self.practices[telling.practice], telling.evidence
        known = self.remember(person, practice.domain, practice.number)
        if telling.source is not None:
            source = self.source(telling.source)
            _, _, before = known.heard.get(source, (None, None, 0.0))
            told = telling.evidence + (before if telling.channel == "project" else 0.0)
            fresh = told - before
            if fresh <= 0:
                return
            known.heard[source] = telling.source_row, telling.channel, told
        known.evidence += fresh
        known.belief += (telling.belief - known.belief) * fresh / known.evidence
        known.project = telling.project
        known.owned = known.owned or (telling.channel != "word_of_mouth" and practice.project == telling.project)

    def decide(self, person, domain):
        """Takes up what most outweighs the practice in use and the cost of switching, if anything does."""
        given, belief, gains = self.scenario.adoption.accept, self.belief(person, domain), []
        for known in person.mind[domain].values():
            if known.practice != person.practice[domain]:
                cost = given.cost * (1 - given.ownership if known.owned else 1)
                gain = (known.belief - belief) * known.evidence / (known.evidence + 1) - cost
                gains.append((-gain, known.place, known))
        if gains and min(gains)[0] < 0:
            self.uptakes.append(self.decided(person, domain, min(gains)[2]))

    def decided(self, person, domain, known):
        """The sources are all who told of it, and the person itself where it had used it before."""
        sources, channel, own, most = [], "invention", known.evidence, 0.0
        for (source, _), (row, way, evidence) in known.heard.items():
            own -= evidence
            if evidence > most:
                most, channel = evidence, way
            sources.append((source, row, evidence / known.evidence))
        if known.row is not None and own > 1e-9 * known.evidence:
            channel = "reversion" if own > most else channel
            sources.append((person.number, known.row, own / known.evidence))
        return Uptake(person.number, domain, known.practice, channel, known.project, sources)

    # -- contact: simple contagion. Who uses a practice tells everybody in reach, for `telling_steps` or for ever

    def contact(self):
        TAKES, SPONTANEOUSLY = 0, 1
        given = self.scenario.adoption.accept
        for person in self.people:
            for domain, use in enumerate(person.practice):
                tellers = [self.people[other] for other in self.heard[person.number]
                           if self.tells(self.people[other], domain) and self.people[other].practice[domain] != use]
                p = 1 - power(1 - given.beta, len(tellers))
                if tellers and self.draw("CONTACT", person.number, domain << 25 | TAKES).chance(p):
                    self.take_from_tellers(person, domain, tellers)
                elif domain == 0 and use != 0 and self.draw("CONTACT", person.number, SPONTANEOUSLY).chance(
                        given.innovation):
                    self.uptakes.append(Uptake(person.number, 0, 0, "external"))
        self.take_up()

    def tells(self, person, domain):
        telling = self.scenario.adoption.look.telling_steps
        since = person.adoption_step[domain]
        return person.practice[domain] is not None and self.step > since and (telling == 0 or self.step <= since + telling)

    def take_from_tellers(self, person, domain, tellers):
        """Takes up the practice of one of those whose telling took effect; all who told of it are sources. The first
        that takes effect is drawn given that one does, the next by the gaps between them."""
        WHICH, FIRST = domain << 25 | 2, domain << 25 | 3
        beta, agent, index, effective = self.scenario.adoption.accept.beta, person.number, FIRST, []
        none = power(1 - beta, len(tellers))
        u = self.draw("CONTACT", agent, FIRST).uniform()
        number = 0 if beta >= 1 else min(int(log(1 - u * (1 - none)) / log(1 - beta)), len(tellers) - 1)
        while number < len(tellers):
            effective.append(tellers[number])
            index += 1
            number += 1 + self.draw("CONTACT", agent, index).gap(beta)
        practice = effective[self.draw("CONTACT", agent, WHICH).below(len(effective))].practice[domain]
        sources = [teller for teller in effective if teller.practice[domain] == practice]
        self.uptakes.append(Uptake(agent, domain, practice, "word_of_mouth", None, [
            (source.number, source.adoption[domain], 1 / len(sources)) for source in sources]))

    # -- lapse: a practice that one did not help to create may be dropped for the one used before it, for what one began
    # with, or for nothing

    def lapse(self):
        domains = self.landscape.domain_count
        rate, to = self.scenario.adoption.drop.probability, self.scenario.adoption.drop.to
        for place, _ in self.scattered("LAPSE", -1, 0, rate, len(self.people) * domains):
            person, domain = self.people[place // domains], place % domains
            known = self.in_mind(person, domain)
            begun_with = not person.learned[domain] and to != "nothing"
            too_new = person.adoption_step[domain] == self.step and to != "before"
            if not known or known.owned or begun_with or too_new:
                continue
            back_to = self.fallback(person, domain, known, to)
            if back_to == "nowhere" or back_to and back_to[0] == known.practice:
                continue
            known.dropped = True
            if back_to:
                self.uptakes.append(
                    Uptake(person.number, domain, back_to[0], "reversion", None, [(person.number, back_to[1], 1.0)]))
            else:
                self.record("drop", person.number, domain, known.practice, person.adoption[domain])
                person.practice[domain], person.adoption[domain], person.learned[domain] = None, None, False
        self.take_up()

    def fallback(self, person, domain, known, to):
        """What is used instead and the row by which the person had it; None: nothing."""
        if to == "nothing":
            return None
        if to == "start":
            return person.start[domain]
        before = [memory for memory in person.mind[domain].values()
                  if memory.row is not None and memory.row < known.row and not memory.dropped]
        last = max(before, key=lambda memory: memory.row, default=None)
        return (last.practice, last.row) if last else "nowhere"
