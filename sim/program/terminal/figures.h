/* Figures as people read them. Each comes by value, so that `figure_count(n).text` can stand in an expression. */
#ifndef PROGRAM_FIGURES_H
#define PROGRAM_FIGURES_H

#include <stdint.h>

enum { FIGURE_TEXT = 48 };
struct figure {
    char text[FIGURE_TEXT];
};

/* 1,234,567 */
struct figure figure_count(int64_t count);

/* 1 run, 1,234 runs */
struct figure figure_counted(int64_t count, const char *one, const char *many);

/* A finite number to three digits: 0.0123, 1.23, 12.3, 123, 1,230 */
struct figure figure_amount(double amount);

/* 512 B, 1.23 kB, 45.6 MB */
struct figure figure_bytes(double bytes);

/* 0.12 s, 8.1 s, 2 min 5 s, 3 h 20 min, 2 d 4 h, 1 y 12 d */
struct figure figure_duration(double seconds);

#endif
