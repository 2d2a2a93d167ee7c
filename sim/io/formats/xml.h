/* XML, read element by element (expat): whoever reads it is told of each element's begin and end, and of its text. */
#ifndef IO_XML_H
#define IO_XML_H

#include "io/draft/draft.h"

/* An element: its name without prefix, and its attributes: name, value, name, value, ..., NULL. */
struct xml_element {
    const char *name;
    const char **attributes;
};

/* What to do with an element; any other status than STATUS_OK ends the reading. At its end `text` is what stood in it,
 * but for what stood in its children, without blanks at its ends and with one blank for several. draft->line is set. */
struct xml_reader {
    enum status (*begin)(void *context, const struct xml_element *element);
    enum status (*end)(void *context, const char *name, const char *text);
    void *context;
};

MUST_USE enum status xml_read(struct draft *draft, const struct xml_reader *reader, const char *text, size_t length);

/* The value of an attribute, by its name without prefix; NULL: there is none. */
const char *xml_attribute(const struct xml_element *element, const char *name);

/* A copy of the text in the place of the one that was there; NULL leaves that. STATUS_MEMORY. */
MUST_USE enum status xml_keep(char **copy, const char *text);

#endif
