# SPDX-License-Identifier: GPL-3.0-or-later
"""What scripts rely on: for every command its exit code and the keys and types of what it prints.

One small engagement is worked through from its creation to the issued report; each act of the table is
one command of the contract with the shape of its JSON. Acts depend on those above them, so that real
input meets every command. Refusals (exit 3), mistakes (1) and wrong usage (2) are acts too.
"""

import datetime
import json
import os
import unittest

import harness
from harness import CREATE, DATA, DONE, FAILED, REFUSED, USAGE
from shapes import DATE, DIGEST, ID, TIME, Maybe, problems

CREATED = {'id': ID}
REFERENCE = {'id': ID, 'reference': ID}
ASSIGNED = {'id': ID, 'control': str, 'done': bool}
ADDED = [{'id': ID, 'reference': ID, 'sha256': DIGEST, 'size_bytes': int, 'name': str, 'already_held': bool}]
EVIDENCE = {**ADDED[0], 'origin': {'client', 'auditor', 'other-engagement', 'other-report', 'internal-audit'}, 'source': Maybe(str),
            'received_at': TIME, 'as_of': Maybe(DATE), 'covers_from': Maybe(DATE), 'covers_to': Maybe(DATE), 'controls': [str],
            'steps': [ID], 'version_of': Maybe(ID), 'media_type': Maybe(str), 'received_by': Maybe(str)}
LISTED = {key: shape for key, shape in EVIDENCE.items() if key != 'already_held'}
SIGHTED = {key: shape for key, shape in LISTED.items() if key not in ('sha256', 'size_bytes')}
ENTRY = {'number': str, 'level': {'objective', 'control'}, 'tier': Maybe(str), 'mandatory': bool, 'title': Maybe(str),
         'text': Maybe(str), 'parent': Maybe(str)}
STEP = {'id': ID, 'control': str, 'procedure': Maybe(str), 'individual': Maybe(str), 'version': Maybe(str), 'unit': Maybe(str),
        'phase': {'design', 'operation', 'update'}, 'subject': {'regulations', 'documents', 'records', 'settings', 'facilities', None},
        'technique': str, 'stands_alone': bool, 'text': str, 'state': {'open', 'performed', 'unable'}, 'outcome': Maybe(str),
        'recorded_technique': Maybe(str), 'evidence': [ID]}
IMPORTED = {'added': int, 'changed': int, 'unchanged': int, 'missing': int, 'sha256': DIGEST}
BLOCKER = {'code': str, 'severity': {'block', 'warn'}, 'message': str}
BLOCKERS = {'blockers': [BLOCKER]}
REFUSAL = {'blockers': [BLOCKER], 'error': {'code': {'refused'}, 'message': str}}
SIGNED = {'results': [{'control': str, 'done': bool}]}
STATUS = {'controls': {key: int for key in ('total', 'out_of_scope', 'not_started', 'in_progress', 'prepared', 'reviewed', 'approved')},
          'stale': int, 'suspended': int, 'open_notes': int, 'findings': int, 'evidence': int, 'events': int}
SIGN_OFF = {'stage': {'complete', 'review', 'approve'}, 'by': str, 'at': TIME, 'state': {'current', 'stale', 'suspended'}, 'event': DIGEST}
CONTROL_STATUS = {'number': str, 'state': str, 'sign_offs': [SIGN_OFF], 'blockers': [BLOCKER]}
FINDING = {'id': ID, 'controls': [str], 'text': str, 'state': {'candidate', 'inquired', 'answered', 'confirmed', 'withdrawn'},
           'trail': [{'state': str, 'by': str, 'at': TIME}]}
REQUEST = {'id': ID, 'number': str, 'text': str, 'controls': [str], 'due': Maybe(DATE), 'received': Maybe(DATE),
           'state': {'not-requested', 'requested', 'received', 'checking', 'accepted', 'returned', 'withdrawn'}}
