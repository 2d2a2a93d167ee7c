/* Replications for people, and for programs. */
#include <math.h>
#include <string.h>

#include "io/text/characters.h"
#include "program/study/replication.h"
#include "program/terminal/figures.h"
#include "program/terminal/json.h"
#include "program/terminal/table.h"
#include "program/terminal/terminal.h"

/* What is expected, in a word or number; how far off it may be is said elsewhere. */
static void write_expected(const struct expectation *expectation, char text[TABLE_CELL])
{
    static const char *const words[] = {
        "", "at least ", "at most ", "increasing", "decreasing", "a peak in ", "a valley in "};
    const char *word = words[expectation->kind];
    if (expectation->kind == EXPECT_PEAK || expectation->kind == EXPECT_VALLEY)
        snprintf(text, TABLE_CELL, "%s%g..%g", word, expectation->inside[0], expectation->inside[1]);
    else if (expectation->kind <= EXPECT_MOST)
        snprintf(text, TABLE_CELL, "%s%.6g", word, expectation->value);
    else
        snprintf(text, TABLE_CELL, "%s", word);
}

/* ---- the table ---- */

static const char *cell(const void *context, int row, int column, char buffer[TABLE_CELL])
{
    const struct replication *replication = context;
    const struct expectation *expectation = &replication->expectations.items[row];
    const struct finding *finding = &replication->findings[row];
    bool order = expectation->kind > EXPECT_MOST;
    buffer[0] = 0;
    switch (column) {
    case 0:
        return verdict_word(finding->verdict);
    case 1:
        write_expected(expectation, buffer);
        break;
    case 2:
        if (expectation->exact) return "exactly";
        if (!isnan(finding->allowed)) snprintf(buffer, TABLE_CELL, "+-%.2g", finding->allowed);
        break;
    case 3:
        if (!order) snprintf(buffer, TABLE_CELL, "%.6g +-%.2g", finding->mean, finding->error);
        break;
    case 4:
        if (!isnan(finding->z)) snprintf(buffer, TABLE_CELL, "%.1f", finding->z);
        break;
    default:
        snprintf(buffer, TABLE_CELL, "%s%s%s", expectation->name, order ? ": " : "", finding->means);
        break;
    }
    return buffer;
}

/* One for several in a row. */
static void print_explanations(const struct replication *replication, FILE *stream)
{
    const char *last = "";
    for (int64_t i = 0; i < replication->expectations.count; i++) {
        const char *explained = replication->expectations.items[i].explained;
        if (replication->findings[i].verdict != VERDICT_EXPLAINED || strcmp(explained, last) == 0) continue;
        fprintf(stream, "%*sexplained: %s\n", MARGIN, "", explained);
        last = explained;
    }
}

static void print_table(const struct replication *replication, int width, FILE *stream)
{
    static const char *const headings[] = {"verdict", "expected", "allowed", "came out", "z", "what"};
    const struct study *study = &replication->study;
    fprintf(stream, "%s: %s\n", replication->name, study->title);
    if (study->replicates == 0) {
        if (study->absent)
            fprintf(stream, "%*sleft out: its data are not there: %s\n\n", MARGIN, "", study->absent);
        else
            fprintf(stream, "%*sleft out where time is short\n\n", MARGIN, "");
        return;
    }
    fprintf(stream, "%*s%s runs, %s of each, %s\n", MARGIN, "", figure_count(study_runs(study)).text,
        figure_count(study->replicates).text, figure_duration(replication->seconds).text);
    if (replication->failed_runs > 0)
        fprintf(stream, "%*s%s failed: %s\n", MARGIN, "", figure_counted(replication->failed_runs, "run", "runs").text,
            replication->reason);
    table_print(&(struct table){(int)replication->expectations.count, 6, headings, cell, replication}, false, MARGIN,
        width, stream);
    print_explanations(replication, stream);
    fputc('\n', stream);
}

/* ---- JSON and CSV: one object or line a row ---- */

static void json_field(FILE *stream, const char *name, const char *text)
{
    json_text(stream, name);
    fputs(": ", stream);
    json_text(stream, text);
    fputs(", ", stream);
}

static void json_figure(FILE *stream, const char *name, double number, const char *after)
{
    json_text(stream, name);
    fputs(": ", stream);
    json_number(stream, number);
    fputs(after, stream);
}

