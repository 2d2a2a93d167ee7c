/* An analysis as one JSON object; null is what is not known. */
#include "program/study/analysis_report.h"
#include "program/terminal/json.h"
#include "study/plan/dimensions.h"

static void put_text(FILE *stream, const char *key, const char *text)
{
    fprintf(stream, "\"%s\": ", key);
    json_text(stream, text);
    fputs(", ", stream);
}

static void put_number(FILE *stream, const char *key, double number)
{
    fprintf(stream, "\"%s\": ", key);
    json_number(stream, number);
    fputs(", ", stream);
}

static void put_count(FILE *stream, const char *key, int64_t count)
{
    if (count < 0)
        fprintf(stream, "\"%s\": null, ", key);
    else
        fprintf(stream, "\"%s\": %lld, ", key, (long long)count);
}

/* What a configuration is on each dimension. */
static void put_configuration(const struct study *study, int64_t configuration, FILE *stream)
{
    char room[PARAMETER_TEXT_LENGTH];
    put_count(stream, "configuration", configuration);
    fputs("\"at\": {", stream);
    for (int i = 0; i < dimension_count(study); i++) {
        fputs(i ? ", " : "", stream);
        json_text(stream, dimension_name(study, i, room));
        fputs(": ", stream);
        json_text(stream, dimension_value(study, configuration, i, room));
    }
    fputs("}, ", stream);
}

static void put_effect(const struct finding *finding, FILE *stream)
{
    put_number(stream, "standard_error", finding->error);
    put_number(stream, "deviation", finding->deviation);
    if (finding->kind == FINDING_DIFFERENCE) {
        put_number(stream, "independent_deviation", finding->independent_deviation);
        put_number(stream, "from", finding->from);
        put_number(stream, "to", finding->to);
    }
    put_count(stream, "replicates_needed", finding->needed);
}

/* Why runs of a mean that are done have no number, where some have none. */
static void put_gaps(const struct finding *finding, FILE *stream)
{
    const char *between = "";
    if (finding->kind != FINDING_MEAN) return;
    fputs("\"without_number\": {", stream);
    for (int gap = 0; gap < GAP_KINDS; gap++) {
        if (finding->gaps[gap] == 0) continue;
        fprintf(stream, "%s\"%s\": %lld", between, gap_names[gap], (long long)finding->gaps[gap]);
        between = ", ";
    }
    fputs("}, ", stream);
}

static void put_finding(const struct results *results, const struct finding *finding, FILE *stream)
{
    const struct study *study = &results->study;
    char room[PARAMETER_TEXT_LENGTH];
    fputs("    {", stream);
    put_text(stream, "outcome", study->outcomes.items[finding->outcome].name);
    put_text(stream, "kind", finding_names[finding->kind]);
    if (finding->contrast) {
        put_count(stream, "contrast", finding->contrast - results->contrasts.items);
        put_text(stream, "name", finding->contrast->name);
    }
    if (finding->axis >= 0) put_text(stream, "parameter", dimension_name(study, finding->axis, room));
    if (finding->condition >= 0 && dimension_of_conditions(study))
        put_text(stream, "condition", study->conditions.items[finding->condition].name);
    if (finding->configuration >= 0) put_configuration(study, finding->configuration, stream);
    put_number(stream, "estimate", finding->estimate.value);
    put_number(stream, "low", finding->estimate.low);
    put_number(stream, "high", finding->estimate.high);
    if (finding->kind == FINDING_MEAN || finding->kind == FINDING_DIFFERENCE) put_effect(finding, stream);
    if (finding->contrast) {
        put_text(stream, "expected", finding->contrast->expected_word);
        put_number(stream, "smallest", finding->contrast->smallest);
        put_text(stream, "verdict", verdict_names[finding->verdict]);
    }
    put_count(stream, "count", finding->count);
    put_gaps(finding, stream);
    put_count(stream, "before_branch", finding->before_branch);
    fprintf(stream, "\"missing\": %lld, \"without_run\": %lld}", (long long)finding->missing,
        (long long)finding->without_run);
}

