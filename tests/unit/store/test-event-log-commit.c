/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store-fixture.h"

#include <errno.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "chosho-event-log-private.h"

/*
 * A commit whose system calls fail at chosen moments. This program's fsync(), fdatasync() and ftruncate() take the
 * place of the C library's for SQLite too. In TRUNCATE mode the journal's truncation is the point of no return; the
 * sync after it only makes sure that it lasts.
 */
typedef enum
{
  NOTHING,
  EVERY_SYNC,            /* also before the point of no return */
  FIRST_SYNC_AFTER,      /* once, after it */
  EVERY_SYNC_AFTER,
  EVERYTHING_AFTER,      /* reading too: nothing can be found out any more */
  EVERY_TRUNCATION,
} Fault;

static Fault fault;
static gboolean past_no_return;

static int
fail_with (int errnum)
{
  errno = errnum;
  return -1;
}

static gboolean
is_sync_failing (void)
{
  if (fault == EVERY_SYNC)
    return TRUE;
  if (!past_no_return || fault < FIRST_SYNC_AFTER || fault > EVERYTHING_AFTER)
    return FALSE;
  if (fault == FIRST_SYNC_AFTER)
    fault = NOTHING;
  return TRUE;
}

int fsync (int fd);
int fdatasync (int fd);
int ftruncate (int fd, off_t size);
ssize_t pread (int fd, void *buffer, size_t size, off_t offset);

int
fsync (int fd)
{
  return is_sync_failing () ? fail_with (EIO) : (int) syscall (SYS_fsync, fd);
}

int
fdatasync (int fd)
{
  return is_sync_failing () ? fail_with (EIO) : (int) syscall (SYS_fdatasync, fd);
}

int
ftruncate (int fd, off_t size)
{
  if (fault == EVERY_TRUNCATION)
    return fail_with (EIO);
  past_no_return = past_no_return || size == 0;
  return (int) syscall (SYS_ftruncate, fd, size);
}

ssize_t
pread (int fd, void *buffer, size_t size, off_t offset)
{
  return fault == EVERYTHING_AFTER && past_no_return ? fail_with (EIO) : syscall (SYS_pread64, fd, buffer, size, offset);
}

/* --- Tests --------------------------------------------------------------------------------------- */

static const struct
{
  const char *name;
  Fault       fault;
  gboolean    done;
  int         code;  /* where not done */
  guint       held;  /* of the two events, afterwards */
} cases[] = {
  { "before", EVERY_SYNC, FALSE, CHOSHO_ERROR_IO, 0 },
  { "truncation", EVERY_TRUNCATION, FALSE, CHOSHO_ERROR_IO, 0 },
  /* The commit is made sure of by another one. */
  { "after-once", FIRST_SYNC_AFTER, TRUE, 0, 2 },
  { "after", EVERY_SYNC_AFTER, FALSE, CHOSHO_ERROR_UNCONFIRMED, 2 },
  { "after-blind", EVERYTHING_AFTER, FALSE, CHOSHO_ERROR_UNCONFIRMED, 2 },
};

static void
test_commit (Fixture *fixture, gconstpointer data)
{
  guint n = GPOINTER_TO_UINT (data);
  g_autoptr (GError) error = NULL;
  g_autoptr (ChoshoEventLog) log = chosho_event_log_create (fixture->log, &error);
  g_autoptr (GPtrArray) events = make_events (2, 0, 2);
  ChoshoAppendResult result = { 0 };
  gint64 count, last;
  gboolean done;

  g_assert_no_error (error);
  append (log, 1, 0, 3);
  past_no_return = FALSE;
  fault = cases[n].fault;
  done = chosho_event_log_append (log, (ChoshoStoredEvent *const *) events->pdata, events->len, &result, NULL, &error);
  fault = NOTHING;
  g_assert_cmpint (done, ==, cases[n].done);
  if (done)
    {
      g_assert_no_error (error);
      g_assert_cmpint (result.last_arrival, ==, 5);
    }
  else
    {
      g_assert_error (error, CHOSHO_ERROR, cases[n].code);
      g_assert_nonnull (strstr (error->message, fixture->log));
    }

  /* Whoever opens it next finds just that. */
  g_clear_pointer (&log, chosho_event_log_free);
  g_clear_error (&error);
  log = chosho_event_log_open (fixture->log, TRUE, &error);
  g_assert_no_error (error);
  g_assert_true (chosho_event_log_get_extent (log, &count, &last, &error));
  g_assert_cmpint (count, ==, 3 + cases[n].held);
  append (log, 3, 0, 1);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = g_strconcat ("/store/event-log-commit/", cases[i].name, NULL);

      g_test_add (path, Fixture, GUINT_TO_POINTER (i), fixture_set_up, test_commit, fixture_tear_down);
    }
  return g_test_run ();
}
