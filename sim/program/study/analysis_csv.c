/* An analysis as comma-separated values (RFC 4180): a row a finding, a column for each dimension. What does not apply,
 * or is not known, is empty. */
#include <math.h>
#include <string.h>

#include "io/text/characters.h"
#include "program/study/analysis_report.h"
#include "scenario/numbers.h"
#include "study/plan/dimensions.h"

static void put_number(FILE *stream, double number)
{
    char text[NUMBER_TEXT] = "";
    if (isfinite(number)) number_print(number, text);
    fprintf(stream, ",%s", text);
}

static void put_count(FILE *stream, int64_t count)
{
    fputc(',', stream);
    if (count >= 0) fprintf(stream, "%lld", (long long)count);
}

static void put_dimensions(const struct study *study, const struct finding *finding, FILE *stream)
{
    char room[PARAMETER_TEXT_LENGTH];
    for (int i = 0; i < dimension_count(study); i++) {
        bool of_condition = finding->condition >= 0 && i == study->design.axis_count;
        fputc(',', stream);
        if (finding->configuration >= 0)
            characters_csv(dimension_value(study, finding->configuration, i, room), stream);
        else if (of_condition)
            characters_csv(study->conditions.items[finding->condition].name, stream);
    }
}

/* The contrast's name, or the parameter. */
static void put_name(const struct study *study, const struct finding *finding, FILE *stream)
{
    char room[PARAMETER_TEXT_LENGTH];
    fputc(',', stream);
    if (finding->contrast)
        characters_csv(finding->contrast->name, stream);
    else if (finding->axis >= 0)
        characters_csv(dimension_name(study, finding->axis, room), stream);
    else if (finding->kind == FINDING_DIFFERENCE)
        fputs("against the first", stream);
}

static void put_finding(const struct study *study, const struct finding *finding, FILE *stream)
{
    characters_csv(study->outcomes.items[finding->outcome].name, stream);
    fprintf(stream, ",%s", finding_names[finding->kind]);
    put_name(study, finding, stream);
    put_count(stream, finding->configuration);
    put_dimensions(study, finding, stream);
    put_number(stream, finding->estimate.value);
    put_number(stream, finding->estimate.low);
    put_number(stream, finding->estimate.high);
    put_number(stream, finding->from);
    put_number(stream, finding->error);
    put_number(stream, finding->deviation);
    put_number(stream, finding->independent_deviation);
    put_count(stream, finding->count);
    put_count(stream, finding->missing);
    put_count(stream, finding->without_run);
    put_count(stream, finding->needed);
    fprintf(
        stream, ",%s,%s", finding->contrast ? finding->contrast->expected_word : "", verdict_names[finding->verdict]);
    put_number(stream, finding->to);
    put_number(stream, finding->contrast ? finding->contrast->smallest : NAN);
    put_count(stream, finding->before_branch);
    for (int gap = 0; gap < GAP_KINDS; gap++)
        put_count(stream, finding->kind == FINDING_MEAN ? finding->gaps[gap] : -1);
    fputs("\r\n", stream);
}

void analysis_print_csv(const struct analysis_report *report, FILE *stream)
{
    const struct study *study = &report->request->results->study;
    char room[PARAMETER_TEXT_LENGTH];
    fputs("outcome,kind,name,config_id", stream);
    for (int i = 0; i < dimension_count(study); i++) fprintf(stream, ",%s", dimension_name(study, i, room));
    fputs(",estimate,low,high,from,standard_error,deviation,independent_deviation,count,missing,without_run,replicates_"
          "needed,"
          "expected,"
          "verdict,to,smallest,before_branch",
        stream);
    for (int gap = 0; gap < GAP_KINDS; gap++) fprintf(stream, ",%s", gap_names[gap]);
    fputs("\r\n", stream);
    for (int64_t i = 0; i < report->analysis->findings.count; i++)
        put_finding(study, &report->analysis->findings.items[i], stream);
}
