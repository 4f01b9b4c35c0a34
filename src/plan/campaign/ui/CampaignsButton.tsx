import { Button } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { lazy, Suspense } from 'react'
import { useText } from '../../../kit/language.tsx'
import { Loading } from '../../../kit/Notes.tsx'
import { campaignText } from '../campaign.text.ts'

const CampaignsDialog = lazy(() =>
  import('./CampaignsDialog.tsx').then((module) => ({ default: module.CampaignsDialog })),
)

/** Opens the campaigns of the plan. */
export function CampaignsButton() {
  const t = useText(campaignText)
  const [isOpen, dialog] = useDisclosure(false)
  return (
    <>
      <Button variant="default" onClick={dialog.open}>
        {t('title')}
      </Button>
      {isOpen && (
        <Suspense fallback={<Loading />}>
          <CampaignsDialog onClose={dialog.close} />
        </Suspense>
      )}
    </>
  )
}
