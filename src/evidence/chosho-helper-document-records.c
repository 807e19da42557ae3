/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "chosho-helper-client-private.h"

#include <errno.h>
#include <string.h>
#include <unistd.h>

#include "chosho-helper-limits.h"

#define FORMAT_BYTES 16
#define CHARSET_BYTES 32

/* A short word of lower-case letters, digits and hyphens, or "". */
static gboolean
is_format (const char *text)
{
  return text[strspn (text, "abcdefghijklmnopqrstuvwxyz0123456789-")] == '\0';
}

static gboolean
take_info (ChoshoHelperInfoState *state, ChoshoHelperPayload *payload)
{
  /* Both enumerations list the kinds in the order of the protocol. */
  guint8 content = chosho_helper_payload_u8 (payload);
  ChoshoContentInfo *info = state->info = chosho_content_info_new ();

  info->kind = content;
  info->format = chosho_helper_payload_string (payload, FORMAT_BYTES);
  info->has_text = chosho_helper_payload_boolean (payload);
  state->n_pages = chosho_helper_payload_u32 (payload);
  info->size_bytes = chosho_helper_payload_u64 (payload);
  info->charset = chosho_helper_payload_optional (payload, CHARSET_BYTES);
  info->has_cells = chosho_helper_payload_boolean (payload);
  return !payload->broken && content <= CHOSHO_HELPER_CONTENT_FLOW && is_format (info->format)
         && state->n_pages <= CHOSHO_HELPER_LIMIT_PAGES
         && (content == CHOSHO_HELPER_CONTENT_PAGES) == (state->n_pages > 0)
         && (content == CHOSHO_HELPER_CONTENT_TEXT) == (info->charset != NULL);
}

/* Once, of pictures, and with something in it. */
static gboolean
take_claim (ChoshoContentInfo *info, ChoshoHelperPayload *payload)
{
  if (info->kind != CHOSHO_CONTENT_PAGES || info->has_text || info->pages->len > 0 || info->claimed_time != NULL
      || info->claimed_device != NULL || info->claimed_place != NULL)
    return FALSE;
  info->claimed_time = chosho_helper_payload_optional (payload, CHOSHO_HELPER_LIMIT_CLAIM_BYTES);
  info->claimed_device = chosho_helper_payload_optional (payload, CHOSHO_HELPER_LIMIT_CLAIM_BYTES);
  info->claimed_place = chosho_helper_payload_optional (payload, CHOSHO_HELPER_LIMIT_CLAIM_BYTES);
  return !payload->broken && (info->claimed_time != NULL || info->claimed_device != NULL || info->claimed_place != NULL);
}

gboolean
chosho_helper_take_info_record (ChoshoHelperRecord type, ChoshoHelperPayload *payload, gpointer user_data)
{
  ChoshoHelperInfoState *state = user_data;
  ChoshoPageSize size;

  if (state->info == NULL)
    return type == CHOSHO_HELPER_RECORD_INFO && take_info (state, payload);
  if (type == CHOSHO_HELPER_RECORD_CLAIM)
    return take_claim (state->info, payload);
  if (type != CHOSHO_HELPER_RECORD_PAGE || state->info->pages->len >= state->n_pages)
    return FALSE;
  size.width = chosho_helper_payload_u32 (payload) / (double) CHOSHO_HELPER_LENGTH_ONE;
  size.height = chosho_helper_payload_u32 (payload) / (double) CHOSHO_HELPER_LENGTH_ONE;
  g_array_append_val (state->info->pages, size);
  return size.width <= CHOSHO_HELPER_LIMIT_PAGE_LENGTH && size.height <= CHOSHO_HELPER_LIMIT_PAGE_LENGTH
         && (size.width > 0) == (size.height > 0);
}

