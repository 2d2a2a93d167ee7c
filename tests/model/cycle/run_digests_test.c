/* The digest of every scenario that is quick enough, so that no change of results goes unnoticed. Change a digest only
 * together with what it stands for, and tell those who have runs. The whole table as it is now:
 *
 *     SELFORG_SOURCE=. build/tests/tests/run_digests_test print
 *
 * A scenario whose data are not there is left out, and said so. Also tests model/cycle/digest.c. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "io/network/network_file.h"
#include "io/scenario/scenario_file.h"
#include "model/cycle/model.h"
#include "model/record/events.h"

/* Scenario, digest. */
static const struct {
    const char *name, *digest;
} table[] = {
    {"base", "90d7f54f8b26cbdc1f86329438bf3604"},
    {"bass", "f6483864209b3c7a0c9bc55c2fdaf971"},
    {"communities", "c46b9ecde4fe33d8212d548c7e8f5e42"},
    {"contagion", "16b189299d17718e97f88f4ea43b6e8e"},
    {"everything", "9e3cf5b8d4b154ba003d8fd0704f30e1"},
    {"organisation", "4b9302ee0dcba965bc672f1ee3641bce"},
    {"quick", "db295a9fe9ca9060f3249c13d739aae9"},
};

enum { COUNT = sizeof table / sizeof *table };

static void demand(enum status status, const struct message *message)
{
    if (status == STATUS_OK) return;
    fprintf(stderr, "%s\n", message->text);
    exit(1);
}

static struct scenario scenario;
static struct places places;

/* Reads a scenario of the folder scenarios/, which it says. */
static void read_scenario(const char *name, char folder[2048])
{
    struct message message = {""};
    char path[4096];
    const char *source = getenv("SELFORG_SOURCE");
    snprintf(folder, 2048, "%s/scenarios", source ? source : ".");
    snprintf(path, sizeof path, "%s/%s.yaml", folder, name);
    demand(scenario_read(path, &scenario, &places, NULL, &message), &message);
    demand(scenario_finish(&scenario, &places, &message), &message);
}

/* Runs the scenario that was read. */
static void run_to_the_end(const struct edge_list *list, struct crew *crew, char text[DIGEST_TEXT])
{
    struct message message = {""};
    struct world *world;
    struct digest digest;
    demand(model_create(&world, &scenario, list, crew, &message), &message);
    for (int64_t step = 0; step < scenario.run.steps; step++) {
        demand(model_step(world), &message);
        events_clear(model_events(world));
    }
    demand(model_verify(world, &message), &message);
    demand(model_digest(world, &digest), &message);
    digest_text(digest, text);
    model_free(world);
}

/* False: its network's file is not there. */
static bool run(const char *name, char text[DIGEST_TEXT])
{
    struct message message = {""};
    struct edge_list list = {0};
    char folder[2048], path[4096];
    read_scenario(name, folder);
    bool from_file = scenario.network.kind == NETWORK_FILE;
    snprintf(path, sizeof path, "%s/%s", folder, scenario.network.edges);
    if (from_file && access(path, R_OK) != 0) return false;
    if (from_file) demand(network_file_read(&scenario.network, folder, &list, NULL, &message), &message);
    run_to_the_end(from_file ? &list : NULL, NULL, text);
    edge_list_free(&list);
    return true;
}

/* Every mechanism at once, among so many people that several threads have their share. */
static void everything_is_the_same_on_any_number_of_threads(void **state)
{
    (void)state;
    static const int threads[] = {1, 2, 3, 8};
    char folder[2048], alone[DIGEST_TEXT], text[DIGEST_TEXT];
    read_scenario("everything", folder);
    scenario.network.agents = 4000;
    scenario.network.units = 50;
    scenario.run.steps = 60;
    scenario.rollout.first_step = scenario.reorganisation.first_step = 20;
    run_to_the_end(NULL, NULL, alone);
    for (size_t i = 0; i < sizeof threads / sizeof *threads; i++) {
        struct crew *crew = crew_new(threads[i]);
        run_to_the_end(NULL, crew, text);
        assert_string_equal(text, alone);
        crew_free(crew);
    }
}

static void scenarios_come_out_as_ever(void **state)
{
    (void)state;
    int changed = 0;
    for (int i = 0; i < COUNT; i++) {
        char text[DIGEST_TEXT];
        if (!run(table[i].name, text)) {
            print_message("%s is left out: its data are not there\n", table[i].name);
        } else if (strcmp(text, table[i].digest) != 0) {
            print_message("%s: %s instead of %s\n", table[i].name, text, table[i].digest);
            changed++;
        }
    }
    assert_int_equal(changed, 0);
}

static int print_table(void)
{
    for (int i = 0; i < COUNT; i++) {
        char text[DIGEST_TEXT] = "the data are not there";
        run(table[i].name, text);
        printf("    {\"%s\", \"%s\"},\n", table[i].name, text);
    }
    return 0;
}

int main(int count, char **argument)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(scenarios_come_out_as_ever),
        cmocka_unit_test(everything_is_the_same_on_any_number_of_threads)};
    if (count > 1 && strcmp(argument[1], "print") == 0) return print_table();
    return cmocka_run_group_tests(tests, NULL, NULL);
}
