/* A network's text, in a file with some ending, and what is to come of it. Include after <cmocka.h>. */
#ifndef IO_NETWORK_READINGS_H
#define IO_NETWORK_READINGS_H

#include "io/network/network_file.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "io/network/network_support.h"
#include "io/network/network_told.h"

static char folder[] = "/tmp/selforg-cases-XXXXXX";

static inline int make_folder(void **state)
{
    (void)state;
    return mkdtemp(folder) ? 0 : -1;
}

static inline int remove_folder(void **state)
{
    (void)state;
    return rmdir(folder);
}

struct reading {
    const char *name, *text; /* the file */
    const char *words;       /* the network in words; NULL: it is refused */
    const char *told;        /* what is told of it, in part; or what is wrong with it */
    struct network_parameters with;
};

/* What the network's line says. */
static inline const char *line_of(const struct edge_list *list, const struct network_parameters *parameters)
{
    static char line[4096];
    struct scenario scenario = {.network = *parameters};
    scenario.network.kind = NETWORK_FILE;
    FILE *stream = fmemopen(line, sizeof line, "w");
    network_tell(list, &scenario, stream);
    fclose(stream);
    return line;
}

static inline void check_told(const struct reading *reading, const struct edge_list *list)
{
    const char *line = line_of(list, &reading->with);
    if (strcmp(network_in_words(list), reading->words) != 0)
        fail_msg("%s: \"%s\" is not \"%s\"", reading->text, network_in_words(list), reading->words);
    if (!strstr(line, reading->told)) fail_msg("%s: \"%s\" does not say \"%s\"", reading->text, line, reading->told);
}

static inline void check(const struct reading *given)
{
    struct reading reading = *given;
    struct edge_list list;
    struct message message = {""};
    char path[256];
    snprintf(path, sizeof path, "%s/%s", folder, reading.name);
    FILE *file = fopen(path, "wb");
    fputs(reading.text, file);
    fclose(file);
    reading.with.kind = NETWORK_FILE;
    snprintf(reading.with.edges, sizeof reading.with.edges, "%s", reading.name);
    enum status status = network_file_read(&reading.with, folder, &list, NULL, &message);
    remove(path);
    if (status != (reading.words ? STATUS_OK : STATUS_INPUT)) fail_msg("%s: \"%s\"", reading.text, message.text);
    if (reading.words)
        check_told(&reading, &list);
    else if (!strstr(message.text, reading.told))
        fail_msg("%s: \"%s\" does not say \"%s\"", reading.text, message.text, reading.told);
    edge_list_free(&list);
}

static inline void check_all(const struct reading *readings, size_t count)
{
    for (size_t i = 0; i < count; i++) check(&readings[i]);
}

#define CHECK_ALL(readings) check_all(readings, sizeof readings / sizeof *readings)

#endif
