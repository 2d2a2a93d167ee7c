/* selforg trace: who learned it from whom. Without a question it shows the practice that most people use in the end. */
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
    struct output output;
    status = output_begin(&output, options->out, message);
    if (status != STATUS_OK) return status;
    struct trace_request request = {.path = options->file,
        .practice = options->practice,
        .agent = options->agent,
        .depth = (int32_t)options->depth,
        .width = (int32_t)options->width,
        .ascii = !terminal_of(output.stream).unicode,
        .json = options->json};
    return output_end(&output, trace_print(&request, output.stream, message), message);
}
