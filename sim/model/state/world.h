/* The world: the whole state of one run, and the verbs of its step.
 *
 * Only the model includes this. What persists from step to step stands first; below it are lists that live for one
 * step.
 */
#ifndef MODEL_WORLD_H
#define MODEL_WORLD_H

#include "base/array.h"
#include "base/parts.h"
#include "landscape/landscape.h"
#include "model/state/agents.h"
#include "model/state/assembly.h"
#include "model/state/communities.h"
#include "model/state/credit.h"
#include "model/state/formal.h"
#include "model/state/joined.h"
#include "model/state/model.h"
#include "model/state/practices.h"
#include "model/state/projects.h"

struct opportunities ARRAY_OF(struct opportunity);

/* A person of one domain. */
struct place {
    int32_t agent, domain;
};

/* From whom a practice in someone's memory was heard: one for each source, in a list. */
struct hearsay {
    int32_t source, row; /* the source, and its adoption then */
    int32_t next;        /* the next of the list, or -1 */
    uint32_t channel : 8, community : 24; /* by which way; 1 + the community in which it was told, or 0 */
    double evidence;
};

/* The hearsay of one block of agents, so that blocks can be worked on at once. */
struct hearsay_pool {
    struct hearsay *items;
    int64_t count, capacity;
    int32_t first_free; /* -1: none */
    bool failed;
};

/* One message about a practice. source -1: one's own experience. */
struct telling {
    int32_t target, source, practice, project;
    int32_t channel, source_row;
    int32_t community; /* 1 + the community in which it is told, or 0 */
    double belief, evidence;
};

/* A person takes up a practice; its sources follow one another in `uptake_sources`. */
struct uptake {
    int32_t agent, domain, practice, channel, project, source_count;
};

/* An uptake with what its first source believed of the practice when it was asked for, or the person's own judgement. */
struct asked_uptake {
    struct uptake uptake;
    double belief;
};

/* The practice of an uptake that has no number yet: a mixture. parent -1: none. */
struct made {
    struct configuration configuration;
    int32_t parent, other_parent;
};
enum { PRACTICE_MADE = -2 };

struct uptake_source {
    int32_t agent, row;
    double weight;
};

/* Someone tried a variant alone, and how it turned out. */
struct try {
    struct place who;
    struct configuration configuration;
    double outcome;
};

/* From whom the organisation's code has a bit, by which adoption; -1 where the bit is unknown. */
struct code_bit {
    int32_t agent, row;
};

/* Someone noticed an open opportunity. */
struct notice {
    int32_t opportunity, agent; /* place in the list of open ones */
    bool acts, hands_on;
    uint64_t priority;
};

/* Someone would join a project. */
struct acceptance {
    int32_t slot, agent, inviter;
    bool called;
    uint64_t priority;
};

struct places ARRAY_OF(struct place);

/* Someone who tells since a step. */
struct speaker {
    struct place who;
    int32_t since;
};
struct speakers ARRAY_OF(struct speaker);

/* Someone would move to another stance. */
struct move {
    int32_t agent;
    enum stance after;
    enum stance_cause cause;
    uint64_t priority;
};

/* A project that its members' slack does not pay for. */
struct payment {
    int32_t slot;
    uint64_t priority;
};
struct payments ARRAY_OF(struct payment);

/* Someone is blamed by another. */
struct blamed {
    int32_t agent, by;
};

/* A project of a person or (own false) of a contact ended in this step. */
struct experience {
    int32_t agent, project;
    bool own, success;
};
struct experiences ARRAY_OF(struct experience);

/* What there is to mirror in a unit: closeness times quality, summed over its projects at work (served). */
struct mirror {
    double sum;
    int32_t projects;
};

/* Someone was named by a fellow member after a success (leaders). */
struct naming {
    int32_t named, by, step;
};
struct namings ARRAY_OF(struct naming);

/* Someone would move to another unit. */
struct mover {
    int32_t agent, from, to;
};
struct movers ARRAY_OF(struct mover);

/* A weaver thinks of two contacts. */
struct introduction {
    int32_t agent, other, weaver;
};
struct introductions ARRAY_OF(struct introduction);

/* Projects that started and ended since the row before. */
struct ended {
    int64_t all, well, steps; /* steps of work of all of them */
};

/* Nobody trusts any more along a tie. */
struct fading_tie {
    int32_t agent, other;
};

