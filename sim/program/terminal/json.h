/* The little JSON (RFC 8259) that the program writes. */
#ifndef PROGRAM_JSON_H
#define PROGRAM_JSON_H

#include <stdio.h>

/* A UTF-8 text in quotes, escaped. */
void json_text(FILE *stream, const char *text);

/* The shortest decimal that reads back equal; null for what is not finite. */
void json_number(FILE *stream, double number);

#endif
