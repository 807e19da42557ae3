/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "chosho-odf.h"

#include <string.h>

#include "chosho-flow-state.h"
#include "chosho-helper-limits.h"

#define STYLES_PART "styles.xml"
#define LIMIT_BLANKS 1000 /* of one element; lines that are drawn with blanks have a hundred */

/* Where characters go that stand directly in an element. */
typedef enum
{
  SINK_NONE,
  SINK_TEXT,    /* the innermost paragraph */
  SINK_CHANGED, /* what a change took out */
  SINK_AUTHOR,  /* of a comment or change */
  SINK_NAME,    /* of a drawing */
} Sink;

/* A tracked change; its place in the text comes later. */
typedef struct
{
  gboolean    deletion;
  const char *author; /* (borrowed): of the writer */
  GString    *text;   /* (owned): of a deletion */
} Change;

typedef struct
{
  ChoshoFlowState  state;
  ChoshoZipParts  *parts;         /* (borrowed) */
  ChoshoOdfStyles  styles;
  GHashTable      *changes;       /* (owned): id → Change */
  Change          *change;        /* (borrowed) (nullable): being read */
  GByteArray      *sinks;         /* (owned): of the open elements that are reported */
  GByteArray      *hidden_spans;  /* (owned): whether each open span hides its text */
  GString         *captured;      /* (owned): an author, a name */
  const char      *frames;        /* of styles.xml: "header" or "footer"; NULL: the content */
  guint            inside;        /* open elements whose paragraphs count */
  guint            lists;         /* open */
  guint32          notes_seen[2]; /* footnotes, endnotes */
  gboolean         endnote;
  gboolean         blank;         /* the last character was one that more of its kind add nothing to */
  gboolean         has_object;    /* the drawing is another program's */
  gboolean         has_image;
  guint32          image;
} Flow;

static void
change_free (gpointer data)
{
  Change *self = data;

  g_string_free (self->text, TRUE);
  g_free (self);
}

static gboolean
is (const char *name, const char *const *names)
{
  return g_strv_contains (names, name);
}

/* --- Characters --------------------------------------------------------------------------------------------- */

/* An element that is not named here says the same as what it stands in: spans, links, fields. */
static Sink
find_sink (Flow *self, const char *name)
{
  static const char *const silent[] = {
    "annotation", "note", "note-body", "note-citation", "frame", "text-box", "list", "list-item", "table", "table-row", "table-cell", "page", "notes",
    "ruby-text", "script", "binary-data", "event-listeners", "changed-region", "tracked-changes", NULL,
  };
  Sink around = self->sinks->len > 0 ? self->sinks->data[self->sinks->len - 1] : SINK_NONE;

  if (g_str_equal (name, "p") || g_str_equal (name, "h"))
    return self->change != NULL ? SINK_CHANGED : SINK_TEXT;
  if (is (name, silent))
    return SINK_NONE;
  if (around == SINK_NONE && g_str_equal (name, "creator"))
    return SINK_AUTHOR;
  return around == SINK_NONE && (g_str_equal (name, "title") || g_str_equal (name, "desc")) ? SINK_NAME : around;
}

static gboolean
append_changed (Change *change, const char *text, gsize size_bytes, ChoshoFault *fault)
{
  g_string_append_len (change->text, text, (gssize) size_bytes);
  return change->text->len <= CHOSHO_HELPER_LIMIT_BLOCK_BYTES
         || chosho_fault_set_limit (fault, CHOSHO_HELPER_REASON_LIMIT_BLOCK_BYTES, CHOSHO_HELPER_LIMIT_BLOCK_BYTES, NULL);
}

static gboolean
put (Flow *self, const char *text, gsize size_bytes, ChoshoFault *fault)
{
  Sink sink = self->sinks->len > 0 ? self->sinks->data[self->sinks->len - 1] : SINK_NONE;

  if (sink == SINK_TEXT)
    return chosho_flow_state_append (&self->state, text, size_bytes, fault);
  if (sink == SINK_CHANGED && self->change != NULL)
    return append_changed (self->change, text, size_bytes, fault);
  if ((sink == SINK_AUTHOR || sink == SINK_NAME) && self->captured->len + size_bytes <= CHOSHO_HELPER_LIMIT_CELL_BYTES)
    g_string_append_len (self->captured, text, (gssize) size_bytes);
  return TRUE;
}

