/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "chosho-html-text.h"

#include <libxml/HTMLparser.h>
#include <string.h>

#define PIECE_BYTES (64 * 1024)

typedef struct
{
  GString *out;     /* (owned) */
  guint    left_out; /* inside <script>, <style> … */
} State;

static gboolean
is_one (const char *name, const char *const *names)
{
  for (; *names != NULL; names++)
    if (g_ascii_strcasecmp (name, *names) == 0)
      return TRUE;
  return FALSE;
}

static const char *const unsaid[] = { "script", "style", "head", "template", NULL };
static const char *const lines[] = { "p", "div", "br", "tr", "li", "h1", "h2", "h3", "h4", "h5", "h6", "blockquote", "pre", "table", "ul",
                                     "ol", "hr", "section", "article", NULL };
static const char *const cells[] = { "td", "th", NULL };

static void
end_line (State *state)
{
  while (state->out->len > 0 && strchr (" \t", state->out->str[state->out->len - 1]) != NULL)
    g_string_truncate (state->out, state->out->len - 1);
  if (state->out->len > 0 && !g_str_has_suffix (state->out->str, "\n\n"))
    g_string_append_c (state->out, '\n');
}

static void
append_picture (State *state, const xmlChar **attributes)
{
  for (; attributes != NULL && attributes[0] != NULL; attributes += 2)
    if (g_ascii_strcasecmp ((const char *) attributes[0], "alt") == 0 && attributes[1] != NULL && attributes[1][0] != '\0')
      g_string_append_printf (state->out, "[%s]", (const char *) attributes[1]);
}

static void
on_start_cb (void *data, const xmlChar *name, const xmlChar **attributes)
{
  State *state = data;

  if (is_one ((const char *) name, unsaid))
    state->left_out++;
  else if (is_one ((const char *) name, lines))
    end_line (state);
  else if (is_one ((const char *) name, cells) && state->out->len > 0 && !g_str_has_suffix (state->out->str, "\n"))
    g_string_append_c (state->out, '\t');
  else if (g_ascii_strcasecmp ((const char *) name, "img") == 0)
    append_picture (state, attributes);
}

static void
on_end_cb (void *data, const xmlChar *name)
{
  State *state = data;

  if (is_one ((const char *) name, unsaid))
    state->left_out -= state->left_out > 0;
  else if (is_one ((const char *) name, lines) && g_ascii_strcasecmp ((const char *) name, "br") != 0
           && !g_str_has_suffix (state->out->str, "\n"))
    end_line (state);
}

/* Runs of blanks are one, as a browser shows them. */
static void
on_characters_cb (void *data, const xmlChar *text, int size_bytes)
{
  State *state = data;

  for (int i = 0; state->left_out == 0 && i < size_bytes; i++)
    if (strchr (" \t\r\n", text[i]) == NULL)
      g_string_append_c (state->out, (char) text[i]);
    else if (state->out->len > 0 && strchr (" \t\n", state->out->str[state->out->len - 1]) == NULL)
      g_string_append_c (state->out, ' ');
}

char *
chosho_html_to_text (const char *html, gsize size_bytes)
{
  htmlSAXHandler sax = { .startElement = on_start_cb, .endElement = on_end_cb, .characters = on_characters_cb };
  g_autoptr (GString) out = g_string_new (NULL);
  State state = { .out = out };
  htmlParserCtxtPtr context = htmlCreatePushParserCtxt (&sax, &state, NULL, 0, NULL, XML_CHAR_ENCODING_UTF8);

  if (context == NULL)
    g_error ("no memory for an HTML parser");
  htmlCtxtUseOptions (context, HTML_PARSE_NONET | HTML_PARSE_NOERROR | HTML_PARSE_NOWARNING);
  for (gsize done = 0; done < size_bytes;)
    {
      gsize piece = MIN (size_bytes - done, PIECE_BYTES);

      /* what is wrong with HTML is guessed at, as everywhere */
      htmlParseChunk (context, html + done, (int) piece, 0);
      done += piece;
    }
  htmlParseChunk (context, NULL, 0, 1);
  htmlFreeParserCtxt (context);
  return g_utf8_make_valid (out->str, (gssize) out->len);
}
