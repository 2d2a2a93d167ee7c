/* selforg view: a scenario as a page that runs it. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "program/commands/commands.h"
#include "program/page/page.h"
#include "program/report/scenario_input.h"
#include "program/terminal/figures.h"

static enum status make(struct page *page, const struct view_options *options, struct message *message)
{
    struct scenario_input input;
    enum status status =
        scenario_input_read(&input, options->scenario, &options->set, options->seed, options->steps, NULL, message);
    if (status != STATUS_OK) return status;
    status = page_open(page, options->page, message);
    if (status == STATUS_OK) status = page_put(page, options->scenario, &input, message);
    scenario_input_free(&input);
    return status;
}

static enum status save(const struct page *page, const struct view_options *options, struct message *message)
{
    if (options->out && strcmp(options->out, "-") == 0) {
        fwrite(page->html, 1, page->length, stdout);
        return STATUS_OK;
    }
    char *path = options->out ? strdup(options->out) : scenario_input_beside(options->scenario, ".html");
    if (!path) return STATUS_MEMORY;
    const enum status status = page_save(page, path, options->force, message);
    if (status == STATUS_OK && !options->quiet)
        printf("%s  %s; opens in any browser, and needs no network\n", path, figure_bytes((double)page->length).text);
    free(path);
    return status;
}

enum status view_command(const struct view_options *options, struct message *message)
{
    struct page page = {0};
    enum status status = make(&page, options, message);
    if (status == STATUS_OK) status = save(&page, options, message);
    page_close(&page);
    return status;
}