/* Blanks and line ends that follow each other are one blank, and none where a paragraph begins. */
static gboolean
on_text (ChoshoXmlPart *part, const char *text, gsize size_bytes, gpointer user_data, ChoshoFault *fault)
{
  Flow *self = user_data;
  const char *end = text + size_bytes;

  while (self->inside > 0 && text < end)
    {
      const char *blank = text;

      while (blank < end && !g_ascii_isspace (*blank))
        blank++;
      if (blank > text)
        {
          if (!put (self, text, (gsize) (blank - text), fault))
            return FALSE;
          self->blank = FALSE;
        }
      if (blank < end && !self->blank)
        {
          if (!put (self, " ", 1, fault))
            return FALSE;
          self->blank = TRUE;
        }
      text = blank < end ? blank + 1 : blank;
    }
  return TRUE;
}

/* Blanks that are elements: each counts. */
static gboolean
start_blank (Flow *self, ChoshoXmlPart *part, const char *name, ChoshoFault *fault)
{
  guint32 count = 1;

  if (g_str_equal (name, "s"))
    count = chosho_xml_part_get_number (part, "c", 1, LIMIT_BLANKS);
  self->blank = FALSE;
  for (guint32 i = 0; i < count; i++)
    if (!put (self, g_str_equal (name, "s") ? " " : g_str_equal (name, "tab") ? "\t" : "\n", 1, fault))
      return FALSE;
  return TRUE;
}

/* --- Paragraphs --------------------------------------------------------------------------------------------- */

static gboolean
start_paragraph (Flow *self, ChoshoXmlPart *part, const char *name, ChoshoFault *fault)
{
  ChoshoFlowParagraph *paragraph;

  self->blank = TRUE;
  if (self->change != NULL)
    return TRUE;
  if (!chosho_flow_state_begin_paragraph (&self->state, fault))
    return FALSE;
  paragraph = chosho_flow_state_get_paragraph (&self->state);
  if (g_str_equal (name, "h"))
    paragraph->heading = (guint8) chosho_xml_part_get_number (part, "outline-level", 1, 9);
  paragraph->list = self->lists > 0 && self->state.asides->len == 0;
  paragraph->level = paragraph->list ? (guint8) MIN (self->lists - 1, 8) : 0;
  return TRUE;
}

static void
start_span (Flow *self, ChoshoXmlPart *part)
{
  guint8 hidden = chosho_odf_styles_find (&self->styles, part, "text")->hidden;

  g_byte_array_append (self->hidden_spans, &hidden, 1);
  self->state.run_hidden |= hidden;
}

static void
end_span (Flow *self)
{
  if (self->hidden_spans->len > 0)
    g_byte_array_set_size (self->hidden_spans, self->hidden_spans->len - 1);
  self->state.run_hidden = self->hidden_spans->len > 0 && memchr (self->hidden_spans->data, TRUE, self->hidden_spans->len) != NULL;
}

/* --- Notes, comments, changes ------------------------------------------------------------------------------- */

static gboolean
start_note (Flow *self, ChoshoXmlPart *part, ChoshoFault *fault)
{
  char kind[16] = "";
  g_autofree char *text = NULL;

  chosho_xml_part_get (part, "note-class", kind, sizeof kind);
  self->endnote = g_str_equal (kind, "endnote");
  text = g_strdup_printf ("[%u]", ++self->notes_seen[self->endnote]);
  return chosho_flow_state_append (&self->state, text, strlen (text), fault);
}

