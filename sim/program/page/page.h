/* The page for classrooms: one HTML file that comes with the program and holds the simulator. It has a place for a
 * scenario, and with one in it is a demonstration of that scenario.
 *
 *     struct page page;
 *     page_open(&page, NULL, &message)                            the page as it came
 *     page_put(&page, "district.yaml", &input, &message)          a scenario into it
 *     page_put_run(&page, "district.h5", &message)                or a run that is played from its result
 *     page_save(&page, "district.html", false, &message)
 *     page_close(&page)
 */
#ifndef PROGRAM_PAGE_H
#define PROGRAM_PAGE_H

#include <stdbool.h>
#include <stddef.h>

#include "base/status.h"
#include "program/report/scenario_input.h"

struct page {
    char *html;
    size_t length;
};

/* Reads the page at `path`, or where that is NULL the one that came with the program. Errors: STATUS_READ (there is
 * none), STATUS_INPUT, STATUS_MEMORY; nothing is left allocated then. */
MUST_USE enum status page_open(struct page *page, const char *path, struct message *message);
void page_close(struct page *page);

/* Puts a scenario, read from `path`, into the page. STATUS_INPUT: it does not fit there, and the message says why, or
 * the page has no place for it. Cost: of the making of its world. */
MUST_USE enum status page_put(
    struct page *page, const char *path, const struct scenario_input *input, struct message *message);

/* Puts the run that the result at `path` holds into the page, which then plays it and runs nothing. STATUS_INPUT: it is
 * too large, or the page has no place for it; else as the reader. Cost: of the run. */
MUST_USE enum status page_put_run(struct page *page, const char *path, struct message *message);

/* Writes the page; the file is there whole or not at all. STATUS_EXISTS: it is there already, and `replace` is false.
 * STATUS_WRITE. */
MUST_USE enum status page_save(const struct page *page, const char *path, bool replace, struct message *message);

#endif
