/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "chosho-report-model.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "chosho-clock.h"
#include "chosho-digest.h"
#include "chosho-error.h"

static ChoshoReportPerson *
person_new (const char *role, const char *name)
{
  ChoshoReportPerson *self = g_new0 (ChoshoReportPerson, 1);

  self->role = g_strdup (role);
  self->name = g_strdup (name);
  return self;
}

static void
person_free (ChoshoReportPerson *self)
{
  g_free (self->role);
  g_free (self->name);
  g_free (self);
}

static void
finding_free (ChoshoReportFinding *self)
{
  g_free (self->number);
  g_ptr_array_unref (self->controls);
  g_free (self->text);
  g_free (self->further);
  g_free (self);
}

static void
extent_free (ChoshoReportExtent *self)
{
  g_free (self->population);
  g_free (self);
}

static void
sighting_free (ChoshoReportSighting *self)
{
  g_free (self->what);
  g_free (self->version);
  g_free (self->pages);
  g_free (self->date);
  g_free (self);
}

static void
procedure_free (ChoshoReportProcedure *self)
{
  g_free (self->number);
  g_free (self->individual_control);
  g_free (self->individual_version);
  g_free (self->individual_from);
  g_free (self->individual_to);
  g_free (self->unit);
  g_free (self->subject);
  g_free (self->wording);
  g_ptr_array_unref (self->techniques);
  g_ptr_array_unref (self->extents);
  g_ptr_array_unref (self->sightings);
  g_free (self->extent_text);
  g_free (self->reason);
  g_free (self->result);
  g_free (self);
}

static void
phase_block_free (ChoshoReportPhaseBlock *self)
{
  g_ptr_array_unref (self->procedures);
  g_free (self);
}

static void
control_free (ChoshoReportControl *self)
{
  g_free (self->number);
  g_free (self->title);
  g_free (self->chapter);
  g_free (self->chapter_title);
  g_free (self->objective);
  g_free (self->objective_title);
  g_ptr_array_unref (self->phases);
  g_free (self);
}

static void
untested_free (ChoshoReportUntested *self)
{
  g_free (self->number);
  g_free (self->title);
  g_free (self->individual_control);
  g_free (self->phase);
  g_free (self->detail);
  g_free (self);
}

static gboolean
is_blank (const char *text)
{
  return text == NULL || *text == '\0';
}

static gboolean
fail_missing (const char *member, GError **error)
{
  g_set_error (error, CHOSHO_ERROR, CHOSHO_ERROR_INVALID, _("The report cannot be issued: %s is missing"), member);
  return FALSE;
}

static gboolean
check_date (const char *date, const char *member, GError **error)
{
  if (is_blank (date) || chosho_date_is_valid (date))
    return TRUE;
  g_set_error (error, CHOSHO_ERROR, CHOSHO_ERROR_INVALID,
               _("The report cannot be made: “%s” is no date (%s); write YYYY-MM-DD"), date, member);
  return FALSE;
}

static gboolean
check_dates (const ChoshoReportModel *self, GError **error)
{
  if (!check_date (self->report_date, _("report date"), error)
      || !check_date (self->statement_date, _("date of the statement"), error)
      || !check_date (self->period_from, _("start of the period"), error)
      || !check_date (self->period_to, _("end of the period"), error))
    return FALSE;
  for (guint i = 0; i < self->design_dates->len; i++)
    if (!check_date (g_ptr_array_index (self->design_dates, i), _("date of the design assessment"), error))
      return FALSE;
  return TRUE;
}

static gboolean
check_required (const ChoshoReportModel *self, GError **error)
{
  const struct
  {
    const char *value;
    const char *member;
  } required[] = {
    { self->engagement_id, _("engagement number") },
    { self->addressee, _("addressee") },
    { self->firm, _("audit firm") },
    { self->scheme, _("scheme") },
    { self->statement_name, _("name of the statement") },
    { self->statement_is_final ? self->statement_name : self->statement_version, _("version of the statement") },
    { self->criteria, _("edition of the criteria") },
    { self->period_from, _("start of the period") },
    { self->period_to, _("end of the period") },
    { self->report_date, _("report date") },
  };

  for (guint i = 0; i < G_N_ELEMENTS (required); i++)
    if (is_blank (required[i].value))
      return fail_missing (required[i].member, error);
  if (self->signers->len == 0)
    return fail_missing (_("signer"), error);
  if (self->services->len == 0)
    return fail_missing (_("service"), error);
  return TRUE;
}

