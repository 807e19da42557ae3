/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* What a spreadsheet's number format makes of a number. */
typedef enum
{
  CHOSHO_NUMBER_PLAIN,     /* also elapsed time such as [h]:mm, which is no point in time */
  CHOSHO_NUMBER_DATE,
  CHOSHO_NUMBER_TIME,
  CHOSHO_NUMBER_DATE_TIME,
} ChoshoNumberKind;

/* Of a format number below 164 that the file itself does not define. Where locales differ
 * (27–36, 50–58), the Japanese meaning. */
ChoshoNumberKind chosho_number_format_kind_of_id (guint id);
/* Of a format code: its first section decides. Knows the Japanese g, e, r, aaa and G/標準. */
ChoshoNumberKind chosho_number_format_kind_of_code (const char *code);

/* Room for any number or date. */
#define CHOSHO_NUMBER_TEXT_SIZE 40

/*
 * @text (a number as XML Schema has it) as people read it: the shortest decimal that is exactly
 * the same binary number; YYYY-MM-DD, HH:MM:SS or both for dates of the 1900 or 1904 system. A
 * number that is no date of these systems (negative, 1900-02-29, after 9999) stays a number.
 * FALSE where @text is no finite number.
 */
gboolean         chosho_number_format (const char *text, ChoshoNumberKind kind, gboolean from_1904,
                                       char out[CHOSHO_NUMBER_TEXT_SIZE]);

/* A serial number as a point in time. */
typedef struct
{
  gboolean has_date; /* FALSE of a time of day alone, and of 1900-02-29, which never was */
  int      year, month, day;
  int      weekday;  /* 1: Monday … 7: Sunday */
  int      hour, minute, second;
} ChoshoNumberMoment;

/* FALSE where @value is no point in time of the 1900 or 1904 system (negative, after 9999). Rounds to
 * the second. */
gboolean         chosho_number_to_moment (double value, gboolean from_1904, ChoshoNumberMoment *moment);

G_END_DECLS
