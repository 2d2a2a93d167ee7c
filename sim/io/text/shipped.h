/* Files that came with the program. They are found from where the program itself is, so that an installed tree may be
 * moved.
 */
#ifndef IO_SHIPPED_H
#define IO_SHIPPED_H

#include <stdbool.h>

enum { SHIPPED_PATH = 4096 };

/* Where a file or folder is: `installed` and `built` are its paths from the program's folder in an installed tree and
 * in a build folder of the sources. False where it can be read in neither; `path` then means nothing. */
bool shipped_find(const char *installed, const char *built, char path[SHIPPED_PATH]);

#endif
