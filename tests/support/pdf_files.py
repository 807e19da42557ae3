# SPDX-License-Identifier: GPL-3.0-or-later
"""PDFs for tests, written by hand: pages of any size, turned as their file says, with horizontal and vertical Japanese.

Fonts are not embedded: the reader's character maps and the machine's fonts stand in, as they do for many files
of Japanese offices."""

ACROSS, DOWN = 'F1', 'F2'  # writing modes of a font


def glyphs(text):
    return '<' + text.encode('utf-16-be').hex() + '>'


def line(text, x, y, size=12, font=ACROSS):
    """One line of text from (x, y) on, in points from the bottom left; a column where the font writes down."""
    return f'BT /{font} {size} Tf {x} {y} Td {glyphs(text)} Tj ET'


def column_by_letters(text, x, y, size=12, pitch=13):
    """A column as many programs write it: upright letters of a horizontal font, each put below the last."""
    return '\n'.join(line(letter, x, y - number * pitch, size) for number, letter in enumerate(text))


def page(content, width=595, height=842, rotate=0):
    return content, width, height, rotate


def pdf(pages):
    """@pages: what page() returns, in order. Returns the file's bytes."""
    objects = ['<</Type/Catalog/Pages 2 0 R>>', None,
               '<</Type/Font/Subtype/Type0/BaseFont/Ryumin-Light/Encoding/UniJIS-UTF16-H/DescendantFonts[5 0 R]>>',
               '<</Type/Font/Subtype/Type0/BaseFont/Ryumin-Light/Encoding/UniJIS-UTF16-V/DescendantFonts[5 0 R]>>',
               '<</Type/Font/Subtype/CIDFontType0/BaseFont/Ryumin-Light/CIDSystemInfo<</Registry(Adobe)/Ordering(Japan1)/Supplement 6>>'
               '/FontDescriptor 6 0 R/DW 1000/W[1[278] 2 94 500]>>',
               '<</Type/FontDescriptor/FontName/Ryumin-Light/Flags 6/FontBBox[0 -120 1000 880]/ItalicAngle 0/Ascent 880/Descent -120/CapHeight 700/StemV 80>>']
    kids = []
    for content, width, height, rotate in pages:
        objects.append(f'<</Length {len(content)}>>stream\n{content}\nendstream\n')
        objects.append(f'<</Type/Page/Parent 2 0 R/MediaBox[0 0 {width} {height}]/Rotate {rotate}/Contents {len(objects)} 0 R'
                       '/Resources<</Font<</F1 3 0 R/F2 4 0 R>>>>>>')
        kids.append(f'{len(objects)} 0 R')
    objects[1] = f'<</Type/Pages/Count {len(kids)}/Kids[{" ".join(kids)}]>>'
    data, places = bytearray(b'%PDF-1.5\n'), []
    for number, text in enumerate(objects, 1):
        places.append(len(data))
        data += f'{number} 0 obj{text}endobj\n'.encode()
    start = len(data)
    data += f'xref\n0 {len(objects) + 1}\n0000000000 65535 f \n'.encode()
    data += b''.join(b'%010d 00000 n \n' % place for place in places)
    return bytes(data + f'trailer<</Size {len(objects) + 1}/Root 1 0 R>>\nstartxref\n{start}\n%%EOF\n'.encode())
