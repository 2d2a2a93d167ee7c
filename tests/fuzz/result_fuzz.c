/* A result that holds something else than was written, behind a checksum that is right (damage.h): it is read or
 * refused with a reason, by whoever the first byte says.
 */
#include "fuzz/damage.h"

#include "io/hdf5/hdf5_tools.h"
#include "io/lineage/result_verify.h"
#include "io/lineage/trace.h"
#include "io/result/result_checksum.h"
#include "io/result/result_reader.h"
#include "io/result/run.h"
#include "io/scenario/scenario_file.h"

static const char yaml[] = "selforg: 2\n"
                           "steps: 12\n"
                           "network: {kind: units, agents: 30, units: 3, mean_degree: 4}\n"
                           "landscape: {kind: nk, bits: 6, interactions: 2}\n"
                           "opportunities: {arrival_rate: 6}\n"
                           "projects: {}\n"
                           "team: {min: 2, max: 4}\n"
                           "debrief: {}\n"
                           "tell: {}\n"
                           "adoption: {rule: evidence, drop: {probability: 0.02, to: nothing, rest_steps: 2}}\n"
                           "renew: {turnover_probability: 0.02}\n"
                           "observe: {every: 4, tellings: true, snapshots: {every: 6, ties: true}}\n";

static struct fuzz_path path;
static uint8_t *whole;
static size_t whole_size;
static FILE *nowhere;

int LLVMFuzzerInitialize(int *count, char ***arguments)
{
    (void)count, (void)arguments;
    static struct scenario scenario;
    struct places places;
    struct run_outcome outcome;
    struct message message = {""};
    path = fuzz_path(".h5");
    nowhere = fopen("/dev/null", "w");
    enum status status = scenario_read_text("scenario.yaml", yaml, strlen(yaml), &scenario, &places, &message);
    if (status == STATUS_OK) status = scenario_finish(&scenario, &places, &message);
    struct run_request request = {.result = {.path = path.text,
                                      .overwrite = true,
                                      .scenario = &scenario,
                                      .yaml_text = yaml,
                                      .threads = 1,
                                      .commit_seconds = -1}};
    if (status == STATUS_OK) status = run_scenario(&request, &outcome, &message);
    if (status != STATUS_OK) demand(false, message.text);
    whole = read_file(path.text, &whole_size);
    return 0;
}

/* The checksum that the file states is that of what it holds. */
static void set_right(hid_t file)
{
    struct digest checksum;
    char text[DIGEST_TEXT], *value = text;
    if (result_checksum(file, &checksum, NULL) == STATUS_OK) {
        digest_text(checksum, text);
        hid_t dataset = H5Dopen2(file, "run/checksum", H5P_DEFAULT), type = hdf5_text_type();
        if (dataset >= 0) H5Dwrite(dataset, type, H5S_ALL, H5S_ALL, H5P_DEFAULT, &value);
        hdf5_drop(type);
        hdf5_drop(dataset);
    }
    H5Fclose(file);
}

static void trace(const char *practice, const char *agent, bool json)
{
    struct message message = {""};
    struct trace_request request = {.path = path.text, .practice = practice, .agent = agent, .json = json};
    (void)is_read(trace_print(&request, nowhere, &message), &message);
}

static void verify(void)
{
    static struct verification verification;
    struct message message = {""};
    (void)is_read(result_verify(path.text, &verification, &message), &message);
    demand(verification.count <= FINDINGS_MOST, "there is room for every finding");
}

static void read_parts(void)
{
    static struct scenario scenario;
    struct edge_list network = {0};
    struct labels labels = {0};
    struct result_reader *reader;
    struct message message = {""};
    char *text = NULL;
    bool present;
    if (!is_read(result_reader_open(&reader, path.text, &message), &message)) return;
    (void)is_read(result_reader_scenario(reader, &scenario, &message), &message);
    if (is_read(result_reader_yaml(reader, &text, &message), &message)) free(text);
    if (is_read(result_reader_network(reader, &network, &present, &message), &message)) edge_list_free(&network);
    if (is_read(result_reader_agent_labels(reader, &labels, &message), &message)) result_labels_free(&labels);
    if (is_read(result_reader_practice_labels(reader, &labels, &message), &message)) result_labels_free(&labels);
    result_reader_close(reader);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    if (size == 0) return 0;
    set_right(damage_file(path.text, whole, whole_size, data + 1, size - 1));
    switch (data[0] % 4) {
    case 0:
        verify();
        break;
    case 1:
        trace(data[0] & 4 ? "number:0" : NULL, NULL, data[0] & 8);
        break;
    case 2:
        trace(NULL, "number:3", data[0] & 4);
        break;
    default:
        read_parts();
    }
    return 0;
}
