/* The trial of a scenario: what the files of rules share, scenario_check.c and check_*.c.
 *
 * Each rule is a line or two: a condition that cannot be, the parameter to blame, and what it must be. Rules look only
 * at what is in force: the values of an absent section are never wrong. The first rule that is broken is the verdict.
 */
#ifndef SCENARIO_CHECK_CHECK_INNER_H
#define SCENARIO_CHECK_CHECK_INNER_H

#include "base/status.h"
#include "scenario/check/arrival_rows.h"
#include "scenario/scenario.h"

/* The scenario on trial; `culprit` is NULL as long as nothing is wrong. What is wrong is the scenario (STATUS_INPUT),
 * unless there is no memory to look at it (STATUS_MEMORY). */
struct trial {
    const struct scenario *scenario;
    struct message *message;
    const char *culprit;
    int64_t item; /* which item of the culprit's value, from 1; 0: the whole */
    enum status status;
};

/* Fills the message with "culprit: value reason", if it is the first. */
__attribute__((format(printf, 3, 4))) void trial_refuse(
    struct trial *trial, const char *culprit, const char *reason, ...);

/* The same of one item of its value, a list; `item` counts from 0. */
__attribute__((format(printf, 4, 5))) void trial_refuse_item(
    struct trial *trial, const char *culprit, int64_t item, const char *reason, ...);

/* Two parameters cannot go together: refuses the first, unless only the second was written, and names the other one
 * with its value. */
__attribute__((format(printf, 4, 5))) void trial_clash(
    struct trial *trial, const char *first, const char *second, const char *reason, ...);

/* One number must be at most another, or (strictly) below it. */
void trial_in_order(struct trial *trial, const char *small, const char *large, bool strictly);

/* A section that is there needs another one; a section that adds ties needs people who are not tied. */
void trial_needs(struct trial *trial, const char *section, const char *other);
void trial_needs_room_for_ties(struct trial *trial, const char *section);

/* The rules, in this order: on who is tied to whom; on people, and what they do together; on the formal organisation;
 * on practices, and how people come to them. */
void check_network(struct trial *trial);
void check_projects(struct trial *trial);
void check_organisation(struct trial *trial);
void check_practices(struct trial *trial);

/* Opportunities that are given can arise, whatever interventions change; and whoever and whatever units they name are
 * there. */
void check_arrivals(struct trial *trial);
void check_arrival_names(struct trial *trial, const struct names_there *there);

/* Whoever the scenario names is one of so many agents. */
void check_named(struct trial *trial, int64_t agents);

#endif
