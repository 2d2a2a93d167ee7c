/* Events: what happened, one row each, as it happened.
 *
 * events.def is the one table. The model appends rows while it steps; whoever watches takes them between steps. Every
 * row of every table but `telling` goes into the table's digest, written or not, so that recording changes nothing.
 */
#ifndef MODEL_EVENTS_H
#define MODEL_EVENTS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/array.h"
#include "base/digest.h"
#include "base/status.h"
#include "scenario/scenario.h"

/* What holds of a channel, whatever is learned by it. */
enum channel_trait {
    CHANNEL_ROOT = 1,      /* had from nobody: there is no source */
    CHANNEL_ALTERS = 2,    /* may be another practice than that of its sources: not every bit was copied */
    CHANNEL_DEBRIEF = 4,   /* said in a project's debrief, so that whoever hears it helped to find it out */
    CHANNEL_TAUGHT = 8,    /* by a community of practice, which stands in a table of its own */
    CHANNEL_ACROSS = 16,   /* between people who do nothing together: one's own kind is heard first */
    CHANNEL_BY_TRUST = 32, /* what is tacit comes along a tie of trust alone */
    CHANNEL_BEGINS = 64    /* what a person begins with */
};

#define CHANNELS(X)                                                                                                    \
    X(CHANNEL_INITIAL, "initial", "in use from the start, or on joining", CHANNEL_ROOT | CHANNEL_BEGINS)               \
    X(CHANNEL_INVENTION, "invention", "found by trying, with nobody to learn it from", CHANNEL_ROOT | CHANNEL_DEBRIEF) \
    X(CHANNEL_EXTERNAL, "external", "taken up with nobody telling", CHANNEL_ROOT)                                      \
    X(CHANNEL_WORD_OF_MOUTH, "word_of_mouth", "told along a tie", CHANNEL_ACROSS | CHANNEL_BY_TRUST)                   \
    X(CHANNEL_PROJECT, "project", "learned from members of the same project", CHANNEL_DEBRIEF)                         \
    X(CHANNEL_REVERSION, "reversion", "taken up again after another practice was dropped", 0)                          \
    X(CHANNEL_OBSERVATION, "observation", "seen in use near a project", CHANNEL_ACROSS | CHANNEL_BY_TRUST)             \
    X(CHANNEL_INQUIRY, "inquiry", "learned by asking people of another unit who had succeeded",                        \
        CHANNEL_ACROSS | CHANNEL_BY_TRUST)                                                                             \
    X(CHANNEL_COMMUNITY, "community", "told at a meeting of a community of practice",                                  \
        CHANNEL_TAUGHT | CHANNEL_BY_TRUST)                                                                             \
    X(CHANNEL_DOCUMENT, "document", "read in what a community of practice documented", CHANNEL_TAUGHT)                 \
    X(CHANNEL_ROLLOUT, "rollout", "pressed on people by the formal organisation", CHANNEL_ROOT)                        \
    X(CHANNEL_COPY, "copy", "copied from what others do, perhaps not every bit", CHANNEL_ALTERS)                       \
    X(CHANNEL_CODE, "code", "moved towards the organisation's code; the sources are those from whom the code has it",  \
        CHANNEL_ALTERS)                                                                                                \
    X(CHANNEL_ONBOARDING, "onboarding", "taken over on joining from somebody who was there", CHANNEL_BEGINS)

#define OPPORTUNITY_EVENTS(X)                                                                                          \
    X(OPPORTUNITY_AROSE, "arose", "it appeared")                                                                       \
    X(OPPORTUNITY_HANDED, "handed", "someone who noticed let it go to a contact")                                      \
    X(OPPORTUNITY_TAKEN, "taken", "a project was founded on it")                                                       \
    X(OPPORTUNITY_FREED, "freed", "its project ended without success, and it is open again")                           \
    X(OPPORTUNITY_RESOLVED, "resolved", "its project succeeded")                                                       \
    X(OPPORTUNITY_LAPSED, "lapsed", "nobody took it up")                                                               \
    X(OPPORTUNITY_MORPHED, "morphed", "it turned into others")

