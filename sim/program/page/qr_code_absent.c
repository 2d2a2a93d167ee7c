/* In place of qr_code.c in a build without libqrencode. */
#include "program/page/qr_code.h"

void qr_code_print(const char *text, const struct terminal *terminal, FILE *stream)
{
    (void)text, (void)terminal, (void)stream;
}
