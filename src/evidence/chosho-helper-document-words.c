/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "chosho-helper-client-private.h"

#include <glib/gi18n-lib.h>

#include "chosho-error.h"

/* What is wrong with the file or what was asked of it. (transfer full) (nullable) */
static char *
describe_content (const ChoshoHelperFault *fault, const char *detail, ChoshoError *code)
{
  switch (fault->reason)
    {
    case CHOSHO_HELPER_REASON_PDF_DAMAGED:
      return g_strdup (_("the PDF is damaged"));
    case CHOSHO_HELPER_REASON_PDF_ENCRYPTED:
      *code = CHOSHO_ERROR_PASSPHRASE;
      return g_strdup (_("the PDF is under a password, which is missing or wrong"));
    case CHOSHO_HELPER_REASON_IMAGE_DAMAGED:
      return g_strdup_printf (_("the picture is damaged: %s"), detail);
    case CHOSHO_HELPER_REASON_NO_IMAGE_READER:
      return g_strdup_printf (_("this machine has no reader for pictures of the format “%s”"), detail);
    case CHOSHO_HELPER_REASON_NO_PAGE:
      *code = CHOSHO_ERROR_NOT_FOUND;
      return g_strdup (_("there is no such page"));
    case CHOSHO_HELPER_REASON_PAGE_DAMAGED:
      return g_strdup (_("the page is damaged"));
    case CHOSHO_HELPER_REASON_NOT_ASKABLE:
      return g_strdup (_("a file of this kind cannot be shown in this way"));
    case CHOSHO_HELPER_REASON_NO_CHARSET:
      *code = CHOSHO_ERROR_USAGE;
      return g_strdup_printf (_("the encoding “%s” is not known"), detail);
    case CHOSHO_HELPER_REASON_NO_SUCH_SHEET:
      *code = CHOSHO_ERROR_NOT_FOUND;
      return g_strdup_printf (_("it has no sheet %u"), (guint) fault->limit);
    default:
      return NULL;
    }
}

/* What is wrong with an archive or a member of it. (transfer full) (nullable) */
static char *
describe_archive (const ChoshoHelperFault *fault, const char *detail, ChoshoError *code)
{
  switch (fault->reason)
    {
    case CHOSHO_HELPER_REASON_ARCHIVE_DAMAGED:
      return g_strdup_printf (_("the archive is damaged: %s"), detail);
    case CHOSHO_HELPER_REASON_ARCHIVE_ENCRYPTED:
      return g_strdup (_("the archive is encrypted in a way that cannot be read here; ask for it without encryption"));
    case CHOSHO_HELPER_REASON_NO_MEMBER:
      *code = CHOSHO_ERROR_NOT_FOUND;
      return g_strdup_printf (_("it has no member %u"), fault->row);
    case CHOSHO_HELPER_REASON_NOT_A_FILE:
      return g_strdup_printf (_("member %u is no file but a folder, link or device"), fault->row);
    case CHOSHO_HELPER_REASON_MEMBER_ENCRYPTED:
      *code = CHOSHO_ERROR_PASSPHRASE;
      return g_strdup_printf (_("member %u is under a password, which is missing or wrong"), fault->row);
    default:
      return NULL;
    }
}

/* (transfer full) (nullable) */
static char *
describe_archive_limit (const ChoshoHelperFault *fault)
{
  g_autofree char *count = g_strdup_printf ("%" G_GUINT64_FORMAT, fault->limit);
  g_autofree char *size = g_format_size_full (fault->limit, G_FORMAT_SIZE_IEC_UNITS);

  switch (fault->reason)
    {
    case CHOSHO_HELPER_REASON_LIMIT_MEMBERS:
      return g_strdup_printf (_("it has more than %s members"), count);
    case CHOSHO_HELPER_REASON_LIMIT_MEMBER_NAME:
      return g_strdup_printf (_("the name of member %u has more than %s bytes"), fault->row, count);
    case CHOSHO_HELPER_REASON_LIMIT_MEMBER_BYTES:
      return g_strdup_printf (_("member %u is larger than %s"), fault->row, size);
    case CHOSHO_HELPER_REASON_LIMIT_FILTERS:
      return g_strdup (_("it is compressed more than once"));
    case CHOSHO_HELPER_REASON_LIMIT_SKIPPED_BYTES:
      return g_strdup_printf (_("uncompressed, it is larger than %s"), size);
    default:
      return NULL;
    }
}

