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
    default:
      return NULL;
    }
}

/* (transfer full) (nullable) */
static char *
describe_limit (const ChoshoHelperFault *fault, ChoshoError *code)
{
  g_autofree char *count = g_strdup_printf ("%" G_GUINT64_FORMAT, fault->limit);

  *code = CHOSHO_ERROR_LIMIT;
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

char *
chosho_helper_describe_document (const ChoshoHelperFault *fault, const char *detail, ChoshoError *code)
{
  char *reason = describe_content (fault, detail, code);

  return reason != NULL ? reason : describe_limit (fault, code);
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
