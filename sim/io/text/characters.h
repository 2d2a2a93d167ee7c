/* Characters of UTF-8, and text from files as it may be shown.
 *
 * What a file says never reaches a terminal or a spreadsheet raw: characters that steer a terminal, turn the direction
 * of writing or are not to be seen are written as \u{1B}.
 */
#ifndef IO_CHARACTERS_H
#define IO_CHARACTERS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

/* How many bytes from the beginning are UTF-8: `size` where all are. */
size_t characters_valid(const char *text, size_t size);

/* The character at *text, which is passed over; a byte that is no UTF-8 is itself, plus 0x110000. Not at the end. */
uint32_t characters_next(const char **text);

/* Writes a character; returns how many bytes, at most 4; 0 where there is no such character. */
int characters_write(uint32_t character, char bytes[4]);

/* Whether the character steers a terminal, turns the direction of writing, or is not to be seen. */
bool character_is_hidden(uint32_t character);

/* The first hidden character of a text, or 0. */
uint32_t characters_hidden(const char *text);

/* Writes the text to the stream with hidden characters escaped. */
void characters_show(const char *text, FILE *stream);

/* The same into a buffer, cut between characters. Returns the buffer. */
char *characters_shown(const char *text, char *buffer, size_t size);

/* Writes the text as a JSON string (RFC 8259), in quotes, with hidden characters escaped. */
void characters_json(const char *text, FILE *stream);

/* Writes the text as a cell of comma-separated values (RFC 4180), with hidden characters escaped. A spreadsheet takes
 * it for no formula, because such a text gets an apostrophe in front, unless it is a number. */
void characters_csv(const char *text, FILE *stream);

#endif
