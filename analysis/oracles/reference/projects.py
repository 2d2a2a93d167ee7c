"""Projects: people are invited and join, try something, and talk it over."""
import itertools

from .draws import exp, log, total
from .records import Telling


class Projects:
    # -- gather: people are invited along ties and by open calls, and decide for themselves whether to join

    def gather(self):
        acceptances = []
        for project in self.projects:
            if project.state == "gathering":
                acceptances += self.invite(project)
        for _, _, agent, inviter, called, project in sorted(acceptances, key=lambda acceptance: acceptance[:-1]):
            if self.gathers(project) and agent not in project.seats and self.can_take(self.people[agent], project.opportunity):
                self.project_join(project, agent, "volunteered" if called else "invited", inviter)
        for project in self.projects:
            if project.state == "gathering":
                self.begin_or_wait(project)

    def begin_or_wait(self, project):
        """A full team begins, and one that is large enough when patience is over; those who are too busy withdraw."""
        given, patient = self.scenario.team, self.step - project.since + 1 < self.scenario.team.patience
        if patient and None in project.seats:
            return
        for agent in project.members():
            if self.attention(self.people[agent]) + self.takes(project) < self.load(project) - 1e-9:
                self.leave(project, agent, "withdrew")
        count = len(project.members())
        if count >= given.max or (not patient and count >= given.min):
            self.start(project)
        elif not patient and count > 0:
            self.project_end(project, "lapsed")

    def leave(self, project, agent, what):
        self.unseat(project, agent)
        if project.state in ("gathering", "active"):  # nobody leaves before the end what has ended
            self.record("member", project.id, agent, what, None)
            if not project.members():
                self.project_end(project, "emptied")

    def invite(self, project):
        """Of every few candidates the best is asked. Who of the asked accept, with the priority that each has."""
        given, acceptances = self.scenario.team, []
        for invitation in range(given.invitations):
            looks = [self.look_at_one(project, invitation * given.candidates + i) for i in range(given.candidates)]
            looks = [look for look in looks if look]
            if looks:
                score, trust, agent, inviter, called = max(looks, key=lambda look: look[0])
                if self.draw("JOIN", agent, project.id).chance(self.willingness(project, agent, trust)):
                    priority = self.draw("PRIORITY", agent, project.id).bits()
                    acceptances.append((priority, project.id, agent, inviter, called, project))
        return acceptances

    def look_at_one(self, project, number):
        """A candidate, along a tie of some member or on an open call: (score, trust, agent, inviter, called)."""
        OPEN_CALL, MEMBER, TIE, STRANGER = range(4 * number, 4 * number + 4)
        given, members = self.scenario.team, project.members()
        inviter = members[self.draw("INVITE", project.id, MEMBER).below(len(members))]
        called = self.draw("INVITE", project.id, OPEN_CALL).chance(given.open_call_probability)
        if called:
            agent, trust = self.draw("INVITE", project.id, STRANGER).below(len(self.people)), given.stranger_trust
        elif self.told[inviter]:
            agent = self.told[inviter][self.draw("INVITE", project.id, TIE).below(len(self.told[inviter]))]
            trust = self.tie_trust(inviter, agent)
        else:
            return None
        if agent in members:
            return None
        score = (1 - given.diversity_weight) * trust + given.diversity_weight * self.novelty(project, agent)
        return score, trust, agent, inviter, called

    def novelty(self, project, agent):
        """Half of it: another unit than the founder's. Half: the share of one's skills that are new to the team."""
        own, others = self.people[agent].skills, [self.people[member].skills for member in project.members()]
        new_skills = len(own.difference(*others)) / len(own) if own else 0.0
        return ((self.people[agent].unit != self.people[project.founder].unit) + new_skills) / 2

    def willingness(self, project, agent, trust):
        person = self.people[agent]
        if not self.can_take(person, project.opportunity):
            return 0.0
        will = person.passion[project.opportunity.domain] * self.attention(person) * trust * person.confidence
        exponent = self.scenario.team.willingness_exponent
        return exp(exponent * log(will)) if exponent < 1 and will > 0 else will

    def start(self, project):
        """Work begins: the members bring the practices that they use, and the trust between them."""
        domain, members = project.opportunity.domain, project.members()
        for agent in members:
            known = self.in_mind(self.people[agent], domain)
            if known:
                candidate = project.candidate(known.practice, self.scenario.experiment.memory)
                brought = self.account(known)
                evidence = candidate.evidence + brought
                if evidence > 0:
                    candidate.belief += (known.belief - candidate.belief) * brought / evidence
                candidate.evidence = evidence
        trusts = [self.tie_trust(one, other) for one, other in itertools.combinations(members, 2)]
        project.closeness = total(trusts) / len(trusts) if trusts else 0.0
        project.state, project.since = "active", self.step
        self.project_event(project, "started")

    # -- experiment: active projects try the practice that they believe in, or a variant of it

    def experiment(self):
        for project in self.projects:
            project.acted = project.state == "active" and project.resources >= 1
            if project.acted:
                self.try_something(project)

    def try_something(self, project):
        EXPLORE, VARIANT = 0, 1
        given, best, opportunity = self.scenario.experiment, project.best(), project.opportunity
        if best and not self.draw("EXPERIMENT", project.id, EXPLORE).chance(given.exploration_probability):
            project.trying = best.practice
        else:
            draw = self.draw("EXPERIMENT", project.id, VARIANT)
            configuration = (self.landscape.variant(self.practices[best.practice].configuration, draw)
                             if best else self.landscape.any(draw))
            project.trying = self.practice_meet(opportunity.domain, configuration, best and best.practice, project.id)
        quality = self.landscape.quality_at(
            opportunity.id, opportunity.domain, self.practices[project.trying].configuration)
        project.outcome = self.draw("OUTCOME", project.id, 0).normal(quality, given.outcome_sd)
        project.resources -= 1
        if project.outcome > 0:
            needed = opportunity.skills
            present = needed.intersection(set().union(*(self.people[agent].skills for agent in project.members())))
            project.progress += project.outcome * (len(present) / len(needed) if needed else 1)

    # -- debrief: the group talks over what happened; belief and closeness change, everybody takes the lesson home

    def debrief(self):
        given, tellings = self.scenario.debrief, []
        for project in self.projects:
            if given.depth > 0 and project.state == "active" and project.acted:
                candidate = project.candidate(project.trying, self.scenario.experiment.memory)
                candidate.evidence += given.depth
                candidate.belief += (project.outcome - candidate.belief) * given.depth / candidate.evidence
                project.closeness += given.closeness_shift * given.depth * (1 - project.closeness)
                for agent in project.members():
                    tellings += self.lesson(project, agent)
        self.learn(tellings)

    def lesson(self, project, target):
        """Members who use the practice are whom the others learn it from; else it is everybody's own first try."""
        depth, domain, tried = self.scenario.debrief.depth, project.opportunity.domain, project.trying
        users = [agent for agent in project.members() if self.people[agent].practice[domain] == tried]
        if target in users or not users:
            return [Telling(target, None, tried, "invention", project.id, None, project.outcome, depth)]
        return [Telling(target, user, tried, "project", project.id, self.people[user].adoption[domain], project.outcome,
                        depth / len(users)) for user in users]
