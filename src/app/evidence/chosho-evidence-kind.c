/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "chosho-evidence-kind.h"

#define OTHER_ICON "chosho-evidence-other-symbolic"

typedef struct
{
  const char *word;
  const char *icon;
  const char *types[8];   /* how a media type of it begins */
  const char *endings[10]; /* of names, where no type was recorded */
} Kind;

#define OOXML "application/vnd.openxmlformats-officedocument."
#define ODF "application/vnd.oasis.opendocument."

static const Kind kinds[] = {
  { N_("PDF"), "chosho-evidence-pdf-symbolic", { "application/pdf", NULL }, { ".pdf", NULL } },
  { N_("Image"), "chosho-evidence-image-symbolic", { "image/", NULL }, { ".png", ".jpg", ".jpeg", ".gif", ".bmp", ".tif", ".tiff", ".webp", ".heic", NULL } },
  { N_("Video or sound"), "chosho-evidence-video-symbolic", { "video/", "audio/", NULL }, { ".mp4", ".mov", ".webm", ".mkv", ".avi", ".wmv", ".m4a", NULL } },
  { N_("Workbook"), "chosho-evidence-table-symbolic",
    { OOXML "spreadsheetml", "application/vnd.ms-excel", ODF "spreadsheet", NULL }, { ".xlsx", ".xlsm", ".xls", ".ods", NULL } },
  { N_("Table as text"), "chosho-evidence-table-symbolic", { "text/csv", "text/tab-separated-values", NULL }, { ".csv", ".tsv", NULL } },
  { N_("Text document"), "chosho-evidence-text-symbolic",
    { OOXML "wordprocessingml", "application/vnd.ms-word", "application/msword", ODF "text", NULL }, { ".docx", ".docm", ".doc", ".odt", NULL } },
  { N_("Slides"), "chosho-evidence-text-symbolic",
    { OOXML "presentationml", "application/vnd.ms-powerpoint", ODF "presentation", NULL }, { ".pptx", ".pptm", ".ppt", ".odp", NULL } },
  { N_("Mail"), "chosho-evidence-mail-symbolic", { "message/rfc822", "application/vnd.ms-outlook", NULL }, { ".eml", ".msg", NULL } },
  { N_("Web page"), "chosho-evidence-text-symbolic", { "text/html", NULL }, { ".html", ".htm", NULL } },
  { N_("Text"), "chosho-evidence-text-symbolic",
    { "text/", "application/json", "application/xml", "application/yaml", NULL }, { ".txt", ".log", ".md", ".json", ".xml", ".yaml", ".yml", NULL } },
  { N_("Archive"), "chosho-evidence-archive-symbolic",
    { "application/zip", "application/x-7z", "application/x-tar", "application/gzip", "application/x-bzip2", "application/x-xz", "application/vnd.rar", NULL },
    { ".zip", ".7z", ".tar", ".gz", ".bz2", ".xz", ".rar", NULL } },
};

static gboolean
begins (const char *text, const char *const *beginnings)
{
  for (; *beginnings != NULL; beginnings++)
    if (g_str_has_prefix (text, *beginnings))
      return TRUE;
  return FALSE;
}

static gboolean
ends (const char *text, const char *const *endings)
{
  for (; *endings != NULL; endings++)
    if (g_str_has_suffix (text, *endings))
      return TRUE;
  return FALSE;
}

/* (nullable) */
static const Kind *
find (ChoshoValue *row)
{
  const char *type = chosho_value_get_string (row, "media_type");
  const char *name = chosho_value_get_string (row, "name");
  g_autofree char *lower = g_ascii_strdown (name != NULL ? name : "", -1);

  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    if (type != NULL ? begins (type, kinds[i].types) : ends (lower, kinds[i].endings))
      return &kinds[i];
  return NULL;
}

const char *
chosho_evidence_kind_get_icon (ChoshoValue *row)
{
  const Kind *kind = find (row);

  if (g_strcmp0 (chosho_value_get_string (row, "kind"), "sighting") == 0)
    return "chosho-sighting-symbolic";
  return kind != NULL ? kind->icon : OTHER_ICON;
}

const char *
chosho_evidence_kind_get_word (ChoshoValue *row)
{
  const char *type = chosho_value_get_string (row, "media_type");
  const Kind *kind = type != NULL ? find (row) : NULL;

  if (g_strcmp0 (type, "application/octet-stream") == 0)
    return _("Unknown");
  return kind != NULL ? _(kind->word) : type;
}