NOTE = {'id': ID, 'control': str, 'text': str, 'by': str, 'at': TIME, 'state': {'open', 'answered', 'cleared'}}
MEMBER = {'id': ID, 'name': str, 'roles': [str], 'fingerprints': [DIGEST], 'independence_confirmed': bool, 'state': str}
EVENT_CHANGES = {'id': DIGEST, 'action': str, 'at': TIME, 'author': DIGEST, 'changes': [{'index': int, 'removed': bool, 'fields': [{'name': str}]}], 'names': dict}
EVENT = {'id': DIGEST, 'copy': str, 'author': DIGEST, 'seq': int, 'action': str, 'at': TIME, 'effective': bool}
HEAD = {'events': int, 'root': DIGEST, 'heads': [{'copy': str, 'author': DIGEST, 'seq': int, 'id': DIGEST}]}
VERIFIED = {'ok': bool, 'checked': {'events': int, 'signatures': int, 'objects': int, 'bytes': int},
            'problems': [{'code': str, 'severity': {'error', 'warn'}, 'where': str, 'message': str}], 'not_detectable': [str]}
VALUE = {'value': dict, 'by': str, 'at': TIME}
CONFLICT = {'id': ID, 'kind': str, 'of': str, 'base': Maybe(VALUE), 'values': [VALUE]}
MERGED = {'added': int, 'already_held': int, 'objects': int, 'conflicts': [CONFLICT], 'without_effect': [{'id': DIGEST, 'code': str}]}
MISTAKE = {'error': {'code': str, 'message': str}}

LEADER, EXECUTIVE, PRACTITIONER, QUALITY = 'leader', 'executive', 'practitioner', 'quality'
CONTROL = '8.1.2.1'
OTHERS = [f'8.1.2.{n}' for n in range(2, 7)]
RECORD = ('--performed-on', '2026-01-15', '--outcome', 'no-exception', '--result')


class Act:
    """One command: who runs it, its words ({name} stands for what an act above kept), the exit code and
    the shape of what it prints; @keep is a name for the id that it printed, or a function of the result."""

    def __init__(self, person, words, shape, code=DONE, keep=None):
        self.person, self.words, self.shape, self.code, self.keep = person, words, shape, code, keep


def refused(person, *words):
    return Act(person, words, REFUSAL, REFUSED)


def failed(person, *words):
    return Act(person, words, MISTAKE, FAILED)


def wrong(person, *words):
    return Act(person, words, {'error': {'code': {'usage'}, 'message': str}}, USAGE)


def begin():
    yield Act(LEADER, ('member', 'confirm-independence'), CREATED)
    for role in (EXECUTIVE, PRACTITIONER, QUALITY):
        yield Act(LEADER, ('member', 'add', '--name', role, '--role', role, '--public-key', '{key-' + role + '}', '--nationality-inquiry', '照会-1',
                           '--qualification', '資格'), CREATED)
        yield Act(role, ('member', 'confirm-independence'), CREATED)
    yield Act(LEADER, ('member', 'add', '--name', 'gone', '--role', 'practitioner', '--role', 'reviewer', '--public-key', '11' * 32), CREATED, keep='gone')
    yield Act(LEADER, ('member', 'leave', '{gone}', '--reason', '異動'), CREATED)
    yield Act(LEADER, ('member', 'list'), [MEMBER])
    yield Act(LEADER, ('member', 'change', PRACTITIONER, '--qualification', '資格2'), CREATED)
    yield Act(LEADER, ('member', 'check'), {'blockers': list})
    yield refused(PRACTITIONER, 'member', 'add', '--name', 'x', '--role', 'leader', '--public-key', '22' * 32)
    yield Act(LEADER, ('engagement', 'show'), {'id': DIGEST, 'title': str, 'firm': str, 'client': str, 'services': [str], 'period_start': DATE,
                                               'period_end': DATE, 'language': {'ja', 'en'}, 'time_zone': str, 'kind': str, 'scheme': str})
    yield Act(LEADER, ('engagement', 'set', '--base-date', '2025-12-31'), {'id': DIGEST, 'base_date': DATE})
    yield wrong(LEADER, 'engagement', 'set', '--base-date', 'soon')


