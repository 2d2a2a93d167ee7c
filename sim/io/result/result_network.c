/* The network that a result has from a file, read back: all that the reader of the network's file saw to holds again.
 */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

#include "io/hdf5/hdf5_read.h"
#include "io/result/result_reader.h"
#include "network/edges.h"

static enum status read_edges(hid_t file, struct edge_list *list, struct message *message)
{
    static const char *const ends[] = {"input/network/source", "input/network/target"};
    void *end = NULL;
    list->edges = calloc((size_t)list->edge_count + 1, 2 * sizeof *list->edges);
    if (!list->edges) return message_no_memory(message, "for edges");
    enum status status = STATUS_OK;
    for (int k = 0; k < 2 && status == STATUS_OK; k++) {
        status = hdf5_read_vector(file, ends[k], H5T_NATIVE_INT32, list->edge_count, &end, message);
        for (int64_t i = 0; i < list->edge_count && status == STATUS_OK; i++)
            list->edges[2 * i + k] = ((int32_t *)end)[i];
        free(end);
    }
    if (status == STATUS_OK && hdf5_has(file, "input/network/weight"))
        status = hdf5_read_vector(
            file, "input/network/weight", H5T_NATIVE_DOUBLE, list->edge_count, (void **)&list->weight, message);
    return status;
}

static enum status read_traits(hid_t file, struct edge_list *list, struct message *message)
{
    enum status status = STATUS_OK;
    for (int i = 0; i < TRAIT_COUNT && status == STATUS_OK; i++) {
        char path[64];
        snprintf(path, sizeof path, "input/network/%s", trait_table[i].column);
        if (hdf5_has(file, path))
            status =
                hdf5_read_vector(file, path, H5T_NATIVE_DOUBLE, list->agent_count, (void **)&list->trait[i], message);
    }
    return status;
}

static enum status read_nodes(hid_t file, struct edge_list *list, struct message *message)
{
    enum status status = STATUS_OK;
    if (hdf5_has(file, "input/network/agent_unit"))
        status = hdf5_read_vector(
            file, "input/network/agent_unit", H5T_NATIVE_INT32, list->agent_count, (void **)&list->unit, message);
    if (status == STATUS_OK) status = read_traits(file, list, message);
    if (status == STATUS_OK) status = result_labels_read(file, "input/network/agent_label", &list->agents, message);
    if (status == STATUS_OK) status = result_labels_read(file, "input/network/unit_label", &list->units, message);
    return status;
}

static enum status read_counts(hid_t file, struct edge_list *list, struct message *message)
{
    int64_t units = hdf5_length(file, "input/network/unit"), agents = hdf5_length(file, "input/network/agent");
    int64_t directed = 0;
    list->edge_count = hdf5_length(file, "input/network/edge");
    if (list->edge_count < 0 || agents < 0 || agents > INT32_MAX || units > INT32_MAX)
        return message_set(message, STATUS_DAMAGED, "input/network is not what it should be");
    list->agent_count = (int32_t)agents;
    list->unit_count = units > 0 ? (int32_t)units : 0;
    enum status status = hdf5_read_scalar(file, "input/network/directed", H5T_NATIVE_INT64, &directed, message);
    list->directed = directed != 0;
    const struct {
        const char *path;
        int64_t *value;
    } counts[] = {{"input/network/self_loops", &list->self_loops}, {"input/network/duplicates", &list->duplicates},
        {"input/network/both_ways", &list->both_ways}, {"input/network/isolated", &list->isolated}};
    for (size_t i = 0; i < sizeof counts / sizeof *counts && status == STATUS_OK; i++)
        status = hdf5_read_scalar(file, counts[i].path, H5T_NATIVE_INT64, counts[i].value, message);
    return status;
}

static enum status read_words(hid_t file, struct network_words *words, struct message *message)
{
    enum status status = hdf5_read_text(file, "input/network/used", &words->used, message);
    if (status == STATUS_OK) status = hdf5_read_text(file, "input/network/ignored", &words->ignored, message);
    return status == STATUS_OK ? hdf5_read_text(file, "input/network/notes", &words->notes, message) : status;
}

enum status result_reader_network(
    const struct result_reader *reader, struct edge_list *list, bool *present, struct message *message)
{
    const hid_t file = result_reader_file(reader);
    *list = (struct edge_list){0};
    *present = hdf5_has(file, "input/network");
    if (!*present) return STATUS_OK;
    enum status status = read_counts(file, list, message);
    if (status == STATUS_OK) status = read_edges(file, list, message);
    if (status == STATUS_OK) status = read_nodes(file, list, message);
    if (status == STATUS_OK) status = read_words(file, &list->words, message);
    if (status == STATUS_OK) {
        status = edge_list_check(list, message);
        if (status != STATUS_OK) message_prefix(message, "input/network: ");
    }
    if (status != STATUS_OK) {
        edge_list_free(list);
        *present = false;
    }
    if (status != STATUS_OK) message_prefix(message, "%s: ", result_reader_path(reader));
    return status;
}
