/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>

#include "chosho-demo.h"
#include "chosho-error.h"
#include "chosho-file.h"
#include "chosho-sample-data.h"

#define SEED 20250401
#define PERIOD_START "2025-04-01"
#define PERIOD_END "2026-03-31"
#define LAST_CHAPTER_BEGUN 8

static const struct
{
  const char *name;
  const char *role;
  const char *file;
  const char *qualification; /* (nullable) */
} people[CHOSHO_DEMO_N_PEOPLE] = {
  { "佐藤（見本）", "executive", "executive.json", "公認情報システム監査人（見本）" },
  { "鈴木（見本）", "leader", "leader.json", "公認情報システム監査人（見本）" },
  { "田中（見本）", "practitioner", "practitioner.json", NULL },
};

/* --- Running commands ---------------------------------------------------------------------------- */

ChoshoValue *
chosho_demo_args (const char *first, ...)
{
  ChoshoValue *args = chosho_value_new_object ();
  va_list list;

  va_start (list, first);
  for (const char *name = first; name != NULL; name = va_arg (list, const char *))
    chosho_value_set_string (args, name, va_arg (list, const char *));
  va_end (list);
  return args;
}

ChoshoValue *
chosho_demo_with_list (ChoshoValue *args, const char *name, const char *item)
{
  ChoshoValue *list = chosho_value_get (args, name);

  if (list == NULL)
    {
      list = chosho_value_new_array ();
      chosho_value_set (args, name, list);
    }
  chosho_value_append_string (list, item);
  return args;
}

gboolean
chosho_demo_run (ChoshoDemo *self, ChoshoDemoPerson who, const char *command, ChoshoValue *args, ChoshoValue **result, GError **error)
{
  g_autoptr (ChoshoValue) owned = args;
  g_autoptr (ChoshoValue) unused = NULL;
  ChoshoCommandContext context = {
    .session = self->session, .identity = self->identities[who], .args = args, .cancellable = self->cancellable,
  };

  if (self->session != NULL)
    chosho_session_set_identity (self->session, self->identities[who]);
  if (chosho_command_run (chosho_command_lookup (command), &context, result != NULL ? result : &unused, error))
    return TRUE;
  g_prefix_error (error, "%s: ", command);
  return FALSE;
}

/* --- Making ---------------------------------------------------------------------------------------- */

static gboolean
make_people (ChoshoDemo *self, ChoshoValue *paths, GError **error)
{
  g_autofree char *folder = g_build_filename (self->folder, "identities", NULL);

  if (!chosho_folder_make (folder, error))
    return FALSE;
  for (guint i = 0; i < CHOSHO_DEMO_N_PEOPLE; i++)
    {
      g_autofree char *path = g_build_filename (folder, people[i].file, NULL);

      self->identities[i] = chosho_identity_create (people[i].name, NULL, path, error);
      if (self->identities[i] == NULL)
        return FALSE;
      chosho_value_append_string (paths, path);
    }
  return TRUE;
}

static gboolean
make_engagement (ChoshoDemo *self, GError **error)
{
  ChoshoValue *args = chosho_demo_args ("dir", self->engagement, "title", "みほんクラウド 2025年度（見本）",
                                        "firm", "見本監査法人", "client", "株式会社みほん（見本）",
                                        "period_start", PERIOD_START, "period_end", PERIOD_END, "language", "ja",
                                        "time_zone", "Asia/Tokyo", NULL);
  ChoshoValue *services = chosho_value_get (self->data, "services");

  for (guint i = 0; i < chosho_value_get_length (services); i++)
    chosho_demo_with_list (args, "service", chosho_value_as_string (chosho_value_get_item (services, i)));
  chosho_demo_with_list (args, "role", "leader");
  if (!chosho_demo_run (self, CHOSHO_DEMO_LEADER, "create", args, NULL, error))
    return FALSE;
  self->session = chosho_session_open (self->engagement, error);
  return self->session != NULL
         && chosho_demo_run (self, CHOSHO_DEMO_LEADER, "member confirm-independence", chosho_value_new_object (), NULL, error);
}