def load():
    yield Act(LEADER, ('catalog', 'import', '{criteria}', '--edition', '2022-04-01'), {**IMPORTED, 'edition': str})
    yield failed(LEADER, 'catalog', 'import', '{criteria}', '--edition', '2099-01-01')
    yield Act(LEADER, ('catalog', 'list'), [ENTRY])
    yield Act(LEADER, ('catalog', 'list', '--level', 'control', '--tier', 'controls'), [{**ENTRY, 'level': {'control'}, 'tier': {'controls'}}])
    yield Act(LEADER, ('catalog', 'show', CONTROL), ENTRY)
    yield failed(LEADER, 'catalog', 'show', '1.1.1.1')
    yield failed(EXECUTIVE, 'sample', 'draw', 'P-0', '--size', '1')
    yield Act(LEADER, ('procedures', 'import', '{procedures}'), IMPORTED)
    yield Act(LEADER, ('procedures', 'import', '{templates}'), IMPORTED)
    yield Act(LEADER, ('procedures', 'import', '{mapping}'), IMPORTED)
    yield Act(LEADER, ('procedures', 'expand'), {'added': int, 'changed': int, 'unchanged': int})
    yield Act(LEADER, ('procedures', 'list'), [STEP])
    yield Act(LEADER, ('procedures', 'list', CONTROL), [{**STEP, 'control': {CONTROL}}])
    yield Act(LEADER, ('statement', 'import', '{statement}', '--version', '1.0', '--dated', '2026-04-10'), IMPORTED)
    yield Act(LEADER, ('statement', 'show'), {'lines': [{'control': str, 'selected': bool}], 'individuals': [dict], 'files': [dict]})
    yield Act(LEADER, ('statement', 'show', CONTROL), {'selected': bool, 'individuals': [dict]})
    yield Act(LEADER, ('statement', 'set', OTHERS[0], 'not-selected', '--basis', '該当資産なし'), CREATED)
    yield Act(LEADER, ('statement', 'set', CONTROL, 'selected'), CREATED)
    yield Act(LEADER, ('statement', 'individual', 'add', 'K-1', '--control', CONTROL, '--valid-from', '2025-04-01', '--valid-to', '2026-03-31'), CREATED, keep='individual')
    yield Act(LEADER, ('scope', 'set', CONTROL, '--individual', '{individual}', '--phase', 'update', 'out-of-cycle', '--basis', '3年周期の対象外'), CREATED)
    yield wrong(LEADER, 'scope', 'set', CONTROL, '--phase', 'update', 'inherited')
    yield Act(LEADER, ('assign', CONTROL, '--member', PRACTITIONER, '--reviewer', LEADER, '--due', '2026-05-15'), [ASSIGNED])
    yield Act(LEADER, ('assign', CONTROL, '--visit', '第1回往査', '--operation', 'visit'), [ASSIGNED])
    yield Act(LEADER, ('undo', 'visit'), {'undone': str})
    yield failed(LEADER, 'undo', 'visit')


