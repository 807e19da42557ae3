/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/*
 * What every fuzz target shares. A target defines LLVMFuzzerTestOneInput(): libFuzzer calls it
 * (-Dfuzzing=true, clang), or driver.c over the committed corpus where there is no fuzzing engine.
 * A target that finds a broken promise aborts.
 */
#include <stddef.h>
#include <stdint.h>

#include "chosho-helper-client-private.h"
#include "chosho-record-writer.h"

G_BEGIN_DECLS

int         LLVMFuzzerTestOneInput (const uint8_t *data, size_t size_bytes);

/* An answer in memory that begins as the helper's main() begins it. */
ChoshoRecordWriter *fuzz_answer_begin (GByteArray *answer, ChoshoHelperRequest request);
/* Ends the answer and lets the client take it: it must accept every answer that the readers give,
 * and say something whenever they say a fault. Frees @writer, clears @fault. */
void        fuzz_answer_check (ChoshoRecordWriter *writer, GByteArray *answer,
                               ChoshoHelperRequest request, ChoshoFault *fault, gboolean done);
/* The same with what takes the records given. */
void        fuzz_answer_check_with (ChoshoRecordWriter *writer, GByteArray *answer, ChoshoHelperRequest request,
                                    ChoshoFault *fault, gboolean done, ChoshoHelperRecordFunc func, gpointer user_data);
/* A copy that ends with a NUL, as the readers want it. (transfer full) */
char       *fuzz_copy (const uint8_t *data, size_t size_bytes);

G_END_DECLS
