/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "chosho-confirmation.h"
#include "chosho-desk.h"
#include "chosho-error-view.h"
#include "chosho-error.h"
#include "chosho-passphrase.h"
#include "chosho-review-session.h"

#define SESSION_KEY "chosho-review-session"

typedef struct
{
  GtkWindow       *parent;    /* (owned) */
  ChoshoContext   *context;   /* (owned) */
  ChoshoIdentity  *identity;  /* (owned) who is asked */
  ChoshoConfirmFor purpose;
  ChoshoConfirmed  callback;
  gpointer         user_data;
  GDestroyNotify   destroy;   /* (nullable) */
  gboolean         tried;     /* a passphrase was given, and was wrong */
} Asking;

/* The one of the window's context. Borrowed. */
static ChoshoReviewSession *
get_session (ChoshoContext *context)
{
  ChoshoReviewSession *session = g_object_get_data (G_OBJECT (context), SESSION_KEY);

  if (session == NULL)
    {
      session = chosho_review_session_new ();
      g_object_set_data_full (G_OBJECT (context), SESSION_KEY, session, (GDestroyNotify) chosho_review_session_free);
      g_signal_connect_swapped (context, "identity-changed", G_CALLBACK (chosho_review_session_end), session);
    }
  return session;
}

/* (nullable) Borrowed. */
static ChoshoIdentity *
get_identity (ChoshoContext *context)
{
  return chosho_workspace_get_identity (chosho_context_get_workspace (context));
}

static void
finish (Asking *self, gboolean confirmed)
{
  if (confirmed && get_identity (self->context) == self->identity && gtk_widget_get_mapped (GTK_WIDGET (self->parent)))
    {
      if (self->purpose == CHOSHO_CONFIRM_APPROVAL && self->identity != NULL)
        chosho_review_session_extend (get_session (self->context), self->identity);
      self->callback (self->user_data);
    }
  if (self->destroy != NULL)
    self->destroy (self->user_data);
  g_object_unref (self->parent);
  g_object_unref (self->context);
  chosho_identity_unref (self->identity);
  g_free (self);
}

static void on_confirmed_cb (GObject *source, GAsyncResult *result, gpointer user_data);

static void
on_response_cb (AdwMessageDialog *dialog, const char *response, Asking *self)
{
  if (!g_str_equal (response, CHOSHO_PASSPHRASE_GIVEN))
    {
      finish (self, FALSE);
      return;
    }
  self->tried = TRUE;
  chosho_desk_confirm_async (chosho_desk_get_default (), self->identity, chosho_passphrase_dialog_get_text (dialog), on_confirmed_cb, self);
}

/* (transfer full) */
static char *
dup_body (Asking *self)
{
  const char *name = chosho_identity_get_name (self->identity);

  if (self->tried)
    return g_strdup_printf (_("That was not the passphrase of %s. Please try again."), name);
  if (self->purpose == CHOSHO_CONFIRM_ISSUE)
    return g_strdup_printf (_("The report is issued in the name of %s. The passphrase is asked for each time."), name);
  return g_strdup_printf (_("Approvals are signed in the name of %s. In this window the passphrase counts until %d minutes after the last one."), name,
                          CHOSHO_REVIEW_SESSION_MINUTES);
}

static void
ask (Asking *self)
{
  g_autofree char *body = dup_body (self);
  AdwMessageDialog *dialog = chosho_passphrase_dialog_new (self->parent, _("Your Passphrase Again"), body,
                                                           self->purpose == CHOSHO_CONFIRM_ISSUE ? _("_Issue") : _("_Approve"));

  g_signal_connect (dialog, "response", G_CALLBACK (on_response_cb), self);
  gtk_window_present (GTK_WINDOW (dialog));
}

static void
on_confirmed_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Asking *self = user_data;
  g_autoptr (GError) error = NULL;
  gboolean confirmed = chosho_desk_confirm_finish (CHOSHO_DESK (source), result, &error);

  if (g_error_matches (error, CHOSHO_ERROR, CHOSHO_ERROR_PASSPHRASE))
    {
      ask (self);
      return;
    }
  if (!confirmed)
    chosho_error_view_show (GTK_WIDGET (self->parent), error, NULL);
  finish (self, confirmed);
}

static gboolean
must_ask (ChoshoContext *context, ChoshoConfirmFor purpose, ChoshoIdentity *identity)
{
  if (identity == NULL || !chosho_identity_needs_passphrase (identity))
    return FALSE;
  return purpose != CHOSHO_CONFIRM_APPROVAL || !chosho_review_session_is_open (get_session (context), identity);
}

void
chosho_confirmation_ask (GtkWidget *widget, ChoshoContext *context, ChoshoConfirmFor purpose, ChoshoConfirmed callback, gpointer user_data,
                         GDestroyNotify destroy)
{
  ChoshoIdentity *identity = get_identity (context);
  Asking *self = g_new0 (Asking, 1);

  self->parent = g_object_ref (GTK_WINDOW (gtk_widget_get_root (widget)));
  self->context = g_object_ref (context);
  self->identity = identity != NULL ? chosho_identity_ref (identity) : NULL;
  self->purpose = purpose;
  self->callback = callback;
  self->user_data = user_data;
  self->destroy = destroy;
  if (must_ask (context, purpose, identity))
    ask (self);
  else
    finish (self, TRUE);
}