#define PROJECT_EVENTS(X)                                                                                              \
    X(PROJECT_FOUNDED, "founded", "gathering begins")                                                                  \
    X(PROJECT_STARTED, "started", "work begins")                                                                       \
    X(PROJECT_LAPSED, "lapsed", "too few joined")                                                                      \
    X(PROJECT_SUCCEEDED, "succeeded", "progress reached the difficulty")                                               \
    X(PROJECT_EXHAUSTED, "exhausted", "the resources were used up")                                                    \
    X(PROJECT_EXPIRED, "expired", "its time was over")                                                                 \
    X(PROJECT_EMPTIED, "emptied", "the last member left")

#define MEMBER_EVENTS(X)                                                                                               \
    X(MEMBER_FOUNDED, "founded", "founded it")                                                                         \
    X(MEMBER_INVITED, "invited", "joined when asked along a tie")                                                      \
    X(MEMBER_CALLED, "volunteered", "joined on an open call")                                                          \
    X(MEMBER_LEFT, "left", "left before the end")                                                                      \
    X(MEMBER_NEWCOMER, "newcomer", "put on the team as a newcomer")                                                    \
    X(MEMBER_INCUMBENT, "incumbent", "put on the team as an incumbent")                                                \
    X(MEMBER_PARTNER, "partner", "put on the team as an earlier partner of one who is on it")                          \
    X(MEMBER_CONTINUED, "continued", "a member from the start, with people of the project before")                     \
    X(MEMBER_WALKED_IN, "walked_in", "joined of one's own accord, having noticed")                                     \
    X(MEMBER_WITHDREW, "withdrew", "left when work was to begin, for want of attention")                               \
    X(MEMBER_SUCCESSOR, "successor", "joined work under way, asked along a tie, for someone who had left")             \
    X(MEMBER_TOOK_OVER, "took_over", "leads from then on, in place of who left or let go (the inviter)")               \
    X(MEMBER_LET_GO, "let_go", "left work that another leads from then on")

#define LEADER_EVENTS(X)                                                                                               \
    X(LEADER_BECAME, "became", "named by enough different people")                                                     \
    X(LEADER_CEASED, "ceased", "too few have named that one lately")                                                   \
    X(LEADER_LEFT, "left", "left, and a newcomer has the place")

#define STANCES(X)                                                                                                     \
    X(STANCE_STUCK, "stuck", "feels helpless")                                                                         \
    X(STANCE_GUARDING, "guarding", "keeps things as they are")                                                         \
    X(STANCE_BLAMING, "blaming", "looks for someone to blame")                                                         \
    X(STANCE_WAITING, "waiting", "waits for others to act")                                                            \
    X(STANCE_INITIATING, "initiating", "looks for ways forward")

#define STANCE_CAUSES(X)                                                                                               \
    X(STANCE_BY_START, "initial", "from the start, or on joining")                                                     \
    X(STANCE_BY_CONTACT, "contact", "took it over from a contact")                                                     \
    X(STANCE_BY_SUCCESS, "success", "the own project succeeded")                                                       \
    X(STANCE_BY_FAILURE, "failure", "the own project failed")                                                          \
    X(STANCE_BY_SEEN_SUCCESS, "seen_success", "saw a contact's project succeed")                                       \
    X(STANCE_BY_SEEN_FAILURE, "seen_failure", "saw a contact's project fail")                                          \
    X(STANCE_BY_TRAINING, "training", "was trained")                                                                   \
    X(STANCE_BY_LOSS, "loss", "had something to lose with an old practice, and nobody beside")