struct counts {
    int64_t adopters, adoptions[CHANNEL_COUNT];
    int64_t stance[STANCE_COUNT]; /* people of each stance */
    int64_t trained;
    int64_t paid_by_slack, paid_by_pool, paid_by_grant; /* actions, with resources */
    int64_t resolved, lapsed, morphed, founded, succeeded, failed, never_started, departures, involved;
    int64_t standards;  /* changes of a unit's standard practice */
    int64_t introduced; /* ties between people who were introduced to each other */
    int64_t moved;      /* moves of people to another unit */
    int64_t leaders;    /* people who are visible as leaders */
    int64_t served, awake; /* people who are served, and those of them who take part */
    struct ended ended;
};

enum { FADING_STEPS = 1024 };

struct world {
    const struct scenario scenario;
    struct rates rates; /* in force in this step */
    struct random_seeds seeds;
    struct crew *crew;
    int32_t step;
    bool out_of_memory; /* remembered until the end of the step, which then fails */

    struct network network;
    struct landscape landscape;
    struct agents agents;
    struct practices practices;
    struct credit credit;
    int32_t *open_in_unit; /* [units], open opportunities; counted by morph */
    int32_t *standard; /* [units][domains], the units' standard practices, or -1 */
    struct configuration *code; /* [domains], the organisation's code, or NULL */
    struct code_bit *code_bits; /* [domains][bits] */
    struct opportunities open;
    int32_t next_opportunity;
    struct projects projects;
    struct assembly assembly;
    struct communities communities;
    struct formal formal;
    struct hearsay_pool *hearsay; /* [blocks of agents], NULL without memories */
    struct events events;
    struct counts counts;
    struct joined joined;

    struct places changed;        /* whose practice in use changed, and who has yet to speak of it (exposure.c) */
    struct speakers speakers;     /* with an end to telling: who tells, in the order of beginning (exposure.c) */
    int64_t *voices, voices_room; /* complete networks: how many tell of each practice, */
    int64_t voices_in[64];        /* and of any practice, by domain */
    int32_t *tellers;             /* [agents], for a threshold on a complete network: who tells in a domain, by practice; */
    int64_t *tellers_start, tellers_room; /* [practices], where in it */

    struct movers movers;               /* (relocate) */
    struct introductions introductions; /* (weave) */
    double *pools; /* [units], actions that they can pay for (resources) */
    struct payments payments;       /* of this step */
    struct experiences experiences; /* the own ones, from conclude to stances */
    struct parts moves, blamed;     /* (stances) */
    struct numbers concluded;       /* slots of the projects that ended in this step's conclude */
    struct namings namings;         /* by the one named and the one who names, each two once (leaders) */
    struct mirror *mirror;          /* [units], what there is to mirror for served people in this step (served) */
    struct parts woken;             /* served people who begin to take part in this step */
    struct parts fading_ties;       /* (forget_ties) */

    struct parts notices, acceptances, tellings, uptakes, uptake_sources;
    struct parts made;    /* for uptakes of practices that have no number yet */
    struct parts counted; /* what some people use, for as long as it is counted (contacts.c) */
    struct parts tries;   /* (solo) */
    struct parts votes;   /* (code) */
    struct telling *inbox; /* the tellings, by target */
    int64_t inbox_room;
    int64_t *inbox_start; /* [blocks of agents + 1] */

    double fading[FADING_STEPS]; /* the share of its trust that a tie has left after so many steps (ties.c) */
};

enum { PROJECT_BLOCK = 128, OPPORTUNITY_BLOCK = 64 };

/* The key of a draw in this step. */
static inline struct random_key world_key(
    const struct world *world, enum random_stream stream, int32_t entity, uint32_t index)
{
    return random_key(&world->seeds, stream, (uint32_t)world->step, (uint32_t)entity, index);
}

/* How many items are passed over until the next one that is drawn, each with probability p (geometric). */
int64_t world_gap(struct random_key key, double p);

/* A normal number, cut to [0, 1]. */
double world_normal(struct random_key key, double mean, double deviation);

/* `count` different numbers below `bound` <= 64 as a set of bits; the draws are index, index + 1, ... of the key. */
uint64_t world_draw_set(struct random_key key, int64_t count, int64_t bound);

/* Where the arrays over agents and domains hold what is a person's in a domain. */
static inline int64_t place_at(const struct world *world, int32_t agent, int32_t domain)
{
    return (int64_t)agent * world->agents.domains + domain;
}

