/* Graphs in their formats, each read from text into a draft. See network_file.h for what is taken from them.
 *
 * Every reader gets the whole file, with a zero behind it, and may change it. Errors as network_file_read.
 */
#ifndef IO_GRAPH_TEXT_H
#define IO_GRAPH_TEXT_H

#include "io/draft/draft.h"

typedef enum status graph_reader(struct draft *draft, char *text, size_t length);

MUST_USE graph_reader graphml_read, gexf_read, gml_read, pajek_read, dl_read;

#endif