#define ROLLOUT_EVENTS(X)                                                                                              \
    X(ROLLOUT_CHOSEN, "chosen", "an expert's estimate decided for it")                                                 \
    X(ROLLOUT_REACHED, "reached", "a unit whose people will be pressed hears of it")                                   \
    X(ROLLOUT_ENDED, "ended", "the pressure is over")

#define COMMUNITY_PHASES(X)                                                                                            \
    X(PHASE_POTENTIAL, "potential", "somebody asked others to come together")                                          \
    X(PHASE_COALESCING, "coalescing", "enough people share the passion; trust is yet to grow")                         \
    X(PHASE_MATURING, "maturing", "people trust each other and document what they know")                               \
    X(PHASE_STEWARDSHIP, "stewardship", "they practise what they documented, and own it")                              \
    X(PHASE_HUB, "hub", "transformed into a standing knowledge hub")                                                   \
    X(PHASE_LEGACY, "legacy", "faded; what was documented can still be read")

#define COMMUNITY_RINGS(X)                                                                                             \
    X(RING_CORE, "core", "practise together")                                                                          \
    X(RING_ENGAGED, "engaged", "try things out")                                                                       \
    X(RING_INTERESTED, "interested", "kept informed")

#define COMMUNITY_EVENTS(X)                                                                                            \
    X(COMMUNITY_CONVENED, "convened", "somebody asked others to come together")                                        \
    X(COMMUNITY_MET, "met", "it met")                                                                                  \
    X(COMMUNITY_COALESCED, "coalesced", "it went on to coalescing")                                                    \
    X(COMMUNITY_MATURED, "matured", "it went on to maturing")                                                          \
    X(COMMUNITY_STEWARDED, "stewarded", "it went on to stewardship")                                                   \
    X(COMMUNITY_HUB, "hub", "it became a standing knowledge hub")                                                      \
    X(COMMUNITY_ROTATED, "rotated", "convener or core were handed on")                                                 \
    X(COMMUNITY_INHERITED, "inherited", "somebody took over from a convener who was gone")                             \
    X(COMMUNITY_SPLIT, "split", "some of its members became the other community")                                      \
    X(COMMUNITY_MERGED, "merged", "it went into the other community")                                                  \
    X(COMMUNITY_ABSORBED, "absorbed", "it took in the other community")                                                \
    X(COMMUNITY_FADED, "faded", "too few came; what was documented stays")                                             \
    X(COMMUNITY_REFRAMED, "reframed", "those who care more for a neighbouring domain went on as the other community")

#define COMMUNITY_MEMBER_EVENTS(X)                                                                                     \
    X(SEAT_CONVENED, "convened", "convened it")                                                                        \
    X(SEAT_FOUNDED, "founded", "came when it was convened")                                                            \
    X(SEAT_INVITED, "invited", "joined when asked along a tie")                                                        \
    X(SEAT_SAW, "observed", "joined after seeing it")                                                                  \
    X(SEAT_CARRIED, "carried", "came with a split or a merger")                                                        \
    X(SEAT_IN, "moved_in", "moved a ring inward")                                                                      \
    X(SEAT_OUT, "moved_out", "moved a ring outward")                                                                   \
    X(SEAT_LEFT, "left", "left")

#define CLIENTS(X)                                                                                                     \
    X(CLIENT_NOT, "works_there", "works there, and is no client")                                                      \
    X(CLIENT_ASLEEP, "served", "is served, and takes no part yet")                                                     \
    X(CLIENT_AWAKE, "takes_part", "is served, and takes part")

#define TRUTHS(X)                                                                                                      \
    X(TRUTH_NO, "false", "no")                                                                                         \
    X(TRUTH_YES, "true", "yes")

