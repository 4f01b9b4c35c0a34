/** Narrowest a flexible column gets per share, and at most. */
const remPerShare = 5
const widestMinimum = 14
const usualMinimum = 6

/**
 * The grid of a table whose rows are laid out one by one: flexible columns get a least width, so that all rows agree,
 * and `minWidth` is what the columns need together before the table scrolls sideways.
 */
export function tableLayout(widths: readonly (string | undefined)[]): { template: string; minWidth: string } {
  const columns = widths.map((width) => layoutOf(width ?? '1fr'))
  return {
    template: columns.map(({ template }) => template).join(' '),
    minWidth: `${columns.reduce((sum, { least }) => sum + least, 1)}rem`,
  }
}

function layoutOf(width: string): { template: string; least: number } {
  const share = /^([\d.]+)fr$/.exec(width)
  if (share) {
    const least = Math.min(Math.max(Number(share[1]) * remPerShare, remPerShare), widestMinimum)
    return { template: `minmax(${least}rem, ${width})`, least }
  }
  const rem = /^(?:minmax\()?([\d.]+)rem/.exec(width)
  return { template: width, least: rem ? Number(rem[1]) : usualMinimum }
}
