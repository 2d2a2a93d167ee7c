/* The same run without somebody or something, under the same draws: who would not have learned what, and who later.
 *
 * Both runs are made anew from what the result file holds, so that nothing depends on what was recorded. The run with
 * everything must come to the digest of the file. Practices are the same in both runs by what they are, and not by
 * number.
 */
#ifndef STUDY_WHATIF_H
#define STUDY_WHATIF_H

#include "study/whatif/course.h"

/* Kinds of what can be left out, as one writes them, and the key of a scenario that says so. */
#define WITHOUT_KINDS(X)                                                                                               \
    X(WITHOUT_AGENT, "agent", people)                                                                                  \
    X(WITHOUT_TIE, "tie", ties)                                                                                        \
    X(WITHOUT_PROJECT, "project", projects)                                                                            \
    X(WITHOUT_COMMUNITY, "community", communities)                                                                     \
    X(WITHOUT_PRACTICE, "practice", practices)

/* One person and one practice; a step is -1 where it was not learned. */
struct fate {
    int32_t practice, agent, newcomer, with, without;
};
struct fates ARRAY_OF(struct fate);

enum fate_kind { FATE_SAME, FATE_LATER, FATE_SOONER, FATE_NEVER, FATE_ONLY_WITHOUT, FATE_KINDS };
enum fate_kind fate_kind(const struct fate *fate);

/* What a result file says of its run, for running it again. */
struct whatif_base {
    struct scenario scenario;
    struct edge_list network;
    bool has_network;
    int32_t steps;                   /* that were done */
    struct digest stated;            /* by the file, of the run */
    struct labels agents, practices; /* as the network's file, or the scenario, named them */
    struct course course;
};

/* Reads the file alone, first in a process of its own: `course` is empty. Errors: as the reader; STATUS_DAMAGED: it
 * does not hold what was written. To be freed in any case. */
MUST_USE enum status whatif_read(struct whatif_base *base, const char *path, struct message *message);

/* Reads the file and runs it again. STATUS_DAMAGED: it came out differently; else as the reader and course_run. To be
 * freed in any case. */
MUST_USE enum status whatif_open(struct whatif_base *base, const char *path, int threads,
    const volatile sig_atomic_t *stop, struct message *message);
void whatif_close(struct whatif_base *base);

/* Adds "agent:12", "agent:anna", "tie:3-7", "project:5", "community:1" or "practice:video calls" to what is left out of
 * a scenario; where a name could be a number and the reverse, "agent:id:12" or "agent:number:12"
 * (io/lineage/question.h). STATUS_INPUT with the reason: there is no such kind, and the nearest is named; nobody or
 * nothing of that name or number in the run, or it could be either; or the text is too long. */
MUST_USE enum status whatif_add(
    const struct whatif_base *base, struct scenario *scenario, const char *what, struct message *message);

/* Adds an agent by number. STATUS_INPUT: the text is too long. */
MUST_USE enum status whatif_add_agent(struct scenario *scenario, int32_t agent, struct message *message);

/* The practice that is meant by a number or a name. STATUS_INPUT: there is none. */
MUST_USE enum status whatif_practice(
    const struct whatif_base *base, const char *text, int32_t *practice, struct message *message);

/* Settles and checks the scenario, and runs it as long as the base: practices by their numbers in the base. */
MUST_USE enum status whatif_run(const struct whatif_base *base, struct scenario *scenario, int threads,
    const volatile sig_atomic_t *stop, struct course *course, struct message *message);

/* What became of everybody who learned something in either of the two, in the order of practice, agent, newcomer; who
 * is left out of `scenario` is not among them. Practices that only the run without has come first, as practice -1.
 * STATUS_MEMORY. */
MUST_USE enum status whatif_compare(
    const struct whatif_base *base, const struct scenario *scenario, const struct course *without, struct fates *fates);

/* ---- credit ---- */

/* A founder of a practice: somebody who took it up without having it from anybody, and had not learned it before. */
struct founder {
    int32_t agent, step;
    int64_t ancestry;      /* others who first learned it by way of that one, heaviest source by heaviest source */
    int64_t leave_one_out; /* others fewer who learn it, if that one alone is left out */
    double shapley; /* the mean of that over all orders in which the founders could be added; NaN: not asked for */
};
struct founders ARRAY_OF(struct founder);

enum { SHAPLEY_MOST = 12, CHANCE_MOST = 10 };

/* How much of a credit is chance, as a lively run goes on differently after the smallest change: what leaving out one
 * who passed the practice on to nobody does to the others who learn it, found by leaving out some of these one at a
 * time. From `low` to `high` another such number would be with a chance of 95 %, by Student's t; a value of Shapley's
 * of one who adds nothing from shapley_low to shapley_high, runs being taken as independent. NaN where there are too
 * few. */
struct chance {
    int64_t people;             /* who were left out; evenly spaced among all such */
    int32_t agent[CHANCE_MOST]; /* them */
    double mean, deviation, low, high, shapley_low, shapley_high;
};

struct credit {
    struct founders founders;
    int64_t others;
    int players; /* how many of the first are credited by Shapley's value */
    struct chance chance;
};

/* The credit of every founder of a practice of the base, the most ancestry first. Others are people who are none of its
 * founders. `shapley`: how many of the first are so credited, by all 2^shapley sets of them, with all the others there.
 * `done` (may be NULL) is told of runs. STATUS_INPUT: nobody took it up. What is there is to be freed (founders) in any
 * case. */
MUST_USE enum status whatif_credit(const struct whatif_base *base, int32_t practice, int shapley, int threads,
    const volatile sig_atomic_t *stop, void (*done)(void *context, int64_t runs, int64_t all), void *context,
    struct credit *credit, struct message *message);

/* The practice that most use in the end; -1: nobody uses any. */
int32_t whatif_leading(const struct course *course);

#endif