static gboolean
make_team (ChoshoDemo *self, GError **error)
{
  for (guint i = 0; i < CHOSHO_DEMO_N_PEOPLE; i++)
    {
      g_autofree char *key = chosho_hex_encode (chosho_identity_get_public_key (self->identities[i]), CHOSHO_KEY_PUBLIC_SIZE);
      ChoshoValue *args;

      if (i == CHOSHO_DEMO_LEADER)
        continue;
      args = chosho_demo_args ("name", people[i].name, "public_key", key, NULL);
      chosho_demo_with_list (args, "role", people[i].role);
      chosho_value_set_string (args, "qualification", people[i].qualification);
      if (!chosho_demo_run (self, CHOSHO_DEMO_LEADER, "member add", args, NULL, error)
          || !chosho_demo_run (self, i, "member confirm-independence", chosho_value_new_object (), NULL, error))
        return FALSE;
    }
  /* who makes the engagement is named without it */
  return chosho_demo_run (self, CHOSHO_DEMO_EXECUTIVE, "member change",
                          chosho_demo_args ("member", people[CHOSHO_DEMO_LEADER].name, "qualification", people[CHOSHO_DEMO_LEADER].qualification, NULL), NULL, error);
}

static gboolean
import_file (ChoshoDemo *self, const char *command, const char *name, GError **error)
{
  const char *file = chosho_value_get_string (self->data, name);
  g_autofree char *path = g_build_filename (self->files, file, NULL);

  return chosho_demo_run (self, CHOSHO_DEMO_LEADER, command, chosho_demo_args ("file", path, NULL), NULL, error);
}

static gboolean
import_all (ChoshoDemo *self, GError **error)
{
  return import_file (self, "settings import", "settings", error)
         && import_file (self, "settings import", "papers", error)
         && import_file (self, "catalog import", "criteria", error)
         && import_file (self, "procedures import", "templates", error)
         && import_file (self, "procedures import", "mapping", error)
         && chosho_demo_run (self, CHOSHO_DEMO_LEADER, "procedures expand", chosho_value_new_object (), NULL, error)
         && import_file (self, "statement import", "statement", error)
         && import_file (self, "statement import", "individuals", error)
         && import_file (self, "prior import", "prior", error);
}

/* --- Evidence and populations ------------------------------------------------------------------------ */

static void
note_evidence (ChoshoDemo *self, const char *control, const char *id)
{
  GPtrArray *list = g_hash_table_lookup (self->evidence, control);

  if (list == NULL)
    {
      list = g_ptr_array_new_with_free_func (g_free);
      g_hash_table_insert (self->evidence, g_strdup (control), list);
    }
  g_ptr_array_add (list, g_strdup (id));
}

/* The later chapters are not begun: evidence has come and is linked to nothing yet. */
static gboolean
is_begun (const char *control)
{
  return g_ascii_strtoull (control, NULL, 10) <= LAST_CHAPTER_BEGUN;
}

static gboolean
add_evidence (ChoshoDemo *self, ChoshoValue *entry, GError **error)
{
  g_autofree char *path = g_build_filename (self->files, chosho_value_get_string (entry, "file"), NULL);
  ChoshoValue *controls = chosho_value_get (entry, "controls");
  g_autoptr (ChoshoValue) result = NULL;
  ChoshoValue *args = chosho_demo_args ("source", chosho_value_get_string (entry, "source"),
                                        "as_of", chosho_value_get_string (entry, "as_of"), NULL);
  const char *id;

  chosho_value_set_string (args, "covers_from", chosho_value_get_string (entry, "covers_from"));
  chosho_value_set_string (args, "covers_to", chosho_value_get_string (entry, "covers_to"));
  chosho_demo_with_list (args, "files", path);
  for (guint i = 0; i < chosho_value_get_length (controls); i++)
    if (is_begun (chosho_value_as_string (chosho_value_get_item (controls, i))))
      chosho_demo_with_list (args, "control", chosho_value_as_string (chosho_value_get_item (controls, i)));
  if (!chosho_demo_run (self, CHOSHO_DEMO_PRACTITIONER, "evidence add", args, &result, error))
    return FALSE;
  id = chosho_value_get_string (chosho_value_get_item (result, 0), "id");
  for (guint i = 0; i < chosho_value_get_length (controls); i++)
    note_evidence (self, chosho_value_as_string (chosho_value_get_item (controls, i)), id);
  return TRUE;
}

