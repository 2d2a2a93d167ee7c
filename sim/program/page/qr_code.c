#include "program/page/qr_code.h"

#include <qrencode.h>

#include "program/terminal/terminal.h"

/* A code is read on quiet ground: two modules of it all around are enough for cameras. */
enum { QUIET = 2 };

static bool is_dark(const QRcode *code, int row, int column)
{
    const bool inside = row >= 0 && row < code->width && column >= 0 && column < code->width;
    return inside && (code->data[row * code->width + column] & 1);
}

/* Two rows of modules are one line. The light ones are drawn: on a dark terminal that is the code as it should be, and
 * where there is colour, black on white is asked for. */
static void print_line(const QRcode *code, int row, const struct terminal *terminal, FILE *stream)
{
    static const char *const half[2][2] = {{"█", "▀"}, {"▄", " "}}; /* [upper is dark][lower is dark] */
    fprintf(stream, "%*s%s", MARGIN, "", terminal->colour ? "\033[97;40m" : "");
    for (int column = -QUIET; column < code->width + QUIET; column++)
        fputs(half[is_dark(code, row, column)][is_dark(code, row + 1, column)], stream);
    fprintf(stream, "%s\n", terminal_style(terminal, STYLE_PLAIN));
}

void qr_code_print(const char *text, const struct terminal *terminal, FILE *stream)
{
    if (!terminal->interactive || !terminal->unicode) return;
    QRcode *code = QRcode_encodeString8bit(text, 0, QR_ECLEVEL_L);
    if (!code) return;
    if (code->width + 2 * QUIET + MARGIN <= terminal->width)
        for (int row = -QUIET; row < code->width + QUIET; row += 2) print_line(code, row, terminal, stream);
    QRcode_free(code);
}