static gboolean
take_image (ChoshoHelperImageState *state, ChoshoHelperPayload *payload)
{
  guint64 total_bytes, pixels;

  state->width = chosho_helper_payload_u32 (payload);
  state->height = chosho_helper_payload_u32 (payload);
  total_bytes = chosho_helper_payload_u64 (payload);
  pixels = (guint64) state->width * state->height;
  if (payload->broken || pixels == 0 || state->width > CHOSHO_HELPER_LIMIT_SIDE || state->height > CHOSHO_HELPER_LIMIT_SIDE
      || pixels > CHOSHO_HELPER_LIMIT_PIXELS || total_bytes > CHOSHO_HELPER_LIMIT_ANSWER_BYTES
      || (!state->as_png && total_bytes != 4 * pixels))
    return FALSE;
  state->total_bytes = total_bytes;
  state->bytes = g_try_malloc (total_bytes);
  state->begun = TRUE;
  return state->bytes != NULL;
}

gboolean
chosho_helper_take_image_record (ChoshoHelperRecord type, ChoshoHelperPayload *payload, gpointer user_data)
{
  ChoshoHelperImageState *state = user_data;
  const guint8 *bytes;
  gsize size_bytes;

  if (!state->begun)
    return type == CHOSHO_HELPER_RECORD_IMAGE && take_image (state, payload);
  if (type != CHOSHO_HELPER_RECORD_BYTES)
    return FALSE;
  bytes = chosho_helper_payload_bytes (payload, &size_bytes);
  if (bytes == NULL || size_bytes == 0 || size_bytes > state->total_bytes - state->got_bytes)
    return FALSE;
  memcpy (state->bytes + state->got_bytes, bytes, size_bytes);
  state->got_bytes += size_bytes;
  return TRUE;
}

static double
take_length (ChoshoHelperPayload *payload)
{
  return chosho_helper_payload_i32 (payload) / (double) CHOSHO_HELPER_LENGTH_ONE;
}

gboolean
chosho_helper_take_page_text_record (ChoshoHelperRecord type, ChoshoHelperPayload *payload, gpointer user_data)
{
  ChoshoPageText **found = user_data, *text;
  guint32 characters;

  if (type != CHOSHO_HELPER_RECORD_TEXT || *found != NULL)
    return FALSE;
  text = *found = chosho_page_text_new ();
  text->text = chosho_helper_payload_string (payload, CHOSHO_HELPER_LIMIT_RECORD_BYTES);
  characters = chosho_helper_payload_u32 (payload);
  if (payload->broken || characters > CHOSHO_HELPER_LIMIT_PAGE_CHARACTERS
      || g_utf8_strlen (text->text, -1) != (glong) characters)
    return FALSE;
  g_array_set_size (text->rectangles, characters);
  for (guint32 i = 0; i < characters; i++)
    {
      ChoshoContentRect *rect = &g_array_index (text->rectangles, ChoshoContentRect, i);

      rect->left = take_length (payload);
      rect->bottom = take_length (payload);
      rect->right = take_length (payload);
      rect->top = take_length (payload);
      if (rect->left > rect->right || rect->bottom > rect->top)
        return FALSE;
    }
  return TRUE;
}

gboolean
chosho_helper_take_window_record (ChoshoHelperRecord type, ChoshoHelperPayload *payload, gpointer user_data)
{
  ChoshoTextWindow **found = user_data, *window;

  if (type != CHOSHO_HELPER_RECORD_WINDOW || *found != NULL)
    return FALSE;
  window = *found = chosho_text_window_new ();
  window->charset = chosho_helper_payload_string (payload, CHARSET_BYTES);
  window->start = chosho_helper_payload_u64 (payload);
  window->end = chosho_helper_payload_u64 (payload);
  window->size_bytes = chosho_helper_payload_u64 (payload);
  window->replaced = chosho_helper_payload_u32 (payload);
  window->text = chosho_helper_payload_string (payload, CHOSHO_HELPER_LIMIT_RECORD_BYTES);
  /* A window that does not go on would be asked for for ever. */
  return window->text != NULL && window->start <= window->end && window->end <= window->size_bytes
         && (window->start < window->end || window->start == window->size_bytes);
}

