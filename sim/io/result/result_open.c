/* Opening what may be a result: whatever it is instead is told for what it is. */
#include "io/result/result_reader.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "io/hdf5/hdf5_read.h"
#include "io/result/part_file.h"
#include "io/result/result_layout.h"
#include "io/text/text_file.h"

enum { FORMATS_MOST = 99 }; /* which no program will ever have counted up to */

struct result_reader {
    char *path;
    hid_t file;
};

/* Whether HDF5 refused a file because its writer has not closed it: that is what it says, or the name does, since
 * within one process it says something else. */
static bool still_open(const char *path, const struct message *reason)
{
    size_t length = strlen(path);
    bool part = length > 5 && strcmp(path + length - 5, ".part") == 0;
    return part || strstr(reason->text, "already open for write");
}

/* Refuses pipes, devices and folders. The folder of a study has the study in it, and the commands that are for it are
 * named. */
static enum status refuse_no_file(const char *path, struct message *message)
{
    struct stat information;
    if (stat(path, &information) != 0 || S_ISREG(information.st_mode)) return STATUS_OK;
    if (!S_ISDIR(information.st_mode)) return text_file_ends(path, message);
    char *study = path_with_suffix(path, "/study.yaml");
    const bool of_study = study && access(study, F_OK) == 0;
    free(study);
    return message_set(message, STATUS_INPUT, "%s: %s", path,
        of_study ? "the folder of a study, not the result of one run; `selforg analyze` and `selforg verify` take it"
                 : "a folder, and not the result of a run");
}

static enum status open_file(const char *path, hid_t *file, struct message *message)
{
    struct message reason = {.text = ""};
    if (access(path, R_OK) != 0) return message_set(message, text_file_fault(), "%s", strerror(errno));
    if (hdf5_open(path, file, &reason) == STATUS_OK) return STATUS_OK;
    if (still_open(path, &reason))
        return message_set(
            message, STATUS_DAMAGED, "not complete: the run that writes it has not ended, or was killed");
    const bool damaged = H5Fis_hdf5(path) > 0;
    return message_set(message, damaged ? STATUS_DAMAGED : STATUS_INPUT, "%s (%s)",
        damaged ? "damaged, or cut short" : "not a result of selforg", reason.text);
}

/* Whether a file that does not say so is ours all the same: it has what we put into every one, or nothing that is said
 * of it can be read. */
static bool is_ours(hid_t file)
{
    return hdf5_has(file, "run/checksum") || H5Aexists(file, "study_yaml") != 0;
}

/* Which program and format a file says that it is of. */
static enum status check_program(hid_t file, int64_t *format, struct message *message)
{
    char *program = NULL;
    enum status status = hdf5_read_attribute_text(file, ".", "program", &program, NULL);
    const bool said = status == STATUS_OK && strcmp(program, "selforg") == 0;
    if (said) status = hdf5_read_attribute_number(file, ".", "format_version", format, NULL);
    free(program);
    if (status == STATUS_MEMORY) return message_status(message, status);
    if (!said && !is_ours(file)) return message_set(message, STATUS_INPUT, "not a result of selforg");
    if (!said || status != STATUS_OK || *format < 1 || *format > FORMATS_MOST)
        return message_set(message, STATUS_DAMAGED, "damaged: it does not say of which program and format it is");
    return STATUS_OK;
}

static enum status check_kind(hid_t file, struct message *message)
{
    int64_t format = 0;
    enum status status = check_program(file, &format, message);
    if (status != STATUS_OK) return status;
    if (H5Aexists(file, "study_yaml") > 0)
        return message_set(message, STATUS_INPUT,
            "the file of all runs of a study, not the result of one run; `selforg analyze` and `selforg verify` take "
            "it");
    if (format < RESULT_FORMAT)
        return message_set(message, STATUS_INPUT,
            "of format %lld, in which many names are others; this program reads format %d: run again what the file's "
            "attribute scenario_yaml says",
            (long long)format, RESULT_FORMAT);
    if (format > RESULT_FORMAT)
        return message_set(message, STATUS_INPUT,
            "of format %lld; this program knows formats up to %d, a newer one is needed", (long long)format,
            RESULT_FORMAT);
    return STATUS_OK;
}

