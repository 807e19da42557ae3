/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "chosho-clock.h"
#include "chosho-command-check.h"
#include "chosho-error.h"
#include "chosho-report-file.h"
#include "chosho-team.h"
#include "chosho-text.h"

/* Shortest beginning of a fingerprint that names a person. */
#define FINGERPRINT_PREFIX 4

gboolean
chosho_command_check_date (ChoshoCommandContext *context, const char *name, GError **error)
{
  const char *text = chosho_command_get_text (context, name);
  g_autofree char *key = g_strdelimit (g_strdup (name), "-", '_');
  g_autofree char *date = text != NULL ? chosho_text_fold_width (text) : NULL;

  if (text == NULL)
    return TRUE;
  if (!chosho_date_is_valid (date))
    {
      g_set_error (error, CHOSHO_ERROR, CHOSHO_ERROR_USAGE, _("--%s must be a date as YYYY-MM-DD, not “%s”"), name, text);
      return FALSE;
    }
  if (strcmp (text, date) != 0)
    chosho_value_set_string (context->args, key, date);
  return TRUE;
}

gboolean
chosho_command_check_past (ChoshoCommandContext *context, ChoshoView *view, const char *name, GError **error)
{
  const char *date = chosho_command_get_text (context, name);
  g_autofree char *today = chosho_report_file_dup_today (view);

  if (date == NULL || strncmp (date, today, strlen (today)) <= 0)
    return TRUE;
  g_set_error (error, CHOSHO_ERROR, CHOSHO_ERROR_USAGE, _("--%s must not be after today, %s: “%s”"), name, today, date);
  return FALSE;
}

/* The date is judged apart: the calendar is no matter of patterns. The hours may be a span. */
#define HOUR "([01]?[0-9]|2[0-3]):[0-5][0-9](:[0-5][0-9])?"
#define HOURS "^([T ] *" HOUR "(Z|[+-]" HOUR ")?( *[-–~〜～] *" HOUR ")?)?$"

gboolean
chosho_command_check_moment (ChoshoCommandContext *context, const char *name, GError **error)
{
  const char *text = chosho_command_get_text (context, name);
  g_autofree char *moment = text != NULL ? chosho_text_fold_width (text) : NULL;
  g_autofree char *date = moment != NULL ? g_strndup (moment, strlen ("YYYY-MM-DD")) : NULL;

  if (text == NULL)
    return TRUE;
  if (!chosho_date_is_valid (date) || !g_regex_match_simple (HOURS, moment + strlen (date), 0, 0))
    {
      g_set_error (error, CHOSHO_ERROR, CHOSHO_ERROR_USAGE, _("--%s must be a date, or a date and a time such as 2026-02-10 14:00, not “%s”"),
                   name, text);
      return FALSE;
    }
  if (strcmp (text, moment) != 0)
    chosho_value_set_string (context->args, name, moment);
  return TRUE;
}

gboolean
chosho_command_check_order (ChoshoCommandContext *context, const char *from, const char *to, GError **error)
{
  const char *first = chosho_command_get_text (context, from);
  const char *last = chosho_command_get_text (context, to);

  if (first == NULL || last == NULL || strcmp (first, last) <= 0)
    return TRUE;
  g_set_error (error, CHOSHO_ERROR, CHOSHO_ERROR_USAGE, _("--%s is after --%s"), from, to);
  return FALSE;
}

gboolean
chosho_command_check_word (const char *text, const char *shown, const char *choices, GError **error)
{
  g_auto (GStrv) words = g_strsplit (choices, "|", -1);
  g_autofree char *listed = NULL;

  if (text == NULL || g_strv_contains ((const char *const *) words, text))
    return TRUE;
  listed = g_strjoinv (", ", words);
  g_set_error (error, CHOSHO_ERROR, CHOSHO_ERROR_USAGE, _("%s must be one of %s, not “%s”"), shown, listed, text);
  return FALSE;
}

gboolean
chosho_command_check_choice (ChoshoCommandContext *context, const char *name, const char *choices, GError **error)
{
  g_autofree char *shown = g_strdup_printf ("--%s", name);

  return chosho_command_check_word (chosho_command_get_text (context, name), shown, choices, error);
}

gboolean
chosho_command_check_filled (ChoshoCommandContext *context, const char *name, GError **error)
{
  const char *text = chosho_command_get_text (context, name);
  g_autofree char *shown = text != NULL ? chosho_text_fold_width (text) : NULL;

  if (shown == NULL || *shown != '\0')
    return TRUE;
  g_set_error (error, CHOSHO_ERROR, CHOSHO_ERROR_USAGE, _("--%s must not be empty"), name);
  return FALSE;
}

void
chosho_command_copy_text (ChoshoCommandContext *context, const char *name, ChoshoValue *object, const char *key)
{
  const char *text = chosho_command_get_text (context, name);

  if (text != NULL)
    chosho_value_set_string (object, key, text);
}