gboolean
chosho_helper_take_lines_record (ChoshoHelperRecord type, ChoshoHelperPayload *payload, gpointer user_data)
{
  ChoshoTextLines **found = user_data, *lines;
  guint32 count;

  if (type != CHOSHO_HELPER_RECORD_LINES || *found != NULL)
    return FALSE;
  lines = *found = chosho_text_lines_new ();
  lines->charset = chosho_helper_payload_string (payload, CHARSET_BYTES);
  lines->first = chosho_helper_payload_u64 (payload);
  lines->n_lines = chosho_helper_payload_u64 (payload);
  lines->counted_bytes = chosho_helper_payload_u64 (payload);
  lines->size_bytes = chosho_helper_payload_u64 (payload);
  lines->replaced = chosho_helper_payload_u32 (payload);
  count = chosho_helper_payload_u32 (payload);
  if (payload->broken || count > CHOSHO_HELPER_LIMIT_LINES || lines->counted_bytes > lines->size_bytes
      || (count > 0 && (lines->first >= lines->n_lines || count > lines->n_lines - lines->first)))
    return FALSE;
  for (guint32 i = 0; i < count; i++)
    {
      guint64 offset = chosho_helper_payload_u64 (payload), left_out = chosho_helper_payload_u64 (payload);
      char *text = chosho_helper_payload_string (payload, 3 * CHOSHO_HELPER_LIMIT_LINE_BYTES);

      if (text == NULL)
        return FALSE;
      chosho_text_lines_add (lines, offset, left_out, text);
    }
  return TRUE;
}

static gboolean
is_hexadecimal (const char *text)
{
  return text != NULL && text[strspn (text, "0123456789abcdef")] == '\0';
}

gboolean
chosho_helper_take_member_record (ChoshoHelperRecord type, ChoshoHelperPayload *payload, gpointer user_data)
{
  GPtrArray *members = user_data;
  ChoshoMemberInfo *member;
  guint8 kind, flags, coding;
  guint64 time;

  if (type != CHOSHO_HELPER_RECORD_MEMBER || members->len >= CHOSHO_HELPER_LIMIT_MEMBERS)
    return FALSE;
  member = chosho_member_list_add (members);
  kind = chosho_helper_payload_u8 (payload);
  flags = chosho_helper_payload_u8 (payload);
  coding = chosho_helper_payload_u8 (payload);
  member->size_bytes = chosho_helper_payload_u64 (payload);
  time = chosho_helper_payload_u64 (payload);
  /* an escaped byte takes four, a character of one byte three */
  member->name = chosho_helper_payload_string (payload, 4 * CHOSHO_HELPER_LIMIT_MEMBER_NAME_BYTES);
  member->raw_name = chosho_helper_payload_string (payload, 2 * CHOSHO_HELPER_LIMIT_MEMBER_NAME_BYTES);
  /* These enumerations list their values in the order of the protocol. */
  member->kind = kind;
  member->coding = coding;
  member->encrypted = (flags & CHOSHO_HELPER_MEMBER_ENCRYPTED) != 0;
  member->unsafe_name = (flags & CHOSHO_HELPER_MEMBER_UNSAFE_NAME) != 0;
  member->has_size = member->size_bytes != CHOSHO_HELPER_NO_OFFSET;
  member->time = time > G_MAXINT64 ? -1 : (gint64) time;
  return !payload->broken && kind <= CHOSHO_HELPER_MEMBER_OTHER && coding <= CHOSHO_HELPER_NAME_CHOSEN
         && is_hexadecimal (member->raw_name);
}

gboolean
chosho_helper_take_content_record (ChoshoHelperRecord type, ChoshoHelperPayload *payload, gpointer user_data)
{
  ChoshoHelperContentState *state = user_data;
  gsize size_bytes;
  const guint8 *bytes;

  if (type != CHOSHO_HELPER_RECORD_BYTES)
    return FALSE;
  bytes = chosho_helper_payload_bytes (payload, &size_bytes);
  state->total_bytes += size_bytes;
  if (bytes == NULL || size_bytes == 0 || state->total_bytes > CHOSHO_HELPER_LIMIT_MEMBER_BYTES)
    return FALSE;
  chosho_digest_update (state->digest, bytes, size_bytes);
  while (size_bytes > 0 && state->errnum == 0)
    {
      gssize written = write (state->fd, bytes, size_bytes);

      if (written < 0 && errno != EINTR)
        state->errnum = errno;
      bytes += MAX (written, 0);
      size_bytes -= MAX (written, 0);
    }
  return TRUE;
}
