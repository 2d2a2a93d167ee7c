/* The check of a study before anything runs. */
#ifndef STUDY_STUDY_CHECK_H
#define STUDY_STUDY_CHECK_H

#include "study/plan/study.h"

/* Settles and checks every configuration, reads the networks that they name, and makes sure that every outcome and
 * series is shown by some configuration, with the entries that are asked for, and that every key that is written has an
 * effect in some: nothing can be found wrong after hours of running. study->in_vain says of which keys that is not so
 * in all. `networks` false: none is read, and entries are believed. Errors as study_read. */
MUST_USE enum status study_check(struct study *study, bool networks, struct message *message);

#endif
