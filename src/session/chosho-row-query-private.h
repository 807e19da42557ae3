/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "chosho-row-query.h"

typedef enum
{
  CHOSHO_CONDITION_IS,
  CHOSHO_CONDITION_IS_NOT,
  CHOSHO_CONDITION_BEGINS,
  CHOSHO_CONDITION_FROM,
  CHOSHO_CONDITION_BEFORE,
  CHOSHO_CONDITION_ANY,
  CHOSHO_CONDITION_EITHER,
} ChoshoConditionKind;

typedef struct
{
  ChoshoConditionKind kind;
  char               *column;    /* (owned) (nullable) of EITHER */
  char               *value;     /* (owned) (nullable) with several: @values */
  GStrv               values;    /* (owned) (nullable) of ANY */
  ChoshoRowQuery     *either[2]; /* (owned) (nullable) of EITHER */
} ChoshoCondition;

struct _ChoshoRowQuery
{
  gatomicrefcount ref_count;
  char           *kind;       /* (owned) */
  GStrv           words;      /* (owned) (nullable) normalised */
  GPtrArray      *conditions; /* (owned) (element-type ChoshoCondition) */
  GPtrArray      *preferred;  /* (owned) (element-type ChoshoCondition) what meets them all comes first */
  char           *control;    /* (owned) (nullable) of the journal: what concerns it */
  char           *repeated;   /* (owned) (nullable) */
  char           *sort;       /* (owned) (nullable) */
  gboolean        descending;
  gboolean        reversed;   /* all of it */
};
