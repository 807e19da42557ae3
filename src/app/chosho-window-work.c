/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "chosho-error-view.h"
#include "chosho-loss-words.h"
#include "chosho-window-private.h"
#include "chosho-work-notice.h"

/* The long work that this window began: shown below the page as long as it lasts, told where nobody looks when it ends; and what came of it. */

/* What comes of it is seen where it was begun. */
static void
on_jobs_cb (GListModel *jobs, guint position, guint removed, guint added, ChoshoWindow *self)
{
  ChoshoPage *page = chosho_window_get_page (self);

  for (guint i = position; i < position + added; i++)
    {
      g_autoptr (ChoshoJob) job = g_list_model_get_item (jobs, i);

      if (page != NULL && chosho_job_get_place (job) == NULL)
        chosho_job_set_place (job, gtk_stack_get_visible_child_name (self->pages), chosho_page_get_target (page));
      chosho_work_notice_follow (GTK_WINDOW (self), job);
    }
}

void
chosho_window_follow_work (ChoshoWindow *self)
{
  GListModel *jobs = chosho_workspace_get_jobs (self->workspace);

  chosho_job_bar_set_jobs (self->job_bar, jobs);
  g_signal_connect_object (jobs, "items-changed", G_CALLBACK (on_jobs_cb), self, 0);
}

void
chosho_window_tell_written (ChoshoPage *page, ChoshoValue *result, gpointer user_data)
{
  const char *path = chosho_value_get_string (result, "path");
  ChoshoValue *losses = chosho_value_get (result, "losses");
  g_autofree char *text = path != NULL ? g_strdup_printf (_("Written: %s"), path) : NULL;

  if (chosho_value_get_length (losses) > 0)
    {
      g_autofree char *lost = chosho_loss_words_dup (losses);
      g_autofree char *body = g_strdup_printf (_("What of the record such a file does not hold, and how many of each:\n\n%s"), lost);

      chosho_error_view_show_text (GTK_WIDGET (page), text, body);
    }
  else if (text != NULL)
    chosho_error_view_toast (GTK_WIDGET (page), text);
}
