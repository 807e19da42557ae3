# SPDX-License-Identifier: GPL-3.0-or-later
"""PDFs that somebody made to do harm, and PDFs that were damaged: crafted ones by name, and mutants by number."""

import os
import random
import re
import struct
import zlib

import hostile_archives

DATA = os.path.join(os.path.dirname(os.path.abspath(__file__)), '..', 'unit', 'helper', 'data')
MEGABYTE = 1 << 20
FONT = '<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>'


# --- PDF by hand ---------------------------------------------------------------------------------------------------

def stream(data, more=''):
    """A stream object's bytes; @data may be text."""
    raw = data if isinstance(data, bytes) else data.encode('latin-1')
    return f'<<{more}/Length {len(raw)}>>stream\n'.encode('latin-1') + raw + b'\nendstream'


def packed(data, layers=1):
    for _ in range(layers):
        data = zlib.compress(data, 9)
    return stream(data, '/Filter[' + '/FlateDecode' * layers + ']')


def blanks(size_bytes):
    """So many blanks, compressed, without holding them."""
    packer = zlib.compressobj(9)
    return b''.join([packer.compress(b' ' * MEGABYTE) for _ in range(size_bytes // MEGABYTE)]) + packer.flush()


class Pdf:
    """Objects by number, as the caller wants them; 1 is the catalogue, 2 the pages, 3 the page, 4 its content, 5 its font."""

    def __init__(self, content='BT /F1 12 Tf 20 50 Td (text) Tj ET', media='0 0 200 100', page='', resources='', catalog='', pages=''):
        self.objects = {1: f'<</Type/Catalog/Pages 2 0 R{catalog}>>', 2: f'<</Type/Pages/Count 1/Kids[3 0 R]{pages}>>',
                        3: f'<</Type/Page/Parent 2 0 R/MediaBox[{media}]/Contents 4 0 R/Resources<</Font<</F1 5 0 R>>{resources}>>{page}>>',
                        4: content if isinstance(content, bytes) else stream(content), 5: FONT}

    def put(self, number, content):
        self.objects[number] = content
        return self

    def bytes(self, trailer='', start=None, before=b'', after=b'', version='1.7', encrypt=''):
        out, places = bytearray(before + f'%PDF-{version}\n'.encode()), {}
        for number, content in sorted(self.objects.items()):
            places[number] = len(out)
            out += f'{number} 0 obj\n'.encode() + (content if isinstance(content, bytes) else content.encode('latin-1')) + b'\nendobj\n'
        table, size = len(out), max(self.objects) + 1
        out += f'xref\n0 {size}\n0000000000 65535 f \n'.encode()
        for number in range(1, size):
            out += f'{places[number]:010} 00000 n \n'.encode() if number in places else b'0000000000 65535 f \n'
        out += f'trailer\n<</Size {size}/Root 1 0 R{encrypt}{trailer.replace("SELF", str(table))}>>\nstartxref\n{table if start is None else start}\n%%EOF\n'.encode('latin-1')
        return bytes(out) + after


def many_pages(count):
    pdf = Pdf()
    pdf.put(2, f'<</Type/Pages/Count {count}/Kids[{" ".join(f"{6 + n} 0 R" for n in range(count))}]/MediaBox[0 0 200 100]/Resources<</Font<</F1 5 0 R>>>>>>')
    for number in range(count):
        pdf.put(6 + number, '<</Type/Page/Parent 2 0 R/Contents 4 0 R>>')
    return pdf.bytes()


def deep_tree(levels):
    pdf = Pdf()
    for level in range(levels):
        pdf.put(6 + level, f'<</Type/Pages/Count 1/Parent {5 + level if level else 2} 0 R/Kids[{7 + level if level + 1 < levels else 3} 0 R]>>')
    return pdf.put(2, '<</Type/Pages/Count 1/Kids[6 0 R]>>').bytes()


def image(width, height, bits, data=b'\0' * 100, more='/ColorSpace/DeviceGray'):
    return Pdf('q 100 0 0 100 0 0 cm /I Do Q', resources='/XObject<</I 6 0 R>>').put(
        6, stream(data, f'/Type/XObject/Subtype/Image/Width {width}/Height {height}/BitsPerComponent {bits}{more}')).bytes()


def font(dictionary, data=None, content='BT /F1 12 Tf 20 50 Td <000100020003> Tj (abc) Tj ET'):
    pdf = Pdf(content).put(5, dictionary)
    return (pdf if data is None else pdf.put(6, data)).bytes()


def embedded(key, data):
    return font('<</Type/Font/Subtype/TrueType/BaseFont/X/FirstChar 0/LastChar 255/Widths[500]/FontDescriptor 7 0 R>>', stream(data), 'BT /F1 12 Tf 20 50 Td (abc) Tj ET').replace(
        b'xref\n', b'7 0 obj\n<</Type/FontDescriptor/FontName/X/Flags 4/FontBBox[0 0 1 1]/' + key + b' 6 0 R>>\nendobj\nxref\n', 1)


def unicode_map(text):
    return font('<</Type/Font/Subtype/Type0/BaseFont/X/Encoding/Identity-H/ToUnicode 6 0 R/DescendantFonts[<</Type/Font/Subtype/CIDFontType2/BaseFont/X'
                '/CIDSystemInfo<</Registry(Adobe)/Ordering(Identity)/Supplement 0>>>>]>>', stream(text))


def object_stream(numbers, more='', body=b'<<>>'):
    return Pdf().put(6, stream(numbers.encode() + body, f'/Type/ObjStm/{more}')).bytes()


def action(what):
    return Pdf(catalog=f'/OpenAction {what}', page=f'/AA<</O {what}>>/Annots[<</Type/Annot/Subtype/Link/Rect[0 0 200 100]/A {what}>>]').bytes()


def shading(dictionary, data=b''):
    return Pdf('/S sh', resources='/Shading<</S 6 0 R>>').put(6, stream(data, dictionary) if data else f'<<{dictionary}>>').bytes()


def pattern(step, box='0 0 1 1'):
    return Pdf('/Pattern cs /P scn 0 0 200 100 re f', resources='/Pattern<</P 6 0 R>>').put(
        6, stream('0 0 1 1 re f', f'/Type/Pattern/PatternType 1/PaintType 1/TilingType 1/BBox[{box}]/XStep {step}/YStep {step}/Resources<<>>')).bytes()


def form(content, more='/Resources<</XObject<</X 6 0 R>>>>'):
    return Pdf('/X Do', resources='/XObject<</X 6 0 R>>').put(6, stream(content, f'/Type/XObject/Subtype/Form/BBox[0 0 200 100]{more}')).bytes()


GOOD = Pdf().bytes()
ENCRYPT = '/ID[(1234567890123456)(1234567890123456)]/Encrypt<</Filter/%s/V %s/R %s/Length 128/P -4/O(%s)/U(%s)%s>>'

# What is made is only made when it is its turn: some take a second.
CRAFTED = {
    'empty': lambda: b'',
    'header-only': lambda: b'%PDF-1.7\n',
    'header-then-zeros': lambda: b'%PDF-1.7\n' + bytes(100000),
    'header-then-noise': lambda: b'%PDF-1.4\n' + random.Random(1).randbytes(50000),
    'cut-half': lambda: GOOD[:len(GOOD) // 2],
    'cut-no-trailer': lambda: GOOD[:GOOD.rindex(b'trailer')],
    'cut-in-stream': lambda: GOOD[:GOOD.index(b'stream') + 10],
    'version-unknown': lambda: Pdf().bytes(version='99.9'),
    'junk-before': lambda: Pdf().bytes(before=b'\0' * 1000),
    'zip-behind': lambda: Pdf().bytes(after=hostile_archives.GOOD_ZIP),
    'start-negative': lambda: Pdf().bytes(start=-5),
    'start-outside': lambda: Pdf().bytes(start=1 << 62),
    'start-zero': lambda: Pdf().bytes(start=0),
    'prev-itself': lambda: Pdf().bytes('/Prev SELF'),
    'prev-outside': lambda: Pdf().bytes('/Prev 99999999999'),
    'prev-negative': lambda: Pdf().bytes('/Prev -1'),
    'xref-stream-itself': lambda: Pdf().bytes('/XRefStm SELF'),
    'size-huge': lambda: GOOD.replace(b'/Size 6', b'/Size 2147483647'),
    'size-zero': lambda: GOOD.replace(b'/Size 6', b'/Size 0'),
    'root-missing': lambda: GOOD.replace(b'/Root 1 0 R', b''),
    'root-number': lambda: GOOD.replace(b'/Root 1 0 R', b'/Root 4 0 R'),
    'xref-count-huge': lambda: GOOD.replace(b'xref\n0 6', b'xref\n0 999999999'),
    'xref-first-huge': lambda: GOOD.replace(b'xref\n0 6', b'xref\n2147483640 6'),
    'xref-crossed': lambda: GOOD.replace(b'\n3 0 obj', b'\n9 0 obj'),
    'pages-loop': lambda: Pdf().put(2, '<</Type/Pages/Count 1/Kids[2 0 R]>>').bytes(),
    'pages-count-huge': lambda: Pdf().put(2, '<</Type/Pages/Count 2147483647/Kids[3 0 R]>>').bytes(),
    'pages-count-negative': lambda: Pdf().put(2, '<</Type/Pages/Count -7/Kids[3 0 R]>>').bytes(),
    'pages-none': lambda: Pdf().put(2, '<</Type/Pages/Count 0/Kids[]>>').bytes(),
    'pages-missing': lambda: Pdf().put(1, '<</Type/Catalog/Pages 99 0 R>>').bytes(),
    'pages-same-often': lambda: Pdf().put(2, '<</Type/Pages/Count 1000/Kids[' + '3 0 R ' * 1000 + ']>>').bytes(),
    'pages-10000': lambda: many_pages(10000),
    'pages-50001': lambda: many_pages(50001),
    'tree-deep-1000': lambda: deep_tree(1000),
    'tree-deep-50000': lambda: deep_tree(50000),
    'page-gigantic': lambda: Pdf(media='0 0 1e30 1e30').bytes(),
    'page-large': lambda: Pdf(media='0 0 900000 900000').bytes(),
    'page-thin': lambda: Pdf(media='0 0 0.0001 900000').bytes(),
    'page-zero': lambda: Pdf(media='0 0 0 0').bytes(),
    'page-inverted': lambda: Pdf(media='200 100 0 0').bytes(),
    'page-words': lambda: Pdf(media='/a (b) null true').bytes(),
    'page-not-a-number': lambda: Pdf(media='0 0 nan inf').bytes(),
    'page-rotated-7': lambda: Pdf(page='/Rotate 7').bytes(),
    'page-unit-huge': lambda: Pdf(page='/UserUnit 99999999').bytes(),
    'numbers-long': lambda: Pdf('1' * 100000 + ' 0 0 1 0 0 cm ' + '-' * 1000 + '5 ' + '.' * 1000 + ' w').bytes(),
    'length-itself': lambda: Pdf(b'<</Length 4 0 R>>stream\nq Q\nendstream').bytes(),
    'length-huge': lambda: Pdf(b'<</Length 9999999999>>stream\nq Q\nendstream').bytes(),
    'length-negative': lambda: Pdf(b'<</Length -1>>stream\nq Q\nendstream').bytes(),
    'content-itself': lambda: Pdf(b'[4 0 R 4 0 R 4 0 R]').bytes(),
    'content-saves': lambda: Pdf(packed(b'q ' * 1000000)).bytes(),
    'content-brackets': lambda: Pdf(packed(b'[' * 1000000)).bytes(),
    'content-dictionaries': lambda: Pdf(packed(b'/a <</b ' * 200000)).bytes(),
    'content-parentheses': lambda: Pdf(packed(b'(' * 1000000)).bytes(),
    'content-inline-image': lambda: Pdf('BI /W 100000 /H 100000 /BPC 8 /CS /G ID ' + 'x' * 50 + ' EI').bytes(),
    'content-unknown': lambda: Pdf(packed(b'1 2 3 zz ' * 100000)).bytes(),
    'content-marked': lambda: Pdf(packed(b'/a BMC ' * 200000)).bytes(),
    'objects-nested': lambda: Pdf().put(6, '[' * 100000).bytes(),
    'objects-nested-dictionaries': lambda: Pdf(page='/X ' + '<</X ' * 20000).bytes(),
    'names-long': lambda: Pdf(page='/' + 'a' * 200000 + ' 1').bytes(),
    'names-escaped': lambda: Pdf(page='/#00#2e#2e#2f 1/#zz 2/# 3/%s 4' % ('#41' * 1000)).bytes(),
    'strings-long': lambda: Pdf(catalog='/X(' + '(' * 100000 + ')' * 100000 + ')').bytes(),
    'bomb-flate': lambda: Pdf(stream(blanks(200 * MEGABYTE), '/Filter/FlateDecode')).bytes(),
    'bomb-flate-layers': lambda: Pdf(stream(zlib.compress(blanks(100 * MEGABYTE), 9), '/Filter[/FlateDecode/FlateDecode]')).bytes(),
    'bomb-filters': lambda: Pdf(stream(b'x', '/Filter[' + '/ASCIIHexDecode' * 20000 + ']')).bytes(),
    'bomb-run-lengths': lambda: Pdf(stream(b'\x81 ' * 500000, '/Filter/RunLengthDecode')).bytes(),
    'bomb-predictor': lambda: Pdf(stream(zlib.compress(bytes(100)), '/Filter/FlateDecode/DecodeParms<</Predictor 15/Columns 2147483647/Colors 32/BitsPerComponent 16>>')).bytes(),
    'bomb-dashes': lambda: Pdf('[0.00001] 0 d 0 0 m 200 100 l S').bytes(),
    'bomb-curves': lambda: Pdf(packed(b'0 0 m ' + b'1e6 -1e6 -1e6 1e6 50 50 c ' * 20000 + b'S')).bytes(),
    'filter-unknown': lambda: Pdf(stream('x', '/Filter/NoSuch')).bytes(),
    'filter-crypt': lambda: Pdf(stream('x', '/Filter/Crypt/DecodeParms<</Name/X>>')).bytes(),
    'form-itself': lambda: form('/X Do'),
    'form-twice-itself': lambda: form('/X Do /X Do'),
    'form-group': lambda: form('q Q', '/Group<</S/Transparency/CS 6 0 R>>'),
    'mask-itself': lambda: Pdf('/G gs 0 0 9 9 re f', resources='/ExtGState<</G<</SMask<</S/Luminosity/G 6 0 R>>>>>>').put(
        6, stream('/G gs 0 0 9 9 re f', '/Type/XObject/Subtype/Form/BBox[0 0 9 9]/Group<</S/Transparency>>/Resources<</ExtGState<</G<</SMask<</S/Luminosity/G 6 0 R>>>>>>>>')).bytes(),
    'glyph-itself': lambda: font('<</Type/Font/Subtype/Type3/FontBBox[0 0 1 1]/FontMatrix[1 0 0 1 0 0]/CharProcs<</a 6 0 R>>/Encoding<</Differences[97/a]>>'
                                 '/FirstChar 97/LastChar 97/Widths[1]/Resources<</Font<</F1 5 0 R>>>>>>', stream('1 0 d0 BT /F1 1 Tf (a) Tj ET'), 'BT /F1 9 Tf (aaa) Tj ET'),
    'pattern-small-steps': lambda: pattern('0.0001'),
    'pattern-no-steps': lambda: pattern('0'),
    'pattern-negative-box': lambda: pattern('-1', '9 9 -9 -9'),
    'shading-function-itself': lambda: shading('/ShadingType 2/ColorSpace/DeviceGray/Coords[0 0 9 9]/Function<</FunctionType 3/Domain[0 1]/Functions[6 0 R]/Bounds[]/Encode[0 1]>>'),
    'shading-mesh': lambda: shading('/ShadingType 4/ColorSpace/DeviceRGB/BitsPerCoordinate 32/BitsPerComponent 16/BitsPerFlag 8/Decode[0 1e9 0 1e9 0 1 0 1 0 1]', random.Random(2).randbytes(20000)),
    'shading-lattice': lambda: shading('/ShadingType 5/VerticesPerRow 2147483647/ColorSpace/DeviceRGB/BitsPerCoordinate 8/BitsPerComponent 8/Decode[0 1 0 1 0 1 0 1 0 1]', bytes(1000)),
    'function-program': lambda: shading('/ShadingType 1/ColorSpace/DeviceGray/FunctionType 4/Function 6 0 R/Domain[0 1 0 1]/Range[0 1]', b'{' * 50000),
    'colour-itself': lambda: Pdf('/C cs 1 sc 0 0 9 9 re f', resources='/ColorSpace<</C 6 0 R>>').put(6, '[/Indexed 6 0 R 255 (x)]').bytes(),
    'colour-profile': lambda: Pdf('/C cs 1 sc 0 0 9 9 re f', resources='/ColorSpace<</C[/ICCBased 6 0 R]>>').put(6, stream(random.Random(3).randbytes(2000), '/N 999')).bytes(),
    'image-huge': lambda: image(1000000, 1000000, 8),
    'image-overflow': lambda: image(65536, 65536, 16),
    'image-negative': lambda: image(-5, 5, 8),
    'image-bits': lambda: image(9, 9, 77),
    'image-jpeg-noise': lambda: image(9, 9, 8, b'\xff\xd8\xff' + random.Random(4).randbytes(500), '/ColorSpace/DeviceRGB/Filter/DCTDecode'),
    'image-jpeg2000-noise': lambda: image(9, 9, 8, b'\xff\x4f\xff\x51' + random.Random(5).randbytes(500), '/Filter/JPXDecode'),
    'image-jbig2-noise': lambda: image(9, 9, 1, random.Random(6).randbytes(500), '/ColorSpace/DeviceGray/Filter/JBIG2Decode'),
    'image-jbig2-globals': lambda: image(9, 9, 1, b'\0\0\0\0\x30\0\1\0\0\0\x13' + struct.pack('>II', 1 << 30, 1 << 30) + bytes(11), '/ColorSpace/DeviceGray/Filter/JBIG2Decode/DecodeParms<</JBIG2Globals 6 0 R>>'),
    'image-fax': lambda: image(2147483647, 9, 1, random.Random(7).randbytes(500), '/ColorSpace/DeviceGray/Filter/CCITTFaxDecode/DecodeParms<</K -1/Columns 2147483647>>'),
    'image-mask-itself': lambda: image(9, 9, 8, more='/ColorSpace/DeviceGray/SMask 6 0 R'),
    'encrypted-unknown': lambda: Pdf().bytes(encrypt=ENCRYPT % ('NoSuch', 4, 4, 'x' * 32, 'x' * 32, '')),
    'encrypted-version-99': lambda: Pdf().bytes(encrypt=ENCRYPT % ('Standard', 99, 99, 'x' * 32, 'x' * 32, '')),
    'encrypted-short-keys': lambda: Pdf().bytes(encrypt=ENCRYPT % ('Standard', 2, 3, '', '', '')),
    'encrypted-256-noise': lambda: Pdf().bytes(encrypt=ENCRYPT % ('Standard', 5, 6, 'x' * 48, 'x' * 48, '/OE(%s)/UE(%s)/Perms(%s)' % ('x' * 32, 'x' * 32, 'x' * 16))),
    'encrypted-rc4': lambda: read('encrypted.pdf'),
    'javascript': lambda: action('<</S/JavaScript/JS(app.alert\\("x"\\);while\\(true\\){})>>'),
    'launch': lambda: action('<</S/Launch/F(/bin/sh)/Win<</F(cmd.exe)>>>>'),
    'fetch': lambda: action('<</S/URI/URI(http://127.0.0.1:1/)>>'),
    'other-file': lambda: action('<</S/GoToR/F(/etc/passwd)/D[0/Fit]>>'),
    'submit': lambda: action('<</S/SubmitForm/F(http://127.0.0.1:1/)>>'),
    'action-next-itself': lambda: Pdf(catalog='/OpenAction 6 0 R').put(6, '<</S/Named/N/NextPage/Next 6 0 R>>').bytes(),
    'external-stream': lambda: Pdf(b'<</Length 0/F(/etc/passwd)/FFilter/FlateDecode>>stream\n\nendstream').bytes(),
    'attachment': lambda: Pdf(catalog='/Names<</EmbeddedFiles<</Names[(../../evil)6 0 R]>>>>').put(6, '<</Type/Filespec/F(../../evil)/EF<</F 7 0 R>>>>').put(7, stream('x')).bytes(),
    'form-fields': lambda: Pdf(catalog='/AcroForm<</XFA(<x/>)/Fields[6 0 R]/NeedAppearances true>>').put(6, '<</FT/Tx/T(a)/Parent 6 0 R/Kids[6 0 R]>>').bytes(),
    'annotations-many': lambda: Pdf(page='/Annots[' + '6 0 R ' * 100000 + ']').put(6, '<</Type/Annot/Subtype/Text/Rect[0 0 9 9]/Contents(x)/Popup 6 0 R/IRT 6 0 R>>').bytes(),
    'layers-itself': lambda: Pdf('/OC /L BDC 0 0 9 9 re f EMC', resources='/Properties<</L 6 0 R>>', catalog='/OCProperties<</OCGs[6 0 R]/D<</Order 6 0 R>>>>').put(
        6, '<</Type/OCMD/OCGs 6 0 R/VE[/And 6 0 R]>>').bytes(),
    'outline-itself': lambda: Pdf(catalog='/Outlines 6 0 R').put(6, '<</First 6 0 R/Last 6 0 R/Next 6 0 R/Title(x)>>').bytes(),
    'structure-itself': lambda: Pdf(catalog='/StructTreeRoot 6 0 R/MarkInfo<</Marked true>>').put(6, '<</Type/StructTreeRoot/K 6 0 R/ParentTree 6 0 R/Kids[6 0 R]>>').bytes(),
    'object-stream-itself': lambda: object_stream('6 0 ', 'N 1/First 4'),
    'object-stream-huge': lambda: object_stream('1 0 ', 'N 2147483647/First 2147483647'),
    'object-stream-negative': lambda: object_stream('1 -5 ', 'N 1/First -4'),
    'object-stream-extends-itself': lambda: object_stream('1 0 ', 'N 1/First 4/Extends 6 0 R'),
    'font-missing': lambda: Pdf().put(5, 'null').bytes(),
    'font-truetype-noise': lambda: embedded(b'FontFile2', b'\0\1\0\0' + random.Random(8).randbytes(3000)),
    'font-type1-noise': lambda: embedded(b'FontFile', b'%!PS-AdobeFont-1.0: X\n' + b'eexec ' + random.Random(9).randbytes(3000)),
    'font-cff-noise': lambda: embedded(b'FontFile3', b'\1\0\4\1' + random.Random(10).randbytes(3000)),
    'font-differences': lambda: font('<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding<</Differences[-5/a 99999/b ' + '/c' * 100000 + ']>>>>'),
    'font-widths': lambda: font('<</Type/Font/Subtype/TrueType/BaseFont/X/FirstChar -9/LastChar 2147483647/Widths[1e30 -1e30]>>'),
    'text-huge': lambda: Pdf('BT /F1 1e30 Tf 1e30 0 0 1e30 0 0 Tm (text) Tj ET').bytes(),
    'text-150000': lambda: Pdf(packed(b'BT /F1 1 Tf ' + b'(abcdefghij) Tj 0 1 Td ' * 15000 + b'ET'), media='0 0 2000 20000').bytes(),
    'text-400000': lambda: Pdf(packed(b'BT /F1 1 Tf ' + b'(abcdefghij) Tj 0 1 Td ' * 40000 + b'ET'), media='0 0 2000 50000').bytes(),
    'text-one-place': lambda: Pdf(packed(b'BT /F1 1 Tf ' + b'(a) Tj -1 0 Td ' * 20000 + b'ET')).bytes(),
    'map-range-huge': lambda: unicode_map('1 begincodespacerange <0000><ffff> endcodespacerange ' + '1 beginbfrange <0000><ffff><0041> endbfrange ' * 2000),
    'map-long-words': lambda: unicode_map('1 begincodespacerange <0000><ffff> endcodespacerange 1 beginbfrange <0001><0003><' + '0041' * 5000 + '> endbfrange'),
    'map-nothing': lambda: unicode_map('1 begincodespacerange <0000><ffff> endcodespacerange 3 beginbfchar <0001><0000> <0002><D800> <0003><202E> endbfchar'),
    'map-itself': lambda: unicode_map('/Identity-H usecmap ' * 1000 + '/X usecmap begincmap endcmap'),
}


def read(name):
    with open(os.path.join(DATA, name), 'rb') as file:
        return file.read()


# --- Mutants -------------------------------------------------------------------------------------------------------

NUMBER = re.compile(rb'\d+')
NAME = re.compile(rb'/[A-Za-z0-9]+')


def seeds():
    return [read('vertical.pdf'), read('rotation.pdf'), read('noembed-sjis.pdf'), read('encrypted.pdf'), GOOD,
            form('0 0 50 50 re f', ''), image(3, 3, 8, bytes(9)), pattern('5'), deep_tree(5)]


def change(data, draw):
    """One change somewhere in the bytearray @data: of a byte, a number, a name."""
    what = draw.randrange(4)
    found = list((NUMBER if what < 2 else NAME).finditer(data)) if what < 3 else []
    if not found:
        hostile_archives.change(data, draw)
        return
    at = draw.choice(found)
    if what < 2:
        new = draw.choice((b'0', b'-1', b'1', b'2', b'4', b'65536', b'2147483647', b'99999999999', b'0.00001', draw.choice(found).group()))
    else:
        new = draw.choice((b'/', b'/Type', draw.choice(found).group(), draw.choice(found).group()))
    data[at.start():at.end()] = new


def mutant(number, seed):
    draw = random.Random(f'{seed}-{number}')
    all_seeds = seeds()
    data = bytearray(all_seeds[number % len(all_seeds)])
    for _ in range(draw.choice((1, 1, 2, 4, 16))):
        if len(data) > 16:
            change(data, draw)
    return bytes(data)
