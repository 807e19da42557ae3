/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <string.h>

#include "chosho-digest.h"
#include "chosho-oscal-export-private.h"

/* What the results rest on. A file is named by its digest (RFC 6920): where it lies is no part of the record. */

/* "ni:///sha-256;…" of the digest @hex. (transfer full) */
static char *
dup_name (const char *hex)
{
  guint8 digest[CHOSHO_DIGEST_SIZE];
  g_autofree char *base64 = NULL;

  if (!chosho_hex_decode (hex, digest, sizeof digest))
    return g_strdup (hex);
  base64 = g_base64_encode (digest, sizeof digest);
  g_strdelimit (base64, "+", '-');
  g_strdelimit (base64, "/", '_');
  base64[strcspn (base64, "=")] = '\0';
  return g_strconcat ("ni:///sha-256;", base64, NULL);
}

static void
add_file (ChoshoValue *resource, ChoshoValue *row)
{
  const char *sha256 = chosho_value_get_string (row, "sha256");
  ChoshoValue *link, *hash;
  g_autofree char *name = NULL;

  if (sha256 == NULL)
    return; /* what was only seen, or only said */
  name = dup_name (sha256);
  link = chosho_value_new_object ();
  hash = chosho_value_new_object ();
  chosho_value_set_string (hash, "algorithm", "SHA-256");
  chosho_value_set_string (hash, "value", sha256);
  chosho_value_set_string (link, "href", name);
  chosho_value_set_string (link, "media-type", chosho_value_get_string (row, "media_type"));
  chosho_value_append (chosho_oscal_get_array (link, "hashes"), hash);
  chosho_value_append (chosho_oscal_get_array (resource, "rlinks"), link);
}

/* Kinds that become resources, and the member that says what each is called. */
static const struct
{
  const char *kind, *title;
} kinds[] = {
  { "catalogue", "edition" }, { "statement-file", "name" }, { "individual", "title" }, { "evidence", "name" }, { "interview", "reference" },
  { "observation", "reference" }, { "population", "name" }, { "sample", "reference" }, { "representation", "name" },
  { "subsequent-events", NULL }, { "report", "file_name" },
};

static ChoshoValue *
make_resource (ChoshoOscal *self, guint kind, ChoshoValue *row)
{
  const char *title = kinds[kind].title != NULL ? chosho_value_get_string (row, kinds[kind].title) : NULL;
  ChoshoValue *resource = chosho_value_new_object ();

  chosho_oscal_set_uuid (self, resource, "uuid", kinds[kind].kind, chosho_value_get_string (row, "id"));
  chosho_oscal_set_markup (resource, "title", title != NULL ? title : chosho_value_get_string (row, "what"));
  chosho_oscal_set_markup (resource, "description", chosho_value_get_string (row, "text"));
  chosho_oscal_add_prop (resource, "type", kinds[kind].kind, NULL);
  chosho_oscal_add_fields (self, resource, kinds[kind].kind, row, NULL);
  add_file (resource, row);
  return resource;
}

/* There is no assessment plan in OSCAL: what was planned is what local-definitions say. */
static ChoshoValue *
make_plan (ChoshoOscal *self)
{
  ChoshoValue *plan = chosho_value_new_object ();

  chosho_oscal_set_uuid (self, plan, "uuid", CHOSHO_OSCAL_PLAN, "");
  chosho_oscal_set_markup (plan, "title", chosho_report_template_get (self->words, "title", "annex-results"));
  chosho_oscal_add_prop (plan, "type", CHOSHO_OSCAL_PLAN, NULL);
  return plan;
}

ChoshoValue *
chosho_oscal_make_resources (ChoshoOscal *self)
{
  ChoshoValue *resources = chosho_value_new_array ();

  chosho_value_append (resources, make_plan (self));
  for (guint k = 0; k < G_N_ELEMENTS (kinds); k++)
    {
      GPtrArray *rows = chosho_oscal_rows_list (self->rows, kinds[k].kind);

      for (guint i = 0; i < rows->len; i++)
        chosho_value_append (resources, make_resource (self, k, g_ptr_array_index (rows, i)));
    }
  return resources;
}
