#include "study/runs/folder.h"

#include <dirent.h>
#include <errno.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "io/result/part_file.h"
#include "io/text/text_file.h"
#include "study/runs/plan.h"
#include "study/runs/record.h"

enum { RUNS_A_FOLDER = 1000, RUN_DIGITS = 6, KEPT_MOST = 1 << 26 };

/* ---- names ---- */

static char *format_path(const char *folder, const char *kind, int64_t shard, int64_t run, const char *ending)
{
    size_t size = strlen(folder) + strlen(kind) + strlen(ending) + 64;
    char *path = malloc(size);
    if (!path) return NULL;
    int length = snprintf(path, size, "%s/%s/%03" PRId64, folder, kind, shard);
    if (run >= 0) snprintf(path + length, size - (size_t)length, "/%0*" PRId64 "%s", RUN_DIGITS, run, ending);
    return path;
}

/* A folder that cannot be made is noticed when something is put into it. */
static char *path_of(const struct study_folder *folder, const char *kind, int64_t run, const char *ending, bool make)
{
    int64_t shard = run / RUNS_A_FOLDER;
    char *inner = make ? format_path(folder->path, kind, shard, -1, "") : NULL;
    char *outer = make ? folder_file(folder, kind) : NULL;
    if (inner && outer && mkdir(inner, 0777) != 0 && errno == ENOENT && (mkdir(outer, 0777) == 0 || errno == EEXIST))
        (void)!mkdir(inner, 0777);
    free(inner);
    free(outer);
    return format_path(folder->path, kind, shard, run, ending);
}

char *folder_record(const struct study_folder *folder, int64_t run, bool make)
{
    return path_of(folder, "runs", run, "", make);
}

char *folder_result(const struct study_folder *folder, int64_t run, bool make)
{
    return path_of(folder, "results", run, ".h5", make);
}

char *folder_file(const struct study_folder *folder, const char *name)
{
    size_t size = strlen(folder->path) + strlen(name) + 2;
    char *path = malloc(size);
    if (path) snprintf(path, size, "%s/%s", folder->path, name);
    return path;
}

void folder_free(struct study_folder *folder)
{
    free(folder->path);
    *folder = (struct study_folder){0};
}

/* ---- the plan ---- */

/* *there: the folder has a plan. */
static enum status read_plan(const struct study_folder *folder, struct plan *plan, bool *there, struct message *message)
{
    char *path = folder_file(folder, STUDY_PLAN), *text = NULL;
    size_t length;
    *there = false;
    if (!path) return message_status(message, STATUS_MEMORY);
    enum status status = text_file_there(path, there, message);
    if (status == STATUS_OK && *there) status = text_file_read(path, PLAN_MOST, &text, &length, message);
    if (status == STATUS_OK && *there && !plan_take(text, plan))
        status = message_set(message, STATUS_DAMAGED, "%s: this is no plan of a study", path);
    free(text);
    free(path);
    return status;
}

static enum status write_kept(
    const struct study_folder *folder, const char *name, const char *text, struct message *message)
{
    char *path = folder_file(folder, name);
    struct bytes bytes = {.items = (unsigned char *)text, .count = (int64_t)strlen(text)};
    enum status status = path ? record_write(path, &bytes, message) : message_status(message, STATUS_MEMORY);
    free(path);
    return status;
}

static enum status write_plan(const struct study_folder *folder, const struct plan *plan, struct message *message)
{
    char text[PLAN_MOST];
    plan_print(plan, text);
    return write_kept(folder, STUDY_PLAN, text, message);
}

/* ---- opening ---- */

static enum status check_same(
    const struct study_folder *folder, const struct plan *ours, const struct plan *theirs, struct message *message)
{
    for (int i = 0; i < PLAN_LINES; i++) {
        const char *what = plan_lines[i].words, *file = plan_lines[i].file;
        if (strcmp(ours->digest[i], theirs->digest[i]) == 0) continue;
        if (!file)
            return message_set(
                message, STATUS_INPUT, "%s: it holds runs of another study: %s has changed since", folder->path, what);
        return message_set(message, STATUS_INPUT,
            "%s: it holds runs of another study: %s has changed since (%s/%s is what it was)", folder->path, what,
            folder->path, file);
    }
    return STATUS_OK;
}