/* Notes that memory ran out. */
static inline void world_need(struct world *world, bool had_room)
{
    if (!had_room) world->out_of_memory = true;
}

/* -- the step, in order: one file each */
void step_turbulence(struct world *world);
void step_arise(struct world *world);
void step_sense(struct world *world);
void step_initiate(struct world *world);
void step_gather(struct world *world);
void step_pay(struct world *world); /* resources.c */
void step_assemble(struct world *world);
void step_experiment(struct world *world);
bool project_recombine(struct world *world, int32_t slot); /* part of experiment; false: there is nothing to cross this time */
void step_diagnosis(struct world *world);
void step_debrief(struct world *world);
void step_share(struct world *world);
void step_contact(struct world *world);
void step_threshold(struct world *world);
void step_imitate(struct world *world);
void step_majority(struct world *world);
void step_code(struct world *world);
void step_solo(struct world *world);
void step_lapse(struct world *world);
void step_conclude(struct world *world);
void step_retire(struct world *world);
void step_serve(struct world *world); /* served.c */
void step_convene(struct world *world);
void step_stances(struct world *world);
void step_training(struct world *world);
void step_govern(struct world *world);
void step_weave(struct world *world);
void step_renew(struct world *world);

/* Parts of conclude, for world->concluded: who is named as a leader (leaders.c), and who goes on with the same people. */
void leaders_name(struct world *world);
void projects_continue(struct world *world);

/* Writes an event (arise.c); what: enum opportunity_event; project: its number, or -1. */
void opportunity_event(struct world *world, const struct opportunity *opportunity, int what, int32_t project);

/* A new opportunity in a unit and domain (arise.c); everything else about it is drawn. */
struct opportunity opportunity_at(const struct world *world, int32_t id, int32_t unit, int32_t domain);

/* What nobody works on worsens and multiplies (morph.c); part of arise. */
void opportunities_morph(struct world *world);

/* Who is not in a project sees or asks what its members use (see.c); part of share, for one project. */
void tell_those_near(struct world *world, int64_t block, int32_t slot);

/* People move to other units (relocate.c), and ties are lost (forget_ties.c); parts of renew. */
void people_relocate(struct world *world);
void ties_forget(struct world *world);

/* Parts of govern, one file each. */
void govern_recognise(struct world *world);
void govern_advocate(struct world *world);
void govern_roll_out(struct world *world);
void govern_reorganise(struct world *world);

/* How well recognised a unit is, in [0, 1]; the factor on the difficulty of what arises there; and what a new project
 * there is paid of the unit's grant, which is then less by so much (recognise.c). Without recognition 0, 1 and 0. */
double recognition_of(const struct world *world, int32_t unit);
double recognition_difficulty(const struct world *world, int32_t unit);
double recognition_fund(struct world *world, int32_t unit);

/* A project is about to succeed: what govern will look at (govern.c). */
void govern_notice(struct world *world, int32_t slot);

/* -- nearness: the window of a unit's people around a place, `sense.near` of them or all (sense.c) */
int32_t near_count(const struct world *world, int32_t unit);

/* The k-th of the window, k in [0, near_count). */
int32_t near_agent(const struct world *world, int32_t unit, int32_t place, int64_t k);

/* A person's own place in the unit: near_agent(world, unit, place, 0) is the person. */
int32_t near_place(const struct world *world, int32_t agent);

/* -- people (people.c) */

/* Makes a person: traits drawn, the unit's standard practices in use. index 0 of the step is for those of the start. */
void person_create(struct world *world, int32_t agent);

/* Everybody's first practices, and their events. */
void people_start(struct world *world);

/* Someone of another unit than this, all equally likely. There must be one. */
int32_t person_elsewhere(const struct world *world, int32_t unit, struct random_key key);

/* The attention that a person has left for more projects, in [0, 1]. */
double person_attention(const struct world *world, int32_t agent);

/* What a person believes of the practice in use; 0 where none is. */
double person_belief(const struct world *world, int32_t agent, int32_t domain);

/* -- resources (resources.c) */

/* Makes the units' pools, all full. False: no memory. */
bool pools_create(struct world *world);

/* A unit's pool is given `amount` >= 0 actions, over a full one if need be. Without pools nothing happens. */
void unit_grant(struct world *world, int32_t unit, double amount);

/* -- stances (stances.c); without them everybody is as good as initiating */

