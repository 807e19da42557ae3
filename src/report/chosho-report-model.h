/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/*
 * ChoshoReportModel: everything a results report (実施結果報告書) says, as plain data. It knows
 * neither the record's classes nor any layout: the session fills it, renderers read it.
 *
 * All strings are UTF-8 and owned by the struct that holds them; NULL means "not stated" unless
 * the member says that it is required. Dates are "YYYY-MM-DD". Arrays own their elements.
 * There is no member for severity, rating, score or conclusion, and there must never be one:
 * the practitioner reports results of procedures as facts only.
 *
 * A model is used by one thread at a time; renderers only read it.
 */

/* Longest number or title: it stands in one row with what follows, which must fit on a page. */
#define CHOSHO_REPORT_TITLE_BYTES 1024

typedef enum
{
  CHOSHO_REPORT_LANGUAGE_JA,
  CHOSHO_REPORT_LANGUAGE_EN,
} ChoshoReportLanguage;

typedef enum
{
  CHOSHO_REPORT_KIND_INITIAL,
  CHOSHO_REPORT_KIND_RENEWAL,
  CHOSHO_REPORT_KIND_ADDITIONAL, /* 追加監査 */
  CHOSHO_REPORT_KIND_RE_AUDIT,   /* 再監査 */
} ChoshoReportKind;

typedef enum
{
  CHOSHO_REPORT_PHASE_DESIGN,    /* 整備状況評価 */
  CHOSHO_REPORT_PHASE_OPERATION, /* 運用状況評価 */
  CHOSHO_REPORT_PHASE_UPDATE,    /* アップデートテスト */
} ChoshoReportPhase;

typedef enum
{
  CHOSHO_REPORT_OUTCOME_NO_EXCEPTION,  /* 例外なし */
  CHOSHO_REPORT_OUTCOME_EXCEPTION,     /* 例外あり */
  CHOSHO_REPORT_OUTCOME_NO_OCCURRENCE, /* 該当事象なし: the population was empty */
  CHOSHO_REPORT_OUTCOME_NOT_PERFORMED, /* 実施不能: needs a reason */
} ChoshoReportOutcome;

typedef enum
{
  CHOSHO_REPORT_BASIS_INHERITED,    /* built on a listed service */
  CHOSHO_REPORT_BASIS_OUT_OF_CYCLE, /* multi-year cycle */
  CHOSHO_REPORT_BASIS_NOT_SELECTED, /* the provider's statement does not select the control */
} ChoshoReportBasis;

/* A person with the role held: "executive", "leader", "practitioner", "quality",
 * "reviewer"; another value is printed as it stands. */
typedef struct
{
  char *role; /* required */
  char *name; /* required */
} ChoshoReportPerson;

/* 発見事項. Only confirmed findings enter a report, so there is no state. */
typedef struct
{
  char      *number;   /* required, "F-01" */
  GPtrArray *controls; /* of char *: control numbers, in catalogue order */
  char      *text;     /* required: the facts */
  char      *further;  /* a correction, only where a procedure was performed on it */
} ChoshoReportFinding;

/* A population and the sample drawn from it, as far as a procedure used them. */
typedef struct
{
  char  *population;       /* its name; NULL prints the counts alone */
  gint64 population_count; /* items; -1 where it was not counted */
  gint64 sample_count;     /* items examined; -1 where the whole population was */
  gint64 exception_count;  /* items with an exception; -1 where no count is reported */
  guint  replaced_count;     /* items drawn and replaced, with their reasons in the papers: not among sample_count (差替え) */
  guint  not_obtained_count; /* items of the sample whose evidence was not obtained (証跡未入手) */
} ChoshoReportExtent;

/* What was seen and not taken (写し未入手): said as what it is, since nobody can look at it again. */
typedef struct
{
  gboolean on_screen; /* 画面閲覧; else 現地閲覧 */
  char    *what;      /* required: the document */
  char    *version;
  char    *pages;
  char    *date;      /* when it was seen */
} ChoshoReportSighting;

/* One performed procedure instance: procedure x version of the individual control x unit. */
typedef struct
{
  char               *number;             /* required: procedure number */
  char               *individual_control; /* its designation */
  char               *individual_version;
  char               *individual_from;    /* the days this version was in force */
  char               *individual_to;
  char               *unit;               /* service, system, region or site assessed */
  /* "regulations", "basis-documents", "records", "settings", "facilities"; chooses the generic
   * wording where @wording is NULL */
  char               *subject;
  char               *wording; /* of the steps performed; the firm's, only where it is meant for readers */
  /* of char *: what was recorded, not what was prescribed. "inspection", "observation",
   * "reperformance", "inquiry", or the firm's own name, printed as it stands */
  GPtrArray          *techniques;
  GPtrArray          *extents;     /* of ChoshoReportExtent * */
  GPtrArray          *sightings;   /* of ChoshoReportSighting *: among what it rests on */
  char               *extent_text; /* what was looked at, where it is no population */
  ChoshoReportOutcome outcome;
  char               *reason; /* required for NOT_PERFORMED; else why some of its steps were not */
  char               *result; /* the result in words */
} ChoshoReportProcedure;

