/* What is said of a path that is in no table: what it was renamed to, what may have been meant, or where to look. */
#include <stdio.h>
#include <string.h>

#include "scenario/parameters.h"
#include "scenario/text.h"

/* A path taken apart at its last dot. */
struct split_path {
    struct parameter_path section;
    const char *name;
};

static struct split_path split(const char *path)
{
    const char *dot = strrchr(path, '.');
    struct split_path parts = {.name = dot ? dot + 1 : path};
    if (dot) snprintf(parts.section.text, sizeof parts.section.text, "%.*s", (int)(dot - path), path);
    return parts;
}

/* How far `written` is from `candidate`, or WORD_MOST if too far. The name and the section before it are compared
 * apart, so that a long section does not make every name in it look alike. */
static int path_distance(const char *written, const char *candidate)
{
    struct split_path a = split(written), b = split(candidate);
    int name = text_distance(a.name, b.name), section = text_distance(a.section.text, b.section.text);
    size_t length = strlen(a.section.text);
    bool inside = length > 0 && strncmp(a.section.text, b.section.text, length) == 0 && b.section.text[length] == '.';
    if (inside) section = 1; /* the name may be one of a part of the section */
    bool near = name <= text_tolerance(a.name) && section <= text_tolerance(a.section.text);
    return near ? name + section : WORD_MOST;
}

/* The i-th of all parameters and sections. */
static struct parameter_path path_of(int i)
{
    struct parameter_path path;
    if (i < PARAMETER_TOTAL) return parameter_path(&parameter_table[i]);
    snprintf(path.text, sizeof path.text, "%s", section_table[i - PARAMETER_TOTAL].path);
    return path;
}

struct parameter_path parameter_nearest(const char *path)
{
    struct parameter_path nearest = {""}, namesake = {""};
    int least = WORD_MOST, namesakes = 0;
    for (int i = 0; i < PARAMETER_TOTAL + SECTION_TOTAL; i++) {
        struct parameter_path candidate = path_of(i);
        if (*candidate.text == '\0') continue;
        int distance = path_distance(path, candidate.text);
        if (distance < least) {
            least = distance;
            nearest = candidate;
        }
        if (strcmp(split(candidate.text).name, split(path).name) == 0) {
            namesakes++;
            namesake = candidate;
        }
    }
    return least == WORD_MOST && namesakes == 1 ? namesake : nearest;
}

/* The innermost section that the path is in; "" if there is none. */
static struct parameter_path section_around(const char *path)
{
    struct parameter_path section = split(path).section;
    while (*section.text && !section_find(section.text)) section = split(section.text).section;
    return section;
}

enum status parameter_unknown(const char *path, struct message *message)
{
#define MOVED(old, new, remark)                                                                                        \
    if (strcmp(path, old) == 0)                                                                                        \
        return message_set(message, STATUS_INPUT, "%s is now %s%s", old, new, *remark ? " (" remark ")" : "");
#include "scenario/moved.def"
    if (!*path)
        return message_set(
            message, STATUS_INPUT, "the name is empty; `selforg describe parameters` lists those that there are");
    if (section_find(path))
        return message_set(message, STATUS_INPUT, "%s: this is a section; name one of its keys, as %s.KEY", path, path);
    struct parameter_path nearest = parameter_nearest(path);
    if (*nearest.text)
        return message_set(message, STATUS_INPUT, "%s: there is no such key%s", text_excerpt(path).text,
            text_suggestion(nearest.text).text);
    struct parameter_path section = section_around(path);
    if (*section.text)
        return message_set(message, STATUS_INPUT,
            "%s: there is no such key; `selforg describe parameters %s` lists those of %s", text_excerpt(path).text,
            section.text, section.text);
    return message_set(message, STATUS_INPUT, "%s: there is no such key; `selforg describe parameters` lists them all",
        text_excerpt(path).text);
}
