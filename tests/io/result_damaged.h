/* A result that is damaged, verified and made whole again. */
#ifndef IO_RESULT_DAMAGED_H
#define IO_RESULT_DAMAGED_H

#include "io/result_support.h"

static char *original;
static size_t original_size;
static struct path damaged;

static inline int make_original(void **state)
{
    struct message message;
    if (folder_make(state)) return -1;
    damaged = in_folder(state, "result.h5");
    if (run_to(damaged.text, everything, false, &message)) return -1;
    original = bytes_of(damaged.text, &original_size);
    return 0;
}

static inline int remove_original(void **state)
{
    free(original);
    return folder_remove(state);
}

#endif