/* The replicates that there are to be from now on. */
static enum status settle_replicates(const struct study_folder *folder, const struct folder_request *request,
    const struct plan *theirs, struct plan *ours, struct message *message)
{
    int64_t there = theirs ? theirs->replicates : 0;
    if (!theirs && request->more) there = ours->replicates;
    if (there > 0) ours->replicates = there;
    if (request->wanted > 0) ours->replicates = request->wanted;
    if (request->more) ours->replicates = there + request->wanted;
    if (ours->replicates >= there) return STATUS_OK;
    return message_set(message, STATUS_INPUT, "%s: it has %" PRId64 " replicates already; they can only become more",
        folder->path, there);
}

static enum status write_all(
    const struct study_folder *folder, struct study *study, const struct plan *plan, struct message *message)
{
    enum status status = STATUS_OK;
    for (int i = 0; i < PLAN_LINES && status == STATUS_OK; i++)
        if (plan_lines[i].file && **plan_text_of(&study->sources, i))
            status = write_kept(folder, plan_lines[i].file, *plan_text_of(&study->sources, i), message);
    return status == STATUS_OK ? write_plan(folder, plan, message) : status;
}

/* Whether a name ends here, or in what part_file_new put at its end. */
static bool ends_here(const char *rest)
{
    int end = 0;
    return *rest == '\0' || (sscanf(rest, PART_NEW "%*d-%*u%n", &end) == 0 && end > 0 && rest[end] == '\0');
}

/* Whether a name is that of a file, finished or not. */
static bool is_of_file(const char *name, const char *file)
{
    const size_t length = strlen(file);
    return strncmp(name, file, length) == 0 && ends_here(name + length);
}

/* Whether it is of what a study begins with. */
static bool is_of_the_beginning(const char *name)
{
    bool found = is_of_file(name, STUDY_PLAN);
    for (int i = 0; i < PLAN_LINES; i++) found |= plan_lines[i].file && is_of_file(name, plan_lines[i].file);
    return found;
}

/* Removes what was never finished of a study's files; whatever else has such a name is somebody's. */
static void tidy(const char *path)
{
    DIR *folder = opendir(path);
    if (!folder) return;
    for (struct dirent *entry = readdir(folder); entry; entry = readdir(folder)) {
        const char *name = entry->d_name;
        const size_t digits = strspn(name, "0123456789");
        const bool ours = is_of_the_beginning(name) || (digits >= RUN_DIGITS && ends_here(name + digits));
        if (ours && strstr(name, PART_NEW)) (void)!unlinkat(dirfd(folder), name, 0);
    }
    closedir(folder);
}

void folder_tidy(const struct study_folder *folder, int64_t runs)
{
    tidy(folder->path);
    for (int64_t shard = 0; shard * RUNS_A_FOLDER < runs; shard++) {
        char *path = format_path(folder->path, "runs", shard, -1, "");
        if (path) tidy(path);
        free(path);
    }
}

/* Whether there is nothing in a folder but what a study begins with: its process may have been killed at that. */
static bool only_begun(const char *path)
{
    bool begun = true;
    DIR *folder = opendir(path);
    if (!folder) return false;
    for (struct dirent *entry = readdir(folder); entry && begun; entry = readdir(folder))
        begun =
            strcmp(entry->d_name, ".") == 0 || strcmp(entry->d_name, "..") == 0 || is_of_the_beginning(entry->d_name);
    closedir(folder);
    return begun;
}

/* Makes the folder, or says why it cannot be worked in. */
static enum status make_folder(const struct folder_request *request, struct message *message)
{
    bool there;
    enum status status = text_file_there(request->path, &there, message);
    if (status != STATUS_OK) return status;
    if (there && request->mode == FOLDER_NEW)
        return message_set(message, STATUS_EXISTS,
            "%s: exists already; go on there with --resume, or choose another name", request->path);
    if (!there && request->mode == FOLDER_RESUMED)
        return message_set(message, STATUS_INPUT, "%s: there is nothing to resume", request->path);
    if (there || mkdir(request->path, 0777) == 0 || (errno == EEXIST && request->mode == FOLDER_SHARED))
        return STATUS_OK;
    return message_set(message, STATUS_WRITE, "cannot create %s: %s", request->path, strerror(errno));
}

