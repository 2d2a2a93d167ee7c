#include "study/runs/folder.h"

#include <dirent.h>
#include <errno.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/shell.h"
#include "io/text/text_file.h"
#include "study/runs/record.h"

enum { RUNS_A_FOLDER = 1000, KEPT_MOST = 1 << 26, PLAN_MOST = 1 << 12 };

/* ---- names ---- */

static char *format_path(const char *folder, const char *kind, int64_t shard, int64_t run, const char *ending)
{
    size_t size = strlen(folder) + strlen(kind) + strlen(ending) + 64;
    char *path = malloc(size);
    if (!path) return NULL;
    int length = snprintf(path, size, "%s/%s/%03" PRId64, folder, kind, shard);
    if (run >= 0) snprintf(path + length, size - (size_t)length, "/%06" PRId64 "%s", run, ending);
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

/* What has RECORD_PART in its name is a record that was never finished. */
static void tidy(const char *path)
{
    DIR *shard = opendir(path);
    if (!shard) return;
    for (struct dirent *entry = readdir(shard); entry; entry = readdir(shard))
        if (strstr(entry->d_name, RECORD_PART)) (void)!unlinkat(dirfd(shard), entry->d_name, 0);
    closedir(shard);
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

void folder_free(struct study_folder *folder)
{
    free(folder->path);
    *folder = (struct study_folder){0};
}

/* ---- the plan: what must be the same ---- */

/* What a plan has a line of: its name there, what it is, and the file of the folder that keeps it. */
enum plan_line { PLAN_STUDY, PLAN_BASE, PLAN_TABLE, PLAN_NETWORKS, PLAN_LINES };

static const struct {
    const char *name, *words, *file;
} plan_lines[PLAN_LINES] = {
    [PLAN_STUDY] = {"study", "the study's file", "study.yaml"},
    [PLAN_BASE] = {"base", "the base scenario", "base.yaml"},
    [PLAN_TABLE] = {"table", "the table", "table.csv"},
    [PLAN_NETWORKS] = {"networks", "a network's file", NULL},
};
static const char plan_file[] = "plan";

/* The text that is kept in a line's file. */
static char **text_of(struct study_sources *sources, int line)
{
    char **const texts[PLAN_LINES] = {&sources->study, &sources->base, &sources->table};
    return texts[line];
}

struct plan {
    int64_t replicates;
    char digest[PLAN_LINES][DIGEST_TEXT];
};

static struct digest digest_of_text(const char *text)
{
    return digest_of(text, strlen(text));
}

/* Who is who counts, as opportunities that are given name people and units. */
static void add_labels(struct digester *digester, const struct labels *labels)
{
    for (int32_t i = 0; i < labels->count; i++) digester_add(digester, labels->text[i], strlen(labels->text[i]) + 1);
}

static enum status digest_networks(const struct study *study, struct digest *digest)
{
    struct digester *digester = digester_new();
    if (!digester) return STATUS_MEMORY;
    for (int64_t i = 0; i < study->networks.count; i++) {
        const struct edge_list *edges = &study->networks.items[i].edges;
        int64_t numbers[] = {edges->agent_count, edges->edge_count, edges->directed, edges->unit_count};
        digester_add(digester, numbers, sizeof numbers);
        digester_add(digester, edges->edges, 2 * (size_t)edges->edge_count * sizeof *edges->edges);
        if (edges->weight) digester_add(digester, edges->weight, (size_t)edges->edge_count * sizeof *edges->weight);
        if (edges->unit) digester_add(digester, edges->unit, (size_t)edges->agent_count * sizeof *edges->unit);
        add_labels(digester, &edges->agents);
        add_labels(digester, &edges->units);
        for (int trait = 0; trait < TRAIT_COUNT; trait++)
            if (edges->trait[trait])
                digester_add(digester, edges->trait[trait], (size_t)edges->agent_count * sizeof(double));
    }
    *digest = digester_result(digester);
    digester_free(digester);
    return STATUS_OK;
}

static enum status make_plan(struct study *study, struct plan *plan, struct message *message)
{
    struct digest networks;
    if (digest_networks(study, &networks) != STATUS_OK) return message_status(message, STATUS_MEMORY);
    plan->replicates = study->replicates;
    for (int i = 0; i < PLAN_LINES; i++)
        if (plan_lines[i].file) digest_text(digest_of_text(*text_of(&study->sources, i)), plan->digest[i]);
    digest_text(networks, plan->digest[PLAN_NETWORKS]);
    return STATUS_OK;
}

/* What write_plan wrote; whether it is that. */
static bool take_plan(const char *text, struct plan *plan)
{
    int end = 0;
    if (sscanf(text, "selforg 1 replicates %" SCNd64 " %n", &plan->replicates, &end) != 1 || plan->replicates < 1)
        return false;
    for (int i = 0; i < PLAN_LINES; i++) {
        const size_t name = strlen(plan_lines[i].name);
        text += end;
        if (strncmp(text, plan_lines[i].name, name) != 0) return false;
        text += name + strspn(text + name, " ");
        end = (int)strcspn(text, "\n");
        if (end != DIGEST_TEXT - 1) return false;
        snprintf(plan->digest[i], DIGEST_TEXT, "%.*s", end, text);
        end += (int)strspn(text + end, "\n");
    }
    return true;
}

/* *there: the folder has a plan. */
static enum status read_plan(const struct study_folder *folder, struct plan *plan, bool *there, struct message *message)
{
    char *path = folder_file(folder, plan_file), *text = NULL;
    size_t length;
    *there = false;
    if (!path) return message_status(message, STATUS_MEMORY);
    enum status status = text_file_there(path, there, message);
    if (status == STATUS_OK && *there) status = text_file_read(path, PLAN_MOST, &text, &length, message);
    if (status == STATUS_OK && *there && !take_plan(text, plan))
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
    int length = snprintf(text, sizeof text, "selforg 1\nreplicates %" PRId64 "\n", plan->replicates);
    for (int i = 0; i < PLAN_LINES; i++)
        length += snprintf(text + length, sizeof text - (size_t)length, "%s %s\n", plan_lines[i].name, plan->digest[i]);
    return write_kept(folder, plan_file, text, message);
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
        if (plan_lines[i].file && **text_of(&study->sources, i))
            status = write_kept(folder, plan_lines[i].file, *text_of(&study->sources, i), message);
    return status == STATUS_OK ? write_plan(folder, plan, message) : status;
}

/* Whether a name is that of a file, finished or not. */
static bool is_of_file(const char *name, const char *file)
{
    const size_t length = strlen(file);
    if (strncmp(name, file, length) != 0) return false;
    return name[length] == '\0' || strncmp(name + length, RECORD_PART, strlen(RECORD_PART)) == 0;
}

/* Whether it is of what a study begins with. */
static bool is_of_the_beginning(const char *name)
{
    bool found = strcmp(name, ".") == 0 || strcmp(name, "..") == 0 || is_of_file(name, plan_file);
    for (int i = 0; i < PLAN_LINES; i++) found |= plan_lines[i].file && is_of_file(name, plan_lines[i].file);
    return found;
}

/* Whether there is nothing in a folder but what a study begins with: its process may have been killed at that. */
static bool only_begun(const char *path)
{
    bool begun = true;
    DIR *folder = opendir(path);
    if (!folder) return false;
    for (struct dirent *entry = readdir(folder); entry && begun; entry = readdir(folder))
        begun = is_of_the_beginning(entry->d_name);
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
    enum status status = folder->path ? make_plan(study, &ours, message) : message_status(message, STATUS_MEMORY);
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

/* A kept text; empty where nothing of the name was kept. */
static enum status read_kept(const struct study_folder *folder, const char *name, char **text, struct message *message)
{
    size_t length;
    char *path = folder_file(folder, name);
    *text = NULL;
    if (!path) return message_status(message, STATUS_MEMORY);
    bool there = false;
    enum status status = text_file_there(path, &there, message);
    if (status == STATUS_OK && there)
        status = text_file_read(path, KEPT_MOST, text, &length, message);
    else if (status == STATUS_OK && !(*text = strdup("")))
        status = message_status(message, STATUS_MEMORY);
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
    for (int i = PLAN_BASE; i <= PLAN_TABLE && status == STATUS_OK; i++)
        status = read_kept(folder, plan_lines[i].file, text_of(&kept, i), message);
    if (status == STATUS_OK) status = study_read_kept(study_path, &kept, study, message);
    if (status == STATUS_OK) study->replicates = plan.replicates;
    if (status != STATUS_OK) folder_free(folder);
    free(kept.base);
    free(kept.table);
    free(study_path);
    return status;
}

enum status folder_or_file(const char *path, char **file, struct message *message)
{
    struct stat information;
    struct study_folder folder = {.path = (char *)path};
    bool there = stat(path, &information) == 0, is_folder = there && S_ISDIR(information.st_mode);
    if (there && !is_folder && !S_ISREG(information.st_mode))
        return message_set(message, STATUS_INPUT, "%s: a pipe or a device; save it as a file", path);
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
