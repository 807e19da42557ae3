/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "chosho-arrival-item.h"

struct _ChoshoArrivalItem
{
  GObject parent_instance;

  ChoshoValue *file;     /* (owned) */
  ChoshoValue *requests; /* (owned) */
  guint        choice;
  guint        proposed; /* the choice that was proposed */
};

G_DEFINE_FINAL_TYPE (ChoshoArrivalItem, chosho_arrival_item, G_TYPE_OBJECT)

static ChoshoValue *
get_match (ChoshoArrivalItem *self, guint index)
{
  return chosho_value_get_item (chosho_value_get (self->file, "matches"), index);
}

/* The line of the choice that stands for the request @id. */
static guint
find_choice (ChoshoArrivalItem *self, const char *id)
{
  for (guint i = 0; i < chosho_value_get_length (self->requests); i++)
    if (g_strcmp0 (chosho_value_get_string (chosho_value_get_item (self->requests, i), "id"), id) == 0)
      return CHOSHO_ARRIVAL_FIRST + i;
  return CHOSHO_ARRIVAL_LEAVE;
}

ChoshoArrivalItem *
chosho_arrival_item_new (ChoshoValue *file, ChoshoValue *requests)
{
  ChoshoArrivalItem *self = g_object_new (CHOSHO_TYPE_ARRIVAL_ITEM, NULL);
  ChoshoValue *best;

  self->file = chosho_value_ref (file);
  self->requests = chosho_value_ref (requests);
  best = get_match (self, 0);
  /* Only what is sure is chosen beforehand: the rest is for a person. */
  if (chosho_arrival_item_get_problem (self) == NULL && chosho_value_get_boolean (best, "sure", FALSE))
    self->choice = find_choice (self, chosho_value_get_string (best, "request"));
  self->proposed = self->choice;
  return self;
}

const char *
chosho_arrival_item_get_path (ChoshoArrivalItem *self)
{
  return chosho_value_get_string (self->file, "path");
}

const char *
chosho_arrival_item_get_problem (ChoshoArrivalItem *self)
{
  return chosho_value_get_string (self->file, "problem");
}

static const char *
word_reason (const char *code)
{
  static const struct { const char *code, *word; } words[] = {
    { "number", N_("number in the name") }, { "digest", N_("same content as before") }, { "named", N_("named in the list") },
    { "similar", N_("similar name") }, { "words", N_("words of the request") },
  };

  for (guint i = 0; i < G_N_ELEMENTS (words); i++)
    if (g_strcmp0 (words[i].code, code) == 0)
      return _(words[i].word);
  return code;
}

char *
chosho_arrival_item_dup_reasons (ChoshoArrivalItem *self)
{
  ChoshoValue *matches = chosho_value_get (self->file, "matches");
  gboolean sure = chosho_value_get_boolean (get_match (self, 0), "sure", FALSE);
  GString *out = g_string_new (chosho_arrival_item_get_problem (self));

  if (out->len > 0)
    return g_string_free (out, FALSE);
  if (chosho_value_get_length (matches) == 0)
    g_string_append (out, _("Not matched"));
  for (guint i = 0; i < chosho_value_get_length (matches); i++) /* beside what is sure the rest is noise */
    if (!sure || chosho_value_get_boolean (get_match (self, i), "sure", FALSE))
      g_string_append_printf (out, "%s%s: %s", i > 0 ? "  /  " : "", chosho_value_get_string (get_match (self, i), "number"),
                              word_reason (chosho_value_get_string (get_match (self, i), "reason")));
  if (chosho_value_get_string (self->file, "held") != NULL)
    g_string_append_printf (out, "  /  %s", _("already held"));
  return g_string_free (out, FALSE);
}

guint
chosho_arrival_item_get_choice (ChoshoArrivalItem *self)
{
  return self->choice;
}

void
chosho_arrival_item_set_choice (ChoshoArrivalItem *self, guint choice)
{
  self->choice = choice;
}

/* All that is sure, as long as nobody chose otherwise: a name may bear two numbers. */
static void
append_sure (ChoshoArrivalItem *self, GString *out)
{
  ChoshoValue *matches = chosho_value_get (self->file, "matches");

  for (guint i = 0; i < chosho_value_get_length (matches); i++)
    if (chosho_value_get_boolean (get_match (self, i), "sure", FALSE))
      g_string_append_printf (out, "%s%s", i > 0 ? "," : "", chosho_value_get_string (get_match (self, i), "request"));
}

char *
chosho_arrival_item_dup_take (ChoshoArrivalItem *self)
{
  gint64 member = chosho_value_get_integer (self->file, "member", 0);
  GString *out;

  if (self->choice == CHOSHO_ARRIVAL_LEAVE || chosho_arrival_item_get_problem (self) != NULL)
    return NULL;
  out = g_string_new (NULL);
  if (member > 0)
    g_string_append_printf (out, "#%" G_GINT64_FORMAT "=", member);
  else
    g_string_append_printf (out, "%s=", chosho_arrival_item_get_path (self));
  if (self->choice == CHOSHO_ARRIVAL_NO_REQUEST)
    g_string_append_c (out, '-');
  else if (self->choice == self->proposed)
    append_sure (self, out);
  else
    g_string_append (out, chosho_value_get_string (chosho_value_get_item (self->requests, self->choice - CHOSHO_ARRIVAL_FIRST), "id"));
  return g_string_free (out, FALSE);
}

static void
chosho_arrival_item_finalize (GObject *object)
{
  ChoshoArrivalItem *self = CHOSHO_ARRIVAL_ITEM (object);

  g_clear_pointer (&self->file, chosho_value_unref);
  g_clear_pointer (&self->requests, chosho_value_unref);
  G_OBJECT_CLASS (chosho_arrival_item_parent_class)->finalize (object);
}

static void
chosho_arrival_item_class_init (ChoshoArrivalItemClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = chosho_arrival_item_finalize;
}

static void
chosho_arrival_item_init (ChoshoArrivalItem *self)
{
}
