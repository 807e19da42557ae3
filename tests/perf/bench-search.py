#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Reading 1,000 PDFs beside pdftotext; words in 100,000 pages beside ripgrep (or grep -r, where that is missing; the name of the way says
which) over the same pages as files. An answer includes starting the program, opening the engagement and counting its evidence."""
import os
import random
import shutil
import sys

import bench

sys.path.append(os.path.join(os.environ['CHOSHO_SOURCE_ROOT'], 'tests', 'support'))
import pdf_files  # noqa: E402

PDFS = max(10, int(1000 * bench.scale()))
PAGES_A_PDF = 5
TEXTS = max(10, int(1000 * bench.scale()))
PAGES_A_TEXT = 100
PAGE_BYTES = 4096  # of a text: what is kept together, and about a dense page
SEED = 20260408
CTL = bench.build_path('src', 'cli', 'choshoctl')
COMMON = '監査機関は、情報セキュリティの管理策が整備及び運用されていることを、証跡の閲覧、質問、観察及び再実施により確かめ、その結果を調書に記録する。特権の付与は申請に基づく'
RARE = '鑰の棚卸'
# One common pair, a sentence, one rare word, one character.
WORDS = ('権限', '管理策が整備及び運用', RARE, '鑰')
AIM = 1 / 20  # of the reference's time; an aim, not a gate


def sentence(chance):
    start = chance.randrange(len(COMMON) - 20)
    return COMMON[start:start + chance.randrange(8, 20)]


def make_pdfs(folder):
    chance = random.Random(SEED)
    os.makedirs(folder)
    for number in range(PDFS):
        pages = [pdf_files.page('\n'.join(pdf_files.line(sentence(chance) + sentence(chance), 60, 780 - 20 * line) for line in range(35)))
                 for _ in range(PAGES_A_PDF)]
        with open(os.path.join(folder, f'{number:04d}.pdf'), 'wb') as file:
            file.write(pdf_files.pdf(pages))


def make_texts(folder):
    chance = random.Random(SEED + 1)
    os.makedirs(folder)
    for number in range(TEXTS):
        with open(os.path.join(folder, f'{number:04d}.txt'), 'w', encoding='utf-8') as file:
            for _ in range(PAGES_A_TEXT):
                size = 0
                while size < PAGE_BYTES:
                    line = sentence(chance) + ('権限の' if chance.random() < 0.01 else '') + '\n'
                    size += len(line.encode())
                    file.write(line)
            if number % 100 == 7:
                file.write(RARE + '\n')


class World:
    """An engagement with what is in @folder taken in."""

    def __init__(self, run, name, folder):
        self.environment = dict(os.environ, XDG_STATE_HOME=run.path('state'), HOME=run.path('home'), LC_ALL='C.UTF-8')
        self.engagement = run.path(name + '.chosho')
        self.key = run.path(name + '.json')
        self.ctl('identity', 'new', '--name', 'bench', '--output', self.key, '--unprotected', inside=False)
        self.ctl('create', self.engagement, '--title', 'Bench', '--firm', 'F', '--client', 'C', '--service', 'S', '--period-start', '2025-04-01',
                 '--period-end', '2026-03-31', inside=False)
        self.ctl('member', 'confirm-independence')
        self.ctl('evidence', 'add', folder)

    def ctl(self, *words, inside=True):
        where = ('-C', self.engagement) if inside else ()
        bench.run_quietly(CTL, *where, '--identity', self.key, *words, env=self.environment)

    def forget_text(self):
        for name in ('text.db', 'text.db-wal', 'text.db-shm'):
            if os.path.exists(os.path.join(self.engagement, name)):
                os.unlink(os.path.join(self.engagement, name))


def extract_all(folder, target):
    os.makedirs(target)
    for name in sorted(os.listdir(folder)):
        bench.run_quietly('pdftotext', os.path.join(folder, name), os.path.join(target, name + '.txt'))


def bench_reading(run):
    folder, target = run.path('pdfs'), run.path('pdftotext')
    make_pdfs(folder)
    world = World(run, 'pdfs', folder)
    reference = run.way('pdftotext, one after the other', lambda: extract_all(folder, target),
                        prepare=lambda: shutil.rmtree(target, ignore_errors=True))
    ours = run.way('index text, with its index', lambda: world.ctl('index', 'text'), prepare=world.forget_text)
    return ours, reference


def bench_words(run):
    folder = run.path('texts')
    make_texts(folder)
    world = World(run, 'texts', folder)
    world.ctl('index', 'text')
    # (-uu: the pages lie in a folder that git ignores, and rg would follow it.)
    tool = ['rg', '-uu', '-c', '-F'] if shutil.which('rg') else ['grep', '-r', '-c', '-F']  # counts: every page is looked through
    pairs = []
    for word in WORDS:
        reference = run.way(f'{tool[0]} {word}', lambda word=word: bench.run_quietly(*tool, word, folder, ok=(0, 1)), prepare=None)
        ours = run.way(f'search {word}', lambda word=word: world.ctl('search', word, '--format', 'json'), prepare=None)
        pairs.append((ours, reference))
    return pairs


def main():
    run = bench.Bench('search')
    reading = bench_reading(run)
    words = bench_words(run)
    run.run(rounds=5)
    run.at_most(*reading, 1)
    for ours, reference in words:
        print(f'{ours.name}: {ours.median * 1000:.0f} ms, {reference.median / ours.median:.1f} times as fast as {reference.name} (aim: {1 / AIM:.0f})')
    return run.finish()


if __name__ == '__main__':
    if not shutil.which('pdftotext'):
        print('pdftotext is missing')
        sys.exit(77)
    sys.exit(main())