static gboolean
start_comment (Flow *self, ChoshoFault *fault)
{
  ChoshoFlowParagraph *paragraph = chosho_flow_state_get_paragraph (&self->state);
  guint32 number = 0;

  if (paragraph != NULL && self->state.tables == 0)
    number = chosho_flow_writer_next_number (self->state.writer, self->state.zone);
  if (paragraph != NULL)
    chosho_flow_mark_add (paragraph->marks, CHOSHO_HELPER_MARK_COMMENT, paragraph->length, 0, "");
  return chosho_flow_state_begin_aside (&self->state, CHOSHO_HELPER_ZONE_COMMENT, number, fault);
}

static void
end_author (Flow *self)
{
  if (self->change != NULL)
    self->change->author = chosho_flow_writer_keep (self->state.writer, self->captured->str);
  else if (self->state.asides->len > 0 && self->state.label == NULL)
    self->state.label = g_strdup (self->captured->str);
}

static gboolean
start_changed_region (Flow *self, ChoshoXmlPart *part, ChoshoFault *fault)
{
  char *id = chosho_xml_part_dup (part, "id");

  self->change = g_new0 (Change, 1);
  self->change->author = "";
  self->change->text = g_string_new (NULL);
  g_hash_table_replace (self->changes, id != NULL ? id : g_strdup (""), self->change);
  return g_hash_table_size (self->changes) <= CHOSHO_HELPER_LIMIT_BLOCKS
         || chosho_fault_set_limit (fault, CHOSHO_HELPER_REASON_LIMIT_BLOCKS, CHOSHO_HELPER_LIMIT_BLOCKS, NULL);
}

/* What was taken out is said where it stood; between paragraphs it is one of its own. */
static gboolean
put_deleted (Flow *self, const Change *change, ChoshoFault *fault)
{
  gboolean alone = chosho_flow_state_get_paragraph (&self->state) == NULL;
  const char *text = change->text->str;
  gboolean done;

  g_strchomp (change->text->str);
  if (alone && !chosho_flow_state_begin_paragraph (&self->state, fault))
    return FALSE;
  self->state.author = change->author;
  self->state.deleted++;
  done = chosho_flow_state_append (&self->state, text, strlen (text), fault);
  self->state.deleted--;
  return done && (!alone || chosho_flow_state_end_paragraph (&self->state, fault));
}

static gboolean
start_change (Flow *self, ChoshoXmlPart *part, const char *name, ChoshoFault *fault)
{
  g_autofree char *id = chosho_xml_part_dup (part, "change-id");
  const Change *change = id != NULL ? g_hash_table_lookup (self->changes, id) : NULL;

  if (change == NULL)
    return TRUE;
  if (change->deletion)
    return !g_str_equal (name, "change") || put_deleted (self, change, fault);
  if (g_str_equal (name, "change-start"))
    {
      self->state.author = change->author;
      self->state.inserted++;
    }
  else if (g_str_equal (name, "change-end"))
    self->state.inserted -= self->state.inserted > 0;
  return TRUE;
}

/* --- Drawings, slides --------------------------------------------------------------------------------------- */

static void
start_frame (Flow *self, ChoshoXmlPart *part)
{
  static const char *const titles[] = { "title", NULL };
  static const char *const footers[] = { "date-time", "footer", "header", "page-number", NULL };
  char kind[16] = "";

  chosho_flow_state_begin_drawing (&self->state);
  self->state.name = chosho_xml_part_dup (part, "name");
  self->has_object = self->has_image = FALSE;
  chosho_xml_part_get (part, "class", kind, sizeof kind);
  self->state.title = is (kind, titles);
  self->state.shape_zone = is (kind, footers) ? CHOSHO_HELPER_ZONE_FOOTER : 0;
}

/* Of pictures that stand for each other the first is told; the picture of an object is none of its own. */
static gboolean
end_frame (Flow *self, ChoshoFault *fault)
{
  gboolean done;

  if (self->has_image && !self->has_object)
    done = chosho_flow_state_add_picture (&self->state, CHOSHO_HELPER_BLOCK_PICTURE, self->image, fault);
  else
    done = chosho_flow_state_end_drawing (&self->state, fault);
  self->has_object = self->has_image = FALSE;
  self->state.title = FALSE;
  self->state.shape_zone = 0;
  return done;
}

