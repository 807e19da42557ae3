#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The report of 1,156 controls (three procedures each) beside LibreOffice, which gets the rows of its
annex as a plain HTML table to make a PDF of: no headings, bands, outline, contents or legends."""
import os
import resource
import shutil
import subprocess
import sys

import bench

CONTROLS = max(10, int(1156 * bench.scale()))
AIM_SECONDS = 3.0
# LibreOffice took 12 times as long when this was written; half of that leaves room for busy machines.
BAR = 1 / 6
RENDER = bench.build_path('tests', 'unit', 'report', 'report-render')


def measure_processor(work):
    """Seconds of processor time, which a busy machine hardly changes."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    work()
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def main():
    run = bench.Bench('report')
    rows, report = run.path('rows.html'), run.path('report.pdf')
    office = ['soffice', f'-env:UserInstallation=file://{run.path("profile")}', '--headless',
              '--infilter=HTML (StarCalc)', '--convert-to', 'pdf:calc_pdf_Export', '--outdir', run.folder, rows]
    bench.run_quietly(RENDER, f'large:{CONTROLS}', rows)
    ours = run.way('chosho', lambda: bench.run_quietly(RENDER, f'large:{CONTROLS}', report))
    theirs = run.way('LibreOffice, plain table', lambda: bench.run_quietly(*office)) if shutil.which(office[0]) else None
    run.run(rounds=3)
    for path in (report, run.path('rows.pdf')) if theirs else (report,):
        info = subprocess.run(['pdfinfo', path], check=True, capture_output=True).stdout.decode()
        pages = next(line.split()[1] for line in info.splitlines() if line.startswith('Pages:'))
        print(f'report: {os.path.basename(path)}: {pages} pages, {os.path.getsize(path):,} bytes')
    print(f'report: chosho: {measure_processor(ours.work):.2f} s of processor time')
    if theirs:
        run.at_most(ours, theirs, BAR)
    else:
        print('report: LibreOffice is not installed (package libreoffice-calc): it is not measured')
    run.within(ours, AIM_SECONDS)
    return run.finish()


sys.exit(main())