typedef struct
{
  ChoshoReportPhase phase;
  GPtrArray        *procedures; /* of ChoshoReportProcedure * */
} ChoshoReportPhaseBlock;

/* One detailed control (詳細管理策) with what was performed on it. */
typedef struct
{
  char      *number; /* required */
  char      *title;  /* NULL or blank where the criteria give none, as those of ISMAP */
  char      *chapter;         /* number of the chapter it stands in, NULL for no grouping */
  char      *chapter_title;
  char      *objective;       /* number of its 統制目標 */
  char      *objective_title;
  GPtrArray *phases; /* of ChoshoReportPhaseBlock * */
} ChoshoReportControl;

/* A control, or a part of one, on which no procedure was performed, with the basis. */
typedef struct
{
  char             *number; /* required */
  char             *title;  /* NULL or blank where the criteria give none */
  char             *individual_control; /* where only a part is meant */
  char             *phase;              /* where only a part is meant: "design", "operation", "update" */
  ChoshoReportBasis basis;
  char             *detail; /* listed service and validity, year of the cycle, … */
} ChoshoReportUntested;

typedef struct
{
  ChoshoReportLanguage language;
  gboolean             draft;
  char                *title;         /* NULL: the template's */
  char                *engagement_id; /* required */
  char                *addressee;     /* required: 業務依頼者 */
  char                *firm;          /* required: 監査機関 */
  GPtrArray           *signers;       /* of ChoshoReportPerson *; at least one in an issued report */
  char                *scheme;        /* required: "ismap", "ismap-liu", or a name printed as it stands */
  ChoshoReportKind     kind;
  char                *linked_report; /* the report an additional or re-audit belongs to */
  char                *reissue;       /* for a corrected version: which one and what was corrected */
  char                *statement_name;    /* required: 言明書 */
  char                *statement_version; /* required, but for a final statement that bears none */
  gboolean             statement_is_final;
  char                *statement_date;
  char                *statement_sha256;  /* 64 hex digits */
  GPtrArray           *services;          /* of char *; at least one in an issued report */
  char                *criteria;          /* required: name and edition of the criteria */
  char                *period_from;       /* required */
  char                *period_to;         /* required */
  GPtrArray           *design_dates;      /* of char *: 基準日 */
  GPtrArray           *team;              /* of ChoshoReportPerson * */
  GPtrArray           *findings;          /* of ChoshoReportFinding * */
  GPtrArray           *controls;          /* of ChoshoReportControl *, in catalogue order */
  GPtrArray           *untested;          /* of ChoshoReportUntested *, in catalogue order */
  char                *report_date;       /* required in an issued report */
} ChoshoReportModel;

/* An empty model: no string set, empty arrays, language Japanese, draft. (transfer full) */
ChoshoReportModel      *chosho_report_model_new (void);
/* Frees @self and all it holds; NULL is fine. */
void                    chosho_report_model_free (ChoshoReportModel *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (ChoshoReportModel, chosho_report_model_free)

/* Each append makes an element, copies the strings given and returns it borrowed, so that the
 * caller may fill the rest. */
ChoshoReportPerson     *chosho_report_model_append_signer (ChoshoReportModel *self, const char *role,
                                                           const char *name);
ChoshoReportPerson     *chosho_report_model_append_member (ChoshoReportModel *self, const char *role,
                                                           const char *name);
void                    chosho_report_model_append_service (ChoshoReportModel *self, const char *name);
void                    chosho_report_model_append_design_date (ChoshoReportModel *self, const char *date);
ChoshoReportFinding    *chosho_report_model_append_finding (ChoshoReportModel *self, const char *number,
                                                            const char *text);
void                    chosho_report_finding_append_control (ChoshoReportFinding *self, const char *number);
ChoshoReportControl    *chosho_report_model_append_control (ChoshoReportModel *self, const char *number,
                                                            const char *title);
ChoshoReportUntested   *chosho_report_model_append_untested (ChoshoReportModel *self, const char *number,
                                                             const char *title, ChoshoReportBasis basis,
                                                             const char *detail);
/* Appends to the last phase block of @self if that is of @phase, else to a new block. */
ChoshoReportProcedure  *chosho_report_control_append_procedure (ChoshoReportControl *self,
                                                                ChoshoReportPhase phase, const char *number);
void                    chosho_report_procedure_append_technique (ChoshoReportProcedure *self,
                                                                  const char *technique);
ChoshoReportExtent     *chosho_report_procedure_append_extent (ChoshoReportProcedure *self,
                                                               const char *population,
                                                               gint64 population_count, gint64 sample_count,
                                                               gint64 exception_count);

ChoshoReportSighting   *chosho_report_procedure_append_sighting (ChoshoReportProcedure *self, gboolean on_screen, const char *what);

/* Number of procedures over all controls. */
guint                   chosho_report_model_count_procedures (const ChoshoReportModel *self);

/* Says whether the model can be printed: in an issued report every required member is there and
 * every date is a date; in a draft only dates and procedures are checked (a missing member is
 * printed as "not yet determined"). Titles are limited to CHOSHO_REPORT_TITLE_BYTES. Error: CHOSHO_ERROR_INVALID, naming the member and place. */
gboolean                chosho_report_model_check (const ChoshoReportModel *self, GError **error);

G_END_DECLS
