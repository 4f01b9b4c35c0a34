import type { Database } from './db/database.ts'
import { newId } from './id.ts'
import { keyFile, makeMasterKey, readMasterKey } from './secret/masterKey.ts'
import { secretsWith, type Secrets } from './secret/secrets.ts'
import { exitConfiguration, StartFailure } from './startFailure.ts'

/**
 * Opens the secrets of this installation with its key: the given one, else the key file, which a new installation
 * makes. Throws `StartFailure` when the database was sealed with another key, or the key is lost.
 */
export async function openInstallation(
  database: Database,
  dataDir: string,
  given: Buffer | null,
): Promise<Secrets> {
  const known = await storedKeyCheck(database)
  // Read after the database: a process that makes an installation writes the key before the row.
  const found = given ?? readMasterKey(dataDir)
  if (known !== null) {
    if (!found) throw new StartFailure(missingKey(dataDir), exitConfiguration)
    const secrets = secretsWith(found)
    if (secrets.keyCheck !== known)
      throw new StartFailure(wrongKey(dataDir, given !== null), exitConfiguration)
    return secrets
  }
  const secrets = secretsWith(found ?? makeMasterKey(dataDir))
  await database.asSystem((db) =>
    db
      .insertInto('kernel.instance')
      .values({ instanceId: newId(), keyCheck: secrets.keyCheck })
      .onConflict((conflict) => conflict.column('onlyOne').doNothing())
      .execute(),
  )
  // Another process may have been first, with another key.
  if ((await storedKeyCheck(database)) !== secrets.keyCheck)
    throw new StartFailure(wrongKey(dataDir, given !== null), exitConfiguration)
  return secrets
}

/** What only the right key produces, as the database knows it; null in a new installation. */
async function storedKeyCheck(database: Database): Promise<string | null> {
  const row = await database.asSystem((db) =>
    db.selectFrom('kernel.instance').select('keyCheck').executeTakeFirst(),
  )
  return row?.keyCheck ?? null
}

/** Notes where this installation answers, for processes that do not listen themselves. */
export async function noteAddress(database: Database, url: string): Promise<void> {
  await database.asSystem((db) => db.updateTable('kernel.instance').set({ publicUrl: url }).execute())
}

/** Where the web app answered last; null when it never ran. */
export async function notedAddress(database: Database): Promise<string | null> {
  const row = await database.asSystem((db) =>
    db.selectFrom('kernel.instance').select('publicUrl').executeTakeFirst(),
  )
  return row?.publicUrl ?? null
}

function missingKey(dataDir: string): string {
  return (
    `The key file ${keyFile(dataDir)} is missing, but the database holds secrets sealed with it: put the saved copy ` +
    'back, or set LEITSTAND_KEY.'
  )
}

function wrongKey(dataDir: string, isGiven: boolean): string {
  const origin = isGiven ? 'LEITSTAND_KEY' : `the key file ${keyFile(dataDir)}`
  return `The database was sealed with another key than ${origin}: use the key that belongs to this database.`
}
