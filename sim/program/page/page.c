#include "program/page/page.h"

#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "io/text/shipped.h"
#include "io/text/text_file.h"
#include "program/page/page_inner.h"
#include "program/terminal/figures.h"
#include "program/terminal/output.h"
#include "recording/recording.h"

enum status page_open(struct page *page, const char *path, struct message *message)
{
    char found[SHIPPED_PATH];
    if (!path && !shipped_find("../share/selforg/classroom.html", "classroom.html", found))
        return message_set(message, STATUS_READ,
            "classroom.html, the page that comes with selforg, is not beside it; --page says where it is");
    return text_file_read_whole(path ? path : found, &page->html, &page->length, message);
}

void page_close(struct page *page)
{
    free(page->html);
    *page = (struct page){0};
}

/* The text with every '<' written as JSON may write it: within a page a scenario then ends no script and opens no
 * comment. */
static void print_escaped(const char *text, FILE *stream)
{
    for (; *text; text++)
        if (*text == '<')
            fputs("\\u003c", stream);
        else
            fputc(*text, stream);
}

/* The page with a text in the place at `at`. */
static enum status insert(struct page *page, size_t at, const char *text)
{
    struct page filled = {0};
    FILE *stream = open_memstream(&filled.html, &filled.length);
    if (!stream) return STATUS_MEMORY;
    fwrite(page->html, 1, at, stream);
    print_escaped(text, stream);
    fwrite(page->html + at, 1, page->length - at, stream);
    if (fclose(stream) != 0) {
        free(filled.html);
        return STATUS_MEMORY;
    }
    page_close(page);
    *page = filled;
    return STATUS_OK;
}

/* Puts a text where the page has a place of this name. */
static enum status fill(struct page *page, const char *name, const char *text, struct message *message)
{
    char place[64];
    snprintf(place, sizeof place, "<script type=\"application/json\" id=\"%s\">", name);
    const char *begins = strstr(page->html, place);
    if (!begins)
        return message_set(message, STATUS_INPUT, "the page has no place for a %s: it is no classroom.html", name);
    return insert(page, (size_t)(begins - page->html) + strlen(place), text);
}

static enum status put_scenario(struct page *page, const struct scenario *scenario, struct message *message)
{
    struct json_buffer json = {.short_of_memory = false};
    recording_print_scenario(scenario, &json);
    const char *text = json_buffer_end(&json);
    const enum status status = text ? fill(page, "scenario", text, message) : STATUS_MEMORY;
    json_buffer_free(&json);
    return status;
}

enum status page_put(struct page *page, const char *path, const struct scenario_input *input, struct message *message)
{
    const enum status status = page_takes(path, input, message);
    return status == STATUS_OK ? put_scenario(page, &input->scenario, message) : status;
}

enum status page_put_run(struct page *page, const char *path, struct message *message)
{
    struct scenario scenario;
    char *text = NULL;
    enum status status = page_print_record(path, &scenario, &text, message);
    if (status == STATUS_OK && strlen(text) > (size_t)PAGE_MEGABYTES_MOST * 1000000)
        status = message_set(message, STATUS_INPUT, "%s: what happened takes %s, and a page has %d MB at most", path,
            figure_bytes((double)strlen(text)).text, PAGE_MEGABYTES_MOST);
    if (status == STATUS_OK && scenario.network.agents > PAGE_PEOPLE_MOST)
        status = message_set(
            message, STATUS_INPUT, "%s: the page draws %s people at most", path, figure_count(PAGE_PEOPLE_MOST).text);
    if (status == STATUS_OK) status = put_scenario(page, &scenario, message);
    if (status == STATUS_OK) status = fill(page, "record", text, message);
    free(text);
    return status;
}

enum status page_save(const struct page *page, const char *path, bool replace, struct message *message)
{
    struct stat information;
    struct output output;
    if (!replace && lstat(path, &information) == 0)
        return message_set(message, STATUS_EXISTS, "%s exists already; --force replaces it", path);
    const enum status status = output_begin(&output, path, message);
    if (status != STATUS_OK) return status;
    fwrite(page->html, 1, page->length, output.stream);
    return output_end(&output, STATUS_OK, message);
}