def collect():
    yield Act(PRACTITIONER, ('step', 'list', CONTROL), [STEP], keep=lambda world, rows: world.update(
        {f'{row["phase"]}-{row["technique"]}': row['id'] for row in rows if row['procedure'].startswith('P-')}))
    yield Act(PRACTITIONER, ('evidence', 'add', '{file}', '{second}', '--control', CONTROL, '--step', '{design-inspection}', '--as-of', '2025-12-31',
                             '--source', '情報管理部', '--note', '控え'), ADDED, keep=lambda world, made: world.update(evidence=made[0]['id'], reference=made[0]['reference']))
    yield Act(PRACTITIONER, ('evidence', 'add', '{elsewhere}', '--origin', 'other-engagement', '--covers-from', '2025-04-01', '--covers-to', '2026-03-31'),
              ADDED, keep=lambda world, made: world.update(reused=made[0]['id']))
    yield failed(PRACTITIONER, 'evidence', 'add', '{folder}/absent.pdf')
    yield Act(PRACTITIONER, ('evidence', 'sighting', '--what', '台帳 第12版', '--where', '本社', '--with', '佐藤', '--reason', '持出し禁止', '--means', 'on-site',
                             '--as-of', '2026-01-10'), REFERENCE)
    yield Act(PRACTITIONER, ('evidence', 'list'), [SIGHTED])
    yield Act(PRACTITIONER, ('evidence', 'list', '--control', CONTROL), [LISTED])
    yield Act(PRACTITIONER, ('evidence', 'list', '--unlinked'), [{**SIGHTED, 'controls': [str], 'steps': [str]}])
    yield Act(PRACTITIONER, ('evidence', 'show', '{reference}'), LISTED)
    yield Act(PRACTITIONER, ('evidence', 'link', '{reused}', '--control', CONTROL, '--step', '{operation-inspection}'), dict)
    yield Act(PRACTITIONER, ('evidence', 'unlink', '{reused}', '--step', '{operation-inspection}'), dict)
    yield Act(PRACTITIONER, ('evidence', 'judge', '{reused}', '--reason', '同じ期間の同じ台帳である。'), CREATED)
    yield Act(PRACTITIONER, ('evidence', 'export', '{evidence}', '-o', '{folder}/out.txt'), {'sha256': DIGEST})
    yield failed(PRACTITIONER, 'evidence', 'export', '{evidence}', '-o', '{folder}/out.txt')
    yield Act(PRACTITIONER, ('interview', 'add', '--who', '佐藤', '--post', '部長', '--at', '2026-01-15T10:00', '--how', '対面', '--question', '手順は。',
                             '--answer', '月次。', '--step', '{design-inquiry}'), REFERENCE, keep='interview')
    yield Act(PRACTITIONER, ('interview', 'list'), [{**REFERENCE, 'who': str, 'post': str, 'at': str, 'how': str, 'question': str, 'answer': str}])
    yield Act(PRACTITIONER, ('interview', 'show', '{interview}'), REFERENCE)
    yield Act(PRACTITIONER, ('observation', 'add', '--where', 'サーバ室', '--at', '2026-01-15T11:00', '--with', '佐藤', '--seen', '施錠'), REFERENCE, keep='observation')
    yield Act(PRACTITIONER, ('observation', 'list'), [{**REFERENCE, 'where': str, 'at': str, 'with': str, 'seen': str}])
    yield Act(PRACTITIONER, ('observation', 'show', '{observation}'), REFERENCE)
    yield Act(PRACTITIONER, ('population', 'add', '{population}', '--name', '申請', '--from', '2025-04-01', '--to', '2026-03-31', '--source', '申請管理',
                             '--extracted-on', '2026-04-03', '--query', '種別=登録', '--completeness', '連番', '--unit', '東京', '--rationale', '同じ手順'),
              {**REFERENCE, 'count': int, 'sha256': DIGEST}, keep='pop')
    yield Act(PRACTITIONER, ('population', 'list'), [{**REFERENCE, 'name': str, 'count': int, 'from': DATE, 'to': DATE}])
    yield Act(PRACTITIONER, ('population', 'show', '{pop}'), {**REFERENCE, 'count': int})
    yield refused(PRACTITIONER, 'sample', 'draw', '{pop}', '--frequency', 'weekly')
    yield Act(LEADER, ('settings', 'import', '{settings}'), {'added': int, 'names': [str]})
    yield Act(LEADER, ('settings', 'show'), [{'name': str}])
    yield Act(LEADER, ('settings', 'show', 'frequency_table'), {'name': str, 'value': list})
    yield Act(PRACTITIONER, ('sample', 'draw', '{pop}', '--frequency', 'monthly', '--seed', '種', '--attribute', '承認'),
              {**REFERENCE, 'seed': str, 'items': [{'item': str, 'label': str}]}, keep=lambda world, made: world.update(
                  sample=made['id'], first=made['items'][0]['item'], last=made['items'][1]['item']))
    yield Act(PRACTITIONER, ('sample', 'extend', '{sample}', '--by', '1', '--reason', '差替えのため'), {'items': [{'item': str}]},
              keep=lambda world, made: world.update(third=made['items'][0]['item']))
    yield Act(PRACTITIONER, ('sample', 'link', '{sample}', '{operation-inspection}'), dict)
    yield Act(PRACTITIONER, ('sample', 'result', '{sample}', '{first}', '承認', 'no-exception', '--evidence', '{evidence}'), CREATED)
    yield Act(PRACTITIONER, ('sample', 'result', '{sample}', '{last}', '承認', 'replaced', '--note', '取消済み'), CREATED)
    yield Act(PRACTITIONER, ('sample', 'result', '{sample}', '{third}', '承認', 'exception', '--evidence', '{evidence}'), CREATED)
    yield Act(PRACTITIONER, ('sample', 'list'), [REFERENCE])
    yield Act(PRACTITIONER, ('sample', 'show', '{sample}'), {**REFERENCE, 'seed': str, 'size': int, 'items': [{'item': str, 'label': str}]})


