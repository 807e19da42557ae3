/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "chosho-commands-criteria-private.h"

static const ChoshoCommandArg catalog_import_args[] = {
  { "file", CHOSHO_ARG_POSITIONAL, TRUE, "FILE", N_("Criteria as CSV, XLSX or OSCAL catalogue JSON") },
  { "map", CHOSHO_ARG_TEXT, FALSE, "MAP", N_("JSON object of fields and the columns that hold them") },
  { "edition", CHOSHO_ARG_TEXT, FALSE, "E", N_("The criteria's edition, where the file does not say it") },
  { "replace", CHOSHO_ARG_FLAG, FALSE, NULL, N_("Put other values in the place of those that stand") },
  { "dry-run", CHOSHO_ARG_FLAG, FALSE, NULL, N_("Show what would be done and change nothing") },
  { NULL },
};

static const ChoshoCommandArg catalog_list_args[] = {
  { "level", CHOSHO_ARG_TEXT, FALSE, "objective|control", N_("Only entries of this level") },
  { "tier", CHOSHO_ARG_TEXT, FALSE, "T", N_("Only entries of this tier") },
  { NULL },
};

static const ChoshoCommandArg number_args[] = {
  { "number", CHOSHO_ARG_POSITIONAL, TRUE, "NUMBER", N_("Number or label") },
  { NULL },
};

static const ChoshoCommandArg compare_args[] = {
  { "older", CHOSHO_ARG_POSITIONAL, TRUE, "A", N_("The older edition: a file of criteria, or an engagement's folder") },
  { "newer", CHOSHO_ARG_POSITIONAL, TRUE, "B", N_("The newer edition: a file of criteria, or an engagement's folder") },
  { "map", CHOSHO_ARG_TEXT, FALSE, "MAP", N_("JSON object of fields and the columns that hold them") },
  { "renumbering", CHOSHO_ARG_TEXT, FALSE, "FILE", N_("CSV or XLSX with the numbers before and after of what was renumbered") },
  { "output", CHOSHO_ARG_TEXT, FALSE, "FILE.xlsx", N_("Write the comparison as a workbook too, with the proposed renumbering to be decided") },
  { "all", CHOSHO_ARG_FLAG, FALSE, NULL, N_("Name the unchanged entries too") },
  { NULL },
};

static const ChoshoCommandArg control_args[] = {
  { "control", CHOSHO_ARG_POSITIONAL, FALSE, "CONTROL", N_("Only this control") },
  { NULL },
};

static const ChoshoCommandArg procedures_import_args[] = {
  { "file", CHOSHO_ARG_POSITIONAL, TRUE, "FILE", N_("The firm's procedure as CSV or XLSX, or an OSCAL catalogue with assessment methods") },
  { "map", CHOSHO_ARG_TEXT, FALSE, "MAP", N_("JSON object of fields and the columns that hold them") },
  { "withdraw-missing", CHOSHO_ARG_FLAG, FALSE, NULL, N_("Steps that stand and that the file has no more ask for nothing any more") },
  { "dry-run", CHOSHO_ARG_FLAG, FALSE, NULL, N_("Show what would be done and change nothing") },
  { NULL },
};

static const ChoshoCommandArg expand_args[] = {
  { "withdraw-missing", CHOSHO_ARG_FLAG, FALSE, NULL, N_("Steps that the templates no longer make ask for nothing any more") },
  { "dry-run", CHOSHO_ARG_FLAG, FALSE, NULL, N_("Show what would be done and change nothing") },
  { NULL },
};

static const ChoshoCommandArg statement_import_args[] = {
  { "file", CHOSHO_ARG_POSITIONAL, TRUE, "FILE", N_("The client's statement as CSV or XLSX") },
  { "map", CHOSHO_ARG_TEXT, FALSE, "MAP", N_("JSON object of fields and the columns that hold them") },
  { "version", CHOSHO_ARG_TEXT, FALSE, "V", N_("Version of the statement") },
  { "dated", CHOSHO_ARG_TEXT, FALSE, "D", N_("Date of the statement") },
  { "withdraw-missing", CHOSHO_ARG_FLAG, FALSE, NULL, N_("Individual controls that stand and that the file has no more are tested no more") },
  { "dry-run", CHOSHO_ARG_FLAG, FALSE, NULL, N_("Show what would be done and change nothing") },
  { NULL },
};

static const ChoshoCommandArg statement_set_args[] = {
  { "control", CHOSHO_ARG_POSITIONAL, TRUE, "CONTROL", N_("Control or objective") },
  { "selection", CHOSHO_ARG_POSITIONAL, TRUE, "selected|not-selected", N_("What the statement says of it") },
  { "basis", CHOSHO_ARG_TEXT, FALSE, "T", N_("The client's reason, which is not audited") },
  { "text", CHOSHO_ARG_TEXT, FALSE, "T", N_("The statement's own words") },
  { NULL },
};

