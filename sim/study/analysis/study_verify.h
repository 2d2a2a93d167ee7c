/* Does a study's file hold what it says? */
#ifndef STUDY_STUDY_VERIFY_H
#define STUDY_STUDY_VERIFY_H

#include "io/lineage/result_verify.h"

/* Whether the path is a study's file or a folder, and so for the function below: what is no study's folder is told
 * there. False where it cannot be opened. */
bool study_verify_knows(const char *path);

/* As result_verify: the checksum of the content, and whether runs and configurations are those of the study; of a
 * folder also its plan, the texts that it keeps, and every record that is there. */
MUST_USE enum status study_verify(const char *path, struct verification *verification, struct message *message);

#endif
