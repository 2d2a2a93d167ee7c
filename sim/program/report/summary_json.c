/* The summary of a run for other programs: one JSON object. */
#include "program/report/summary.h"
#include "program/terminal/json.h"

static void print_text(FILE *stream, const char *key, const char *value)
{
    fprintf(stream, "  \"%s\": ", key);
    json_text(stream, value);
    fputs(",\n", stream);
}

static void print_number(FILE *stream, const char *key, double value)
{
    fprintf(stream, "  \"%s\": ", key);
    json_number(stream, value);
    fputs(",\n", stream);
}

static void print_adoptions(FILE *stream, const struct summary *summary)
{
    fputs("  \"adoptions\": {", stream);
    for (int channel = 0; channel < CHANNEL_COUNT; channel++) {
        fprintf(stream, "%s\"%s\": ", channel ? ", " : "", channel_table[channel].name);
        json_number(stream, summary->adoptions[channel]);
    }
    fputs("},\n", stream);
}

static void print_curve(FILE *stream, const struct curve *curve)
{
    fprintf(stream, "    {\"observable\": \"%s\", ", observable_table[curve->observable].name);
    if (curve->of) {
        fputs("\"of\": ", stream);
        json_text(stream, curve->of);
        fputs(", ", stream);
    }
    fputs("\"first\": ", stream);
    json_number(stream, curve->first);
    fputs(", \"last\": ", stream);
    json_number(stream, curve->last);
    fputs("}", stream);
}

void summary_print_json(
    const struct summary *summary, const struct run_outcome *outcome, const char *path, FILE *stream)
{
    char digest[DIGEST_TEXT];
    digest_text(outcome->digest, digest);
    fputs("{\n", stream);
    print_text(stream, "title", summary->scenario->run.title);
    print_text(stream, "question", summary->scenario->run.question);
    fprintf(stream, "  \"seed\": %lld,\n", (long long)summary->scenario->run.seed);
    print_number(stream, "agents", outcome->agents);
    print_number(stream, "ties", summary->ties);
    print_number(stream, "steps", outcome->steps);
    if (*summary->scenario->run.until) fprintf(stream, "  \"until_met\": %s,\n", outcome->ended ? "true" : "false");
    print_number(stream, "seconds", outcome->seconds);
    print_number(stream, "memory_bytes", (double)outcome->memory_bytes);
    print_text(stream, "file", path);
    print_number(stream, "file_bytes", (double)outcome->file_bytes);
    print_text(stream, "digest", digest);
    print_adoptions(stream, summary);
    fputs("  \"curves\": [\n", stream);
    for (int i = 0; i < summary->curve_count; i++) {
        print_curve(stream, &summary->curve[i]);
        fputs(i + 1 < summary->curve_count ? ",\n" : "\n", stream);
    }
    fputs("  ]\n}\n", stream);
}