/* Draws the stance of a new person. */
void stance_begin(struct world *world, int32_t agent);

/* A person's stance changes, and the event is written; nothing happens where it is the same. */
void stance_change(struct world *world, int32_t agent, enum stance after, enum stance_cause cause);

/* Whether a person founds projects. */
bool stance_founds(const struct world *world, int32_t agent);

/* How well a person notices opportunities, and how willing one is to join a project, in [0, 1]. */
double stance_notice(const struct world *world, int32_t agent);
double stance_accept(const struct world *world, int32_t agent);

/* Draws whether a new person is a weaver (weave.c). */
void weaver_begin(struct world *world, int32_t agent);

/* -- leaders (leaders.c) */

/* A new person is no leader, and what was said of the one before, or by that one, counts no more. */
void leader_begin(struct world *world, int32_t agent);

/* The factor on the willingness to follow a person's invitation: 1 + leaders.appeal for a leader, else 1. */
double leader_appeal(const struct world *world, int32_t agent);

/* What the state's digest needs to know of namings, and their invariants. */
void leaders_digest(const struct world *world, struct digester *digester);
MUST_USE enum status leaders_verify(const struct world *world, struct message *message);

/* -- served people (served.c) */

/* Draws whether a new person is served; who takes the place of someone served is served again. */
void served_begin(struct world *world, int32_t agent);

/* Whether a person is served and takes no part yet: does not notice, found or join anything. */
bool served_asleep(const struct world *world, int32_t agent);

/* Mean over served people of how much they mirror; 0 where there are none. */
double served_mirrored(const struct world *world);

MUST_USE enum status served_verify(const struct world *world, struct message *message);

/* -- ties (ties.c) */

/* Works out how trust fades; due whenever the scenario may have changed. */
void ties_fade(struct world *world);

/* The trust between two people now; 0 where they are not tied. */
double tie_trust(const struct world *world, int32_t agent, int32_t other);

/* Where one of two tied people trusts the other more than at the start, that much is left of it. */
void tie_reset(struct world *world, int32_t agent, int32_t other);

/* Two people have worked together: the trust of each moves to 1 by `share` of what is missing; strangers become tied. */
void tie_strengthen(struct world *world, int32_t agent, int32_t other, double share);

/* Two strangers are introduced, by a weaver or (-1) by the organisation: they become tied, with the trust of a start. */
void tie_introduce(struct world *world, int32_t agent, int32_t other, int32_t weaver);

/* Two people are tied no more. */
void tie_lose(struct world *world, int32_t agent, int32_t other);

/* The trust of two tied people in each other loses a `share` of itself. */
void tie_weaken(struct world *world, int32_t agent, int32_t other, double share);

/* -- who tells, and of what (exposure.c) */

/* Brings up to date who tells of what, and everybody's exposure. */
void exposure_update(struct world *world);

/* How many of those whom a person hears tell of another practice than the person's own. */
int32_t exposure_of(const struct world *world, struct place who);

/* A walk along those tellers. */
struct tellers {
    const struct world *world;
    struct place who;
    int32_t use, k;          /* k: how far in the row of those heard */
    int64_t passed;          /* tellers passed */
    int32_t agent, practice; /* the teller, and what is told */
};

struct tellers tellers_of(const struct world *world, struct place who);

/* Goes on to the teller with the given number in [0, exposure), which must be ahead. */
void tellers_to(struct tellers *tellers, int64_t number);

/* -- what one was told in this step, under rules that go by what others use (told.c) */

/* A walk along the tellings to a person in a domain, each teller once, by number. */
struct hearing {
    const struct world *world;
    struct place who;
    const struct telling *first; /* [count], in all domains */
    int64_t count, passed;
};

struct hearing told_to(const struct world *world, struct place who);

/* The next telling, or NULL. */
const struct telling *told_next(struct hearing *told);

/* Whether the teller is among those whom the person hears anyway. */
bool told_along_tie(const struct world *world, const struct telling *telling);

/* The first telling to a person by one of the last `count` sources that a block pushed, or NULL. */
const struct telling *told_by_sources(struct world *world, int64_t block, struct place who, int32_t count);

/* Puts the tellings to one person in the order that the walk needs. */
void told_sort(struct telling *tellings, int64_t count);

/* -- what others use (contacts.c) */

