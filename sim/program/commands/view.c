/* selforg view: a scenario as a page that runs it; or a run that was made, as a page that plays it. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "io/text/text_file.h"
#include "program/page/page.h"
#include "program/report/scenario_input.h"
#include "program/terminal/figures.h"
#include "program/terminal/output.h"
#include "program/usage/commands.h"

/* Whether the file is one of HDF5, and so a result, and no scenario. */
static bool is_result(const char *path)
{
    char begin[4] = "";
    FILE *file = text_file_again(path) ? fopen(path, "rb") : NULL;
    if (!file) return false;
    const bool read = fread(begin, 1, sizeof begin, file) == sizeof begin;
    fclose(file);
    return read && memcmp(begin, "\211HDF", sizeof begin) == 0;
}

static bool is_standard_output(const struct view_options *options)
{
    return options->out && strcmp(options->out, "-") == 0;
}

/* Where the page goes, to be freed; NULL: no memory. */
static char *page_path(const struct view_options *options)
{
    return options->out ? strdup(options->out) : scenario_input_beside(options->scenario, ".html");
}

/* Whether a page can take the name, before it is made. */
static enum status check_name(const struct view_options *options, struct message *message)
{
    if (is_standard_output(options)) return STATUS_OK;
    char *path = page_path(options);
    if (!path) return STATUS_MEMORY;
    enum status status = output_check_ending(path, ".html", "a page is called .html", message);
    if (status == STATUS_OK) status = output_check_kind(path, message);
    free(path);
    return status;
}

static enum status make_of_run(struct page *page, const struct view_options *options, struct message *message)
{
    if (options->seed || options->steps || options->set.count > 0)
        return message_set(message, STATUS_USAGE,
            "view: %s was run, and what was run cannot be changed by --seed, --steps or --set", options->scenario);
    enum status status = output_check(options->out, options->scenario, message);
    if (status == STATUS_OK) status = check_name(options, message);
    if (status == STATUS_OK) status = page_open(page, options->page, message);
    return status == STATUS_OK ? page_put_run(page, options->scenario, message) : status;
}

static enum status make(struct page *page, const struct view_options *options, struct message *message)
{
    struct scenario_input input;
    if (is_result(options->scenario)) return make_of_run(page, options, message);
    enum status status =
        scenario_input_read(&input, options->scenario, &options->set, options->seed, options->steps, NULL, message);
    if (status != STATUS_OK) return status;
    status = scenario_input_spare(&input, options->scenario, options->out, message);
    if (status == STATUS_OK) status = check_name(options, message);
    if (status == STATUS_OK) status = page_open(page, options->page, message);
    if (status == STATUS_OK) status = page_put(page, options->scenario, &input, message);
    scenario_input_free(&input);
    return status;
}

static enum status save(const struct page *page, const struct view_options *options, struct message *message)
{
    if (is_standard_output(options)) {
        fwrite(page->html, 1, page->length, stdout);
        return STATUS_OK;
    }
    char *path = page_path(options);
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
    enum status status = options->page ? output_check(options->out, options->page, message) : STATUS_OK;
    if (status == STATUS_OK) status = make(&page, options, message);
    if (status == STATUS_OK) status = save(&page, options, message);
    page_close(&page);
    return status;
}