/* A description says more than a title, and that more than "図 3". */
static void
end_name (Flow *self)
{
  if (self->captured->len == 0)
    return;
  g_free (self->state.name);
  self->state.name = g_strdup (self->captured->str);
}

static void
start_image (Flow *self, ChoshoXmlPart *part)
{
  g_autofree char *href = chosho_xml_part_dup (part, "href");

  if (!self->has_image)
    self->image = href != NULL ? chosho_odf_find_member (self->parts, href) : CHOSHO_HELPER_NO_MEMBER;
  self->has_image = TRUE;
}

/* --- Elements ----------------------------------------------------------------------------------------------- */

/* Elements that paragraphs stand in. */
static gboolean
start_container (Flow *self, ChoshoXmlPart *part, const char *name, ChoshoFault *fault)
{
  if (g_str_equal (name, "list"))
    self->lists++;
  else if (g_str_equal (name, "table"))
    chosho_flow_state_begin_table (&self->state);
  else if (g_str_equal (name, "table-row"))
    chosho_flow_state_begin_row (&self->state);
  else if (g_str_equal (name, "table-cell"))
    chosho_flow_state_begin_cell (&self->state);
  else if (g_str_equal (name, "frame"))
    start_frame (self, part);
  else if (g_str_equal (name, "text-box"))
    self->state.drawing_shown = TRUE;
  else if (g_str_equal (name, "object") || g_str_equal (name, "object-ole"))
    self->has_object = TRUE;
  else if (g_str_equal (name, "image"))
    start_image (self, part);
  else if (g_str_equal (name, "notes"))
    self->state.zone = CHOSHO_HELPER_ZONE_NOTES;
  else if (g_str_equal (name, "page"))
    return chosho_flow_writer_begin_slide (self->state.writer, chosho_odf_styles_find (&self->styles, part, "drawing-page")->hidden, fault);
  return TRUE;
}

static gboolean
start_inside (Flow *self, ChoshoXmlPart *part, const char *name, ChoshoFault *fault)
{
  static const char *const blanks[] = { "s", "tab", "line-break", NULL };
  static const char *const changes[] = { "change", "change-start", "change-end", NULL };
  Sink sink = self->sinks->data[self->sinks->len - 1];

  if (sink == SINK_AUTHOR || sink == SINK_NAME)
    g_string_truncate (self->captured, 0);
  if (g_str_equal (name, "p") || g_str_equal (name, "h"))
    return start_paragraph (self, part, name, fault);
  if (is (name, blanks))
    return start_blank (self, part, name, fault);
  if (g_str_equal (name, "changed-region"))
    return start_changed_region (self, part, fault);
  if (self->change != NULL)
    self->change->deletion |= g_str_equal (name, "deletion");
  else if (g_str_equal (name, "span"))
    start_span (self, part);
  else if (g_str_equal (name, "note"))
    return start_note (self, part, fault);
  else if (g_str_equal (name, "note-body"))
    return chosho_flow_state_begin_aside (&self->state, self->endnote ? CHOSHO_HELPER_ZONE_ENDNOTE : CHOSHO_HELPER_ZONE_FOOTNOTE, 0, fault);
  else if (g_str_equal (name, "annotation"))
    return start_comment (self, fault);
  else if (is (name, changes))
    return start_change (self, part, name, fault);
  else
    return start_container (self, part, name, fault);
  return TRUE;
}

static gboolean
is_entrance (Flow *self, const char *name)
{
  static const char *const contents[] = { "text", "presentation", NULL };

  /* header, header-left, header-first */
  return self->frames != NULL ? g_str_has_prefix (name, self->frames) && !g_str_has_suffix (name, "style") : is (name, contents);
}

static gboolean
on_start (ChoshoXmlPart *part, const char *name, gpointer user_data, ChoshoFault *fault)
{
  Flow *self = user_data;
  guint8 sink = find_sink (self, name);

  g_byte_array_append (self->sinks, &sink, 1);
  self->inside += self->inside > 0 || is_entrance (self, name);
  return self->inside > 0 ? start_inside (self, part, name, fault) : chosho_odf_styles_take (&self->styles, part, name, fault);
}

