/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "chosho-command-warning.h"
#include "chosho-disk-encryption.h"

void
chosho_command_warn (ChoshoValue *result, const char *code, const char *message)
{
  ChoshoValue *warnings = chosho_value_get (result, "warnings");
  ChoshoValue *warning = chosho_value_new_object ();

  if (warnings == NULL)
    {
      chosho_value_set (result, "warnings", chosho_value_new_array ());
      warnings = chosho_value_get (result, "warnings");
    }
  chosho_value_set_string (warning, "code", code);
  chosho_value_set_string (warning, "message", message);
  chosho_value_append (warnings, warning);
}

gboolean
chosho_command_is_on_plain_disk (const char *folder)
{
  return chosho_disk_encryption_find (folder) == CHOSHO_DISK_PLAIN;
}

void
chosho_command_tell_disk (ChoshoValue *result, const char *folder)
{
  ChoshoDiskEncryption state = chosho_disk_encryption_find (folder);

  chosho_value_set_string (result, "disk_encrypted", chosho_disk_encryption_get_code (state));
  if (state == CHOSHO_DISK_PLAIN)
    chosho_command_warn (result, "disk-plain", _("the engagement lies on a disk that is not encrypted: who gets hold of the disk can read the client's evidence"));
}