enum status result_file_open(const char *path, hid_t *file, struct message *message)
{
    int64_t format;
    *file = -1;
    enum status status = refuse_no_file(path, message);
    if (status != STATUS_OK) return status;
    status = open_file(path, file, message);
    if (status == STATUS_OK) status = check_program(*file, &format, message);
    if (status == STATUS_OK) return status;
    message_prefix(message, "%s: ", path);
    hdf5_drop(*file);
    *file = -1;
    return status;
}

static enum status check_complete(hid_t file, struct message *message)
{
    int64_t complete = 0, step = -1;
    enum status status = hdf5_read_scalar(file, "run/complete", H5T_NATIVE_INT64, &complete, message);
    if (status == STATUS_OK) status = hdf5_read_scalar(file, "run/committed_step", H5T_NATIVE_INT64, &step, message);
    if (status == STATUS_OK && complete != 1)
        status = message_set(message, STATUS_DAMAGED, "not complete: the run stopped at step %lld", (long long)step);
    return status;
}

/* A reader of nothing yet. */
static enum status reader_new(struct result_reader **reader, const char *path, struct message *message)
{
    *reader = calloc(1, sizeof **reader);
    if (*reader && ((*reader)->path = strdup(path))) {
        (*reader)->file = -1;
        return STATUS_OK;
    }
    free(*reader);
    *reader = NULL;
    return message_no_memory(message, "to read %s", path);
}

/* Keeps a reader, or gives it up and says which file it is about. */
static enum status opened(struct result_reader **reader, enum status status, struct message *message)
{
    if (status == STATUS_OK) return status;
    message_prefix(message, "%s: ", (*reader)->path);
    result_reader_close(*reader);
    *reader = NULL;
    return status;
}

enum status result_reader_open(struct result_reader **reader, const char *path, struct message *message)
{
    *reader = NULL;
    enum status status = refuse_no_file(path, message);
    if (status == STATUS_OK) status = reader_new(reader, path, message);
    if (status != STATUS_OK) return status;
    status = open_file((*reader)->path, &(*reader)->file, message);
    if (status == STATUS_OK) status = check_kind((*reader)->file, message);
    if (status == STATUS_OK) status = check_complete((*reader)->file, message);
    return opened(reader, status, message);
}

enum { BEGINNING = 2048 }; /* bytes; nothing that is shorter is more than the beginning of a result */

/* What there is no going on with. A new run takes the place of an empty file (part_file.h), of any other with --force.
 */
static void say_cut_short(const char *part, const struct message *reason, struct message *message)
{
    struct stat information = {.st_size = BEGINNING};
    (void)!stat(part, &information);
    const char *force = information.st_size > 0 ? " --force" : "";
    if (information.st_size < BEGINNING)
        message_set(message, STATUS_DAMAGED,
            "the run was stopped before anything of it was written; begin anew with run%s", force);
    else
        message_set(message, STATUS_DAMAGED, "damaged, or cut short (%s); begin anew with run%s", reason->text, force);
}

enum status result_reader_open_part(struct result_reader **reader, const char *path, struct message *message)
{
    struct message reason = {.text = ""};
    *reader = NULL;
    enum status status = refuse_no_file(path, message);
    if (status != STATUS_OK) return status;
    char *part = path_with_suffix(path, ".part");
    if (!part) return message_no_memory(message, "to read %s", path);
    status = reader_new(reader, part, message);
    if (status != STATUS_OK) return free(part), status;
    if (access(part, R_OK) != 0) {
        struct result_reader *whole;
        const int missing = errno;
        status = text_file_fault();
        const bool complete = result_reader_open(&whole, path, &reason) == STATUS_OK;
        result_reader_close(whole);
        message_set(message, status, "there is none to go on with (%s)%s", strerror(missing),
            complete ? ": the result itself is complete" : "");
    } else if (hdf5_open_part(part, &(*reader)->file, &reason) != STATUS_OK) {
        status = STATUS_DAMAGED;
        say_cut_short(part, &reason, message);
    }
    if (status == STATUS_OK) status = check_kind((*reader)->file, message);
    free(part);
    return opened(reader, status, message);
}

void result_reader_close(struct result_reader *reader)
{
    if (!reader) return;
    hdf5_drop(reader->file);
    free(reader->path);
    free(reader);
}

const char *result_reader_path(const struct result_reader *reader)
{
    return reader->path;
}

hid_t result_reader_file(const struct result_reader *reader)
{
    return reader->file;
}
