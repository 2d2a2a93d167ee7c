/* selforg trace: who learned it from whom. Without a question it shows the practice that most people use in the end. */
#include <errno.h>
#include <stdio.h>
#include <string.h>

#include "io/lineage/trace.h"
#include "program/terminal/output.h"
#include "program/terminal/terminal.h"
#include "program/usage/commands.h"

enum status trace_command(const struct trace_options *options, struct message *message)
{
    if (options->practice && options->agent)
        return message_set(message, STATUS_USAGE, "trace: --practice and --agent exclude each other");
    enum status status = output_check(options->out, options->file, message);
    if (status == STATUS_OK)
        status = output_check_ending(
            options->out, options->json ? ".json" : "", "a tree is text, or JSON with --json", message);
    if (status != STATUS_OK) return status;
    bool to_file = options->out && strcmp(options->out, "-") != 0;
    FILE *stream = to_file ? fopen(options->out, "w") : stdout;
    if (!stream)
        return message_set(message, STATUS_WRITE, "%s: it could not be written: %s", options->out, strerror(errno));
    struct trace_request request = {.path = options->file,
        .practice = options->practice,
        .agent = options->agent,
        .depth = (int32_t)options->depth,
        .width = (int32_t)options->width,
        .ascii = !terminal_of(stream).unicode,
        .json = options->json};
    status = trace_print(&request, stream, message);
    if (to_file && fclose(stream) != 0 && status == STATUS_OK)
        status = message_set(message, STATUS_WRITE, "%s: it could not be written: %s", options->out, strerror(errno));
    return status;
}
