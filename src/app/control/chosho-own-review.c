/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "chosho-own-review.h"
#include "chosho-zone.h"

/* An approval that waits for its answer. */
typedef struct
{
  GtkWidget      *widget;    /* (owned) */
  ChoshoContext  *context;   /* (owned) */
  ChoshoConfirmed callback;
  gpointer        user_data;
  GDestroyNotify  destroy;   /* (nullable) */
} Asking;

static void
asking_free (Asking *self)
{
  g_object_unref (self->widget);
  g_object_unref (self->context);
  g_free (self);
}

static void
go_on (Asking *self)
{
  chosho_confirmation_ask (self->widget, self->context, CHOSHO_CONFIRM_APPROVAL, self->callback, self->user_data, self->destroy);
  asking_free (self);
}

static void
on_response_cb (AdwMessageDialog *dialog, const char *response, Asking *self)
{
  if (g_str_equal (response, "approve") && gtk_widget_get_root (self->widget) != NULL)
    {
      go_on (self);
      return;
    }
  if (self->destroy != NULL)
    self->destroy (self->user_data);
  asking_free (self);
}

/* The review that the person gave and that stands; NULL: none. */
static ChoshoValue *
find_own_review (ChoshoContext *context, ChoshoValue *row)
{
  ChoshoValue *given = chosho_value_get (row, "sign_offs");
  const char *me = chosho_context_get_my_id (context);

  for (guint i = 0; i < chosho_value_get_length (given); i++)
    {
      ChoshoValue *sign_off = chosho_value_get_item (given, i);

      if (g_strcmp0 (chosho_value_get_string (sign_off, "stage"), "review") == 0 && g_strcmp0 (chosho_value_get_string (sign_off, "by_id"), me) == 0)
        return sign_off;
    }
  return NULL;
}

static void
ask (Asking *self, const char *number, ChoshoValue *review)
{
  g_autofree char *at = chosho_zone_dup_time (chosho_value_get_string (review, "at"));
  AdwMessageDialog *dialog = ADW_MESSAGE_DIALOG (adw_message_dialog_new (GTK_WINDOW (gtk_widget_get_root (self->widget)), _("Approve what you reviewed?"), NULL));

  adw_message_dialog_format_body (dialog, _("You gave %s its sign-off as reviewed yourself, on %s. The next sign-off is the approval."), number, at);
  adw_message_dialog_add_responses (dialog, "cancel", _("_Cancel"), "approve", _("Sign _Approved"), NULL);
  adw_message_dialog_set_default_response (dialog, "cancel");
  adw_message_dialog_set_close_response (dialog, "cancel");
  g_signal_connect (dialog, "response", G_CALLBACK (on_response_cb), self);
  gtk_window_present (GTK_WINDOW (dialog));
}

void
chosho_own_review_ask (GtkWidget *widget, ChoshoContext *context, ChoshoValue *row, const char *number, ChoshoConfirmed callback, gpointer user_data,
                       GDestroyNotify destroy)
{
  ChoshoValue *review = find_own_review (context, row);
  Asking *self = g_new0 (Asking, 1);

  *self = (Asking) { g_object_ref (widget), g_object_ref (context), callback, user_data, destroy };
  if (review != NULL)
    ask (self, number, review);
  else
    go_on (self);
}
