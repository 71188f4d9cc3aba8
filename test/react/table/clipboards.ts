/**
 * What spreadsheets put on the clipboard, written after the formats that they document or show: title, section, price, publishing day
 * and featured of three stories. `stories` is what a person saw there.
 */
export interface Clipboard {
  readonly 'text/plain': string;
  readonly 'text/html': string;
}

export const stories = [
  { title: 'Two\nlines of "it"', section: 'sport', price: 1234.5, publishOn: '2026-12-31', isFeatured: true },
  { title: '"Hello"', section: 'culture', price: 0.5, publishOn: '2026-01-05', isFeatured: false },
  { title: '5" pipe', section: 'city', price: 1234, publishOn: '2027-02-03', isFeatured: true },
];

/** Lines that both line ends and a last one without a cell belong to. */
const lines = (...rows: readonly string[]) => rows.map((row) => `${row}\r\n`).join('');

function excelHtml(rows: string, { decimal, thousand }: Readonly<Record<'decimal' | 'thousand', string>>) {
  return `<html xmlns:v="urn:schemas-microsoft-com:vml"
xmlns:o="urn:schemas-microsoft-com:office:office"
xmlns:x="urn:schemas-microsoft-com:office:excel"
xmlns="http://www.w3.org/TR/REC-html40">
<head>
<meta http-equiv=Content-Type content="text/html; charset=utf-8">
<meta name=ProgId content=Excel.Sheet>
<meta name=Generator content="Microsoft Excel 15">
<style>
<!--table
	{mso-displayed-decimal-separator:"\\${decimal}";
	mso-displayed-thousand-separator:"\\${thousand}";}
tr
	{mso-height-source:auto;}
br
	{mso-data-placement:same-cell;}
td
	{padding-top:1px;
	mso-ignore:padding;
	color:black;
	mso-number-format:General;
	vertical-align:bottom;}
.xl65
	{mso-number-format:"\\#\\,\\#\\#0\\.00";}
.xl66
	{mso-number-format:"Short Date";}
.xl67
	{white-space:normal;}
-->
</style>
</head>
<body link="#0563C1" vlink="#954F72">
<table border=0 cellpadding=0 cellspacing=0 width=420 style='border-collapse:
 collapse;width:315pt'>
<!--StartFragment-->
 <col width=84 span=5 style='width:63pt'>
${rows}
<!--EndFragment-->
 <![if supportMisalignedColumns]>
 <tr height=0 style='display:none'>
  <td width=84 style='width:63pt'></td>
  <td width=84 style='width:63pt'></td>
 </tr>
 <![endif]>
</table>
</body>
</html>
`;
}

const excelRows = (...cells: readonly (readonly string[])[]) =>
  cells
    .map(
      ([title = '', section = '', price = '', day = '', featured = '']) =>
        ` <tr height=20 style='height:15.0pt'>
  <td height=20 class=xl67 width=84 style='height:15.0pt;width:63pt'>${title}</td>
  <td width=84 style='width:63pt'>${section}</td>
  <td class=xl65 align=right width=84 style='width:63pt'>${price}</td>
  <td class=xl66 align=right width=84 style='width:63pt'>${day}</td>
  <td align=center width=84 style='width:63pt'>${featured}</td>
 </tr>`,
    )
    .join('\n');

const [first, second, third] = [
  'Two<br>\n    lines\n  of &quot;it&quot;',
  '&quot;Hello&quot;',
  '5&quot; pipe',
];

/** Excel quotes only a cell with a break in it. */
export const excelEnglish: Clipboard = {
  'text/plain': lines(
    '"Two\nlines of ""it"""\tSport\t1,234.50\t12/31/2026\tTRUE',
    '"Hello"\tCulture\t50%\t1/5/2026\tFALSE',
    '5" pipe\tCity\t1,234\t2/3/2027\tTRUE',
  ),
  'text/html': excelHtml(
    excelRows(
      [first, 'Sport', '1,234.50', '12/31/2026', 'TRUE'],
      [second, 'Culture', '50%', '1/5/2026', 'FALSE'],
      [third, 'City', '1,234', '2/3/2027', 'TRUE'],
    ),
    { decimal: '.', thousand: ',' },
  ),
};

export const excelGerman: Clipboard = {
  'text/plain': lines(
    '"Two\nlines of ""it"""\tSport\t1.234,50\t31.12.2026\tWAHR',
    '"Hello"\tCulture\t50%\t05.01.2026\tFALSCH',
    '5" pipe\tCity\t1.234\t03.02.2027\tWAHR',
  ),
  'text/html': excelHtml(
    excelRows(
      [first, 'Sport', '1.234,50', '31.12.2026', 'WAHR'],
      [second, 'Culture', '50%', '05.01.2026', 'FALSCH'],
      [third, 'City', '1.234', '03.02.2027', 'WAHR'],
    ),
    { decimal: ',', thousand: '.' },
  ),
};

const sheetsCell = (text: string, value: object, more = '') =>
  `<td style="overflow:hidden;padding:2px 3px 2px 3px;vertical-align:bottom;" data-sheets-value="${JSON.stringify(
    value,
  ).replaceAll('"', '&quot;')}"${more}>${text}</td>`;
