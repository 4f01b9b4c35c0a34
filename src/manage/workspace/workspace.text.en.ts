import type { TextsLike } from '../../kernel/text/text.ts'
import type { workspaceDe } from './workspace.text.de.ts'

export const workspaceEn: TextsLike<typeof workspaceDe> = {
  title: 'Workspace settings',
  name: 'Name',
  slug: 'Short name',
  slugHint: 'Part of the address. Saved links to the old address stop working.',
  zone: 'Time zone',
  zoneHint: 'Planning and publishing happen in this zone.',
  language: 'Language',
  languageHint: 'Mails to people without an account are written in this language.',
  languageName: { de: 'German', en: 'English' },
  currency: 'Currency',
  approvalRequired: 'Publish only with approval',
  approvalHint:
    'Nothing goes out without a valid approval. Whoever changes something afterwards needs a new one.',
  save: 'Save',
  saved: 'Saved.',
  demo: 'This is a demonstration workspace with made-up data.',
  removeDemo: 'Delete the demo',
  removeDemoTitle: 'Delete the demo?',
  removeDemoText:
    'The workspace and everything in it will be deleted for good. Your other workspaces stay as they are.',
  refusal: {
    'workspace.slug_taken': 'Another workspace already has this short name.',
    'workspace.stale': 'Somebody else has changed the settings meanwhile. Please look again.',
    'workspace.no_demo': 'Only a demo workspace can be deleted this way.',
    'workspace.leaders_only': 'New workspaces are created by people who lead one already.',
  },
}
