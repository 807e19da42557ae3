#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Working papers of 1,156 controls with 2,000 marked regions on the pages of 100 PDFs: the binder, and a file for each paper
besides. Beside them pdftoppm draws the same pages, which is the least that any excerpt of them costs."""
import json
import os
import subprocess
import sys

import bench

sys.path.append(os.path.join(os.path.dirname(os.path.abspath(__file__)), '..', '..', 'support'))
import pdf_files  # noqa: E402

CTL = bench.build_path('src', 'cli', 'choshoctl')
MAKE = bench.build_path('tests', 'support', 'make-full-engagement')
FORGE = bench.build_path('tests', 'support', 'chosho-forge')
CONTROLS = max(20, int(1156 * bench.scale()))
EVENTS = max(3000, int(25000 * bench.scale()))
EVIDENCE = max(200, int(5000 * bench.scale()))  # each stands in the index at the end: fifty thousand make 7,000 pages more
PDFS = max(2, int(100 * bench.scale()))
MARKS_EACH = 20  # on as many controls, over the pages of a PDF
PAGES = 5
LINES = 40
ITEMS = 400  # of an event: it has 256 KiB at most
AIM_SECONDS = 20.0


class World:
    def __init__(self, run):
        self.folder = run.path('world')
        bench.run_quietly(MAKE, self.folder, '--events', str(EVENTS), '--evidence', str(EVIDENCE), '--controls', str(CONTROLS))
        self.engagement = os.path.join(self.folder, 'engagement.chosho')
        identities = os.path.join(self.folder, 'identities')
        self.identity = os.path.join(identities, next(name for name in sorted(os.listdir(identities)) if 'practitioner' in name or 'leader' in name))
        bench.run_quietly(CTL, '-C', self.engagement, 'index', 'rebuild')
        self.controls = [row['number'] for row in self.ctl('catalog', 'list', '--level', 'control')]
        self.pdfs = [self.write_pdf(number) for number in range(PDFS)]
        self.evidence = self.ctl('evidence', 'add', *self.pdfs)
        self.forge('link', [{'control': control, 'paper': '', 'step': '', 'to': self.evidence[number]['id'], 'kind': 'evidence'}
                            for number in range(PDFS) for control in self.choose(number)])
        self.forge('mark', [self.make_mark(number, n, control) for number in range(PDFS) for n, control in enumerate(self.choose(number))])

    def ctl(self, *words):
        done = subprocess.run([CTL, '-C', self.engagement, '--identity', self.identity, '--format', 'json', *words], check=True, capture_output=True)
        return json.loads(done.stdout)

    def forge(self, action, items):
        """In events as large as an event may be."""
        for first in range(0, len(items), ITEMS):
            done = subprocess.run([FORGE, '--engagement', self.engagement, '--identity', self.identity, '--action', action, '--items', '@/dev/stdin'],
                                  input=json.dumps(items[first:first + ITEMS]).encode(), check=True, capture_output=True)
            if not json.loads(done.stdout)['effective']:
                raise RuntimeError(done.stdout.decode())

    def choose(self, number):
        """The controls that mark the PDF @number."""
        return [self.controls[(number * MARKS_EACH + n) % len(self.controls)] for n in range(MARKS_EACH)]

    def write_pdf(self, number):
        path = os.path.join(self.folder, f'規程{number:03}.pdf')
        with open(path, 'wb') as file:
            file.write(pdf_files.pdf([pdf_files.page('\n'.join(pdf_files.line(f'第{line}条 {number}-{page} 責任者は記録を保存する。', 60, 780 - 18 * line)
                                                               for line in range(LINES))) for page in range(PAGES)]))
        return path

    def make_mark(self, number, n, control):
        made = self.evidence[number]
        return {'number': number * MARKS_EACH + n + 1, 'control': control, 'on': made['id'], 'sha256': made['sha256'], 'kind': 'tick', 'tick': '✓',
                'text': f'確かめた {n}', 'place': f'page={n % PAGES + 1}', 'rectangle': [55, 700 - 18 * n, 420, 716 - 18 * n], 'quote': '責任者は記録を保存する。'}

    def draw_pages(self):
        for path in self.pdfs:
            bench.run_quietly('pdftoppm', '-r', '144', path, os.path.join(self.folder, 'page'))


def main():
    run = bench.Bench('papers')
    world = World(run)
    made = []

    def export(*words):
        out = run.path(f'papers-{len(made)}')
        made.append(world.ctl('papers', 'export', '-o', out, *words))

    binder = run.way('binder', lambda: export('--binder-only'))
    run.way('binder and a file for each paper', export)
    run.way('pdftoppm, the marked pages alone', world.draw_pages)
    run.run(rounds=3)
    print(f'papers: {made[0]["controls"]} controls, {made[0]["excerpts"]} excerpts, {made[0]["pages"]:,} pages, {made[0]["size_bytes"]:,} bytes')
    if made[0]['excerpts'] != PDFS * MARKS_EACH:
        run.failures.append('not every region was drawn')
    run.within(binder, AIM_SECONDS)
    return run.finish()


sys.exit(main())
