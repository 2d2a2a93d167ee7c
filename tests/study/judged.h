/* What comes of one expectation where the numbers of every replicate are written down. Include after <cmocka.h>. */
#ifndef JUDGED_H
#define JUDGED_H

#include "study/analysis/judge.h"
#include "study/expectations.h"

/* The numbers of the first outcome: [configuration][replicate]; the second is 100 more. */
static inline struct finding judge(const char *rows, double numbers[CONFIGURATIONS][REPLICATES], bool quick)
{
    struct fixture fixture = read_rows(rows);
    if (fixture.status != STATUS_OK) fail_msg("%s", fixture.message.text);
    double value[CONFIGURATIONS][REPLICATES][OUTCOMES];
    for (int c = 0; c < CONFIGURATIONS; c++)
        for (int r = 0; r < REPLICATES; r++) {
            value[c][r][0] = numbers[c][r];
            value[c][r][1] = numbers[c][r] + 100;
        }
    struct outcome_values values = {REPLICATES, OUTCOMES, &value[0][0][0]};
    struct finding finding = expectation_judge(&fixture.expectations.items[0], &values, quick);
    let_go(&fixture);
    return finding;
}

#define ALONG "outcome: adopters_final, along: adoption.accept.beta, at: {condition: off}"

#endif
