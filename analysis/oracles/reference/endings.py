"""Projects end, people have changed, and newcomers take the places of those who leave."""
import itertools

from .draws import cut, single


class Endings:
    # -- conclude: finished projects end, and people have changed

    def conclude(self):
        changes = []
        for project in self.projects:
            what = self.ending(project)
            if what:
                success, members = what == "succeeded", project.members()
                changes += [self.change_of(project, self.people[agent], success) for agent in members]
                self.tie_members(project, success)
                self.project_end(project, what, success)
        for person, confidence, expectation, breadth in changes:
            person.confidence = cut(person.confidence + confidence)
            person.expectation = cut(person.expectation + expectation)
            person.breadth = cut(person.breadth + breadth)
        for project in self.projects:
            if project.state == "afterglow" and self.step >= project.since + self.scenario.tell.steps_after_end:
                project.state = "gone"
            if project.state == "gone":
                for agent in project.members():
                    self.unseat(project, agent)
        self.projects = [project for project in self.projects if project.state != "gone"]

    def ending(self, project):
        if project.state != "active":
            return None
        if project.progress >= project.opportunity.difficulty:
            return "succeeded"
        if project.resources < 1:
            return "exhausted"
        worked = self.step - project.since + 1  # the step in which work began counts
        longer = self.scenario.long_projects.duration_factor if project.opportunity.takes_long else 1
        return "expired" if worked >= self.scenario.projects.max_duration * longer else None

    def saved(self, success):
        """The share of what a failure costs that the debriefs save."""
        debrief = self.scenario.debrief
        return debrief.failure_buffer * debrief.depth if debrief and not success else 0.0

    def tie_members(self, project, success):
        """Trust grows by the closeness of the group and, after a failure, what was saved; what was not costs trust."""
        shift, weight = self.scenario.conclude.trust_shift, self.scenario.conclude.outcome_weight
        close, saved = min(2 * project.closeness, 1), 1 if success else self.saved(success)
        growth, loss = shift * (1 - weight + weight * close * saved), shift * weight * (1 - saved)
        for one, other in itertools.combinations(project.members(), 2):
            if growth > 0:
                self.tie_strengthen(one, other, growth)
            if loss > 0:
                self.tie_weaken(one, other, loss)

    def change_of(self, project, person, success):
        """What a project that ends adds to a member's confidence, expectation and breadth."""
        given, best = self.scenario.conclude, project.best()
        seen = best.belief - person.expectation if best and best.evidence > 0 else 0.0
        kept = self.saved(success)
        members = project.members()
        elsewhere = sum(self.people[agent].unit != person.unit for agent in members)
        return (person, given.confidence_shift * (1 - kept) * ((1 if success else 0) - person.confidence),
                given.expectation_shift * max(seen, 0.0),
                given.breadth_shift * (elsewhere / (len(members) - 1) if len(members) > 1 else 0.0) * (1 - person.breadth))

    # -- renew: people leave, and newcomers take their places

    def renew(self):
        for agent, _ in self.scattered("TURNOVER", -1, 0, self.scenario.renew.turnover_probability, len(self.people)):
            person = self.people[agent]
            self.record("turnover", agent)
            for project in reversed(list(person.projects)):
                self.leave(project, agent, "left")
            person.involved = False
            start = self.scenario.people.trust
            for arc in [arc for other in self.told[agent] + self.heard[agent]
                        for arc in [(agent, other), (other, agent)] if arc in self.trust]:
                if self.tie_trust(*arc) > start:  # nobody trusts a newcomer more than at the start
                    self.trust[arc] = single(start), self.step
            self.person_create(person)
        self.take_up()
        tended = self.people if self.scenario.projects and not self.complete else []
        for person in tended:  # everybody looks through the own ties every 26 steps
            for other in list(self.told[person.number]) if (person.number + self.step) % 26 == 0 else []:
                self.forget(person.number, other)

    def forget(self, agent, other):
        """A tie along which nobody trusts any more is lost, both ways."""
        arcs = [arc for arc in [(agent, other), (other, agent)] if arc in self.trust]
        if all(self.tie_trust(*arc) < self.scenario.renew.min_trust for arc in arcs):
            for source, target in arcs:
                del self.trust[source, target]
                self.told[source].remove(target)
                if self.directed:
                    self.heard[target].remove(source)