static void put_dimensions(const struct study *study, FILE *stream)
{
    char room[PARAMETER_TEXT_LENGTH];
    fputs("  \"dimensions\": [", stream);
    for (int i = 0; i < dimension_count(study); i++) {
        fputs(i ? ", " : "", stream);
        json_text(stream, dimension_name(study, i, room));
    }
    fputs("],\n", stream);
}

/* A line of the head. */
static void head_text(FILE *stream, const char *key, const char *text)
{
    fprintf(stream, "  \"%s\": ", key);
    json_text(stream, text);
    fputs(",\n", stream);
}

/* Texts that a study may have for its readers. */
static void put_words(const struct study *study, FILE *stream)
{
    const struct yaml_node *claim = yaml_tree_get(study->tree.root, "claim");
    const struct yaml_node *change = yaml_tree_get(study->tree.root, "would_change");
    const struct yaml_node *asked = yaml_tree_get(study->tree.root, "asked_by");
    head_text(stream, "title", study->title);
    if (claim && claim->kind == NODE_TEXT) head_text(stream, "claim", claim->text);
    head_text(stream, "question", study->question);
    if (change && change->kind == NODE_TEXT) head_text(stream, "would_change", change->text);
    if (!asked || asked->kind != NODE_LIST) return;
    fputs("  \"asked_by\": [", stream);
    for (const struct yaml_node *node = asked->child; node; node = node->next) {
        json_text(stream, node->kind == NODE_TEXT ? node->text : "");
        fputs(node->next ? ", " : "", stream);
    }
    fputs("],\n", stream);
}

static void put_half_width(const struct half_width *wish, FILE *stream)
{
    fputs("  \"half_width\": ", stream);
    if (wish->amount > 0) {
        fputs("{\"amount\": ", stream);
        json_number(stream, wish->amount);
        fprintf(stream, ", \"share\": %s},\n", wish->of_itself ? "true" : "false");
    } else {
        fputs("null,\n", stream);
    }
}

static void put_head(const struct analysis_report *report, FILE *stream)
{
    const struct analysis_request *request = report->request;
    const struct results *results = request->results;
    const struct study *study = &results->study;
    head_text(stream, "study", report->path);
    put_words(study, stream);
    head_text(stream, "design", design_table[study->design.kind].name);
    fprintf(stream, "  \"common_random_numbers\": %s,\n", study->independent_seeds ? "false" : "true");
    put_dimensions(study, stream);
    fprintf(stream, "  \"configurations\": %lld,\n", (long long)study_configurations(study));
    fprintf(stream, "  \"replicates\": %lld,\n", (long long)results->replicates);
    fprintf(stream, "  \"runs_missing\": %lld,\n", (long long)results->runs_missing);
    fprintf(stream, "  \"branch_step\": %lld,\n", (long long)study->branch_step);
    fprintf(stream, "  \"runs_before_branch\": %lld,\n", (long long)results->before_branch);
    fputs("  \"level\": ", stream);
    json_number(stream, request->bootstrap.level);
    fputs(",\n", stream);
    put_half_width(&request->half_width, stream);
    fprintf(stream, "  \"bootstrap\": {\"resamples\": %lld, \"seed\": %llu},\n",
        (long long)request->bootstrap.resamples, (unsigned long long)request->bootstrap.seed);
}

void analysis_print_json(const struct analysis_report *report, FILE *stream)
{
    const struct analysis *analysis = report->analysis;
    fputs("{\n", stream);
    put_head(report, stream);
    fputs("  \"findings\": [\n", stream);
    for (int64_t i = 0; i < analysis->findings.count; i++) {
        put_finding(report->request->results, &analysis->findings.items[i], stream);
        fputs(i + 1 < analysis->findings.count ? ",\n" : "\n", stream);
    }
    fputs("  ]\n}\n", stream);
}
