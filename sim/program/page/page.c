#include "program/page/page.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "io/text/shipped.h"
#include "io/text/text_file.h"
#include "program/page/page_inner.h"

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

/* The scenario in JSON, for a page. To be freed; NULL if there is no memory. */
static char *scenario_text(const struct scenario *scenario)
{
    char *text = NULL;
    size_t length = 0;
    FILE *stream = open_memstream(&text, &length);
    if (!stream) return NULL;
    page_print_scenario(scenario, stream);
    if (fclose(stream) == 0) return text;
    free(text);
    return NULL;
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

enum status page_put(struct page *page, const char *path, const struct scenario_input *input, struct message *message)
{
    static const char place[] = "<script type=\"application/json\" id=\"scenario\">";
    const enum status status = page_takes(path, input, message);
    if (status != STATUS_OK) return status;
    const char *begins = strstr(page->html, place);
    if (!begins)
        return message_set(message, STATUS_INPUT, "the page has no place for a scenario: it is no classroom.html");
    char *text = scenario_text(&input->scenario);
    if (!text) return STATUS_MEMORY;
    const enum status inserted = insert(page, (size_t)(begins - page->html) + sizeof place - 1, text);
    free(text);
    return inserted;
}

static bool write_whole(const struct page *page, const char *path)
{
    FILE *file = fopen(path, "wb");
    if (!file) return false;
    const bool written = fwrite(page->html, 1, page->length, file) == page->length && fflush(file) == 0;
    return fclose(file) == 0 && written;
}

enum status page_save(const struct page *page, const char *path, bool replace, struct message *message)
{
    char part[SHIPPED_PATH];
    if (!replace && access(path, F_OK) == 0)
        return message_set(message, STATUS_EXISTS, "%s exists already; --force replaces it", path);
    if (snprintf(part, sizeof part, "%s.part", path) >= (int)sizeof part)
        errno = ENAMETOOLONG;
    else if (write_whole(page, part) && rename(part, path) == 0)
        return STATUS_OK;
    message_set(message, STATUS_WRITE, "%s: it could not be written: %s", path, strerror(errno));
    unlink(part);
    return STATUS_WRITE;
}
