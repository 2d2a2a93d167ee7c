/* Everything that is true of a network, checked. */
#include <stdlib.h>

#include "network/network.h"

static enum status check_units(const struct network *network, struct message *message)
{
    bool sound = network->unit_count >= 1 && network->unit_start[0] == 0 &&
                 network->unit_start[network->unit_count] == network->agent_count;
    for (int32_t unit = 0; sound && unit < network->unit_count; unit++) {
        int32_t first = network->unit_start[unit], end = network->unit_start[unit + 1];
        sound = first <= end && end <= network->agent_count;
        for (int32_t place = first; sound && place < end; place++) {
            int32_t agent = network->unit_member[place];
            sound = agent >= 0 && agent < network->agent_count && network->unit[agent] == unit &&
                    (place == first || agent > network->unit_member[place - 1]);
        }
    }
    if (sound) return STATUS_OK;
    return message_set(message, STATUS_INVARIANT, "the members of the units do not add up to the agents");
}

/* Every row lies in the store, and no place of it in another row too. `taken` is false for every place of the store. */
static enum status check_places(const struct rows *rows, bool *taken, struct message *message)
{
    for (int64_t row = 0; row < rows->row_count; row++) {
        int64_t first = rows->start[row], end = first + rows->room[row];
        bool sound = rows->length[row] >= 0 && rows->length[row] <= rows->room[row] && first >= 0 &&
                     end <= rows->store_count && rows->store_count <= rows->store_room;
        for (int64_t place = first; sound && place < end; place++) {
            sound = !taken[place];
            taken[place] = true;
        }
        if (!sound)
            return message_set(
                message, STATUS_INVARIANT, "the row of agent %lld has no place of its own", (long long)row);
    }
    return STATUS_OK;
}

/* Every arc ends at another agent, at each only once, and has a trust in [0, 1]. `last` is -1 for every agent. */
static enum status check_arcs(const struct rows *rows, int32_t *last, struct message *message)
{
    for (int32_t row = 0; row < rows->row_count; row++)
        for (int64_t place = rows->start[row], end = place + rows->length[row]; place < end; place++) {
            int32_t other = rows->agent[place];
            const char *fault = NULL;
            if (other < 0 || other >= rows->row_count)
                fault = "which does not exist";
            else if (other == row)
                fault = "itself";
            else if (last[other] == row)
                fault = "twice";
            else if (rows->trust && !(rows->trust[place] >= 0 && rows->trust[place] <= 1))
                fault = "with a wrong trust";
            if (fault)
                return message_set(
                    message, STATUS_INVARIANT, "agent %ld is tied to agent %ld, %s", (long)row, (long)other, fault);
            last[other] = row;
        }
    return STATUS_OK;
}

/* For each agent those in whose rows it stands: agent i's are sources[start[i]] to sources[start[i + 1] - 1]. `start`
 * is 0 throughout and one place longer than that: while the rows are being laid, start[i + 1] is where i's next goes.
 */
static void transpose(const struct rows *rows, int64_t *start, int32_t *sources)
{
    for (int32_t row = 0; row < rows->row_count; row++)
        for (int32_t k = 0; k < rows->length[row]; k++) start[rows->agent[rows->start[row] + k] + 2]++;
    for (int64_t row = 0; row <= rows->row_count; row++) start[row + 1] += start[row];
    for (int32_t row = 0; row < rows->row_count; row++)
        for (int32_t k = 0; k < rows->length[row]; k++) sources[start[rows->agent[rows->start[row] + k] + 1]++] = row;
}

/* Each row has exactly those agents who, transposed, are its sources. `last` is -1 for every agent. */
static enum status check_symmetry(
    const struct rows *rows, const int64_t *start, const int32_t *sources, int32_t *last, struct message *message)
{
    for (int32_t row = 0; row < rows->row_count; row++) {
        for (int32_t k = 0; k < rows->length[row]; k++) last[rows->agent[rows->start[row] + k]] = row;
        bool sound = start[row + 1] - start[row] == rows->length[row];
        for (int64_t k = start[row]; sound && k < start[row + 1]; k++) sound = last[sources[k]] == row;
        if (!sound)
            return message_set(
                message, STATUS_INVARIANT, "the ties of agent %ld are not the same from both ends", (long)row);
    }
    return STATUS_OK;
}

static int64_t count_arcs(const struct rows *rows)
{
    int64_t count = 0;
    for (int64_t row = 0; row < rows->row_count; row++) count += rows->length[row];
    return count;
}

static int32_t *nobody(int32_t agent_count)
{
    int32_t *last = malloc(((size_t)agent_count + 1) * sizeof *last);
    for (int32_t i = 0; last && i < agent_count; i++) last[i] = -1;
    return last;
}

/* The rows alone, without their relation to others. */
static enum status check_rows(const struct rows *rows, struct message *message)
{
    bool *taken = calloc((size_t)rows->store_count + 1, sizeof *taken);
    int32_t *last = nobody((int32_t)rows->row_count);
    enum status status = taken && last ? STATUS_OK : STATUS_MEMORY;
    if (status == STATUS_OK) status = check_places(rows, taken, message);
    if (status == STATUS_OK) status = check_arcs(rows, last, message);
    free(taken);
    free(last);
    return status;
}

static enum status check_both_ends(const struct network *network, struct message *message)
{
    const struct rows *heard = network_heard(network);
    int64_t *start = calloc((size_t)network->agent_count + 2, sizeof *start);
    int32_t *sources = malloc((size_t)count_arcs(heard) * sizeof *sources + 1);
    int32_t *last = nobody(network->agent_count);
    enum status status = start && sources && last ? STATUS_OK : STATUS_MEMORY;
    if (status == STATUS_OK) {
        transpose(heard, start, sources);
        status = check_symmetry(&network->told, start, sources, last, message);
    }
    free(start);
    free(sources);
    free(last);
    return status;
}

enum status network_verify(const struct network *network, struct message *message)
{
    int64_t ends = network->directed ? 1 : 2, arcs = network->complete ? 0 : network->tie_count * ends;
    if (network->told.row_count != network->agent_count || network_heard(network)->row_count != network->agent_count)
        return message_set(message, STATUS_INVARIANT, "there is not one row for each agent");
    enum status status = check_units(network, message);
    if (status == STATUS_OK) status = check_rows(&network->told, message);
    if (status == STATUS_OK && network->directed) status = check_rows(&network->heard, message);
    if (status == STATUS_OK) status = check_both_ends(network, message);
    if (status == STATUS_OK && count_arcs(&network->told) != arcs)
        status = message_set(message, STATUS_INVARIANT, "the number of ties is not that of the arcs");
    return status;
}
