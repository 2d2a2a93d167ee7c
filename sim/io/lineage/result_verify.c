#include "io/lineage/result_verify.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "io/lineage/lineage.h"
#include "io/result/result_checksum.h"
#include "io/result/result_reader.h"
#include "model/cycle/model.h"

/* A verification under way. */
struct inquiry {
    struct result_reader *reader;
    struct result_digests digests;
    struct verification *verification;
};

static void add(struct inquiry *inquiry, struct finding finding)
{
    struct verification *verification = inquiry->verification;
    if (verification->count < FINDINGS_MOST) verification->finding[verification->count++] = finding;
}

/* A finding of one thing that holds or does not. */
static struct finding verdict(const char *subject, bool good, int64_t checked, const char *detail)
{
    struct finding finding = {good ? VERDICT_OK : VERDICT_FAILED, checked, !good, subject, ""};
    snprintf(finding.detail, sizeof finding.detail, "%.*s", (int)sizeof finding.detail - 1, detail);
    return finding;
}

/* What could not be read is damaged; only memory ends a verification. */
static enum status add_unread(struct inquiry *inquiry, const char *subject, enum status status,
    const struct message *reason, struct message *message)
{
    if (status == STATUS_MEMORY) return message_set(message, status, "%s", reason->text);
    add(inquiry, verdict(subject, false, 0, reason->text));
    return STATUS_OK;
}

static enum status verify_checksum(struct inquiry *inquiry, struct message *message)
{
    static const char subject[] = "checksum of the content";
    struct message reason = {.text = ""};
    struct digest checksum;
    enum status status = result_checksum(result_reader_file(inquiry->reader), &checksum, &reason);
    if (status != STATUS_OK) return add_unread(inquiry, subject, status, &reason, message);
    bool same = memcmp(&checksum, &inquiry->digests.checksum, sizeof checksum) == 0;
    add(inquiry, verdict(subject, same, 0, same ? "" : "it is not what the file states"));
    return STATUS_OK;
}

/* ---- event tables ---- */

static const char *const table_subject[] = {
#define TABLE(table, watched, needs, sentence) "events: " #table,
#include "model/record/events.def"
};

/* Every row into the digest; and the step of no row may be before that of the row above. */
static enum status digest_rows(
    enum event_table table, const char *rows, int64_t count, struct digest *digest, int64_t *disorder)
{
    struct digester *digester = digester_new();
    if (!digester) return STATUS_MEMORY;
    const size_t size = event_tables[table].row_size, step = event_tables[table].columns[0].offset;
    *disorder = 0;
    events_digest_rows(digester, table, rows, count);
    for (int64_t i = 1; i < count; i++) {
        const char *row = rows + (size_t)i * size;
        if (*(const int32_t *)(const void *)(row + step) < *(const int32_t *)(const void *)(row - size + step))
            ++*disorder;
    }
    *digest = digester_result(digester);
    digester_free(digester);
    return STATUS_OK;
}

static struct finding judge_table(
    struct inquiry *inquiry, enum event_table table, int64_t count, struct digest digest, int64_t disorder)
{
    bool same = memcmp(&digest, &inquiry->digests.events[table], sizeof digest) == 0;
    if (table == EVENT_telling) same = true; /* tellings count for the checksum only */
    const char *detail = same ? "" : "the digest is not what the file states";
    if (disorder > 0) detail = "steps decrease";
    struct finding finding = verdict(table_subject[table], same && disorder == 0, count, detail);
    finding.failed = disorder ? disorder : !same;
    return finding;
}

/* A table that is not there is worth mentioning only if there were events of its kind. */
static enum status mention_table(struct inquiry *inquiry, enum event_table table, struct message *message)
{
    struct digest nothing;
    int64_t disorder;
    if (digest_rows(table, NULL, 0, &nothing, &disorder) != STATUS_OK) return message_status(message, STATUS_MEMORY);
    if (memcmp(&nothing, &inquiry->digests.events[table], sizeof nothing) != 0)
        add(inquiry, (struct finding){VERDICT_NOT_RECORDED, 0, 0, table_subject[table], ""});
    return STATUS_OK;
}

