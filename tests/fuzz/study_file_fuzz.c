/* The file of a study that holds something else than was collected, behind a checksum that is right (damage.h): it is
 * refused with a reason, or analysed.
 */
#include "fuzz/damage.h"

#include "io/hdf5/hdf5_tools.h"
#include "io/result/result_checksum.h"
#include "study/analysis/analysis.h"
#include "study/analysis/collect.h"
#include "study/runs/sweep.h"

static const char yaml[] =
    "selforg: 2\n"
    "scenario:\n"
    "  steps: 6\n"
    "  network: {kind: random, agents: 20, mean_degree: 4}\n"
    "  start: {users: 3}\n"
    "  adoption: {rule: contact, accept: {beta: 0.2}}\n"
    "vary: {network.mean_degree: [4, 6]}\n"
    "conditions: {slow: {}, fast: {adoption.accept.beta: 0.5}}\n"
    "replicates: 3\n"
    "outcomes: [adopters_final, adopters_max]\n"
    "series: [adopters]\n"
    "contrasts:\n"
    "- {name: faster, outcome: adopters_final, from: {condition: slow}, to: {condition: fast}}\n";

static struct fuzz_path path;
static uint8_t *whole;
static size_t whole_size;

int LLVMFuzzerInitialize(int *count, char ***arguments)
{
    (void)count, (void)arguments;
    const struct fuzz_path study_path = fuzz_path(".yaml"), folder_path = fuzz_path("");
    struct study study;
    struct study_folder folder = {0};
    struct sweep_progress progress;
    struct collected collected;
    struct ranks ranks = {.count = 1};
    struct message message = {""};
    path = fuzz_path(".h5");
    write_file(study_path.text, yaml, strlen(yaml));
    const struct folder_request place = {.path = folder_path.text, .mode = FOLDER_SHARED};
    const struct sweep_request request = {.ranks = &ranks, .shards = 1};
    enum status status = study_read(study_path.text, &study, &message);
    if (status == STATUS_OK) status = folder_open(&folder, &study, &place, &message);
    if (status == STATUS_OK) status = sweep_run(&study, &folder, &request, &progress, &message);
    if (status == STATUS_OK) status = study_collect(&study, &folder, &collected, &message);
    if (status != STATUS_OK) demand(false, message.text);
    char *collected_path = folder_file(&folder, "study.h5");
    whole = read_file(collected_path, &whole_size);
    free(collected_path);
    folder_free(&folder);
    study_free(&study);
    return 0;
}

/* The checksum that the file states is that of what it holds. */
static void set_right(hid_t file)
{
    struct digest checksum;
    char text[DIGEST_TEXT];
    if (result_checksum(file, &checksum, NULL) == STATUS_OK) {
        digest_text(checksum, text);
        H5Adelete(file, CHECKSUM_ATTRIBUTE);
        demand(hdf5_attribute_text(file, CHECKSUM_ATTRIBUTE, text, NULL) == STATUS_OK, "a checksum can be written");
    }
    H5Fclose(file);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct results results;
    struct message message = {""};
    set_right(damage_file(path.text, whole, whole_size, data, size));
    if (!is_read(results_read(&results, path.text, &message), &message)) return 0;
    struct analysis analysis = {0};
    const struct analysis_request request = {
        .results = &results, .outcome = -1, .bootstrap = {.resamples = 2, .level = 0.95, .seed = 1}};
    if (is_read(results_enough(&results, path.text, &message), &message))
        demand(analysis_make(&analysis, &request) == STATUS_OK, "it is analysed");
    analysis_free(&analysis);
    results_free(&results);
    return 0;
}