static gboolean
check_title (const char *title, const char *number, GError **error)
{
  if (title == NULL || strlen (title) <= CHOSHO_REPORT_TITLE_BYTES)
    return TRUE;
  g_set_error (error, CHOSHO_ERROR, CHOSHO_ERROR_INVALID,
               _("The report cannot be made: a number or title at control %.60s is longer than %d bytes"), number,
               CHOSHO_REPORT_TITLE_BYTES);
  return FALSE;
}

static gboolean
check_titles (const ChoshoReportControl *control, GError **error)
{
  const char *const titles[] = { control->number,        control->title,     control->chapter,
                                 control->chapter_title, control->objective, control->objective_title };

  for (guint i = 0; i < G_N_ELEMENTS (titles); i++)
    if (!check_title (titles[i], control->number, error))
      return FALSE;
  return TRUE;
}

/* A procedure not performed must say why; it is never reported as if it had been (domain §4). */
static gboolean
check_control (const ChoshoReportControl *control, GError **error)
{
  if (!check_titles (control, error))
    return FALSE;
  for (guint i = 0; i < control->phases->len; i++)
    {
      const ChoshoReportPhaseBlock *block = g_ptr_array_index (control->phases, i);

      for (guint j = 0; j < block->procedures->len; j++)
        {
          const ChoshoReportProcedure *procedure = g_ptr_array_index (block->procedures, j);

          if (procedure->outcome == CHOSHO_REPORT_OUTCOME_NOT_PERFORMED && is_blank (procedure->reason))
            {
              g_set_error (error, CHOSHO_ERROR, CHOSHO_ERROR_INVALID,
                           _("The report cannot be made: procedure %s of control %s was not performed and gives no reason"),
                           procedure->number, control->number);
              return FALSE;
            }
        }
    }
  return TRUE;
}

ChoshoReportModel *
chosho_report_model_new (void)
{
  ChoshoReportModel *self = g_new0 (ChoshoReportModel, 1);

  self->language = CHOSHO_REPORT_LANGUAGE_JA;
  self->draft = TRUE;
  self->signers = g_ptr_array_new_with_free_func ((GDestroyNotify) person_free);
  self->services = g_ptr_array_new_with_free_func (g_free);
  self->design_dates = g_ptr_array_new_with_free_func (g_free);
  self->team = g_ptr_array_new_with_free_func ((GDestroyNotify) person_free);
  self->findings = g_ptr_array_new_with_free_func ((GDestroyNotify) finding_free);
  self->controls = g_ptr_array_new_with_free_func ((GDestroyNotify) control_free);
  self->untested = g_ptr_array_new_with_free_func ((GDestroyNotify) untested_free);
  return self;
}

void
chosho_report_model_free (ChoshoReportModel *self)
{
  if (self == NULL)
    return;
  g_free (self->title);
  g_free (self->engagement_id);
  g_free (self->addressee);
  g_free (self->firm);
  g_ptr_array_unref (self->signers);
  g_free (self->scheme);
  g_free (self->linked_report);
  g_free (self->reissue);
  g_free (self->statement_name);
  g_free (self->statement_version);
  g_free (self->statement_date);
  g_free (self->statement_sha256);
  g_ptr_array_unref (self->services);
  g_free (self->criteria);
  g_free (self->period_from);
  g_free (self->period_to);
  g_ptr_array_unref (self->design_dates);
  g_ptr_array_unref (self->team);
  g_ptr_array_unref (self->findings);
  g_ptr_array_unref (self->controls);
  g_ptr_array_unref (self->untested);
  g_free (self->report_date);
  g_free (self);
}

ChoshoReportPerson *
chosho_report_model_append_signer (ChoshoReportModel *self, const char *role, const char *name)
{
  ChoshoReportPerson *person = person_new (role, name);

  g_ptr_array_add (self->signers, person);
  return person;
}

ChoshoReportPerson *
chosho_report_model_append_member (ChoshoReportModel *self, const char *role, const char *name)
{
  ChoshoReportPerson *person = person_new (role, name);

  g_ptr_array_add (self->team, person);
  return person;
}

void
chosho_report_model_append_service (ChoshoReportModel *self, const char *name)
{
  g_ptr_array_add (self->services, g_strdup (name));
}

void
chosho_report_model_append_design_date (ChoshoReportModel *self, const char *date)
{
  g_ptr_array_add (self->design_dates, g_strdup (date));
}

ChoshoReportFinding *
chosho_report_model_append_finding (ChoshoReportModel *self, const char *number, const char *text)
{
  ChoshoReportFinding *finding = g_new0 (ChoshoReportFinding, 1);

  finding->number = g_strdup (number);
  finding->text = g_strdup (text);
  finding->controls = g_ptr_array_new_with_free_func (g_free);
  g_ptr_array_add (self->findings, finding);
  return finding;
}

