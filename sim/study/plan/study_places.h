/* Where a study, or its base, says what a configuration is. */
#ifndef STUDY_PLACES_H
#define STUDY_PLACES_H

#include "study/plan/study.h"

/* Puts the place where a key's value is written before the message, and returns `status`: of what varies `vary` or the
 * table, else the condition (NULL: whichever has it), `set`, the base. The key is a parameter, a section, or
 * `branch_step`. */
enum status study_fault_at(const struct study *study, const struct condition *condition, const char *key,
    struct message *message, enum status status);

#endif