const sheetsText = (text: string, html = text) => sheetsCell(html, { 1: 2, 2: text });
const sheetsNumber = (text: string, number: number) => sheetsCell(text, { 1: 3, 3: number });
const sheetsBoolean = (isTrue: boolean) => sheetsCell(isTrue ? 'TRUE' : 'FALSE', { 1: 4, 4: Number(isTrue) });

const sheetsHtml = (rows: string) =>
  `<meta charset='utf-8'><google-sheets-html-origin><style type="text/css"><!--td {border: 1px solid #cccccc;}br {mso-data-placement:same-cell;}--></style><table xmlns="http://www.w3.org/1999/xhtml" cellspacing="0" cellpadding="0" dir="ltr" border="1" style="table-layout:fixed;font-size:10pt;font-family:Arial;width:0px;border-collapse:collapse;border:none" data-sheets-root="1"><colgroup><col width="100"/><col width="100"/></colgroup><tbody>${rows}</tbody></table>`;

const sheetsRow = (...cells: readonly string[]) => `<tr style="height:21px;">${cells.join('')}</tr>`;

/** Sheets ends with the last cell; a German sheet writes its numbers and days in German. */
export const sheets: Clipboard = {
  'text/plain': [
    '"Two\nlines of ""it"""\tSport\t1.234,50\t31.12.26\tTRUE',
    '"""Hello"""\tCulture\t50%\t05.01.26\tFALSE',
    '"5"" pipe"\tCity\t1.234\t03.02.27\tTRUE',
  ].join('\n'),
  'text/html': sheetsHtml(
    [
      sheetsRow(
        sheetsText('Two\nlines of "it"', 'Two<br/>lines of &quot;it&quot;'),
        sheetsText('Sport'),
        sheetsNumber('1.234,50', 1234.5),
        sheetsNumber('31.12.26', 46387),
        sheetsBoolean(true),
      ),
      sheetsRow(
        sheetsText('"Hello"', '&quot;Hello&quot;'),
        sheetsText('Culture'),
        sheetsNumber('50%', 0.5),
        sheetsNumber('05.01.26', 46027),
        sheetsBoolean(false),
      ),
      sheetsRow(
        sheetsText('5" pipe', '5&quot; pipe'),
        sheetsText('City'),
        sheetsNumber('1.234', 1234),
        sheetsNumber('03.02.27', 46421),
        sheetsBoolean(true),
      ),
    ].join(''),
  ),
};

/** Two cells beside each other, and under them one that was merged of two, and nothing. */
export const sheetsMerged: Clipboard = {
  'text/plain': 'Tall\tSport\n\tCulture\n"Wide ""one"""\t\n',
  'text/html': sheetsHtml(
    [
      sheetsRow(sheetsCell('Tall', { 1: 2, 2: 'Tall' }, ' rowspan="2" colspan="1"'), sheetsText('Sport')),
      sheetsRow(sheetsText('Culture')),
      sheetsRow(sheetsCell('Wide &quot;one&quot;', {}, ' rowspan="1" colspan="2"')),
      sheetsRow('<td></td>', '<td></td>'),
    ].join(''),
  ),
};

const calcRow = ([title, section, price, day, featured]: readonly string[]) => `	<tr>
		<td height="17" align="left">${title}</td>
		<td align="left">${section}</td>
		<td align="right" ${price}</td>
		<td align="right" ${day}</td>
		<td align="center" ${featured}</td>
	</tr>
`;

/** LibreOffice Calc names the number beside what it shows. */
export const calc: Clipboard = {
  'text/plain': [
    '"Two\nlines of ""it"""\tSport\t1,234.50\t12/31/26\tTRUE\n',
    '"""Hello"""\tCulture\t50%\t01/05/26\tFALSE\n',
    '5" pipe\tCity\t1,234\t02/03/27\tTRUE\n',
  ].join(''),
  'text/html': `<!DOCTYPE html PUBLIC "-//W3C//DTD HTML 4.01 Transitional//EN" "http://www.w3.org/TR/html4/loose.dtd">
<html>
<head>
	<meta http-equiv="content-type" content="text/html; charset=utf-8"/>
	<meta name="generator" content="LibreOffice 24.8 (Linux)"/>
	<style type="text/css">
		body,div,table,thead,tbody,tfoot,tr,th,td,p { font-family:"Liberation Sans"; font-size:x-small }
	</style>
</head>
<body>
<table cellspacing="0" border="0">
	<colgroup span="5" width="85"></colgroup>
${calcRow([
  'Two<br>lines of &quot;it&quot;',
  'Sport',
  'sdval="1234.5" sdnum="1033;0;#,##0.00">1,234.50',
  'sdval="46387" sdnum="1033;1033;MM/DD/YY">12/31/26',
  'sdval="1" sdnum="1033;0;BOOLEAN">TRUE',
])}${calcRow([
    '&quot;Hello&quot;',
    'Culture',
    'sdval="0.5" sdnum="1033;0;0%">50%',
    'sdval="46027" sdnum="1033;1033;MM/DD/YY">01/05/26',
    'sdval="0" sdnum="1033;0;BOOLEAN">FALSE',
  ])}${calcRow([
    '5&quot; pipe',
    'City',
    'sdval="1234" sdnum="1033;0;#,##0">1,234',
    'sdval="46421" sdnum="1033;1033;MM/DD/YY">02/03/27',
    'sdval="1" sdnum="1033;0;BOOLEAN">TRUE',
  ])}</table>
</body>
</html>
`,
};
