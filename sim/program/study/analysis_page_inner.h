/* The page of an analysis under way, and the sentences on it: analysis_print.c has its tables. */
#ifndef PROGRAM_ANALYSIS_PAGE_INNER_H
#define PROGRAM_ANALYSIS_PAGE_INNER_H

#include "program/study/analysis_report.h"

/* A page under way. */
struct page {
    const struct analysis_report *report;
    const struct study *study;
    const struct terminal *terminal;
    FILE *stream;
};

/* Findings of one kind (or of FIRST with TOTAL, and so on) of an outcome under a condition, as they follow each other.
 */
struct block {
    const struct finding *finding; /* [count] */
    int64_t count;
    int decimals; /* of its figures */
};

void page_line(const struct page *page, int style, const char *text);

/* What the study is, and what of its runs one must know to read the rest. */
void page_heading(const struct page *page);

/* What indices are from, and whether they say anything. */
void page_basis(const struct page *page, const struct finding *noise);

/* Of means: replicates that do not count though their runs are done, and why. */
void page_gaps(const struct page *page, const struct block *block);

/* What the columns are. */
void page_legend(const struct page *page);

#endif
