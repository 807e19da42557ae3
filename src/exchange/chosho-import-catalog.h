/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "chosho-catalog-data.h"
#include "chosho-import.h"

G_BEGIN_DECLS

/**
 * Criteria of an OSCAL catalogue that the helper read, as items of kind "criteria" (the shape of
 * chosho_import_criteria()), in document order: groups are objectives, "number" is the control's id,
 * never mandatory. Guidance follows the statement's text after a line "[guidance]". The text of a
 * group that is too long is cut, with a notice; that of a control is a problem. Facts: title,
 * edition, last_modified, oscal_version, withdrawn (controls the catalogue itself has withdrawn and
 * that were left out). Problems name the entry's id in "value". (transfer full)
 */
ChoshoImport *chosho_import_catalog_data (const ChoshoCatalogData *data);

/**
 * The catalogue's assessment methods as items of kind "steps" (the shape of
 * chosho_import_procedures()): one step per method and control, phase design, procedure "",
 * ordinals from 1 in document order, disclosable as the catalogue is public. EXAMINE is inspection,
 * INTERVIEW inquiry, TEST reperformance. Fact unknown_methods: methods of other names, left out.
 * (transfer full)
 */
ChoshoImport *chosho_import_catalog_methods (const ChoshoCatalogData *data);

G_END_DECLS
