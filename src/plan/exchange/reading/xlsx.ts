import { Refusal } from '../../../kernel/refusal.ts'
import { SheetReader } from './xlsxSheet.ts'
import { readStyles } from './xlsxStyles.ts'
import { StringTable, readSharedStrings } from './xlsxStrings.ts'
import type { ReadingLimits, Sheet, Workbook } from './workbook.ts'
import { attribute, readXml } from './xml.ts'
import { openPackage, type Package } from './zip.ts'

/**
 * Reads the sheets of an .xlsx or .xlsm file: values, dates by their number format, cached results of formulas,
 * merged ranges. Nothing is calculated, no macro is touched, no link is followed.
 * @throws Refusal `import.*` saying what kind of file it is or what is wrong with it
 */
export async function readXlsx(bytes: Buffer, limits: ReadingLimits): Promise<Workbook> {
  const parts = await openPackage(bytes, limits)
  await refuseOtherPackages(parts)
  const workbookPart = (await relations(parts, '')).byType('officeDocument')[0]?.target
  if (workbookPart === undefined || !parts.has(workbookPart)) throw new Refusal('import.damaged', 'invalid')
  if (workbookPart.endsWith('.bin')) throw new Refusal('import.xlsb', 'invalid')
  const { entries, isSystem1904 } = await readWorkbookPart(parts, workbookPart)
  if (entries.length > limits.sheets)
    throw new Refusal('import.too_many_sheets', 'limit', { limit: limits.sheets })

  const related = await relations(parts, workbookPart)
  const stringsPart = related.byType('sharedStrings')[0]?.target
  const stylesPart = related.byType('styles')[0]?.target
  const strings = stringsPart ? await readSharedStrings(parts, stringsPart, limits) : new StringTable()
  const styles = stylesPart ? await readStyles(parts, stylesPart) : []
  const reader = new SheetReader({ parts, strings, styles, isSystem1904, limits })
  const sheets: Sheet[] = []
  for (const { name, hidden, relation } of entries) {
    const found = related.byId(relation)
    // Chart and dialogue sheets hold no cells.
    if (!found?.type.endsWith('/worksheet')) continue
    sheets.push({ name, hidden, ...(await reader.read(found.target)) })
  }
  if (sheets.length === 0) throw new Refusal('import.no_rows', 'invalid')
  return { format: 'xlsx', recognised: null, sheets }
}

/** Names the files that are packed like a workbook and are none. */
async function refuseOtherPackages(parts: Package): Promise<void> {
  if (parts.has('_rels/.rels') && !parts.names().some((name) => /^(word|ppt)\//.test(name))) return
  if (parts.has('word/document.xml'))
    throw new Refusal('import.other_file', 'invalid', { kind: 'Word (DOCX)' })
  if (parts.has('ppt/presentation.xml'))
    throw new Refusal('import.other_file', 'invalid', { kind: 'PowerPoint (PPTX)' })
  if (parts.has('Index/Document.iwa'))
    throw new Refusal('import.other_file', 'invalid', { kind: 'Apple Numbers' })
  if (parts.has('mimetype')) {
    const type = await parts.text('mimetype')
    if (type.includes('opendocument.spreadsheet')) throw new Refusal('import.ods', 'invalid')
    throw new Refusal('import.other_file', 'invalid', { kind: type.trim().slice(0, 80) })
  }
  throw new Refusal('import.zip_not_table', 'invalid')
}

type SheetEntry = { name: string; hidden: boolean; relation: string }

async function readWorkbookPart(parts: Package, part: string) {
  const entries: SheetEntry[] = []
  let isSystem1904 = false
  await readXml(
    parts.read(part),
    {
      open: (name, attributes) => {
        if (name === 'workbookPr') isSystem1904 = ['1', 'true', 'on'].includes(attributes.date1904 ?? '')
        if (name !== 'sheet') return
        entries.push({
          name: (attributes.name ?? '').slice(0, 200),
          hidden: attributes.state === 'hidden' || attributes.state === 'veryHidden',
          relation: attribute(attributes, 'id') ?? '',
        })
      },
    },
    part,
  )
  return { entries, isSystem1904 }
}

type Relation = { id: string; type: string; target: string }

/** The relations of a part (OPC part 2, 6.5): which other parts it names. `''` is the package itself. */
async function relations(parts: Package, part: string) {
  const folder = part.slice(0, part.lastIndexOf('/') + 1)
  const relationsPart = `${folder}_rels/${part.slice(folder.length)}.rels`
  const found: Relation[] = []
  if (parts.has(relationsPart))
    await readXml(
      parts.read(relationsPart),
      {
        open: (name, attributes) => {
          if (name !== 'Relationship' || attributes.TargetMode === 'External') return
          const { Id: id = '', Type: type = '', Target: target = '' } = attributes
          found.push({ id, type, target: resolve(folder, target) })
        },
      },
      relationsPart,
    )
  return {
    byId: (id: string) => found.find((relation) => relation.id === id),
    byType: (type: string) => found.filter((relation) => relation.type.endsWith(`/${type}`)),
  }
}

function resolve(folder: string, target: string): string {
  const path = target.startsWith('/') ? target.slice(1) : folder + target
  const steps: string[] = []
  for (const step of path.split('/')) {
    if (step === '..') steps.pop()
    else if (step !== '.') steps.push(step)
  }
  return steps.join('/')
}
