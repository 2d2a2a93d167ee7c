/* Studies in files of a folder of their own: what they say, and what is wrong with them. Include after <cmocka.h>; the
 * group has enter_folder and leave_folder. */
#ifndef STUDIES_H
#define STUDIES_H

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "study/plan/study.h"

/* Seven lines; what is added begins with the eighth. */
#define BASE                                                                                                           \
    "selforg: 2\n"                                                                                                     \
    "scenario:\n"                                                                                                      \
    "  seed: 5\n"                                                                                                      \
    "  steps: 20\n"                                                                                                    \
    "  network: {kind: random, agents: 60, mean_degree: 6}\n"                                                          \
    "  start: {users: 3}\n"                                                                                            \
    "  adoption: {rule: contact, accept: {beta: 0.2}}\n"

static char studies_folder[] = "/tmp/selforg-studies-XXXXXX";

static inline void write_file(const char *name, const char *text)
{
    FILE *file = fopen(name, "w");
    assert_non_null(file);
    fputs(text, file);
    fclose(file);
}

static inline struct study read_fine(const char *text)
{
    struct study study;
    struct message message;
    write_file("study.yaml", text);
    if (study_read("study.yaml", &study, &message)) fail_msg("%s", message.text);
    return study;
}

static inline void refuse(const char *text, const char *reason)
{
    static struct study study; /* a stack would have to hold as many as there are calls, where each is inlined */
    struct message message;
    write_file("study.yaml", text);
    assert_int_equal(study_read("study.yaml", &study, &message), STATUS_INPUT);
    assert_string_equal(message.text, reason);
}

static inline int enter_folder(void **state)
{
    (void)state;
    return mkdtemp(studies_folder) && chdir(studies_folder) == 0 ? 0 : -1;
}

static inline int leave_folder(void **state)
{
    (void)state;
    (void)!remove("study.yaml");
    (void)!remove("points.csv");
    return chdir("/tmp") == 0 && rmdir(studies_folder) == 0 ? 0 : -1;
}

#endif