static void print_json_row(const struct expectation *expectation, const struct finding *finding, FILE *stream)
{
    char expected[TABLE_CELL];
    bool order = expectation->kind > EXPECT_MOST;
    write_expected(expectation, expected);
    fputs("      {", stream);
    json_field(stream, "name", expectation->name);
    json_field(stream, "source", expectation->source);
    json_field(stream, "explained", expectation->explained);
    json_field(stream, "expected", expected);
    json_field(stream, "means", finding->means);
    json_figure(stream, "value", order ? NAN : expectation->value, ", ");
    json_figure(stream, "value_error", expectation->error, ", ");
    json_figure(stream, "tolerance", expectation->tolerance, ", ");
    json_figure(stream, "allowed", finding->allowed, ", ");
    json_figure(stream, "mean", finding->mean, ", ");
    json_figure(stream, "error", finding->error, ", ");
    json_figure(stream, "z", finding->z, ", ");
    json_figure(stream, "replicates", (double)finding->replicates, ", ");
    fprintf(stream, "\"exact\": %s, \"verdict\": ", expectation->exact ? "true" : "false");
    json_text(stream, verdict_word(finding->verdict));
    fputc('}', stream);
}

static void print_json(const struct replication *replication, int64_t number, FILE *stream)
{
    const struct yaml_node *root = replication->study.tree.root;
    const struct yaml_node *doi = yaml_tree_get(root, "doi"), *differs = yaml_tree_get(root, "differs");
    bool rows = replication->study.replicates > 0;
    fprintf(stream, "%s  {", number ? ",\n" : "[\n");
    json_field(stream, "name", replication->name);
    json_field(stream, "title", replication->study.title);
    json_field(stream, "doi", doi && doi->text ? doi->text : "");
    json_field(stream, "differs", differs && differs->text ? differs->text : "");
    json_field(stream, "absent", replication->study.absent ? replication->study.absent : "");
    fprintf(stream, "\"quick\": %s, ", replication->quick ? "true" : "false");
    json_figure(stream, "replicates", (double)replication->study.replicates, ", ");
    json_figure(stream, "runs", (double)study_runs(&replication->study), ", ");
    json_figure(stream, "failed_runs", (double)replication->failed_runs, ", ");
    json_figure(stream, "seconds", replication->seconds, ",\n    \"rows\": [");
    for (int64_t i = 0; i < replication->expectations.count && rows; i++) {
        fputs(i ? ",\n" : "\n", stream);
        print_json_row(&replication->expectations.items[i], &replication->findings[i], stream);
    }
    fputs("]}", stream);
}

static void csv_text(FILE *stream, const char *text)
{
    characters_csv(text, stream);
    fputc(',', stream);
}

static void csv_number(FILE *stream, double number)
{
    if (isfinite(number)) json_number(stream, number);
    fputc(',', stream);
}

static void print_csv(const struct replication *replication, int64_t number, FILE *stream)
{
    if (number == 0)
        fputs("replication,name,source,expected,value_error,tolerance,allowed,mean,error,z,replicates,means,explained,"
              "verdict\n",
            stream);
    for (int64_t i = 0; i < replication->expectations.count && replication->study.replicates > 0; i++) {
        const struct expectation *expectation = &replication->expectations.items[i];
        const struct finding *finding = &replication->findings[i];
        char expected[TABLE_CELL];
        write_expected(expectation, expected);
        csv_text(stream, replication->name);
        csv_text(stream, expectation->name);
        csv_text(stream, expectation->source);
        csv_text(stream, expected);
        const double numbers[] = {expectation->error, expectation->tolerance, finding->allowed, finding->mean,
            finding->error, finding->z, (double)finding->replicates};
        for (size_t k = 0; k < sizeof numbers / sizeof numbers[0]; k++) csv_number(stream, numbers[k]);
        csv_text(stream, finding->means);
        csv_text(stream, expectation->explained);
        fprintf(stream, "%s\n", verdict_word(finding->verdict));
    }
}

void replication_print(
    const struct replication *replication, enum replication_form form, int64_t number, int width, FILE *stream)
{
    if (form == REPLICATION_TABLE) print_table(replication, width, stream);
    if (form == REPLICATION_JSON) print_json(replication, number, stream);
    if (form == REPLICATION_CSV) print_csv(replication, number, stream);
    fflush(stream);
}

void replications_end(enum replication_form form, int64_t count, FILE *stream)
{
    if (form == REPLICATION_JSON) fputs(count > 0 ? "\n]\n" : "[]\n", stream);
}
