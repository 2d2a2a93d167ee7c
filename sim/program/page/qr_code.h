/* A text as a code that a camera reads (QR, ISO/IEC 18004), drawn with half blocks. */
#ifndef PROGRAM_QR_CODE_H
#define PROGRAM_QR_CODE_H

#include <stdio.h>

#include "program/terminal/terminal.h"

/* Prints it behind a margin of two columns; nothing where the terminal cannot show it: no Unicode, not interactive, too
 * narrow, or a build without libqrencode. */
void qr_code_print(const char *text, const struct terminal *terminal, FILE *stream);

#endif