def perform():
    yield Act(PRACTITIONER, ('step', 'record', '{design-inquiry}', '--technique', 'inquiry', *RECORD, '質問した。', '--respondent', '佐藤'), CREATED)
    yield refused(PRACTITIONER, 'complete', CONTROL)
    yield refused(PRACTITIONER, 'check', CONTROL)
    yield Act(PRACTITIONER, ('step', 'record', '{design-inspection}', '--technique', 'observation', *RECORD, '観察した。', '--place', '本社',
                             '--reason', '現物を見た', '--evidence', '{evidence}'), CREATED)
    yield Act(PRACTITIONER, ('observation', 'link', '{observation}', '--step', '{design-inspection}'), dict)
    yield refused(PRACTITIONER, 'consent', '{design-inspection}', '--for', 'departure', '--reason', '私が')
    yield Act(LEADER, ('consent', '{design-inspection}', '--for', 'departure', '--reason', '実物の方が確か'), CREATED)
    yield Act(PRACTITIONER, ('step', 'record', '{operation-inspection}', '--technique', 'inspection', '--performed-on', '2026-01-16', '--outcome', 'exception',
                             '--result-file', '{result}'), CREATED)
    yield wrong(PRACTITIONER, 'step', 'record', '{operation-inspection}', '--technique', 'guess', *RECORD, 'x')
    yield Act(PRACTITIONER, ('finding', 'add', '--control', CONTROL, '--text', '2件中1件に承認の記録がない。', '--step', '{operation-inspection}'), REFERENCE, keep='finding')
    yield Act(PRACTITIONER, ('finding', 'list'), [FINDING])
    yield Act(PRACTITIONER, ('request', 'add', '--text', '入退室の記録', '--control', CONTROL), {'id': ID, 'number': str}, keep='request')
    yield Act(PRACTITIONER, ('request', 'make', '--dry-run'), [{'id': Maybe(ID), 'number': str, 'text': str, 'controls': [str], 'joined': bool}])
    yield Act(PRACTITIONER, ('request', 'send', '{request}'), [{'id': ID, 'state': {'requested'}}])
    yield Act(PRACTITIONER, ('request', 'list'), [REQUEST])
    yield failed(PRACTITIONER, 'request', 'accept', '{request}')
    yield failed(PRACTITIONER, 'finding', 'state', 'F-0', 'inquired', '--text', 'x')
    for state in ('inquired', 'answered', 'confirmed'):
        yield Act(LEADER, ('finding', 'state', '{finding}', state, '--text', state), CREATED)


def sign():
    yield Act(PRACTITIONER, ('check', CONTROL, '--for', 'complete'), BLOCKERS)
    yield Act(PRACTITIONER, ('complete', CONTROL), SIGNED)
    yield Act(PRACTITIONER, ('withdraw', CONTROL, '--reason', '見直し'), {**CREATED, 'ids': [ID]})
    yield Act(PRACTITIONER, ('complete', CONTROL), SIGNED)
    yield Act(LEADER, ('note', 'add', CONTROL, '--text', '母数は。'), CREATED, keep='note')
    yield Act(LEADER, ('note', 'list', '--open'), [NOTE])
    yield refused(LEADER, 'review', CONTROL)
    yield Act(PRACTITIONER, ('note', 'answer', '{note}', '--text', '2件。'), CREATED)
    yield Act(LEADER, ('note', 'clear', '{note}'), CREATED)
    yield Act(LEADER, ('note', 'list'), [NOTE])
    yield refused(PRACTITIONER, 'review', CONTROL)
    yield Act(LEADER, ('review', CONTROL), SIGNED)
    yield refused(EXECUTIVE, 'approve', CONTROL)
    yield Act(LEADER, ('status',), STATUS)
    yield Act(LEADER, ('status', CONTROL), CONTROL_STATUS, keep=lambda world, shown: world.update(opened=shown['to_open']))
    yield Act(EXECUTIVE, ('approve', CONTROL, '{opened}'), SIGNED)
    yield Act(LEADER, ('status', CONTROL), {**CONTROL_STATUS, 'state': {'approved'}})


