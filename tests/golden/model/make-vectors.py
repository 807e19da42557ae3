#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Makes the test vectors of the event format, vectors.json, from doc/event-format.md alone: nothing of
the program is used, not even its libraries. Standard library only; Ed25519 as in RFC 8032, §6.

    make-vectors.py > vectors.json
"""

import hashlib
import json

# --- Ed25519 (RFC 8032, appendix A, shortened) -------------------------------------------------

P = 2**255 - 19
L = 2**252 + 27742317777372353535851937790883648493
D = -121665 * pow(121666, P - 2, P) % P


def point_add(one, two):
    a, b = (one[1] - one[0]) * (two[1] - two[0]) % P, (one[1] + one[0]) * (two[1] + two[0]) % P
    c, d = 2 * one[3] * two[3] * D % P, 2 * one[2] * two[2] % P
    e, f, g, h = b - a, d - c, d + c, b + a
    return e * f % P, g * h % P, f * g % P, e * h % P


def point_multiply(factor, point):
    result = (0, 1, 1, 0)
    while factor > 0:
        if factor & 1:
            result = point_add(result, point)
        point = point_add(point, point)
        factor >>= 1
    return result


def recover_x(y, sign):
    square = (y * y - 1) * pow(D * y * y + 1, P - 2, P)
    x = pow(square, (P + 3) // 8, P)
    if (x * x - square) % P != 0:
        x = x * pow(2, (P - 1) // 4, P) % P
    return P - x if x & 1 != sign else x


BASE_Y = 4 * pow(5, P - 2, P) % P
BASE_X = recover_x(BASE_Y, 0)
BASE = (BASE_X, BASE_Y, 1, BASE_X * BASE_Y % P)


def compress(point):
    inverse = pow(point[2], P - 2, P)
    x, y = point[0] * inverse % P, point[1] * inverse % P
    return (y | (x & 1) << 255).to_bytes(32, 'little')


def expand(seed):
    digest = hashlib.sha512(seed).digest()
    scalar = int.from_bytes(digest[:32], 'little') & (1 << 254) - 8 | 1 << 254
    return scalar, digest[32:]


def public_key(seed):
    return compress(point_multiply(expand(seed)[0], BASE))


def ed25519_sign(seed, message):
    scalar, prefix = expand(seed)
    public = compress(point_multiply(scalar, BASE))
    r = int.from_bytes(hashlib.sha512(prefix + message).digest(), 'little') % L
    point = compress(point_multiply(r, BASE))
    h = int.from_bytes(hashlib.sha512(point + public + message).digest(), 'little') % L
    return point + ((r + h * scalar) % L).to_bytes(32, 'little')


# --- The event format --------------------------------------------------------------------------

def canonical(value):
    return json.dumps(value, sort_keys=True, separators=(',', ':'), ensure_ascii=False).encode()


def event_id(data):
    return hashlib.sha256(b'\0' + data).hexdigest()


def short_digest(*lines):
    return hashlib.sha256(''.join(line + '\n' for line in lines).encode()).hexdigest()[:32]


def definition_id(control, procedure, phase, ordinal):
    return short_digest('chosho-definition-1', control, procedure, phase, str(ordinal))


def step_id(definition, individual, version, unit):
    return short_digest('chosho-step-1', definition, individual, version, unit)


def view_digest(target, stage, writes):
    def key(write):
        event, index = write.split('#')
        return event, int(index)
    text = f'chosho-view-1\n{target}\n{stage}\n' + ''.join(write + '\n' for write in sorted(writes, key=key))
    return hashlib.sha256(text.encode()).hexdigest()


def merkle_root(leaves):
    """RFC 6962 §2.1, over leaf hashes."""
    if not leaves:
        return hashlib.sha256(b'').digest()
    if len(leaves) == 1:
        return leaves[0]
    half = 1
    while half * 2 < len(leaves):
        half *= 2
    return hashlib.sha256(b'\1' + merkle_root(leaves[:half]) + merkle_root(leaves[half:])).digest()


def checkpoint(events):
    ids = sorted(bytes.fromhex(event['id']) for event in events)
    digests = {item['sha256'] for event in events for item in json.loads(event['bytes'])['payload']['items']
               if isinstance(item.get('sha256'), str)}
    objects = sorted(hashlib.sha256(b'\0' + bytes.fromhex(digest)).digest() for digest in digests)
    events_root, objects_root = merkle_root(ids), merkle_root(objects)
    root = hashlib.sha256(b'chosho-checkpoint-1\0' + f'{len(ids)}\n{len(objects)}\n'.encode() + events_root + objects_root)
    return {'events': len(ids), 'objects': len(objects), 'events_root': events_root.hex(),
            'objects_root': objects_root.hex(), 'root': root.hexdigest()}


def sample_order(seed, rows):
    def digest(row):
        return hashlib.sha256(f'chosho-sample-1\n{seed}\n{row}'.encode()).digest()
    return sorted(range(1, rows + 1), key=lambda row: (digest(row), row))


# --- A little engagement -----------------------------------------------------------------------

class Person:
    def __init__(self, name):
        self.name = name
        self.seed = hashlib.sha256(f'chosho test vector {name}'.encode()).digest()
        self.public_key = public_key(self.seed)
        self.fingerprint = hashlib.sha256(self.public_key).hexdigest()
        self.member = None

    def describe(self):
        return {'name': self.name, 'seed': self.seed.hex(), 'public_key': self.public_key.hex(), 'fingerprint': self.fingerprint}


class Engagement:
    def __init__(self):
        self.events, self.chains, self.time, self.engagement = [], {}, 1764000000000000, None

    def write(self, person, copy, action, items, seen=(), expect='ok', operation=None, part=1, parts=1, signer=None, **other):
        prev, seq = self.chains.get((copy, person.fingerprint), (None, -1))
        self.time += 1000000
        event = {'action': action, 'author': person.fingerprint, 'boot': '11111111-2222-3333-4444-555555555555', 'copy': copy,
                 'format': 1, 'mono_us': self.time - 1764000000000000, 'operation': operation or f'vector-{len(self.events)}',
                 'part': part, 'parts': parts, 'payload': {'items': items}, 'prev': prev, 'rules': 1,
                 'seen': sorted(seen), 'seq': seq + 1, 'time_us': self.time}
        if self.engagement:
            event['engagement'] = self.engagement
        event.update(other)
        data = canonical(event)
        identifier = event_id(data)
        signature = ed25519_sign((signer or person).seed, b'chosho-event-1\0' + bytes.fromhex(identifier))
        self.events.append({'bytes': data.decode(), 'id': identifier, 'signature': signature.hex(), 'verdict': expect})
        if signer is None and 'seq' not in other:
            self.chains[copy, person.fingerprint] = identifier, seq + 1
        self.engagement = self.engagement or identifier
        return identifier


def make():
    leader, practitioner, stranger = Person('leader'), Person('practitioner'), Person('stranger')
    home, away = 'c0' + '0' * 30, 'c1' + '0' * 30
    eng = Engagement()
    control = '8.1.2.1'
    definition = definition_id(control, 'P1', 'design', 1)
    step = step_id(definition, '', '', '')
    signed = []

    genesis = eng.write(leader, home, 'engagement', [{
        'title': '見本 📋', 'firm': '見本監査法人', 'client': 'client \u0001\t"\\/', 'services': ['神と福'], 'period_start': '2025-04-01',
        'period_end': '2025-09-30', 'language': 'ja', 'time_zone': 'Asia/Tokyo', 'kind': 'initial', 'scheme': 'ismap',
        'nonce': '00112233445566778899aabbccddeeff',
        'creator': {'name': 'leader', 'roles': ['leader'], 'public_key': leader.public_key.hex()}}])
    leader.member = genesis + '#1'
    eng.write(leader, home, 'independence', [{'member': leader.member}])
    added = eng.write(leader, home, 'member-add', [{'name': 'practitioner', 'roles': ['practitioner'],
                                                    'public_key': practitioner.public_key.hex()}])
    practitioner.member = added + '#0'
    eng.write(practitioner, home, 'independence', [{'member': practitioner.member}], [added])
    entries = eng.write(leader, home, 'catalogue-entry', [
        {'number': '8.1.2', 'level': 'objective', 'mandatory': False, 'position': 1, 'edition': 'x'},
        {'number': control, 'level': 'control', 'mandatory': False, 'position': 2, 'edition': 'x', 'parent': '8.1.2'}])
    signed.append(entries + '#1')
    procedure = eng.write(leader, home, 'procedure-step', [{
        'control': control, 'definition': definition, 'procedure': 'P1', 'phase': 'design', 'ordinal': 1,
        'technique': 'inspection', 'disclosable': False}])
    signed.append(procedure + '#0')
    # Two parts of one operation: they take effect together.
    evidence = eng.write(practitioner, home, 'evidence', [
        {'kind': 'file', 'name': 'rules.pdf', 'sha256': hashlib.sha256(b'rules').hexdigest(), 'size_bytes': 5, 'origin': 'client'},
        {'kind': 'file', 'name': 'unused.pdf', 'sha256': hashlib.sha256(b'unused').hexdigest(), 'size_bytes': 6, 'origin': 'client'}],
        [procedure], operation='intake', part=1, parts=2)
    link = eng.write(practitioner, home, 'link', [{'control': control, 'paper': '', 'step': step, 'to': evidence + '#0', 'kind': 'evidence'}],
                     operation='intake', part=2, parts=2)
    first = eng.write(practitioner, home, 'performance', [{
        'control': control, 'step': step, 'technique': 'inspection', 'performed_on': '2025-10-10', 'outcome': 'no-exception', 'result': 'read'}])
    # A register names what it replaces; without that it is inadmissible for ever.
    again = eng.write(practitioner, home, 'performance', [{
        'control': control, 'step': step, 'technique': 'inspection', 'performed_on': '2025-10-10', 'outcome': 'no-exception',
        'result': 'read twice', 'replaces': [first + '#0']}])
    eng.write(practitioner, home, 'performance', [{
        'control': control, 'step': step, 'technique': 'inspection', 'performed_on': '2025-10-10', 'outcome': 'exception', 'result': ''}],
        expect='rule-broken')
    signed += [evidence + '#0', link + '#0', first + '#0', again + '#0']
    digest = view_digest(control, 'complete', signed)
    sign_off = {'target': control, 'stage': 'complete', 'view': digest, 'view_version': 1, 'opened': []}
    eng.write(practitioner, home, 'sign-off', [{**sign_off, 'view': '00' * 32}], expect='rule-broken')
    completed = eng.write(practitioner, home, 'sign-off', [sign_off])
    # Another copy, which has seen less; and what nobody wrote who may.
    eng.write(leader, away, 'note', [{'control': control, 'paper': '', 'text': 'なぜ?'}], [procedure])
    eng.write(stranger, away, 'note', [{'control': control, 'paper': '', 'text': 'x'}], [completed], expect='signer-unknown')
    eng.write(practitioner, home, 'note', [{'control': control, 'paper': '', 'text': 'x'}], expect='signature-bad', signer=stranger)
    eng.write(practitioner, home, 'note', [{'control': control, 'paper': '', 'text': 'x'}], expect='chain-broken', seq=99)
    # A member of an archive is part of the view with the archive, which alone holds its bytes.
    pack = eng.write(leader, home, 'evidence', [
        {'kind': 'file', 'name': 'pack.zip', 'sha256': hashlib.sha256(b'pack').hexdigest(), 'size_bytes': 4, 'origin': 'client'}], [completed])
    member = {'kind': 'member', 'name': 'pack.zip ▸ 設定/表.txt', 'of': pack + '#0', 'origin': 'client',
              'path': [{'charset': 'CP932', 'position': 2, 'raw_name': '設定/表.txt'.encode('cp932').hex()}],
              'sha256': hashlib.sha256(b'table').hexdigest(), 'size_bytes': 5}
    eng.write(leader, home, 'evidence', [{name: value for name, value in member.items() if name != 'path'}], expect='rule-broken')
    eng.write(leader, home, 'evidence', [{**member, 'kind': 'file'}], expect='rule-broken')
    cited = eng.write(leader, home, 'evidence', [member])
    linked = eng.write(leader, home, 'link', [{'control': control, 'paper': '', 'step': step, 'to': cited + '#0', 'kind': 'evidence'}])
    with_member = signed + [pack + '#0', cited + '#0', linked + '#0']
    member_digest = view_digest(control, 'complete', with_member)
    signed_again = eng.write(leader, home, 'sign-off', [{**sign_off, 'view': member_digest, 'replaces': [completed + '#0']}])

    return {
        'people': [person.describe() for person in (leader, practitioner, stranger)],
        'events': eng.events,
        'step': {'control': control, 'procedure': 'P1', 'phase': 'design', 'ordinal': 1, 'definition': definition, 'step': step},
        'view': {'target': control, 'stage': 'complete', 'event': completed, 'writes': sorted(signed), 'digest': digest},
        'member_view': {'target': control, 'stage': 'complete', 'event': signed_again, 'writes': sorted(with_member), 'digest': member_digest},
        'checkpoint': checkpoint(eng.events),
        'sample': [{'seed': seed, 'rows': rows, 'order': sample_order(seed, rows)} for seed, rows in (('見本', 12), ('1', 1), ('a b', 30))],
        'canonical': [[text, canonical(json.loads(text)).decode()] for text in (
            '{"b": 1, "a": [true, false, null]}', '{"x": "\\u20ac \\u0008\\u0009\\u000a\\u000c\\u000d"}',
            '["\\u0001\\u001f\\u007f\\/\\"\\\\"]', '{"n": -9007199254740991}', '"\\ud83d\\udccb"', '{"B": 1, "a": 2, "A": 3, "_": 4}')],
        'not_canonical': ['{"b":1,"a":2}', '{"a": 1}', '{"a":1.0}', '{"a":1e3}', '{"a":01}', '{"a":-0}', '["\\u0041"]', '["\\/"]', '{"a":1,"a":1}',
                          '["\\u0000"]', '{"a":9007199254740992}', '["\\ud800"]', '[1,]', 'nul', '["\t"]', '[[[[[[[[[1]]]]]]]]]'],
    }


if __name__ == '__main__':
    print(json.dumps(make(), ensure_ascii=False, indent=1))