enum status folder_open(
    struct study_folder *folder, struct study *study, const struct folder_request *request, struct message *message)
{
    struct plan ours, theirs;
    bool there = false;
    *folder = (struct study_folder){.path = strdup(request->path)};
    enum status status = folder->path ? plan_make(study, &ours, message) : message_status(message, STATUS_MEMORY);
    if (status == STATUS_OK) status = make_folder(request, message);
    if (status == STATUS_OK) status = read_plan(folder, &theirs, &there, message);
    if (status == STATUS_OK && !there && request->mode != FOLDER_NEW && !only_begun(folder->path)) {
        status = read_plan(folder, &theirs, &there, message); /* another shard may have begun since */
        if (status == STATUS_OK && !there)
            status = message_set(message, STATUS_INPUT, "%s: this is no folder of a study", folder->path);
    }
    if (status == STATUS_OK && there) status = check_same(folder, &ours, &theirs, message);
    if (status == STATUS_OK) status = settle_replicates(folder, request, there ? &theirs : NULL, &ours, message);
    if (status == STATUS_OK && !there) status = write_all(folder, study, &ours, message);
    if (status == STATUS_OK && there && ours.replicates != theirs.replicates)
        status = write_plan(folder, &ours, message);
    if (status == STATUS_OK) study->replicates = ours.replicates;
    if (status != STATUS_OK) folder_free(folder);
    return status;
}

/* The text of a line that was kept, which must be that of the plan; empty where there was none. */
static enum status read_kept(
    const struct study_folder *folder, const struct plan *plan, int line, char **text, struct message *message)
{
    size_t length;
    bool there = false;
    const bool kept = !plan_is_of(plan, line, "");
    char *path = folder_file(folder, plan_lines[line].file);
    *text = kept ? NULL : strdup("");
    if (!path || (!kept && !*text)) return free(path), message_status(message, STATUS_MEMORY);
    enum status status = kept ? text_file_there(path, &there, message) : STATUS_OK;
    if (status == STATUS_OK && there) status = text_file_read(path, KEPT_MOST, text, &length, message);
    if (status == STATUS_OK && kept && !there)
        status = message_set(message, STATUS_DAMAGED, "%s: it is not there any more", path);
    if (status == STATUS_OK && !plan_is_of(plan, line, *text))
        status =
            message_set(message, STATUS_DAMAGED, "%s: damaged: it is not what the plan beside it was made of", path);
    free(path);
    return status;
}

enum status folder_read(struct study_folder *folder, const char *path, struct study *study, struct message *message)
{
    struct study_sources kept = {0};
    struct plan plan;
    bool there = false;
    *folder = (struct study_folder){.path = strdup(path)};
    char *study_path = folder->path ? folder_file(folder, plan_lines[PLAN_STUDY].file) : NULL;
    enum status status =
        study_path ? read_plan(folder, &plan, &there, message) : message_status(message, STATUS_MEMORY);
    if (status == STATUS_OK && !there)
        status = message_set(message, STATUS_INPUT, "%s: this is no folder of a study", path);
    for (int i = 0; i < PLAN_LINES && status == STATUS_OK; i++)
        if (plan_lines[i].file) status = read_kept(folder, &plan, i, plan_text_of(&kept, i), message);
    if (status == STATUS_OK) status = study_read_kept(study_path, &kept, study, message);
    if (status == STATUS_OK) study->replicates = plan.replicates;
    if (status != STATUS_OK) folder_free(folder);
    for (int i = 0; i < PLAN_LINES; i++)
        if (plan_lines[i].file) free(*plan_text_of(&kept, i));
    free(study_path);
    return status;
}

enum status folder_or_file(const char *path, char **file, struct message *message)
{
    struct stat information;
    struct study_folder folder = {.path = (char *)path};
    bool there = stat(path, &information) == 0, is_folder = there && S_ISDIR(information.st_mode);
    const enum status status = text_file_ends(path, message);
    if (status != STATUS_OK) return status;
    *file = is_folder ? folder_file(&folder, STUDY_RESULTS) : strdup(path);
    if (!*file) return message_status(message, STATUS_MEMORY);
    if (!is_folder || access(*file, F_OK) == 0) return STATUS_OK;
    free(*file);
    *file = folder_file(&folder, "runs");
    bool has_runs = *file && access(*file, F_OK) == 0;
    free(*file);
    *file = NULL;
    if (has_runs)
        return message_set(message, STATUS_INPUT,
            "%s has no " STUDY_RESULTS " yet: `selforg collect %s` makes it of the runs that are there", path,
            shell_word(path).text);
    return message_set(message, STATUS_INPUT, "%s is a folder, and not one of a study", path);
}

struct shell_word folder_word(const char *path)
{
    const char *slash = strrchr(path, '/'), *name = slash ? slash + 1 : path;
    char folder[SHELL_PATH];
    if (strcmp(name, STUDY_RESULTS) != 0) return shell_word(path);
    snprintf(folder, sizeof folder, "%.*s", (int)(name > path + 1 ? name - path - 1 : name - path), path);
    return shell_word(name > path ? folder : ".");
}
