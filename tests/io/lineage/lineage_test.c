/* A lineage as it is read from a result. */
#include "io/lineage/lineage.h"

#include "io/hdf5/hdf5_tools.h"
#include "io/result_support.h"

static enum status read_to(const char *path, struct lineage *lineage, struct message *message)
{
    struct result_reader *reader;
    enum status status = result_reader_open(&reader, path, message);
    if (status != STATUS_OK) return status;
    status = lineage_read(lineage, reader, message);
    result_reader_close(reader);
    return status;
}

/* Two practices known beforehand, and everybody of whom one was there at the start or learned: each row has its
 * sources, which lie together and in the order of the rows. */
static void a_lineage_is_read_whole(void **state)
{
    const struct path path = in_folder(state, "contagion.h5");
    struct lineage lineage;
    struct message message;
    assert_int_equal(run_to(path.text, contagion, false, &message), STATUS_OK);
    assert_int_equal(read_to(path.text, &lineage, &message), STATUS_OK);
    assert_int_equal(lineage.agent_count, 30);
    assert_int_equal(lineage.practice_count, 2);
    assert_string_equal(lineage.practices.text[1], "letters, by post");
    assert_int_equal(lineage.turnover_count, 0);
    assert_true(lineage.adoption_count > 2);
    int64_t sources = 0;
    for (int64_t i = 0; i < lineage.adoption_count; i++)
        for (int32_t s = 0; s < lineage.adoption[i].source_count; s++, sources++)
            assert_int_equal(lineage.source[sources].adoption, i);
    assert_int_equal(sources, lineage.source_count);
    lineage_free(&lineage);
    assert_null(lineage.adoption);
}

/* Where practices are items, given or drawn, each has the name of its item, and of its domain where there are several.
 */
static void items_have_their_names(void **state)
{
    static const struct {
        const char *landscape, *first, *last; /* first: how a name begins; last: of some name, where it ends */
    } cases[] = {{"kind: recipes, items: 'gum,0.1;bark,0.2;salve,0.5,gum bark'", "gum", "salve"},
        {"kind: recipes, domains: 2, items: 'gum,0.1;bark,0.2;salve,0.5,gum bark'", "gum (domain 0)", "(domain 1)"},
        {"kind: recipes, making: drawn", "", ""}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        const struct path path = in_folder(state, "items.h5");
        char yaml[512];
        bool first = false, last = false;
        struct lineage lineage;
        struct message message;
        snprintf(yaml, sizeof yaml,
            "selforg: 2\nsteps: 30\nnetwork: {kind: caveman, agents: 30, group_size: 5}\nlandscape: {%s}\n"
            "individual_search: {}\nadoption: {choose: {from: seen, by: best}}\n",
            cases[i].landscape);
        assert_int_equal(run_to(path.text, yaml, true, &message), STATUS_OK);
        if (read_to(path.text, &lineage, &message) != STATUS_OK) fail_msg("%s", message.text);
        assert_int_equal(lineage.practices.count, lineage.practice_count);
        assert_true(lineage.practice_count > 2);
        for (int64_t k = 0; k < lineage.practice_count; k++) {
            const char *name = lineage.practices.text[k];
            first |= strcmp(name, cases[i].first) == 0 || !*cases[i].first;
            last |= strlen(name) > strlen(cases[i].last) &&
                    strcmp(name + strlen(name) - strlen(cases[i].last), cases[i].last) == 0;
            last |= strcmp(name, cases[i].last) == 0;
            for (int64_t other = 0; other < k; other++) assert_string_not_equal(name, lineage.practices.text[other]);
        }
        assert_true(first && last);
        lineage_free(&lineage);
        unlink(path.text);
    }
}

static void set_last_item(const char *path, int32_t item)
{
    hsize_t rows, one = 1;
    hdf5_begin();
    hid_t file = H5Fopen(path, H5F_ACC_RDWR, H5P_DEFAULT), set = H5Dopen2(file, "events/practice/bits_0", H5P_DEFAULT);
    hid_t all = H5Dget_space(set), single = H5Screate_simple(1, &one, NULL);
    assert_int_equal(H5Sget_simple_extent_dims(all, &rows, NULL), 1);
    const hsize_t last = rows - 1;
    assert_true(H5Sselect_hyperslab(all, H5S_SELECT_SET, &last, NULL, &one, NULL) >= 0);
    assert_true(H5Dwrite(set, H5T_NATIVE_INT32, single, all, H5P_DEFAULT, &item) >= 0);
    H5Sclose(single), H5Sclose(all), H5Dclose(set), H5Fclose(file);
}

/* There are three items, from 0 on. */
static void an_item_that_is_not_there_is_damage(void **state)
{
    static const struct {
        int32_t item;
        enum status status;
    } cases[] = {{2, STATUS_OK}, {3, STATUS_DAMAGED}, {-1, STATUS_DAMAGED}, {0, STATUS_OK}};
    const struct path path = in_folder(state, "items.h5");
    struct message message;
    assert_int_equal(run_to(path.text,
                         "selforg: 2\nsteps: 30\nnetwork: {kind: caveman, agents: 30, group_size: 5}\n"
                         "landscape: {kind: recipes, items: 'gum,0.1;bark,0.2;salve,0.5,gum bark'}\n"
                         "individual_search: {}\nadoption: {choose: {from: seen, by: best}}\n",
                         true, &message),
        STATUS_OK);
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct lineage lineage;
        set_last_item(path.text, cases[i].item);
        assert_int_equal(read_to(path.text, &lineage, &message), cases[i].status);
        if (cases[i].status == STATUS_OK) lineage_free(&lineage);
    }
}

static void without_adoptions_there_is_none(void **state)
{
    const struct path path = in_folder(state, "unwatched.h5");
    char yaml[1024];
    struct lineage lineage;
    struct message message;
    snprintf(yaml, sizeof yaml, "%sobserve: {adoptions: false}\n", contagion);
    assert_int_equal(run_to(path.text, yaml, false, &message), STATUS_OK);
    assert_int_equal(read_to(path.text, &lineage, &message), STATUS_INPUT);
    assert_non_null(strstr(message.text, "observe.adoptions"));
    assert_null(lineage.adoption);
}

/* One more than the greatest; what no landscape can have is a damaged row, and not counted. */
static void domains_are_counted(void **state)
{
    (void)state;
    struct practice_row practice[] = {{.domain = 0}, {.domain = 4}, {.domain = -1}, {.domain = DOMAINS_MOST}};
    struct lineage lineage = {.practice = practice};
    assert_int_equal(lineage_domains(&lineage), 1);
    lineage.practice_count = 4;
    assert_int_equal(lineage_domains(&lineage), 5);
    practice[3].domain = DOMAINS_MOST - 1;
    assert_int_equal(lineage_domains(&lineage), DOMAINS_MOST);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_lineage_is_read_whole),
        cmocka_unit_test(items_have_their_names),
        cmocka_unit_test(an_item_that_is_not_there_is_damage),
        cmocka_unit_test(without_adoptions_there_is_none),
        cmocka_unit_test(domains_are_counted),
    };
    return cmocka_run_group_tests(tests, folder_make, folder_remove);
}
