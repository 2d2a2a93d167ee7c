#include "program/terminal/terminal.h"

#include <langinfo.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

static bool is_set(const char *variable)
{
    const char *value = getenv(variable);
    return value && *value;
}

static int width_of(int descriptor)
{
    struct winsize size;
    int width = 0;
    if (ioctl(descriptor, TIOCGWINSZ, &size) == 0) width = size.ws_col;
    if (width == 0 && is_set("COLUMNS")) width = atoi(getenv("COLUMNS"));
    if (width <= 0 || width > 10000) width = 80;
    return width < 20 ? 20 : width;
}

static int height_of(int descriptor)
{
    struct winsize size;
    return ioctl(descriptor, TIOCGWINSZ, &size) == 0 && size.ws_row > 0 ? size.ws_row : 24;
}

struct terminal terminal_of(FILE *stream)
{
    const char *kind = is_set("TERM") ? getenv("TERM") : "dumb";
    int descriptor = fileno(stream);
    struct terminal terminal = {.width = width_of(descriptor), .height = height_of(descriptor)};
    terminal.interactive = isatty(descriptor) && strcmp(kind, "dumb") != 0;
    terminal.colour = terminal.interactive && !is_set("NO_COLOR");
    /* The console of Linux speaks UTF-8 but its font lacks most blocks. */
    terminal.unicode = strcmp(nl_langinfo(CODESET), "UTF-8") == 0 && !(terminal.interactive && !strcmp(kind, "linux"));
    return terminal;
}

static bool continues(char byte)
{
    return ((unsigned char)byte & 0xC0) == 0x80;
}

int terminal_columns(const char *text)
{
    int columns = 0;
    for (; *text; text++) columns += !continues(*text);
    return columns;
}

int terminal_fitting(const char *text, int columns)
{
    int bytes = 0;
    while (text[bytes] && (columns > 0 || continues(text[bytes]))) {
        columns -= !continues(text[bytes]);
        bytes++;
        if (columns == 0 && !continues(text[bytes])) break;
    }
    return bytes;
}

const char *terminal_style(const struct terminal *terminal, int style)
{
    static const char *const sequence[] = {
        [STYLE_PLAIN] = "\033[0m", [STYLE_BOLD] = "\033[1m", [STYLE_DIM] = "\033[2m", [STYLE_CURVE] = "\033[36m"};
    return terminal->colour ? sequence[style] : "";
}
