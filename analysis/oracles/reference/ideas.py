"""Opportunities: they arise and lapse, people notice them, and some found a project."""
from .records import Opportunity, Project


class Ideas:
    # -- arise: opportunities appear, and lapse when nobody takes them up

    def opportunity_event(self, opportunity, what, project=None):
        self.record("opportunity", opportunity.id, what, opportunity.domain, opportunity.unit, project,
                    opportunity.systemic, opportunity.difficulty)

    def arise(self):
        UNIT, PLACE, DOMAIN, SYSTEMIC, DIFFICULTY, COUNT, LONG, SKILLS = 0, 1, 2, 3, 4, 5, 6, 16
        given, still_open = self.scenario.opportunities, []
        for opportunity in self.open:
            if self.step - opportunity.open_since < given.lifetime:
                still_open.append(opportunity)
            else:
                self.opportunity_event(opportunity, "lapsed")
        self.open = still_open
        for _ in range(self.draw("ARISE", -1, COUNT).poisson(given.arrival_rate * len(self.people) / 1000)):
            id = next(self.opportunity_ids)
            unit = self.people[self.draw("ARISE", id, UNIT).below(len(self.people))].unit
            lasting = self.scenario.long_projects
            takes_long = lasting is not None and self.draw("ARISE", id, LONG).chance(lasting.fraction)
            opportunity = Opportunity(
                id=id,
                domain=self.draw("ARISE", id, DOMAIN).below(self.landscape.domain_count),
                unit=unit,
                place=self.draw("ARISE", id, PLACE).below(len(self.units[unit])),
                systemic=self.draw("ARISE", id, SYSTEMIC).chance(given.systemic_probability),
                takes_long=takes_long,
                difficulty=(lasting.difficulty_factor if takes_long else 1) * self.draw("ARISE", id, DIFFICULTY).gamma(
                    given.difficulty_shape, given.difficulty_mean / given.difficulty_shape),
                skills=self.draw_set("ARISE", id, SKILLS, given.skills_needed, self.scenario.people.skills),
                open_since=self.step)
            self.open.append(opportunity)
            self.opportunity_event(opportunity, "arose")

    # -- sense: people with attention to spare notice opportunities near them

    def sense(self):
        self.notices = set()  # of (opportunity's id, agent): to notice twice is to notice once
        for opportunity in self.open:
            self.look_from_everywhere(opportunity)
            if opportunity.handed_to is not None:
                self.notices.add((opportunity.id, opportunity.handed_to))
        if self.scenario.team.walk_in_probability > 0:
            for project in filter(self.gathers, self.projects):
                self.look_from_everywhere(project.opportunity)

    def gathers(self, project):
        """Whether it gathers, and has a seat still."""
        return project.state == "gathering" and None in project.seats

    def look_from_everywhere(self, opportunity):
        self.look(opportunity, 0, opportunity.unit)
        for window in range(1, self.scenario.opportunities.systemic_span if opportunity.systemic else 1):
            draw = self.draw("SENSE", opportunity.id, window << 16 | 0xFFFF, step=0)  # the same units in every step
            self.look(opportunity, window, draw.below(len(self.units)))

    def look(self, opportunity, window, unit):
        """Those of a unit who are near the place of the opportunity may notice it."""
        members, given = self.units[unit], self.scenario.sense
        width = min(len(members), given.nearby_people)
        for k, index in self.scattered("SENSE", opportunity.id, window << 16, given.noticing_probability, width, draws=2):
            person = self.people[members[(opportunity.place + k) % len(members)]]
            p = self.attention(person) * (person.breadth if opportunity.systemic else 1)
            if self.draw("SENSE", opportunity.id, index + 1).chance(p):
                self.notices.add((opportunity.id, person.number))

    # -- initiate: some who noticed found a project; others let the idea go to a trusted contact

    def initiate(self):
        ACT, HAND_ON = 0, 1
        given, open_now = self.scenario.initiate, {opportunity.id: opportunity for opportunity in self.open}
        gathering = {project.opportunity.id: project for project in self.projects if self.gathers(project)}
        actors, givers = [], []
        for id, agent in self.notices:
            person, opportunity = self.people[agent], open_now[id] if id in open_now else gathering[id].opportunity
            gap = person.expectation - self.belief(person, opportunity.domain)
            will = given.founding_probability * person.confidence * (1 + given.gap_weight * max(gap, 0.0))
            first = self.draw("FOUNDER", agent, id).bits(), id, agent
            if self.can_take(person, opportunity) and self.draw("INITIATE", agent, id << 2 | ACT).chance(will):
                actors.append(first)
            elif id in open_now and self.draw("INITIATE", agent, id << 2 | HAND_ON).chance(given.handover_probability):
                givers.append(first)
        for opportunity in self.open:
            opportunity.handed_to = None
        for _, id, agent in sorted(actors):
            opportunity = open_now[id] if id in open_now else gathering[id].opportunity if id in gathering else None
            if opportunity and self.can_take(self.people[agent], opportunity):
                joins = self.what_to_join(id, agent, opportunity, gathering)
                if joins:
                    self.project_join(joins, agent, "walked_in", None)
                elif id in open_now:
                    self.project_found(open_now.pop(id), agent)
        for _, id, agent in sorted(givers):
            if id in open_now and open_now[id].handed_to is None:
                self.hand_on(open_now[id], agent)
        self.open = list(open_now.values())

    def what_to_join(self, id, agent, opportunity, gathering):
        """What someone who would act joins: the project noticed, or one near the person, of the domain. None: nothing."""
        WHETHER, WHICH = 0, 1
        if not self.draw("WALK_IN", agent, id << 1 | WHETHER).chance(self.scenario.team.walk_in_probability):
            return None
        candidates = [project for project in gathering.values()
                      if self.gathers(project) and agent not in project.seats
                      and self.can_take(self.people[agent], project.opportunity)]
        if id in gathering:
            return gathering[id] if gathering[id] in candidates else None
        near = [project for project in candidates if project.opportunity.domain == opportunity.domain
                and self.distance(agent, project.opportunity) < self.scenario.sense.nearby_people]
        if not near:
            return None
        size = len(self.units[self.people[agent].unit])
        own = self.units[self.people[agent].unit].index(agent)
        near.sort(key=lambda project: (project.opportunity.place % size > own, project.opportunity.place % size, project.id))
        return near[self.draw("WALK_IN", agent, id << 1 | WHICH).below(len(near))]

    def distance(self, agent, opportunity):
        """How many people of the unit stand between a place and a person, from the place on; elsewhere nobody is near."""
        members = self.units[opportunity.unit]
        return (members.index(agent) - opportunity.place) % len(members) if agent in members else len(self.people)

    def hand_on(self, opportunity, agent):
        WHICH_TIE, TRUST = 2, 3
        if not self.told[agent]:
            return
        contact = self.told[agent][
            self.draw("INITIATE", agent, opportunity.id << 2 | WHICH_TIE).below(len(self.told[agent]))]
        if self.draw("INITIATE", agent, opportunity.id << 2 | TRUST).chance(self.tie_trust(agent, contact)):
            opportunity.handed_to = contact
            person = self.people[contact]
            person.confidence += self.scenario.initiate.handover_confidence * (1 - person.confidence)
            self.opportunity_event(opportunity, "handed")

    def project_found(self, opportunity, founder):
        resources, seats = self.scenario.experiment.resources, [None] * self.scenario.team.max
        if opportunity.takes_long:
            resources *= self.scenario.long_projects.resources_factor
        project = Project(next(self.project_ids), founder, opportunity, self.step, resources, seats)
        self.projects.append(project)
        self.project_join(project, founder, "founded", None)
        self.project_event(project, "founded")
        self.opportunity_event(opportunity, "taken", project.id)

    def project_join(self, project, agent, what, inviter):
        project.seats[project.seats.index(None)] = agent
        self.people[agent].projects.append(project)
        self.people[agent].involved = True
        self.record("member", project.id, agent, what, inviter)

    def unseat(self, project, agent):
        project.seats[project.seats.index(agent)] = None
        self.people[agent].projects.remove(project)

    def project_event(self, project, what):
        best, opportunity, founder = project.best(), project.opportunity, project.founder
        self.record("project", project.id, what, opportunity.id, opportunity.domain, self.people[founder].unit, founder,
                    len(project.members()), best and best.practice, project.progress, project.closeness)

    def project_end(self, project, what, resolved=False):
        """The opportunity is resolved or open again; members who worked tell on for a while."""
        opportunity, tell = project.opportunity, self.scenario.tell
        self.project_event(project, what)
        self.opportunity_event(opportunity, "resolved" if resolved else "freed", project.id)
        if not resolved:
            opportunity.handed_to = None
            if not self.scenario.opportunities.keeps_age:
                opportunity.open_since = self.step
            self.open.append(opportunity)
        tells_on = project.state == "active" and project.members() and tell and tell.steps_after_end > 0
        project.state, project.since = "afterglow" if tells_on else "gone", self.step