def close():
    yield Act(LEADER, ('paper', 'add', '--number', 'G-01', '--title', '監査計画書', '--required-for-issue'), CREATED, keep='paper')
    yield Act(LEADER, ('paper', 'edit', '{paper}', '--text', '計画の内容'), CREATED)
    yield Act(LEADER, ('paper', 'attach', 'G-01', '{evidence}'), CREATED)
    yield Act(LEADER, ('paper', 'list'), [{'id': ID, 'number': str, 'title': str, 'required_for_issue': bool, 'state': str}])
    yield Act(LEADER, ('note', 'add', 'G-01', '--text', '日付を。'), CREATED, keep='note')
    yield Act(LEADER, ('paper', 'show', 'G-01'), {'paper': {'id': ID, 'text': str}, 'attached': [{'id': ID}], 'notes': [{'id': ID}], 'to_open': list})
    yield Act(LEADER, ('paper', 'changes', 'G-01'), {'number': {'G-01'}, 'changes': list})
    yield refused(LEADER, 'paper', 'complete', 'G-01')
    yield Act(LEADER, ('note', 'clear', '{note}'), CREATED)
    yield Act(LEADER, ('paper', 'complete', 'G-01'), SIGNED)
    yield Act(EXECUTIVE, ('paper', 'review', 'G-01'), SIGNED)
    yield Act(EXECUTIVE, ('paper', 'approve', 'G-01'), SIGNED)
    yield Act(LEADER, ('statement', 'final', '{final}', '--version', '2.0', '--dated', '{today}'), {'id': ID, 'sha256': DIGEST},
              keep=lambda world, made: world.update(digest=made['sha256']))
    yield Act(LEADER, ('representation', 'record', '{letter}', '--dated', '{today}', '--statement', '{digest}'), CREATED)
    yield Act(LEADER, ('subsequent-events', 'record', '--text', '質問し、該当する事象の記載はなかった。', '--up-to', '{today}'), CREATED)
    yield Act(LEADER, ('report', 'draft', '-o', '{folder}/draft.pdf'), {'path': str, 'size_bytes': int, 'pages': int})
    yield wrong(LEADER, 'report', 'draft', '-o', '{folder}/draft.doc')
    yield refused(LEADER, 'report', 'issue', '-o', '{folder}/issued.pdf')


def issue():
    yield Act(PRACTITIONER, ('step', 'record', '{operation-inspection}', '--technique', 'inspection', '--performed-on', '2026-01-16', '--outcome', 'exception',
                             '--result', '2件中1件に承認の記録がない。運用は有効である。'), CREATED)
    yield Act(LEADER, ('report', 'check'), REFUSAL, REFUSED, keep=lambda world, shown: world.update(
        wording=[row for row in shown['blockers'] if row['code'] == 'opinion-wording'][0]['detail'].rsplit('(', 1)[1].rstrip(')')))
    yield Act(LEADER, ('report', 'accept-wording', '{wording}', '--reason', '引用である'), CREATED)
    yield Act(PRACTITIONER, ('complete', CONTROL), SIGNED)
    yield Act(LEADER, ('review', CONTROL), SIGNED)
    yield Act(LEADER, ('status', CONTROL), CONTROL_STATUS, keep=lambda world, shown: world.update(opened=shown['to_open']))
    yield Act(EXECUTIVE, ('approve', CONTROL, '{opened}'), SIGNED)
    yield Act(LEADER, ('report', 'check'), BLOCKERS)
    yield Act(EXECUTIVE, ('report', 'issue', '-o', '{folder}/issued.pdf'), {'id': ID, 'path': str, 'sha256': DIGEST, 'size_bytes': int, 'pages': int, 'report_date': DATE})


def keep():
    yield Act(PRACTITIONER, ('evidence', 'withdraw', '{reused}', '--reason', '誤り'), CREATED)
    yield Act(LEADER, ('journal', 'list'), [EVENT], keep=lambda world, rows: world.update(event=rows[-1]['id']))
    yield Act(LEADER, ('journal', 'list', '--control', CONTROL, '--actor', PRACTITIONER), [EVENT])
    yield Act(LEADER, ('journal', 'show', '{event}'), EVENT)
    yield failed(LEADER, 'journal', 'show', 'f' * 64)
    yield Act(LEADER, ('journal', 'changes', '{event}'), EVENT_CHANGES)
    yield failed(LEADER, 'journal', 'changes', 'f' * 64)
    yield Act(LEADER, ('journal', 'head'), HEAD, keep=lambda world, head: world.update(root=head['root']))
    yield Act(LEADER, ('verify', '--anchor', '{root}'), VERIFIED)
    yield Act(LEADER, ('verify', '--quick'), VERIFIED)
    yield Act(LEADER, ('index', 'rebuild'), {'events': int})
    yield Act(LEADER, ('backup', '-o', '{folder}/copy.tar'), {'path': str, 'events': int, 'objects': int, 'bytes': int})
    yield Act(LEADER, ('restore', '{folder}/copy.tar', '{folder}/restored'), {'path': str, 'events': int, 'objects': int, 'bytes': int})
    yield failed(LEADER, 'restore', '{folder}/copy.tar', '{folder}/restored')


