/* The format of studies, printed from the tables that they are read by. */
#ifndef PROGRAM_STUDY_FORMAT_H
#define PROGRAM_STUDY_FORMAT_H

#include <stdbool.h>
#include <stdio.h>

/* As Markdown, or as text within `width` columns. */
void study_format_print(bool markdown, int width, FILE *stream);

#endif
