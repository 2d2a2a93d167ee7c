#include "io/text/shipped.h"

#include <stdio.h>
#include <string.h>
#include <unistd.h>

bool shipped_find(const char *installed, const char *built, char path[SHIPPED_PATH])
{
    char program[SHIPPED_PATH / 2];
    const ssize_t length = readlink("/proc/self/exe", program, sizeof program - 1);
    program[length > 0 ? length : 0] = 0;
    char *slash = strrchr(program, '/');
    if (slash) *slash = 0;
    snprintf(path, SHIPPED_PATH, "%s/%s", program, installed);
    if (access(path, R_OK) == 0) return true;
    snprintf(path, SHIPPED_PATH, "%s/%s", program, built);
    return access(path, R_OK) == 0;
}