/* (transfer full) (nullable) */
static char *
describe_limit (const ChoshoHelperFault *fault)
{
  g_autofree char *count = g_strdup_printf ("%" G_GUINT64_FORMAT, fault->limit);

  switch (fault->reason)
    {
    case CHOSHO_HELPER_REASON_LIMIT_PAGES:
      return g_strdup_printf (_("it has more than %s pages"), count);
    case CHOSHO_HELPER_REASON_LIMIT_PIXELS:
      return g_strdup_printf (_("at this size the picture would have more than %s pixels, or a side too long to draw"), count);
    case CHOSHO_HELPER_REASON_LIMIT_IMAGE_PIXELS:
      return g_strdup_printf (_("the picture has more than %s pixels"), count);
    case CHOSHO_HELPER_REASON_LIMIT_PAGE_CHARACTERS:
      return g_strdup_printf (_("the page has more than %s characters"), count);
    case CHOSHO_HELPER_REASON_NO_MEMORY:
      return g_strdup (_("it needs more memory than is allowed"));
    default:
      return NULL;
    }
}

/* Of texts, slides and mails. (transfer full) (nullable) */
static char *
describe_flow_limit (const ChoshoHelperFault *fault)
{
  g_autofree char *count = g_strdup_printf ("%" G_GUINT64_FORMAT, fault->limit);
  g_autofree char *size = g_format_size_full (fault->limit, G_FORMAT_SIZE_IEC_UNITS);

  switch (fault->reason)
    {
    case CHOSHO_HELPER_REASON_LIMIT_OBJECTS:
      return g_strdup_printf (_("it has more than %s pictures, shapes and notes in one place"), count);
    case CHOSHO_HELPER_REASON_LIMIT_BLOCKS:
      return g_strdup_printf (_("it has more than %s paragraphs"), count);
    case CHOSHO_HELPER_REASON_LIMIT_BLOCK_BYTES:
      return g_strdup_printf (_("a paragraph or row has more than %s of text"), size);
    case CHOSHO_HELPER_REASON_LIMIT_BLOCK_MARKS:
      return g_strdup_printf (_("a paragraph has more than %s changes and comments"), count);
    case CHOSHO_HELPER_REASON_LIMIT_NESTING:
      return g_strdup_printf (_("text boxes stand more than %s deep in one another"), count);
    case CHOSHO_HELPER_REASON_LIMIT_SLIDES:
      return g_strdup_printf (_("it has more than %s slides"), count);
    case CHOSHO_HELPER_REASON_LIMIT_MAIL_DEPTH:
      return g_strdup_printf (_("its parts stand more than %s deep in one another"), count);
    case CHOSHO_HELPER_REASON_LIMIT_MAIL_PARTS:
      return g_strdup_printf (_("it has more than %s parts"), count);
    case CHOSHO_HELPER_REASON_LIMIT_MAIL_HEADER:
      return g_strdup_printf (_("its head is larger than %s"), size);
    default:
      return NULL;
    }
}

char *
chosho_helper_describe_document (const ChoshoHelperFault *fault, const char *detail, ChoshoError *code)
{
  char *reason = describe_content (fault, detail, code);

  if (reason == NULL)
    reason = describe_archive (fault, detail, code);
  if (reason != NULL)
    return reason;
  *code = CHOSHO_ERROR_LIMIT;
  reason = describe_limit (fault);
  if (reason == NULL)
    reason = describe_flow_limit (fault);
  return reason != NULL ? reason : describe_archive_limit (fault);
}

gboolean
chosho_helper_fault_is_of_member (const ChoshoHelperFault *fault)
{
  switch (fault->reason)
    {
    case CHOSHO_HELPER_REASON_NO_MEMBER:
    case CHOSHO_HELPER_REASON_NOT_A_FILE:
    case CHOSHO_HELPER_REASON_MEMBER_ENCRYPTED:
    case CHOSHO_HELPER_REASON_LIMIT_MEMBER_NAME:
    case CHOSHO_HELPER_REASON_LIMIT_MEMBER_BYTES:
      return TRUE;
    default:
      return FALSE;
    }
}

gboolean
chosho_helper_fault_is_of_page (const ChoshoHelperFault *fault)
{
  switch (fault->reason)
    {
    case CHOSHO_HELPER_REASON_NO_PAGE:
    case CHOSHO_HELPER_REASON_PAGE_DAMAGED:
    case CHOSHO_HELPER_REASON_IMAGE_DAMAGED:
    case CHOSHO_HELPER_REASON_LIMIT_PIXELS:
    case CHOSHO_HELPER_REASON_LIMIT_IMAGE_PIXELS:
    case CHOSHO_HELPER_REASON_LIMIT_PAGE_CHARACTERS:
      return TRUE;
    default:
      return FALSE;
    }
}
