/** Name under which a picture is kept and offered for saving: readable, without a path, ending as its format does. */
export function fileNameOf(uploadedName: string, extension: string): string {
  const base = (uploadedName.split(/[/\\]/).at(-1) ?? '')
    .replace(/\.[A-Za-z0-9]{1,5}$/, '')
    .normalize('NFC')
    .replace(/[\p{C}<>:"|?*%&;]/gu, '')
    .replace(/\s+/gu, ' ')
    .trim()
    .slice(0, 120)
  return `${base.replace(/^\.+/, '') || 'bild'}.${extension}`
}

/** The smallest copy that is at least as wide as asked for; null when the picture itself is to be taken. */
export function fittingWidth(copies: readonly number[], asked: number | null): number | null {
  if (asked === null) return null
  return copies.filter((width) => width >= asked).sort((a, b) => a - b)[0] ?? null
}