/* TRUE where @text is the member's id, name or the beginning of a fingerprint. */
static gboolean
is_meant (ChoshoView *view, const ChoshoMember *member, const char *text)
{
  g_autoptr (GPtrArray) fingerprints = NULL;

  if (strcmp (member->id, text) == 0 || g_strcmp0 (member->name, text) == 0)
    return TRUE;
  if (strlen (text) < FINGERPRINT_PREFIX)
    return FALSE;
  fingerprints = chosho_team_list_fingerprints (view, member->id);
  for (guint i = 0; i < fingerprints->len; i++)
    if (g_str_has_prefix (g_ptr_array_index (fingerprints, i), text))
      return TRUE;
  return FALSE;
}

char *
chosho_command_resolve_member (ChoshoView *view, const char *text, GError **error)
{
  g_autoptr (GPtrArray) members = chosho_team_list (view);
  g_autoptr (GString) names = g_string_new (NULL);
  const ChoshoMember *found = NULL;
  guint n_found = 0;

  for (guint i = 0; i < members->len; i++)
    {
      const ChoshoMember *member = g_ptr_array_index (members, i);

      if (strcmp (member->id, text) == 0)
        return g_strdup (member->id);
      if (!is_meant (view, member, text))
        continue;
      found = member;
      g_string_append_printf (names, "%s%s (%.12s)", n_found++ > 0 ? ", " : "", member->name, member->id);
    }
  if (n_found == 1)
    return g_strdup (found->id);
  if (n_found == 0)
    g_set_error (error, CHOSHO_ERROR, CHOSHO_ERROR_NOT_FOUND, _("no member is called “%s”"), text);
  else
    g_set_error (error, CHOSHO_ERROR, CHOSHO_ERROR_USAGE, _("“%s” may be any of %s: give the id"), text, names->str);
  return NULL;
}

char *
chosho_command_resolve_control (ChoshoCommandContext *context, ChoshoView *view, const char *text, GError **error)
{
  g_autofree char *number = chosho_session_resolve_control (context->session, view, text, error);
  ChoshoValue *entry;

  if (number == NULL)
    return NULL;
  entry = chosho_view_get_item_printf (view, "entry:%s", number);
  if (g_strcmp0 (chosho_value_get_string (entry, "level"), "objective") == 0)
    {
      g_set_error (error, CHOSHO_ERROR, CHOSHO_ERROR_INVALID, _("%s is an objective: name a control below it"), number);
      return NULL;
    }
  return g_steal_pointer (&number);
}

/* The number of the row whose label is @text, whatever its case. (transfer full) (nullable) */
static char *
find_label (ChoshoValue *rows, const char *text)
{
  g_autofree char *wanted = chosho_text_normalise (text);

  for (guint i = 0; i < chosho_value_get_length (rows); i++)
    {
      ChoshoValue *row = chosho_value_get_item (rows, i);
      const char *label = chosho_value_get_string (row, "label");
      g_autofree char *normal = chosho_text_normalise (label != NULL ? label : "");

      if (label != NULL && strcmp (normal, wanted) == 0)
        return g_strdup (chosho_value_get_string (row, "number"));
    }
  return NULL;
}

char *
chosho_command_find_control (ChoshoCommandContext *context, const char *text, GError **error)
{
  g_autofree char *folded = chosho_text_fold_width (text);
  g_autoptr (GError) own_error = NULL;
  g_autoptr (ChoshoValue) row = chosho_session_get_row (context->session, "catalog", folded, &own_error);
  g_autoptr (ChoshoValue) rows = NULL;
  char *number;

  if (row != NULL)
    return g_steal_pointer (&folded);
  if (own_error == NULL)
    rows = chosho_session_list_rows (context->session, "catalog", NULL, &own_error);
  if (rows == NULL)
    {
      g_propagate_error (error, g_steal_pointer (&own_error));
      return NULL;
    }
  number = find_label (rows, text);
  if (number == NULL)
    g_set_error (error, CHOSHO_ERROR, CHOSHO_ERROR_NOT_FOUND, _("there is no control “%s”"), text);
  return number;
}

ChoshoValue *
chosho_command_result_id (const char *id)
{
  ChoshoValue *result = chosho_value_new_object ();

  chosho_value_set_string (result, "id", id);
  return result;
}

ChoshoValue *
chosho_command_copy_item (ChoshoValue *item)
{
  ChoshoValue *copy = chosho_value_new_object ();

  for (guint i = 0; i < chosho_value_get_length (item); i++)
    if (strcmp (chosho_value_get_key (item, i), "replaces") != 0)
      chosho_value_set (copy, chosho_value_get_key (item, i), chosho_value_ref (chosho_value_get_member_at (item, i)));
  return copy;
}
