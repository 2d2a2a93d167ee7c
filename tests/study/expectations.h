/* A study of six configurations that says what is to come of it, for tests of how that is read and judged. Include
 * after <cmocka.h>. */
#ifndef EXPECTATIONS_H
#define EXPECTATIONS_H

#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "study/plan/expect.h"

enum { REPLICATES = 4, CONFIGURATIONS = 6, OUTCOMES = 2 };

/* Six configurations: a rate of 0.1, 0.2 and 0.3 under the conditions `off` and `on`, conditions fastest. */
static const char *const HEAD =
    "selforg: 2\n"
    "scenario: {network: {kind: ring, agents: 20, mean_degree: 4}, adoption: {rule: contact}}\n"
    "vary: {adoption.accept.beta: [0.1, 0.20, 0.3]}\n"
    "conditions: {off: {}, on: {adoption.look.telling_steps: 1}}\n"
    "replicates: 4\n"
    "outcomes: [adopters_final, {name: early, of: adopters, at: 1}]\n";

/* A study in a file, with what it expects. */
struct fixture {
    struct study study;
    struct expectations expectations;
    struct message message;
    enum status status;
};

static inline struct fixture read_study(const char *head, const char *rows)
{
    struct fixture fixture = {.status = STATUS_OK};
    char path[] = "/tmp/selforg-expect-XXXXXX";
    int number = mkstemp(path);
    assert_true(number >= 0);
    FILE *file = fdopen(number, "w");
    fprintf(file, "%s%s", head, rows);
    fclose(file);
    fixture.status = study_read(path, &fixture.study, &fixture.message);
    fixture.expectations = (struct expectations){0};
    if (fixture.status == STATUS_OK)
        fixture.status = expectations_read(&fixture.expectations, &fixture.study, &fixture.message);
    unlink(path);
    return fixture;
}

static inline struct fixture read_rows(const char *rows)
{
    return read_study(HEAD, rows);
}

static inline void let_go(struct fixture *fixture)
{
    expectations_free(&fixture->expectations);
    study_free(&fixture->study);
}

#define ROW(text) "expect:\n  - {" text "}\n"
#define AT "outcome: adopters_final, at: {adoption.accept.beta: 0.1, condition: off}, "
#define STEADY "outcome: adopters_final, at: {adoption.accept.beta: 0.1, condition: on}, "
#define HOLED "outcome: adopters_final, at: {adoption.accept.beta: 0.3, condition: on}, "

#endif