static const ChoshoCommandArg individual_args[] = {
  { "individual", CHOSHO_ARG_POSITIONAL, TRUE, "INDIVIDUAL", N_("The client's number of its individual control") },
  { "control", CHOSHO_ARG_LIST, TRUE, "N", N_("A control that it carries out; may be repeated") },
  { "version", CHOSHO_ARG_TEXT, FALSE, "V", N_("Its version (1)") },
  { "title", CHOSHO_ARG_TEXT, FALSE, "T", N_("Its title") },
  { "text", CHOSHO_ARG_TEXT, FALSE, "T", N_("What the client does") },
  { "valid-from", CHOSHO_ARG_TEXT, FALSE, "D", N_("First day of this version") },
  { "valid-to", CHOSHO_ARG_TEXT, FALSE, "D", N_("Last day of this version") },
  { "unit", CHOSHO_ARG_LIST, FALSE, "U", N_("A unit that is assessed (system, region, site); may be repeated") },
  { "service", CHOSHO_ARG_LIST, FALSE, "S", N_("A service that it belongs to; may be repeated") },
  { "replace", CHOSHO_ARG_FLAG, FALSE, NULL, N_("Correct the version that stands") },
  { NULL },
};

static const ChoshoCommandArg final_args[] = {
  { "file", CHOSHO_ARG_POSITIONAL, TRUE, "FILE", N_("The final statement as the client signed it") },
  { "version", CHOSHO_ARG_TEXT, FALSE, "V", N_("Version of the statement") },
  { "dated", CHOSHO_ARG_TEXT, FALSE, "D", N_("Date of the statement") },
  { NULL },
};

static const ChoshoCommandArg prior_import_args[] = {
  { "file", CHOSHO_ARG_POSITIONAL, TRUE, "FILE", N_("Results of an earlier assessment as CSV or XLSX, a row a result") },
  { "map", CHOSHO_ARG_TEXT, FALSE, "MAP", N_("JSON object of fields and the columns that hold them") },
  { "period", CHOSHO_ARG_TEXT, FALSE, "P", N_("The period or year that they are about, in the firm's words") },
  { "withdraw-missing", CHOSHO_ARG_FLAG, FALSE, NULL, N_("Results of these periods that stand and that the file has no more are taken out") },
  { "dry-run", CHOSHO_ARG_FLAG, FALSE, NULL, N_("Show what would be done and change nothing") },
  { NULL },
};

static const ChoshoCommandArg scope_args[] = {
  { "control", CHOSHO_ARG_POSITIONAL, TRUE, "CONTROL", N_("The control") },
  { "state", CHOSHO_ARG_POSITIONAL, TRUE, "in|inherited|out-of-cycle", N_("Whether it is assessed") },
  { "phase", CHOSHO_ARG_TEXT, TRUE, "P", N_("design, operation or update") },
  { "individual", CHOSHO_ARG_TEXT, FALSE, "ID", N_("Only this individual control") },
  { "basis", CHOSHO_ARG_TEXT, FALSE, "T", N_("Why; needed unless it is “in”") },
  { NULL },
};

static const ChoshoCommandArg assign_args[] = {
  { "controls", CHOSHO_ARG_POSITIONALS, TRUE, "CONTROL", N_("The controls") },
  { "member", CHOSHO_ARG_TEXT, FALSE, "M", N_("Who does the work: id, name or the beginning of a key's fingerprint; “none”: nobody") },
  { "reviewer", CHOSHO_ARG_TEXT, FALSE, "M", N_("Who is designated to review it; “none”: nobody") },
  { "due", CHOSHO_ARG_TEXT, FALSE, "D", N_("When it is due; “none”: no date") },
  { "visit", CHOSHO_ARG_TEXT, FALSE, "V", N_("The visit to the client at which it is worked on, in the firm's words; “none”: at none") },
  { NULL },
};

#define WRITES CHOSHO_COMMAND_WRITES
#define READS CHOSHO_COMMAND_READS

const ChoshoCommand chosho_commands_criteria[] = {
  { "catalog import", N_("Import the criteria"), catalog_import_args, WRITES, chosho_command_catalog_import },
  { "catalog list", N_("List objectives and controls"), catalog_list_args, READS, chosho_command_catalog_list },
  { "catalog show", N_("Show an entry of the criteria"), number_args, READS, chosho_command_catalog_show },
  { "catalog compare", N_("Compare two editions of the criteria"), compare_args, CHOSHO_COMMAND_NO_ENGAGEMENT, chosho_command_catalog_compare },
  { "procedures import", N_("Import the firm's standard procedure"), procedures_import_args, WRITES, chosho_command_procedures_import },
  { "procedures expand", N_("Make steps from templates and subject classes"), expand_args, WRITES, chosho_command_procedures_expand },
  { "procedures list", N_("List the procedure's steps"), control_args, READS, chosho_command_procedures_list },
  { "statement import", N_("Import the client's statement"), statement_import_args, WRITES, chosho_command_statement_import },
  { "statement show", N_("Show the client's statement"), control_args, READS, chosho_command_statement_show },
  { "statement set", N_("Note whether a control is selected"), statement_set_args, WRITES, chosho_command_statement_set },
  { "statement individual add", N_("Add an individual control"), individual_args, WRITES, chosho_command_statement_individual },
  { "statement final", N_("Take in the final statement"), final_args, WRITES, chosho_command_statement_final },
  { "prior import", N_("Import an earlier year's results, for reference"), prior_import_args, WRITES, chosho_command_prior_import },
  { "prior list", N_("List an earlier year's results"), control_args, READS, chosho_command_prior_list },
  { "scope set", N_("Set the auditor's scope of a control and phase"), scope_args, WRITES, chosho_command_scope_set },
  { "scope list", N_("List what of the scope was set"), control_args, READS, chosho_command_scope_list },
  { "assign", N_("Assign controls to a member"), assign_args, WRITES, chosho_command_assign },
  { NULL },
};
