/* A run without somebody or something, and the credit of founders: for people, and as JSON for programs. */
#ifndef PROGRAM_WHATIF_PRINT_H
#define PROGRAM_WHATIF_PRINT_H

#include <stdio.h>

#include "program/terminal/options.h"
#include "study/whatif/whatif.h"

struct whatif_told {
    const struct whatif_base *base;
    const struct scenario *scenario; /* says what is left out */
    const struct course *without;
    const struct option_list *what; /* the same, as it was written */
    struct fates fates;
    int32_t practice; /* of which everybody concerned is shown; -1: none */
};
void whatif_print(const struct whatif_told *told, int width, FILE *stream);
void whatif_print_json(const struct whatif_told *told, const char *path, FILE *stream);

struct credit_told {
    const struct whatif_base *base;
    int32_t practice;
    struct credit credit;
};
void credit_print(const struct credit_told *told, int width, FILE *stream);
void credit_print_json(const struct credit_told *told, FILE *stream);

#endif
