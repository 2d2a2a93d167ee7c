/* The parameter table in words: for people, for the documentation, and for editors.
 *
 * What these write is all derived from parameters.def, so that no list of parameters is ever typed twice. `file`
 * stays open, and remembers whether it could take everything.
 */
#ifndef IO_DESCRIBE_H
#define IO_DESCRIBE_H

#include <stdio.h>

#include "base/status.h"

enum describe_format { DESCRIBE_TEXT, DESCRIBE_MARKDOWN };

/* Every section and parameter with range, default, unit, sentence and choices; those of one section, with what is below
 * it ("adoption", "adoption.accept", ...), if `path` is not NULL, or one parameter. STATUS_INPUT with the nearest name
 * if there is neither; nothing is written then. */
MUST_USE enum status describe_parameters(
    FILE *file, enum describe_format format, const char *path, struct message *message);

/* The JSON Schema (draft 2020-12) of scenario files, for checking and completion in editors. */
void describe_schema(FILE *file);

#endif