static enum status verify_table(struct inquiry *inquiry, enum event_table table, struct message *message)
{
    struct message reason = {.text = "no memory"};
    void *rows = NULL;
    int64_t count = 0, disorder = 0;
    struct digest digest;
    if (!result_reader_recorded(inquiry->reader, table)) return mention_table(inquiry, table, message);
    enum status status = result_reader_rows(inquiry->reader, table, &rows, &count, &reason);
    if (status == STATUS_OK) status = digest_rows(table, rows, count, &digest, &disorder);
    if (status != STATUS_OK)
        status = add_unread(inquiry, table_subject[table], status, &reason, message);
    else
        add(inquiry, judge_table(inquiry, table, count, digest, disorder));
    free(rows);
    return status;
}

/* The digests stated of the tables and of the last state must make up the one stated of the run. */
static enum status verify_run_digest(struct inquiry *inquiry, struct message *message)
{
    struct digest run;
    char text[DIGEST_TEXT];
    enum status status = model_digest_combine(inquiry->digests.events, inquiry->digests.state, &run);
    if (status != STATUS_OK) return message_no_memory(message, "for a digest");
    bool same = memcmp(&run, &inquiry->digests.run, sizeof run) == 0;
    digest_text(inquiry->digests.run, text);
    add(inquiry, verdict("digest of the run", same, 0, same ? text : "its parts do not make it up"));
    return STATUS_OK;
}

/* ---- the lineage ---- */

static enum status verify_lineage(struct inquiry *inquiry, struct message *message)
{
    struct lineage lineage;
    struct message reason = {.text = ""};
    enum status status = lineage_read(&lineage, inquiry->reader, &reason);
    if (status == STATUS_INPUT) {
        add(inquiry, (struct finding){VERDICT_NOT_RECORDED, 0, 0, "lineage", ""});
        return STATUS_OK;
    }
    if (status != STATUS_OK) return add_unread(inquiry, "lineage", status, &reason, message);
    for (int i = 0; i < lineage_check_count && status == STATUS_OK; i++) {
        struct lineage_finding found = {.detail = ""};
        status = lineage_checks[i].check(&lineage, &found);
        struct finding finding = verdict(lineage_checks[i].subject, found.failed == 0, found.checked, found.detail);
        finding.failed = found.failed;
        add(inquiry, finding);
    }
    lineage_free(&lineage);
    return status == STATUS_OK ? status : message_no_memory(message, "to check the lineage");
}

/* ---- all of it ---- */

static enum status verify_content(struct inquiry *inquiry, struct message *message)
{
    struct message reason = {.text = ""};
    enum status status = result_reader_digests(inquiry->reader, &inquiry->digests, &reason);
    if (status != STATUS_OK) return add_unread(inquiry, "digests", status, &reason, message);
    status = verify_checksum(inquiry, message);
    for (int t = 0; t < EVENT_TABLE_COUNT && status == STATUS_OK; t++)
        status = verify_table(inquiry, (enum event_table)t, message);
    if (status == STATUS_OK) status = verify_run_digest(inquiry, message);
    return status == STATUS_OK ? verify_lineage(inquiry, message) : status;
}

static enum status sum_up(const struct verification *verification, const char *path, struct message *message)
{
    int failed = 0;
    const struct finding *first = NULL;
    for (int i = verification->count - 1; i >= 0; i--)
        if (verification->finding[i].verdict == VERDICT_FAILED) failed++, first = &verification->finding[i];
    if (!first) return STATUS_OK;
    return message_set(message, STATUS_DAMAGED, "%s: %d of %d checks failed, the first: %s: %s", path, failed,
        verification->count, first->subject, first->detail);
}

enum status result_verify(const char *path, struct verification *verification, struct message *message)
{
    struct inquiry inquiry = {.verification = verification};
    verification->count = 0;
    enum status status = result_reader_open(&inquiry.reader, path, message);
    if (status == STATUS_DAMAGED) add(&inquiry, verdict("complete", false, 0, "it is not"));
    if (status != STATUS_OK) return status;
    add(&inquiry, verdict("complete", true, 0, ""));
    status = verify_content(&inquiry, message);
    result_reader_close(inquiry.reader);
    return status == STATUS_OK ? sum_up(verification, path, message) : status;
}