def carry():
    yield Act(LEADER, ('pack', 'create', '-o', '{folder}/a.pack'), {'id': ID, 'path': str, 'events': int, 'objects': int, 'bytes': int, 'not_carried': int}, keep='pack')
    yield Act(LEADER, ('pack', 'list'), [{'id': ID, 'holder': str, 'to': [ID], 'events': int, 'objects': int, 'by': str, 'at': TIME, 'state': {'out', 'returned'}}])
    yield Act(LEADER, ('pack', 'return', '{pack}'), CREATED)
    yield failed(LEADER, 'pack', 'create', '-o', '{folder}/a.pack')
    yield wrong(LEADER, 'pack', 'create')
    yield Act(LEADER, ('pack', 'open', '{folder}/a.pack', '{folder}/carried'), {'id': DIGEST, 'path': str, 'events': int, 'objects': int, 'absent': int, 'without_effect': [dict]})
    yield failed(LEADER, 'pack', 'open', '{folder}/a.pack', '{folder}/carried')
    yield Act(LEADER, ('pack', 'merge', '{folder}/a.pack', '--plan'), MERGED)
    yield Act(LEADER, ('pack', 'merge', '{folder}/a.pack'), MERGED)
    yield Act(LEADER, ('pack', 'sync', '{folder}'), {'sent': Maybe({'file': str, 'events': int, 'objects': int}), 'merged': [MERGED],
                                                     'skipped': [{'file': str, 'code': str, 'message': str}]})
    yield failed(LEADER, 'pack', 'sync', '{folder}/none')
    yield Act(LEADER, ('conflict', 'list'), [CONFLICT])
    yield failed(LEADER, 'conflict', 'resolve', '0' * 16, '--value', '1')


CHAPTERS = (begin, load, collect, perform, sign, close, issue, keep, carry)
# Commands that need no engagement, or make one, have tests of their own below; those that need two copies in test_pack.py.
ELSEWHERE = {'conflict resolve', 'create', 'identity new', 'identity show', 'demo', 'admit'}