static gboolean
end_inside (Flow *self, const char *name, Sink sink, ChoshoFault *fault)
{
  if (g_str_equal (name, "p") || g_str_equal (name, "h"))
    return self->change != NULL ? append_changed (self->change, "\n", 1, fault) : chosho_flow_state_end_paragraph (&self->state, fault);
  if (g_str_equal (name, "changed-region"))
    self->change = NULL;
  else if (sink == SINK_AUTHOR)
    end_author (self);
  else if (sink == SINK_NAME)
    end_name (self);
  else if (self->change != NULL)
    return TRUE;
  else if (g_str_equal (name, "span"))
    end_span (self);
  else if (g_str_equal (name, "note-body") || g_str_equal (name, "annotation"))
    chosho_flow_state_end_aside (&self->state);
  else if (g_str_equal (name, "list"))
    self->lists -= self->lists > 0;
  else if (g_str_equal (name, "table"))
    chosho_flow_state_end_table (&self->state);
  else if (g_str_equal (name, "table-row"))
    return chosho_flow_state_end_row (&self->state, fault);
  else if (g_str_equal (name, "frame"))
    return end_frame (self, fault);
  else if (g_str_equal (name, "notes"))
    self->state.zone = CHOSHO_HELPER_ZONE_BODY;
  else if (g_str_equal (name, "page"))
    return chosho_flow_state_write_asides (&self->state, fault);
  return TRUE;
}

static gboolean
on_end (ChoshoXmlPart *part, const char *name, gpointer user_data, ChoshoFault *fault)
{
  Flow *self = user_data;
  Sink sink = self->sinks->data[self->sinks->len - 1];

  g_byte_array_set_size (self->sinks, self->sinks->len - 1);
  if (self->inside == 0)
    {
      chosho_odf_styles_end (&self->styles, name);
      return TRUE;
    }
  self->inside--;
  return end_inside (self, name, sink, fault);
}

static gboolean
read_part (Flow *self, const char *name, const char *frames, guint8 zone, ChoshoFault *fault)
{
  static const ChoshoXmlHandler handler = { on_start, on_end, on_text, .open_document = TRUE };

  self->frames = frames;
  chosho_flow_state_begin_part (&self->state, zone);
  return chosho_xml_part_read (self->parts, name, &handler, self, fault);
}

/* Headers and footers stand with the styles of pages. */
static gboolean
read_frames (Flow *self, const char *frames, guint8 zone, ChoshoFault *fault)
{
  return !chosho_zip_parts_has (self->parts, STYLES_PART) || read_part (self, STYLES_PART, frames, zone, fault);
}

gboolean
chosho_odf_write_blocks (ChoshoZipParts *parts, ChoshoRecordWriter *writer, ChoshoFault *fault)
{
  g_autoptr (ChoshoFlowWriter) flow_writer = chosho_flow_writer_new (writer);
  Flow flow = { .parts = parts };
  gboolean done;

  if (!chosho_odf_check_open (parts, fault))
    return FALSE;
  chosho_flow_state_init (&flow.state, flow_writer);
  chosho_odf_styles_init (&flow.styles);
  flow.changes = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, change_free);
  flow.sinks = g_byte_array_new ();
  flow.hidden_spans = g_byte_array_new ();
  flow.captured = g_string_new (NULL);
  done = read_frames (&flow, "header", CHOSHO_HELPER_ZONE_HEADER, fault)
         && read_part (&flow, CHOSHO_ODF_CONTENT, NULL, CHOSHO_HELPER_ZONE_BODY, fault)
         && read_frames (&flow, "footer", CHOSHO_HELPER_ZONE_FOOTER, fault)
         && chosho_flow_state_write_asides (&flow.state, fault);
  chosho_flow_state_clear (&flow.state);
  chosho_odf_styles_clear (&flow.styles);
  g_hash_table_unref (flow.changes);
  g_byte_array_unref (flow.sinks);
  g_byte_array_unref (flow.hidden_spans);
  g_string_free (flow.captured, TRUE);
  return done;
}
