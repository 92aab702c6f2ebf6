import {
  AlignmentType,
  Document,
  Packer,
  Paragraph,
  Table,
  TableCell,
  TableRow,
  TextRun,
  WidthType,
  convertMillimetersToTwip,
} from 'docx';
import type { Letter } from '@miaotou/engine';

/** Typefaces and margins of official letters (GB/T 9704). */
const body = { ascii: 'Times New Roman', eastAsia: '仿宋_GB2312' };
const headline = { ascii: 'Times New Roman', eastAsia: '方正小标宋简体' };
/** Half points: size 3 (16 pt) for the text, size 2 (22 pt) for the title, 12 pt in the table. */
const sizes = { text: 32, title: 44, table: 24 };
const line = 560;
const margin = {
  top: convertMillimetersToTwip(37),
  bottom: convertMillimetersToTwip(35),
  left: convertMillimetersToTwip(28),
  right: convertMillimetersToTwip(26),
};

type Align = (typeof AlignmentType)[keyof typeof AlignmentType];

function paragraph(text: string, alignment: Align, indented = false): Paragraph {
  return new Paragraph({
    alignment,
    spacing: { line },
    ...(indented ? { indent: { firstLine: sizes.text * 20 } } : {}),
    children: [new TextRun({ text, font: body, size: sizes.text })],
  });
}

function cell(text: string, bold: boolean): TableCell {
  const run = new TextRun({ text, bold, font: body, size: sizes.table });
  return new TableCell({
    margins: { top: 60, bottom: 60, left: 80, right: 80 },
    children: [new Paragraph({ alignment: AlignmentType.CENTER, children: [run] })],
  });
}

function tableOf({ head, lines }: Letter): Table {
  const row = (cells: readonly string[], bold: boolean) =>
    new TableRow({ tableHeader: bold, cantSplit: true, children: cells.map((text) => cell(text, bold)) });
  return new Table({
    width: { size: 100, type: WidthType.PERCENTAGE },
    rows: [row(head, true), ...lines.map((cells) => row(cells, false))],
  });
}

/** A letter as a Word file. Texts go in as text runs only: no field, link or macro can come of them. */
export async function letterFile(letter: Letter): Promise<Buffer> {
  const { LEFT, CENTER, RIGHT } = AlignmentType;
  const title = new TextRun({ text: letter.title, font: headline, size: sizes.title });
  const document = new Document({
    creator: letter.sender,
    title: letter.title,
    sections: [
      {
        properties: { page: { margin } },
        children: [
          new Paragraph({ alignment: CENTER, spacing: { after: 240 }, children: [title] }),
          paragraph(letter.number, CENTER),
          paragraph('', LEFT),
          paragraph(letter.addressee, LEFT),
          ...letter.opening.map((text) => paragraph(text, LEFT, true)),
          tableOf(letter),
          ...letter.closing.map((text) => paragraph(text, LEFT, true)),
          paragraph('', LEFT),
          paragraph(letter.sender, RIGHT),
          paragraph(letter.date, RIGHT),
        ],
      },
    ],
  });
  return Packer.toBuffer(document);
}