/* Takes a population in, draws by the firm's table and answers every item. */
static gboolean
add_population (ChoshoDemo *self, ChoshoValue *entry, GError **error)
{
  g_autofree char *path = g_build_filename (self->files, chosho_value_get_string (entry, "file"), NULL);
  ChoshoValue *controls = chosho_value_get (entry, "controls");
  g_autoptr (ChoshoValue) population = NULL;
  g_autoptr (ChoshoValue) sample = NULL;
  ChoshoValue *items;
  const char *id;

  if (!chosho_demo_run (self, CHOSHO_DEMO_PRACTITIONER, "population add",
                        chosho_demo_args ("file", path, "name", chosho_value_get_string (entry, "name"),
                                          "from", chosho_value_get_string (entry, "from"), "to", chosho_value_get_string (entry, "to"),
                                          "source", chosho_value_get_string (entry, "source"), "extracted_on", PERIOD_END,
                                          "query", "期間を条件とした全件抽出（見本）", "completeness", "件数を画面の表示と突合した（見本）。", NULL),
                        &population, error))
    return FALSE;
  if (!chosho_demo_run (self, CHOSHO_DEMO_PRACTITIONER, "sample draw",
                        chosho_demo_with_list (chosho_demo_args ("population", chosho_value_get_string (population, "id"),
                                                                 "frequency", chosho_value_get_string (entry, "frequency"),
                                                                 "seed", "20260408", NULL), "attribute", "承認"),
                        &sample, error))
    return FALSE;
  id = chosho_value_get_string (sample, "id");
  items = chosho_value_get (sample, "items");
  for (guint i = 0; i < chosho_value_get_length (controls); i++)
    g_hash_table_insert (self->samples, g_strdup (chosho_value_as_string (chosho_value_get_item (controls, i))), g_strdup (id));
  for (guint i = 0; i < chosho_value_get_length (items); i++)
    {
      const char *control = chosho_value_as_string (chosho_value_get_item (controls, 0));
      GPtrArray *evidence = control != NULL ? g_hash_table_lookup (self->evidence, control) : NULL;
      ChoshoValue *args = chosho_demo_args ("id", id, "item", chosho_value_get_string (chosho_value_get_item (items, i), "item"),
                                            "attribute", "承認", "state", "no-exception", NULL);

      if (evidence != NULL)
        chosho_demo_with_list (args, "evidence", g_ptr_array_index (evidence, 0));
      if (!chosho_demo_run (self, CHOSHO_DEMO_PRACTITIONER, "sample result", args, NULL, error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
each (ChoshoDemo *self, const char *name, gboolean (*function) (ChoshoDemo *, ChoshoValue *, GError **), GError **error)
{
  ChoshoValue *list = chosho_value_get (self->data, name);

  for (guint i = 0; i < chosho_value_get_length (list); i++)
    if (!function (self, chosho_value_get_item (list, i), error))
      return FALSE;
  return TRUE;
}

static gboolean
make_all (ChoshoDemo *self, ChoshoValue *paths, GError **error)
{
  if (!chosho_folder_make (self->files, error))
    return FALSE;
  self->data = chosho_sample_data_write (self->files, SEED, PERIOD_START, PERIOD_END, self->cancellable, self->progress, error);
  return self->data != NULL && make_people (self, paths, error) && make_engagement (self, error) && make_team (self, error)
         && import_all (self, error) && each (self, "evidence", add_evidence, error)
         && each (self, "populations", add_population, error) && chosho_demo_work (self, error) && chosho_demo_requests (self, error);
}

gboolean
chosho_demo_make (const char *folder, ChoshoProgress *progress, GCancellable *cancellable, ChoshoValue **result, GError **error)
{
  ChoshoDemo self = { .folder = folder, .progress = progress, .cancellable = cancellable };
  g_autoptr (ChoshoValue) paths = chosho_value_new_array ();
  gboolean done;

  if (g_file_test (folder, G_FILE_TEST_EXISTS))
    {
      g_set_error (error, CHOSHO_ERROR, CHOSHO_ERROR_EXISTS, _("%s is there already"), folder);
      return FALSE;
    }
  self.engagement = g_build_filename (folder, "engagement.chosho", NULL);
  self.files = g_build_filename (folder, "files", NULL);
  self.evidence = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) g_ptr_array_unref);
  self.samples = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  done = make_all (&self, paths, error);
  if (done)
    {
      *result = chosho_value_new_object ();
      chosho_value_set_string (*result, "engagement", self.engagement);
      chosho_value_set (*result, "identities", chosho_value_ref (paths));
    }
  g_clear_object (&self.session);
  for (guint i = 0; i < CHOSHO_DEMO_N_PEOPLE; i++)
    g_clear_pointer (&self.identities[i], chosho_identity_unref);
  g_clear_pointer (&self.data, chosho_value_unref);
  g_hash_table_unref (self.evidence);
  g_hash_table_unref (self.samples);
  g_free (self.engagement);
  g_free (self.files);
  return done;
}