void
chosho_report_finding_append_control (ChoshoReportFinding *self, const char *number)
{
  g_ptr_array_add (self->controls, g_strdup (number));
}

ChoshoReportControl *
chosho_report_model_append_control (ChoshoReportModel *self, const char *number, const char *title)
{
  ChoshoReportControl *control = g_new0 (ChoshoReportControl, 1);

  control->number = g_strdup (number);
  control->title = g_strdup (title);
  control->phases = g_ptr_array_new_with_free_func ((GDestroyNotify) phase_block_free);
  g_ptr_array_add (self->controls, control);
  return control;
}

ChoshoReportUntested *
chosho_report_model_append_untested (ChoshoReportModel *self, const char *number, const char *title,
                                     ChoshoReportBasis basis, const char *detail)
{
  ChoshoReportUntested *untested = g_new0 (ChoshoReportUntested, 1);

  untested->number = g_strdup (number);
  untested->title = g_strdup (title);
  untested->basis = basis;
  untested->detail = g_strdup (detail);
  g_ptr_array_add (self->untested, untested);
  return untested;
}

ChoshoReportProcedure *
chosho_report_control_append_procedure (ChoshoReportControl *self, ChoshoReportPhase phase, const char *number)
{
  ChoshoReportProcedure *procedure = g_new0 (ChoshoReportProcedure, 1);
  ChoshoReportPhaseBlock *block = NULL;

  if (self->phases->len > 0)
    block = g_ptr_array_index (self->phases, self->phases->len - 1);
  if (block == NULL || block->phase != phase)
    {
      block = g_new0 (ChoshoReportPhaseBlock, 1);
      block->phase = phase;
      block->procedures = g_ptr_array_new_with_free_func ((GDestroyNotify) procedure_free);
      g_ptr_array_add (self->phases, block);
    }
  procedure->number = g_strdup (number);
  procedure->techniques = g_ptr_array_new_with_free_func (g_free);
  procedure->extents = g_ptr_array_new_with_free_func ((GDestroyNotify) extent_free);
  procedure->sightings = g_ptr_array_new_with_free_func ((GDestroyNotify) sighting_free);
  g_ptr_array_add (block->procedures, procedure);
  return procedure;
}

void
chosho_report_procedure_append_technique (ChoshoReportProcedure *self, const char *technique)
{
  g_ptr_array_add (self->techniques, g_strdup (technique));
}

ChoshoReportExtent *
chosho_report_procedure_append_extent (ChoshoReportProcedure *self, const char *population,
                                       gint64 population_count, gint64 sample_count, gint64 exception_count)
{
  ChoshoReportExtent *extent = g_new0 (ChoshoReportExtent, 1);

  extent->population = g_strdup (population);
  extent->population_count = population_count;
  extent->sample_count = sample_count;
  extent->exception_count = exception_count;
  g_ptr_array_add (self->extents, extent);
  return extent;
}

ChoshoReportSighting *
chosho_report_procedure_append_sighting (ChoshoReportProcedure *self, gboolean on_screen, const char *what)
{
  ChoshoReportSighting *sighting = g_new0 (ChoshoReportSighting, 1);

  sighting->on_screen = on_screen;
  sighting->what = g_strdup (what);
  g_ptr_array_add (self->sightings, sighting);
  return sighting;
}

guint
chosho_report_model_count_procedures (const ChoshoReportModel *self)
{
  guint count = 0;

  for (guint i = 0; i < self->controls->len; i++)
    {
      const ChoshoReportControl *control = g_ptr_array_index (self->controls, i);

      for (guint j = 0; j < control->phases->len; j++)
        count += ((ChoshoReportPhaseBlock *) g_ptr_array_index (control->phases, j))->procedures->len;
    }
  return count;
}

gboolean
chosho_report_model_check (const ChoshoReportModel *self, GError **error)
{
  if (!self->draft && !check_required (self, error))
    return FALSE;
  if (!check_dates (self, error))
    return FALSE;
  if (!is_blank (self->statement_sha256) && !chosho_digest_is_hex (self->statement_sha256))
    {
      g_set_error (error, CHOSHO_ERROR, CHOSHO_ERROR_INVALID,
                   _("The report cannot be made: the digest of the statement is not 64 hexadecimal digits: “%s”"),
                   self->statement_sha256);
      return FALSE;
    }
  for (guint i = 0; i < self->controls->len; i++)
    if (!check_control (g_ptr_array_index (self->controls, i), error))
      return FALSE;
  return TRUE;
}
