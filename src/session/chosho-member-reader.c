/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "chosho-member-reader.h"

#include <glib/gi18n-lib.h>
#include <string.h>
#include <unistd.h>

#include "chosho-error.h"

/* What is open: the archive at the bottom, then what stands in it, and so on. */
typedef struct
{
  guint                 position; /* in the level below */
  char                 *sha256;   /* (owned) (nullable) of a member */
  ChoshoHelperDocument *document; /* (owned) */
} Level;

struct _ChoshoMemberReader
{
  char      *name;     /* (owned) */
  char      *password; /* (owned) (nullable) */
  GPtrArray *levels;   /* (owned) (element-type Level) */
};

static void
level_free (gpointer data)
{
  Level *self = data;

  chosho_helper_document_unref (self->document);
  g_free (self->sha256);
  g_free (self);
}

/* Takes @document and @sha256. */
static void
push_level (ChoshoMemberReader *self, guint position, ChoshoHelperDocument *document, char *sha256)
{
  Level *level = g_new0 (Level, 1);

  level->position = position;
  level->document = document;
  level->sha256 = sha256;
  chosho_helper_document_set_password (document, self->password);
  g_ptr_array_add (self->levels, level);
}

ChoshoMemberReader *
chosho_member_reader_new (ChoshoObjectStore *objects, const char *sha256, const char *name, const char *password, GError **error)
{
  int fd = chosho_object_store_open_object (objects, sha256, error);
  ChoshoHelperDocument *document = fd >= 0 ? chosho_helper_document_new (fd, name, CHOSHO_HELPER_FLAGS_NONE, error) : NULL;
  ChoshoMemberReader *self;

  if (fd >= 0)
    (void) close (fd);
  if (document == NULL)
    return NULL;
  self = g_new0 (ChoshoMemberReader, 1);
  self->name = g_strdup (name);
  self->password = g_strdup (password);
  self->levels = g_ptr_array_new_with_free_func (level_free);
  push_level (self, 0, document, NULL);
  return self;
}

void
chosho_member_reader_free (ChoshoMemberReader *self)
{
  g_ptr_array_unref (self->levels);
  g_free (self->password);
  g_free (self->name);
  g_free (self);
}

/* --- On the way ------------------------------------------------------------------------------------------------- */

static guint
get_position (ChoshoValue *path, guint depth)
{
  return (guint) MIN (chosho_value_get_integer (chosho_value_get_item (path, depth), "position", G_MAXUINT), G_MAXUINT);
}

static gboolean
check_depth (ChoshoMemberReader *self, guint depth, GError **error)
{
  if (depth <= CHOSHO_MEMBER_DEPTH_LIMIT)
    return TRUE;
  g_set_error (error, CHOSHO_ERROR, CHOSHO_ERROR_LIMIT, _("“%s”: it stands more than %d archives deep"), self->name, CHOSHO_MEMBER_DEPTH_LIMIT);
  return FALSE;
}

static Level *
get_level (ChoshoMemberReader *self, guint depth)
{
  return g_ptr_array_index (self->levels, depth);
}

static gboolean
enter_step (ChoshoMemberReader *self, guint position, GCancellable *cancellable, GError **error)
{
  g_autofree char *sha256 = NULL;
  ChoshoHelperDocument *inner
    = chosho_helper_document_open_member (get_level (self, self->levels->len - 1)->document, position, self->name, self->password, &sha256,
                                          cancellable, error);

  if (inner == NULL)
    return FALSE;
  push_level (self, position, inner, g_steal_pointer (&sha256));
  return TRUE;
}

/* The first @depth steps of @path are open, and nothing else. */
static gboolean
enter_steps (ChoshoMemberReader *self, ChoshoValue *path, guint depth, GCancellable *cancellable, GError **error)
{
  guint common = 0;

  if (!check_depth (self, depth, error))
    return FALSE;
  while (common < depth && common + 1 < self->levels->len && get_level (self, common + 1)->position == get_position (path, common))
    common++;
  g_ptr_array_set_size (self->levels, (int) common + 1);
  for (guint i = common; i < depth; i++)
    if (!enter_step (self, get_position (path, i), cancellable, error))
      return FALSE;
  return TRUE;
}

