/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "chosho-fault.h"

#include <string.h>

#include "chosho-helper-limits.h"

/* Valid UTF-8 of at most CHOSHO_HELPER_LIMIT_DETAIL_BYTES, cut between characters. */
static char *
make_detail (const char *text)
{
  g_autofree char *valid = NULL;
  const char *end;
  gsize size_bytes;

  if (text == NULL)
    return NULL;
  /* Cut first: the text may be a cell of a hundred kilobytes. */
  size_bytes = strnlen (text, CHOSHO_HELPER_LIMIT_DETAIL_BYTES);
  valid = g_utf8_make_valid (text, size_bytes);
  end = valid + MIN (strlen (valid), CHOSHO_HELPER_LIMIT_DETAIL_BYTES);
  while (end > valid && (*end & 0xc0) == 0x80)
    end--;
  return g_strndup (valid, end - valid);
}

void
chosho_fault_init (ChoshoFault *self)
{
  *self = (ChoshoFault){ .offset = CHOSHO_HELPER_NO_OFFSET };
}

void
chosho_fault_clear (ChoshoFault *self)
{
  g_free (self->sheet);
  g_free (self->detail);
  chosho_fault_init (self);
}

gboolean
chosho_fault_set_offset (ChoshoFault *self, ChoshoHelperReason reason, guint64 offset,
                         guint32 row, guint32 column, const char *detail)
{
  if (self->reason != 0)
    return FALSE;
  self->reason = reason;
  self->offset = offset;
  self->row = row;
  self->column = column;
  self->detail = make_detail (detail);
  return FALSE;
}

gboolean
chosho_fault_set (ChoshoFault *self, ChoshoHelperReason reason, const char *detail)
{
  return chosho_fault_set_offset (self, reason, CHOSHO_HELPER_NO_OFFSET, 0, 0, detail);
}

gboolean
chosho_fault_set_cell (ChoshoFault *self, ChoshoHelperReason reason, guint32 row, guint32 column,
                       const char *detail)
{
  return chosho_fault_set_offset (self, reason, CHOSHO_HELPER_NO_OFFSET, row, column, detail);
}

gboolean
chosho_fault_set_limit (ChoshoFault *self, ChoshoHelperReason reason, guint64 limit,
                        const char *detail)
{
  if (self->reason == 0)
    self->limit = limit;
  return chosho_fault_set (self, reason, detail);
}

gboolean
chosho_fault_set_page (ChoshoFault *self, ChoshoHelperReason reason, guint32 page, guint64 limit)
{
  if (self->reason == 0)
    self->limit = limit;
  return chosho_fault_set_cell (self, reason, page + 1, 0, NULL);
}

void
chosho_fault_add_detail (ChoshoFault *self, const char *detail)
{
  if (self->reason != 0 && self->detail == NULL)
    self->detail = make_detail (detail);
}

void
chosho_fault_add_sheet (ChoshoFault *self, const char *sheet)
{
  if (self->reason != 0 && self->sheet == NULL)
    self->sheet = make_detail (sheet);
}
