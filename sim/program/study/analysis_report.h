/* An analysis as a page to look at, as a table of comma-separated values, and as JSON. */
#ifndef PROGRAM_ANALYSIS_REPORT_H
#define PROGRAM_ANALYSIS_REPORT_H

#include <stdio.h>

#include "program/terminal/terminal.h"
#include "study/analysis/analysis.h"

struct analysis_report {
    const char *path; /* of the study's file */
    const struct analysis_request *request;
    const struct analysis *analysis;
};

/* STATUS_MEMORY only; what could not be written the stream remembers. */
MUST_USE enum status analysis_print(
    const struct analysis_report *report, const struct terminal *terminal, FILE *stream);

void analysis_print_csv(const struct analysis_report *report, FILE *stream);
void analysis_print_json(const struct analysis_report *report, FILE *stream);

#endif