ChoshoHelperDocument *
chosho_member_reader_enter (ChoshoMemberReader *self, ChoshoValue *path, char **sha256, GCancellable *cancellable, GError **error)
{
  Level *level;

  if (!enter_steps (self, path, chosho_value_get_length (path), cancellable, error))
    return NULL;
  level = get_level (self, self->levels->len - 1);
  if (sha256 != NULL)
    *sha256 = g_strdup (level->sha256);
  return level->document;
}

int
chosho_member_reader_open (ChoshoMemberReader *self, ChoshoValue *path, char **sha256, GCancellable *cancellable, GError **error)
{
  guint depth = chosho_value_get_length (path);
  int fd;

  g_assert (depth > 0);
  if (!check_depth (self, depth, error) || !enter_steps (self, path, depth - 1, cancellable, error))
    return -1;
  fd = chosho_helper_document_open_member_fd (get_level (self, depth - 1)->document, get_position (path, depth - 1), self->password, sha256,
                                              cancellable, error);
  if (fd >= 0)
    (void) lseek (fd, 0, SEEK_SET);
  return fd;
}

/* --- Names ------------------------------------------------------------------------------------------------------ */

int
chosho_member_list_find (GPtrArray *members, const char *wanted, GError **error)
{
  guint64 number;
  int found = -1;

  if (wanted[0] == '#' && g_ascii_string_to_unsigned (wanted + 1, 10, 1, G_MAXUINT, &number, NULL))
    {
      if (number <= members->len)
        return (int) number - 1;
      g_set_error (error, CHOSHO_ERROR, CHOSHO_ERROR_NOT_FOUND, _("there is no member %s"), wanted);
      return -1;
    }
  for (guint i = 0; i < members->len; i++)
    {
      const ChoshoMemberInfo *member = g_ptr_array_index (members, i);

      if (strcmp (member->name, wanted) != 0)
        continue;
      if (found >= 0)
        {
          g_set_error (error, CHOSHO_ERROR, CHOSHO_ERROR_INVALID, _("several members are called “%s”: name one by its number, as in #%u"),
                       wanted, i + 1);
          return -1;
        }
      found = (int) i;
    }
  if (found < 0)
    g_set_error (error, CHOSHO_ERROR, CHOSHO_ERROR_NOT_FOUND, _("there is no member “%s”"), wanted);
  return found;
}

ChoshoValue *
chosho_member_step_new (const ChoshoMemberInfo *member, guint index, const char *charset)
{
  ChoshoValue *step = chosho_value_new_object ();

  chosho_value_set_integer (step, "position", index);
  chosho_value_set_string (step, "raw_name", member->raw_name);
  chosho_value_set_string (step, "charset", charset);
  return step;
}

gboolean
chosho_member_reader_find (ChoshoMemberReader *self, ChoshoValue *path, const char *wanted, const char *charset, GString *shown,
                           GCancellable *cancellable, GError **error)
{
  ChoshoHelperDocument *document = chosho_member_reader_enter (self, path, NULL, cancellable, error);
  g_autoptr (GPtrArray) members = document != NULL ? chosho_helper_document_read_members (document, charset, cancellable, error) : NULL;
  int index = members != NULL ? chosho_member_list_find (members, wanted, error) : -1;

  if (index < 0)
    return FALSE;
  chosho_value_append (path, chosho_member_step_new (g_ptr_array_index (members, index), (guint) index, charset));
  if (shown != NULL)
    g_string_append_printf (shown, " ▸ %s", ((ChoshoMemberInfo *) g_ptr_array_index (members, index))->name);
  return TRUE;
}
