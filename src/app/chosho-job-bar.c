/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "chosho-job-bar.h"

#define POLL_MS 100          /* progress is polled at 10 Hz while there are jobs */
#define SHOW_AFTER_US 500000 /* shorter work flickers by unseen */

struct _ChoshoJobBar
{
  GtkBox parent_instance;

  /* Template */
  GtkLabel       *title;
  GtkProgressBar *progress;
  GtkWidget      *cancel;

  GListModel     *jobs;   /* (owned) (nullable) (element-type ChoshoJob) */
  guint           source;
};

G_DEFINE_FINAL_TYPE (ChoshoJobBar, chosho_job_bar, GTK_TYPE_BOX)

/* The oldest one: it is what the others wait for. */
static ChoshoJob *
get_job (ChoshoJobBar *self)
{
  return self->jobs != NULL ? g_list_model_get_item (self->jobs, 0) : NULL;
}

void
chosho_job_show_progress (ChoshoJob *job, GtkProgressBar *bar)
{
  double fraction = chosho_job_get_fraction (job);

  if (fraction >= 0)
    gtk_progress_bar_set_fraction (bar, fraction);
  else
    gtk_progress_bar_pulse (bar);
}

static void
show_job (ChoshoJobBar *self, ChoshoJob *job)
{
  guint n_jobs = g_list_model_get_n_items (self->jobs);
  g_autofree char *title = n_jobs > 1 ? g_strdup_printf (_("%s (%u more waiting)"), chosho_job_get_title (job), n_jobs - 1)
                                      : g_strdup (chosho_job_get_title (job));

  gtk_label_set_text (self->title, title);
  chosho_job_show_progress (job, self->progress);
  gtk_widget_set_sensitive (self->cancel, !g_cancellable_is_cancelled (chosho_job_get_cancellable (job)));
}

static gboolean
on_poll (gpointer user_data)
{
  ChoshoJobBar *self = user_data;
  g_autoptr (ChoshoJob) job = get_job (self);
  gboolean shown = job != NULL && chosho_job_get_age_us (job) >= SHOW_AFTER_US;

  gtk_widget_set_visible (GTK_WIDGET (self), shown);
  if (shown)
    show_job (self, job);
  if (job == NULL)
    self->source = 0;
  return job != NULL;
}

static void
on_jobs_cb (ChoshoJobBar *self)
{
  if (self->source == 0)
    self->source = g_timeout_add (POLL_MS, on_poll, self);
}

static void
on_cancel_clicked_cb (ChoshoJobBar *self)
{
  g_autoptr (ChoshoJob) job = get_job (self);

  if (job != NULL)
    chosho_job_cancel (job);
}

void
chosho_job_bar_set_jobs (ChoshoJobBar *self, GListModel *jobs)
{
  g_set_object (&self->jobs, jobs);
  g_signal_connect_object (self->jobs, "items-changed", G_CALLBACK (on_jobs_cb), self, G_CONNECT_SWAPPED);
  on_jobs_cb (self);
}

static void
chosho_job_bar_dispose (GObject *object)
{
  ChoshoJobBar *self = CHOSHO_JOB_BAR (object);

  g_clear_handle_id (&self->source, g_source_remove);
  g_clear_object (&self->jobs);
  G_OBJECT_CLASS (chosho_job_bar_parent_class)->dispose (object);
}

static void
chosho_job_bar_class_init (ChoshoJobBarClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = chosho_job_bar_dispose;
  gtk_widget_class_set_template_from_resource (widget_class, "/jp/chosho/Chosho/chosho-job-bar.ui");
  gtk_widget_class_bind_template_child (widget_class, ChoshoJobBar, title);
  gtk_widget_class_bind_template_child (widget_class, ChoshoJobBar, progress);
  gtk_widget_class_bind_template_child (widget_class, ChoshoJobBar, cancel);
  gtk_widget_class_bind_template_callback (widget_class, on_cancel_clicked_cb);
}

static void
chosho_job_bar_init (ChoshoJobBar *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}
