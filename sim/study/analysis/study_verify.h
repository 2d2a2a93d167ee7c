/* Does a study's file hold what it says? */
#ifndef STUDY_STUDY_VERIFY_H
#define STUDY_STUDY_VERIFY_H

#include "io/lineage/result_verify.h"

/* Whether the file is a study's, and so for the function below; what is no file, and of no
 * study, is told there. False where it cannot be opened. */
bool study_verify_knows(const char *path);

/* As result_verify: the checksum of the content, and whether runs and configurations are those of the study. */
MUST_USE enum status study_verify(const char *path, struct verification *verification, struct message *message);

#endif