#define AS_ENUMERATOR(symbol, ...) symbol,
enum channel { CHANNELS(AS_ENUMERATOR) CHANNEL_COUNT };
enum stance { STANCES(AS_ENUMERATOR) STANCE_COUNT };
enum client { CLIENTS(AS_ENUMERATOR) };
enum stance_cause { STANCE_CAUSES(AS_ENUMERATOR) };
enum opportunity_event { OPPORTUNITY_EVENTS(AS_ENUMERATOR) };
enum project_event { PROJECT_EVENTS(AS_ENUMERATOR) };
enum rollout_event { ROLLOUT_EVENTS(AS_ENUMERATOR) };
enum member_event { MEMBER_EVENTS(AS_ENUMERATOR) };
enum leader_event { LEADER_EVENTS(AS_ENUMERATOR) };
enum community_phase { COMMUNITY_PHASES(AS_ENUMERATOR) PHASE_COUNT, PHASE_GONE = PHASE_COUNT };
enum community_ring { COMMUNITY_RINGS(AS_ENUMERATOR) RING_COUNT };
enum community_event { COMMUNITY_EVENTS(AS_ENUMERATOR) };
enum seat_event { COMMUNITY_MEMBER_EVENTS(AS_ENUMERATOR) };
#undef AS_ENUMERATOR

bool channel_has(int32_t channel, enum channel_trait trait);

/* struct adoption_row, ...: one row of each table. */
#define ROWS "model/record/events.def"
#include "model/record/row_structs.def"

enum event_table {
#define TABLE(table, watched, needs, sentence) EVENT_##table,
#include "model/record/events.def"
    EVENT_TABLE_COUNT
};

enum event_column_type { EVENT_NUMBER, EVENT_AMOUNT, EVENT_CATEGORY };

/* One of a column's categories. */
struct event_category {
    const char *name, *sentence;
};

/* What a column's number leads to: nothing, a person, the thing that has this number in another table, a row of one. */
enum event_link { LINK_NONE, LINK_PERSON, LINK_THING, LINK_ROW };

struct event_column {
    const char *name, *unit, *sentence;
    enum event_column_type type;
    enum event_link link;
    enum event_table of; /* LINK_THING, LINK_ROW: which one */
    size_t offset;       /* in the row struct */
    int category_count;
    const struct event_category *categories; /* [category_count] */
};

struct event_table_info {
    const char *name, *sentence;
    enum feature watched, needs; /* the table is written where the scenario has both */
    size_t row_size;
    int column_count;
    const struct event_column *columns; /* [column_count] */
};

extern const struct event_table_info event_tables[EVENT_TABLE_COUNT];

/* Whether a run of this scenario (settled) writes the table down: it asks for it, and has what makes its rows. */
static inline bool event_table_written(const struct scenario *scenario, const struct event_table_info *table)
{
    return scenario_has(scenario, table->watched) && scenario_has(scenario, table->needs);
}

/* The rows of every table since they were last cleared, and the digest of every row ever. */
struct events {
#define TABLE(table, watched, needs, sentence) struct table##_rows ARRAY_OF(struct table##_row) table;
#include "model/record/events.def"
    int64_t cleared[EVENT_TABLE_COUNT]; /* rows that were there before: the number of the first row held now */
    struct digester *digester[EVENT_TABLE_COUNT];
};

MUST_USE enum status events_open(struct events *events);
void events_close(struct events *events);

/* What a row has in a column, as a number. */
double event_cell(const struct event_column *column, const void *row);

/* The rows held now of a table, without its type: event_tables[table].row_size bytes each. */
const void *events_rows(const struct events *events, enum event_table table, int64_t *count);

/* Adds the rows held to the digests and lets them go; call once a step, after they were written. */
void events_clear(struct events *events);

/* Rows of a table since the run began. */
int64_t events_total(const struct events *events, enum event_table table);

/* The digest of all rows of a table that were cleared. A row goes in column by column, little-endian, without padding.
 */
struct digest events_digest(const struct events *events, enum event_table table);

/* Adds rows to a digest just so; for whoever reads a table back and wants to check it. */
void events_digest_rows(struct digester *digester, enum event_table table, const void *rows, int64_t count);

#endif
