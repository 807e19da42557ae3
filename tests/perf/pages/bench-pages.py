# SPDX-License-Identifier: GPL-3.0-or-later
"""Pages drawn by the confined helper, with the way to it and back, beside pdftoppm: a document as a whole, and one page of it."""
import os
import random
import shutil
import sys

import bench

sys.path.append(os.path.join(os.environ['CHOSHO_SOURCE_ROOT'], 'tests', 'support'))
import pdf_files  # noqa: E402

PAGES = max(5, int(100 * bench.scale()))
DPI = '144'  # of a screen with two pixels a point
SEED = 20260408
DRIVER = bench.build_path('tests', 'perf', 'pages', 'draw-pages')
WORDS = '監査機関は、情報セキュリティの管理策が整備及び運用されていることを、証跡の閲覧、質問、観察及び再実施により確かめ、その結果を調書に記録する。'
AIM = 1.2


def make(path):
    chance = random.Random(SEED)
    pages = []
    for _ in range(PAGES):
        lines = (WORDS[chance.randrange(20):][:30] for _ in range(35))
        pages.append(pdf_files.page('\n'.join(pdf_files.line(line, 60, 780 - 20 * number) for number, line in enumerate(lines))))
    with open(path, 'wb') as file:
        file.write(pdf_files.pdf(pages))


def ways(run, path, what, first, last):
    reference = run.way(f'pdftoppm, {what}', lambda: bench.run_quietly('pdftoppm', '-r', DPI, '-f', str(first), '-l', str(last), path))
    ours = run.way(f'the helper, {what}', lambda: bench.run_quietly(DRIVER, path, str(first), str(last), DPI))
    return ours, reference


def main():
    run = bench.Bench('pages')
    path = run.path('document.pdf')
    make(path)
    whole = ways(run, path, f'{PAGES} pages', 1, PAGES)
    one = ways(run, path, 'one page', PAGES // 2, PAGES // 2)
    run.run(rounds=7)
    run.rate(whole[0], PAGES, 'pages')
    run.at_most(*whole, AIM)
    run.at_most(*one, AIM)
    return run.finish()


if __name__ == '__main__':
    if not shutil.which('pdftoppm'):
        print('pdftoppm is missing')
        sys.exit(77)
    sys.exit(main())
