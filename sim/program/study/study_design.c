#include "program/study/study_design.h"

#include <math.h>
#include <string.h>

#include "io/text/characters.h"
#include "program/terminal/figures.h"
#include "program/terminal/listing.h"
#include "study/format/pairing.h"
#include "study/plan/dimensions.h"

enum { ROWS_MOST = 10 };

/* What was asked of the ranks, and what came out. */
static enum status print_correlations(const struct study *study, FILE *stream)
{
    for (int64_t i = 0; i < study->correlations.count; i++) {
        const struct correlation *pair = &study->correlations.items[i];
        double found = pairing_rank(&study->design, pair->axis[0], pair->axis[1]);
        if (isnan(found)) return STATUS_MEMORY;
        fprintf(stream, "%s and %s: rank correlation %.4f, asked for %g\n",
            parameter_path(study->axes.items[pair->axis[0]].parameter).text,
            parameter_path(study->axes.items[pair->axis[1]].parameter).text, found, pair->rank);
    }
    return STATUS_OK;
}

enum status study_design_print(const struct study *study, FILE *stream)
{
    char room[PARAMETER_TEXT_LENGTH];
    const struct terminal terminal = terminal_of(stream);
    const int64_t configurations = study_configurations(study);
    const int64_t rows = configurations > ROWS_MOST ? ROWS_MOST : configurations;
    int dimensions = dimension_count(study);
    const int more = dimensions > LISTING_COLUMNS_MOST - 1 ? dimensions - (LISTING_COLUMNS_MOST - 1) : 0;
    if (dimensions == 0) return STATUS_OK;
    dimensions -= more;
    struct listing listing = {.count = 1 + dimensions, .sides = "r"};
    memset(listing.sides + 1, 'l', (size_t)dimensions);
    listing_add(&listing, STYLE_DIM, "config_id");
    for (int i = 0; i < dimensions; i++) listing_add(&listing, STYLE_DIM, "%s", dimension_name(study, i, room));
    for (int64_t c = 0; c < rows; c++) {
        listing_add(&listing, STYLE_PLAIN, "%lld", (long long)c);
        for (int i = 0; i < dimensions; i++) listing_add_value(&listing, dimension_value(study, c, i, room));
    }
    const enum status status = listing.short_of_memory ? STATUS_MEMORY : STATUS_OK;
    for (int64_t row = 0; status == STATUS_OK && row < listing_rows(&listing); row++)
        listing_print(&listing, row, "", &terminal, stream);
    if (configurations > rows)
        fprintf(stream, "and %s more configurations: --dry-run --csv prints them all\n",
            figure_count(configurations - rows).text);
    if (more > 0) fprintf(stream, "%d more columns: --dry-run --csv prints them\n", more);
    listing_free(&listing);
    return status == STATUS_OK ? print_correlations(study, stream) : status;
}

void study_design_print_csv(const struct study *study, FILE *stream)
{
    char room[PARAMETER_TEXT_LENGTH];
    fputs("config_id", stream);
    for (int i = 0; i < dimension_count(study); i++) fprintf(stream, ",%s", dimension_name(study, i, room));
    fputs(",replicates\r\n", stream);
    for (int64_t c = 0; c < study_configurations(study); c++) {
        fprintf(stream, "%lld,", (long long)c);
        for (int i = 0; i < dimension_count(study); i++) {
            characters_csv(dimension_value(study, c, i, room), stream);
            fputc(',', stream);
        }
        fprintf(stream, "%lld\r\n", (long long)study->replicates);
    }
}