/* Those at whom a person looks in a domain: some of those whom the person hears, and who told the person in this step. */
enum { CONTACTS_SAMPLED = 64 };
struct contacts {
    const struct world *world;
    int32_t agent, count, passed; /* of those heard: how many are looked at, and were passed by contacts_next */
    bool all;
    int32_t chosen[CONTACTS_SAMPLED]; /* places in the row of those heard, unless it is all of them */
    struct hearing told, tellers;        /* who told; and those of them still ahead */
};

/* Only those who told. */
struct contacts contacts_told(const struct world *world, struct place who);

/* These and all who are heard, or adoption.sample of them drawn at random; the draws are index, index + 1, ... of the
 * key. */
struct contacts contacts_look(const struct world *world, struct place who, struct random_key key);

/* The next of them, each once, or -1: that was the last, and the next is the first again. */
int32_t contacts_next(struct contacts *contacts);

/* What most people use, and by how many it is used; practice -1: nobody uses any. `equals` are used by as many, of whom
 * it is drawn at random. */
struct leader {
    int32_t practice, users, equals;
};

/* Of what `count` people use, listed last in world->counted by a block's work. Sorts them. already: how many more use
 * each practice, or NULL. */
struct leader most_used(
    struct world *world, int64_t block, int64_t count, const int64_t *already, struct random_key key);

/* Of the last `count` sources that a block pushed, for an uptake not pushed yet, keeps at most SOURCES_MOST, evenly spread
 * from a random one on: each stands for as many others, so that their weights add up to the same. How many it keeps. */
enum { SOURCES_MOST = 128 };
int32_t sources_thin(struct world *world, int64_t block, int32_t count, struct random_key key);

/* -- the organisation's code (code.c) */

/* Room for it, all unknown. */
MUST_USE enum status code_begin(struct world *world);

/* Its quality and the share known, by domain. */
void code_observe(const struct world *world, double quality[], double known[]);

/* What the state's digest needs to know of it, and its invariants. */
void code_digest(const struct world *world, struct digester *digester);
MUST_USE enum status code_verify(const struct world *world, struct message *message);

/* -- thresholds (threshold.c) */

/* The threshold of a new person. */
void threshold_begin(struct world *world, int32_t agent);

/* -- learning (learn.c, take_up.c) */

/* Delivers world->tellings: everybody hears theirs and decides by the adoption rule. */
void tellings_deliver(struct world *world);

/* The slot of a person's memory that holds a practice. One not in mind yet takes an empty slot, or that of the least
 * believed practice that is not in use. */
struct known *memory_place(struct world *world, int32_t agent, int32_t domain, int32_t practice);

/* Forgets everything a person knows. */
void memory_clear(struct world *world, int32_t agent);

/* What a person can tell of the practice in use (account.c). */
struct account {
    int32_t practice, row; /* the practice, or -1: there is nothing to tell; and the adoption by which it came into use */
    double belief, own;    /* what is believed of it, and the evidence that the person did not hear from others */
    double most, second;   /* the most evidence that one other told, and that any other did */
    int32_t teller;        /* who told the most, or -1 */
};

struct account account_of(const struct world *world, int32_t agent, int32_t domain);

/* The evidence of the best-founded single account: one's own, or what one other than the listener (-1: nobody is)
 * told. */
static inline double account_for(const struct account *account, int32_t listener)
{
    double heard = listener >= 0 && account->teller == listener ? account->second : account->most;
    return account->own > heard ? account->own : heard;
}

/* Whether the adoption is that of whoever is in an agent's place now, not of somebody who left. */
static inline bool adoption_still_theirs(const struct world *world, int32_t agent, int32_t row)
{
    return row >= world->agents.first_row[agent];
}

/* Carries out world->uptakes: practices in use change, events are written. */
void uptakes_carry_out(struct world *world);

/* A person stops using what is in use. */
void use_end(struct world *world, int32_t agent, int32_t domain);

/* Asks for one uptake from block `block`; its sources must have been pushed just before. */
void uptake_push(struct world *world, int64_t block, struct uptake uptake);

/* The same where the person has judged the practice; nobody else's belief is looked at. */
void uptake_push_judged(struct world *world, int64_t block, struct uptake uptake, double belief);

/* The same of a practice that is to be made, if it is not there yet; the uptake's own number of it is not looked at. */
void uptake_push_made(struct world *world, int64_t block, struct uptake uptake, struct made made);

/* Opens the lists of uptakes for `blocks` blocks of work. */
void uptakes_open(struct world *world, int64_t blocks);

#endif
