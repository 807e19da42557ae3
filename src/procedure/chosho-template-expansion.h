/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "chosho-value.h"

G_BEGIN_DECLS

/**
 * Makes procedure steps from templates per audit subject (domain §4: procedures are set per
 * detailed control by type of subject, with formulaic text).
 *
 * @templates: array of {template, procedure?, subject, phase, ordinal, technique, text,
 * request_text?, report_text?, disclosable, update_required?, sampling?}. @mapping: array of {control,
 * subjects}. @criteria: array of criteria items, for {title} and to know the controls. @english chooses the words for {subject}.
 *
 * Result: {steps: [{control, procedure, phase, ordinal, subject, technique, text, request_text?,
 * report_text?, disclosable, update_required?, sampling?}], problems: [{control?, template?, value?, code, reason}],
 * unmapped: [control numbers of the criteria that no mapping names]}.
 *
 * The procedure number is the template's own number ("procedure", else "template"), so control,
 * procedure, phase and ordinal are the step's natural key and stay the same when the expansion is
 * repeated. A number therefore belongs to one subject class; one that serves two is refused. {control}, {title} and {subject}
 * in the texts are replaced ({title} by the number where there is none); any other name in braces
 * is a problem. Steps come in the order of the mapping, then of the templates. Pure; any thread.
 * (transfer full)
 */
ChoshoValue *chosho_template_expand (const ChoshoValue *templates, const ChoshoValue *mapping,
                                     const ChoshoValue *criteria, gboolean english);

G_END_DECLS