class Contract(harness.Case):
    def make_world(self):
        header = '管理策番号,手続番号,評価区分,監査対象,監査技法,手続内容,依頼文,報告文,開示可否\n'
        rows = (('P-1', '整備', '規程', '質問'), ('P-1', '整備', '規程', '閲覧'), ('P-2', '運用', '記録', '閲覧'))
        self.world = {
            'folder': self.folder, 'today': datetime.datetime.now(datetime.timezone.utc).date().isoformat(),
            'criteria': os.path.join(DATA, 'catalogues', 'seed-8.1.2.csv'), 'settings': os.path.join(DATA, 'settings', 'settings-sample.json'),
            'templates': os.path.join(DATA, 'templates', 'procedure-templates-sample.csv'),
            'mapping': self.write('対応.csv', f'管理策番号,監査対象\n{OTHERS[0]},規程\n'),
            'procedures': self.write('手続.csv', header + ''.join(f'{CONTROL},{",".join(row)},{row[3]}する,ご用意ください,{row[3]}した,可\n' for row in rows), 'cp932'),
            'statement': self.write('言明書.csv', '管理策番号,採否,理由\n' + ''.join(f'{control},不採用,該当なし\n' for control in OTHERS)),
            'population': self.write('申請.csv', '番号,日付\n' + ''.join(f'A-{n:02},2025-06-10\n' for n in range(1, 31))),
            'file': self.write('規程.txt', '規程'), 'second': self.write('台帳.txt', '台帳'), 'elsewhere': self.write('他.txt', '他'),
            'result': self.write('結果.txt', '2件中1件に承認の記録がない。'), 'final': self.write('言明書.pdf', '%PDF-1.4'), 'letter': self.write('確認書.pdf', '%PDF-1.4'),
            **{f'key-{person}': key for person, key in self.keys.items()},
        }

    def words_of(self, act):
        """The words with what was kept; a list that was kept (things to be opened) becomes options."""
        for word in act.words:
            kept = self.world.get(word[1:-1]) if word.startswith('{') else None
            if isinstance(kept, list):
                yield from (option for item in kept for option in ('--opened', item['id']))
            else:
                yield word.format_map(self.world)

    def perform(self, act):
        words = tuple(self.words_of(act))
        call = self.run_ctl if act.code == DONE else self.fails
        result = call(*words, person=act.person) if act.code == DONE else call(act.code, *words, person=act.person)
        self.assertEqual(problems(result, act.shape), [], words)
        if callable(act.keep):
            act.keep(self.world, result)
        elif act.keep:
            self.world[act.keep] = result['id']
        return words

    def listed_commands(self):
        text = self.call('help').stdout.decode().split('Commands:')[1].split('Options')[0]
        return {line.strip().split('  ')[0] for line in text.splitlines() if line.strip()}

    def test_every_command_from_creation_to_issue(self):
        made = self.run_ctl('create', self.engagement, *CREATE, '--language', 'ja', '--time-zone', 'UTC', '--role', 'leader', '--kind', 'initial', '--scheme', 'ismap')
        self.assertEqual(problems(made, {'id': DIGEST, 'path': str, 'member': ID}), [])
        self.make_world()
        commands = self.listed_commands()
        done = set()
        for chapter in CHAPTERS:
            for act in chapter():
                words = self.perform(act)
                if act.code == DONE:
                    done.add(max((command for command in commands if words[:len(command.split())] == tuple(command.split())), key=len))
        self.assertEqual({command for command in ACTS if command not in done}, set(), 'commands of the contract that no act covers')

    def test_wrong_usage_of_every_command(self):
        self.create()
        for command in sorted(self.listed_commands()):
            with self.subTest(command=command):
                result = self.run_ctl(*command.split(), '--no-such-option', code=USAGE)
                self.assertEqual(result['error']['code'], 'usage')

    def test_what_is_not_in_the_help_is_no_command(self):
        self.create()
        for words in (('nonsense',), ('evidence', 'nonsense'), ('report', 'print')):
            self.assertNotIn(' '.join(words), self.listed_commands())
            self.fails(USAGE, *words, error='usage')

    def test_identity(self):
        path = os.path.join(self.folder, 'key')
        made = json.loads(self.call('identity', 'new', '--name', '山田', '--output', path, '--unprotected', '--format', 'json').stdout)
        self.assertEqual(problems(made, {'name': {'山田'}, 'public_key': DIGEST, 'fingerprint': DIGEST}), [])
        shown = json.loads(self.call('identity', 'show', '--identity', path, '--format', 'json').stdout)
        self.assertEqual((shown['public_key'], shown['fingerprint']), (made['public_key'], made['fingerprint']))
        self.assertEqual(self.call('identity', 'show', '--public-key', '--identity', path).stdout.decode(), made['public_key'] + '\n')

    def test_an_operation_happens_once(self):
        self.create()
        self.import_criteria()
        words = ('--operation', 'note-1', 'note', 'add', CONTROL, '--text', '母数は。')
        first, stored = self.run_ctl(*words), self.stored()
        self.assertEqual((self.run_ctl(*words)['id'], self.stored()), (first['id'], stored))


# The commands of the main job: each must have been done once above.
ACTS = {
    'engagement show', 'engagement set', 'settings import', 'settings show', 'member add', 'member change', 'member check', 'member list', 'member confirm-independence', 'member leave',
    'catalog import', 'catalog list', 'catalog show', 'procedures import', 'procedures expand', 'procedures list', 'statement import', 'statement show',
    'statement set', 'statement individual add', 'statement final', 'scope set', 'assign', 'evidence add', 'evidence sighting', 'evidence list',
    'evidence show', 'evidence link', 'evidence unlink', 'evidence export', 'evidence judge', 'evidence withdraw', 'step list', 'step record', 'consent',
    'interview add', 'interview list', 'interview show', 'observation add', 'observation list', 'observation show', 'population add', 'population list',
    'population show', 'sample draw', 'sample extend', 'sample link', 'sample result', 'sample list', 'sample show', 'finding add', 'finding list',
    'finding state', 'request add', 'request make', 'request send', 'request list', 'note add', 'note answer', 'note clear', 'note list', 'paper add', 'paper edit', 'paper attach', 'paper list', 'paper show', 'paper changes', 'paper complete',
    'paper review', 'paper approve', 'representation record', 'subsequent-events record', 'check', 'complete', 'review', 'approve', 'withdraw', 'status',
    'report check', 'report accept-wording', 'report draft', 'report issue', 'undo', 'journal list', 'journal show', 'journal changes', 'journal head', 'verify', 'index rebuild',
    'backup', 'restore', 'pack create', 'pack list', 'pack return', 'pack open', 'pack merge', 'pack sync', 'conflict list',
}


if __name__ == '__main__':
    harness.main()
