/* selforg verify: every check of a result file, or of a study's, one line each. */
#include <stdio.h>

#include "io/lineage/result_verify.h"
#include "program/terminal/figures.h"
#include "program/terminal/json.h"
#include "program/terminal/table.h"
#include "program/terminal/terminal.h"
#include "program/usage/commands.h"
#include "study/analysis/study_verify.h"

static const char *const verdict_name[] = {
    [VERDICT_OK] = "ok", [VERDICT_FAILED] = "FAILED", [VERDICT_NOT_RECORDED] = "not recorded"};

static const char *finding_cell(const void *context, int row, int column, char buffer[TABLE_CELL])
{
    const struct finding *finding = &((const struct verification *)context)->finding[row];
    if (column == 0) return verdict_name[finding->verdict];
    if (column == 1) return finding->subject;
    bool counted = finding->checked > 0;
    snprintf(buffer, TABLE_CELL, "%s%s%s", counted ? figure_count(finding->checked).text : "",
        counted && *finding->detail ? ", " : "", finding->detail);
    return buffer;
}

static void print_json(const struct verification *verification, FILE *stream)
{
    fputs("[\n", stream);
    for (int i = 0; i < verification->count; i++) {
        const struct finding *finding = &verification->finding[i];
        fputs("  {\"subject\": ", stream);
        json_text(stream, finding->subject);
        fprintf(stream,
            ", \"verdict\": \"%s\", \"checked\": %lld, \"failed\": %lld, \"detail\": ", verdict_name[finding->verdict],
            (long long)finding->checked, (long long)finding->failed);
        json_text(stream, finding->detail);
        fputs(i + 1 < verification->count ? "},\n" : "}\n", stream);
    }
    fputs("]\n", stream);
}

enum status verify_command(const struct verify_options *options, struct message *message)
{
    struct verification verification = {0};
    if (options->json && options->quiet)
        return message_set(message, STATUS_USAGE, "verify: --json and --quiet exclude each other");
    enum status status = study_verify_knows(options->file) ? study_verify(options->file, &verification, message)
                                                           : result_verify(options->file, &verification, message);
    if (options->json)
        print_json(&verification, stdout);
    else if (!options->quiet)
        table_print(&(struct table){verification.count, 3, NULL, finding_cell, &verification}, false, 0,
            terminal_of(stdout).width, stdout);
    return status;
}
