/* The folder of a study.
 *
 *     DIR/study.yaml, base.yaml, table.csv    the study and what it names, as they were
 *     DIR/plan                                how many runs there are, and digests of what they depend on
 *     DIR/runs/000/000123                     the record of run 123 (see record.h)
 *     DIR/results/000/000123.h5               its full result file, where the study asks for it
 *     DIR/study.h5                            everything collected
 *
 * Whoever has the same study may work in the same folder, at the same time and from several machines: files are written
 * elsewhere first and take their names in one move, and every one of them is the same whoever writes it. So no locks
 * are needed, and a process that is believed dead does no harm.
 */
#ifndef STUDY_FOLDER_H
#define STUDY_FOLDER_H

#include "base/shell.h"
#include "study/plan/study.h"

struct study_folder {
    char *path;
};

/* How a folder may be opened for work: it must not be there yet; it may; it must. */
enum folder_mode { FOLDER_NEW, FOLDER_SHARED, FOLDER_RESUMED };

/* `wanted` replicates: > 0 as many, 0: those of the folder, or else of the study; `more`: wanted ones on top of those
 * of the folder. */
struct folder_request {
    const char *path;
    enum folder_mode mode;
    int64_t wanted;
    bool more;
};

/* Opens a folder for a study, and sets study->replicates. Errors, with nothing changed: STATUS_EXISTS (it is there and
 * should not be), STATUS_INPUT (it is not there and should be; it is another study's; it has more replicates already),
 * STATUS_READ, STATUS_WRITE, STATUS_MEMORY. */
MUST_USE enum status folder_open(
    struct study_folder *folder, struct study *study, const struct folder_request *request, struct message *message);

/* Reads the study that a folder holds; nothing but the folder is looked at. */
MUST_USE enum status folder_read(
    struct study_folder *folder, const char *path, struct study *study, struct message *message);

void folder_free(struct study_folder *folder);

/* The file of a run's record or result, to be freed; `make`: the folder that it is in is made. NULL: no memory. */
char *folder_record(const struct study_folder *folder, int64_t run, bool make);
char *folder_result(const struct study_folder *folder, int64_t run, bool make);

/* Removes what was left half written among the records by processes that were killed. */
void folder_tidy(const struct study_folder *folder, int64_t runs);

/* What a study came to, and what tells its folder from others. */
#define STUDY_RESULTS "study.h5"
#define STUDY_PLAN "plan"

/* The file that is meant where one may give a study's file or its folder: DIR/STUDY_RESULTS of a folder, any other path
 * itself; to be freed. STATUS_INPUT with what is to be done: it is a folder without that file, or a pipe or a device.
 * STATUS_MEMORY. */
MUST_USE enum status folder_or_file(const char *path, char **file, struct message *message);

/* The folder that the same path means, as a shell takes it. */
struct shell_word folder_word(const char *path);

/* A file at the top of the folder, to be freed. */
char *folder_file(const struct study_folder *folder, const char *name);

#endif
